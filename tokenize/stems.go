package tokenize

// This file finds stems by evidence: 고양이 is a stem if a corpus has it with several
// different particles, or alone.

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"
	"strings"
)

// MaxStems is the largest number of stems that FindStems returns.
const MaxStems = 1 << 17

// evidence is what the words of a corpus show about a stem.
type evidence struct {
	particles uint64 // the set of particles after it: bit i stands for basicParticles[i]
	count     int64  // occurrences with a particle
	bare      int64  // occurrences without one
}

// FindStems returns the words of a corpus after which particles are removed, separated by
// spaces, for Josa.Stems. words yields every word of the corpus once, with its count, as
// the tokenizer josa with Josa.Learn cuts it. Each word counts for its shortest stem, the
// part before the longest particles that it can end in. A stem is returned if
//
//   - at least two different particles follow it. 떡볶 is not returned, because only 이
//     follows it. If only 은 and 을 follow, which are also endings of verbs, the stem must
//     occur without a particle, too;
//   - it occurs with particles at least a fifth as often as without, if the stem itself is
//     written like a word with a particle, as 파도 is.
//
// The stems are the most frequent ones, at most MaxStems, in the order of their bytes.
// The result depends neither on the order of words nor on their ids. The memory grows
// with the number of different words.
func FindStems(words iter.Seq2[string, int64]) string {
	r := currentRules()
	of := map[string]evidence{}
	bare := map[string]int64{}
	for word, n := range words {
		if r.verbal(word) {
			continue
		}
		bare[word] = n
		stem := r.shortestStem(word)
		if stem == "" {
			continue
		}
		e := of[stem]
		e.particles |= 1 << basicParticle(word[len(stem):])
		e.count += n
		of[stem] = e
	}
	var found []string
	for stem, e := range of {
		e.bare = bare[stem]
		if e.isStem(r.shortestStem(stem) != "") {
			found = append(found, stem)
		}
	}
	slices.SortFunc(found, func(a, b string) int {
		return cmp.Or(cmp.Compare(of[b].count, of[a].count), strings.Compare(a, b))
	})
	found = found[:min(len(found), MaxStems)]
	slices.Sort(found)
	return strings.Join(found, " ")
}

// shortestStem returns the part of a word before the longest particles that it can end
// in, or "" if it ends in none.
func (r *particleRules) shortestStem(word string) (stem string) {
	for n := range r.ends(word) {
		stem = word[:len(word)-n]
	}
	return stem
}

// isStem reports whether the evidence is enough. ambiguous says that the stem is written
// like a word with a particle.
func (e evidence) isStem(ambiguous bool) bool {
	switch {
	case bits.OnesCount64(e.particles) < 2:
		return false
	case ambiguous && 5*e.count < e.bare:
		return false
	}
	return e.particles&^verbEndings != 0 || e.bare > 0
}

// basicParticles lists the particles that count as different ones. Sequences and longer
// forms count as the one that they begin with: 에서는 as 에서, 이랑 as 이.
var basicParticles = strings.Fields("은 을 는 이 가 를 과 와 랑 의 도 만 뿐 로 로서 로써 로부터 으로 으로서 으로써 으로부터 " +
	"에 에서 에게 에게서 한테 한테서 께 께서 대로 까지 부터 조차 마저 마다 보다 처럼 만큼 밖에 라도 야말로")

// verbEndings is the set of 은 and 을.
const verbEndings = 1<<0 | 1<<1

// basicParticle returns the index in basicParticles of the longest one that a form begins
// with.
func basicParticle(form string) (longest int) {
	for i, p := range basicParticles {
		if strings.HasPrefix(form, p) && (len(p) > len(basicParticles[longest]) || !strings.HasPrefix(form,
			basicParticles[longest])) {
			longest = i
		}
	}
	return longest
}

// ParticleAfter reports whether suffix is a Korean particle, or several, that can follow
// stem: 에서는 after 도서관. particle is the first of them, 에서; it is 이 for particles that
// begin with 이, such as 이랑. ParticleAfter uses the current rules, JosaRules.
func ParticleAfter(stem, suffix string) (particle string, ok bool) {
	if f := currentRules().table[suffix]; stem == "" || f&fitOf(stem) == 0 {
		return "", false
	}
	return basicParticles[basicParticle(suffix)], true
}
