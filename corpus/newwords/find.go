package newwords

// This file scores the prefixes of eojeol. For a prefix c₁…cₙ that n(c₁…cₙ) eojeol
// begin with
//
//	cohesion = (n(c₁…cₙ) / n(c₁))^(1/(n−1))      high within a word
//	entropy  = −Σ p(x) ln p(x), x: next syllable   high at the end of a word
//
// Sorted eojeol with the same prefix are neighbours, so one pass visits all prefixes.

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/tokenize/korean"
)

// A Word is a candidate for a dictionary, the left part of eojeols.
type Word struct {
	Word      string  `json:"word"`
	Count     int64   `json:"count"`     // eojeols that begin with it
	Score     float64 `json:"score"`     // cohesion · exp(entropy)
	Cohesion  float64 `json:"cohesion"`  // from 0 to 1
	Entropy   float64 `json:"entropy"`   // right branching entropy, in nats
	Particles int     `json:"particles"` // different right parts that are particles
}

// Find returns the new words among the left parts of the eojeols of c, by falling score
// and, with equal scores, in the order of their bytes. The result does not depend on the
// number of workers, at least 1. Errors are those of f.Validate and of ctx.
func (c *Counts) Find(ctx context.Context, f Config, workers int) ([]Word, error) {
	if err := f.Validate(); err != nil {
		return nil, err
	}
	groups := groupByFirst(slices.Sorted(maps.Keys(c.of)))
	found := make([][]Word, len(groups))
	var next atomic.Int64
	var all sync.WaitGroup
	for range max(1, workers) {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(groups) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				s := scorer{Config: f, of: c.of}
				s.group(groups[i])
				found[i] = s.found
			}
		})
	}
	all.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	words := slices.Concat(found...)
	slices.SortFunc(words, func(a, b Word) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Word, b.Word))
	})
	if f.Top > 0 && len(words) > f.Top {
		words = words[:f.Top]
	}
	return words, nil
}

// groupByFirst cuts sorted eojeols into groups with the same first syllable.
func groupByFirst(eojeols []string) (groups [][]string) {
	begin := 0
	for i, e := range eojeols {
		if e[:syllableSize] != eojeols[begin][:syllableSize] {
			groups = append(groups, eojeols[begin:i])
			begin = i
		}
	}
	if len(eojeols) > 0 {
		groups = append(groups, eojeols[begin:])
	}
	return groups
}

// A scorer finds the new words that begin with one syllable.
type scorer struct {
	Config
	of    map[string]int64 // counts of eojeols
	first int64            // eojeols that begin with the syllable
	found []Word
}

// group sets the words of a group of eojeols, which are sorted.
func (s *scorer) group(eojeols []string) {
	for _, e := range eojeols {
		s.first += s.of[e]
	}
	s.prefix(eojeols, 1)
}

// prefix looks at the left part of n syllables that sorted eojeols have in common, and at
// the longer ones.
func (s *scorer) prefix(eojeols []string, n int) {
	size := n * syllableSize
	var next []int64 // counts of each right part's first syllable, and of the eojeol itself
	var count int64
	for i := 0; i < len(eojeols); {
		begin, sum := i, int64(0)
		for ; i < len(eojeols) && nextSyllable(eojeols[i], size) == nextSyllable(eojeols[begin], size); i++ {
			sum += s.of[eojeols[i]]
		}
		next = append(next, sum)
		count += sum
		if n < s.MaxLength && sum >= s.MinCount && len(eojeols[begin]) > size {
			s.prefix(eojeols[begin:i], n+1)
		}
	}
	if n > 1 && count >= s.MinCount {
		s.check(eojeols, size, count, next)
	}
}

// nextSyllable returns the syllable of an eojeol after size bytes, "" at its end.
func nextSyllable(eojeol string, size int) string {
	return eojeol[size:min(len(eojeol), size+syllableSize)]
}

// check adds the left part of size bytes to the result if it is a new word.
func (s *scorer) check(eojeols []string, size int, count int64, next []int64) {
	w := Word{Word: eojeols[0][:size], Count: count, Entropy: entropy(next, count)}
	syllables := size / syllableSize
	w.Cohesion = math.Pow(float64(count)/float64(s.first), 1/float64(syllables-1))
	if w.Cohesion < s.MinCohesion || w.Entropy < s.MinEntropy {
		return
	}
	w.Particles = s.particles(eojeols, size)
	if w.Particles < s.MinParticles || !s.Known && (!isNew(w) || s.isPrefix(eojeols, size, count)) {
		return
	}
	w.Score = w.Cohesion * math.Exp(w.Entropy)
	w.Word = strings.Clone(w.Word)
	s.found = append(s.found, w)
}

// clearParticles is the number of different particles that show that a word is a noun
// although it ends like an inflected word.
const clearParticles = 6

// isNew reports whether a word is to be added to a dictionary.
func isNew(w Word) bool {
	switch korean.KindOf(w.Word) {
	case korean.Novel:
		return true
	case korean.Ending:
		return w.Particles >= clearParticles
	}
	return false
}

// isPrefix reports whether more than a tenth of the eojeols that begin with size bytes begin
// with a longer noun of the dictionary: 애니 in 애니메이션. As a user word it would cut that
// noun apart.
func (s *scorer) isPrefix(eojeols []string, size int, count int64) bool {
	var longer int64
	for _, e := range eojeols {
		if len(e) > size && korean.NounPrefix(e) > size {
			longer += s.of[e]
		}
	}
	return 10*longer > count
}

// entropy returns −Σ pᵢ ln pᵢ of pᵢ = counts[i]/total.
func entropy(counts []int64, total int64) (h float64) {
	for _, n := range counts {
		p := float64(n) / float64(total)
		h -= float64(p * math.Log(p)) // rounded, on every machine
	}
	return max(0, h)
}

// particles returns the number of different particles among the right parts of eojeols
// after size bytes. A right part that continues a particle before it does not count:
// 영화에서는 is 영화 with the particle 에서는, which shows nothing about 영화에서.
func (s *scorer) particles(eojeols []string, size int) int {
	seen := map[string]bool{}
	for _, e := range eojeols {
		p, ok := tokenize.ParticleAfter(e[:size], e[size:])
		if !ok && copula[e[size:]] {
			p, ok = "이다", true
		}
		if ok && !seen[p] && !continues(e, size) {
			seen[p] = true
		}
	}
	return len(seen)
}

// copula holds frequent forms of the copula 이다, which follows nouns as particles do.
var copula = func() map[string]bool {
	forms := map[string]bool{}
	for form := range strings.FieldsSeq("이다 이네 이네요 이에요 이예요 이고 이지만 이라 이라서 이었다 이었음 이야 이지 이죠 이군 이던데 " +
		"임 인 인데 인듯 입니다 입니당 일 였다 였음 예요 에요") {
		forms[form] = true
	}
	return forms
}()

// continues reports whether a particle begins before size bytes of an eojeol and ends with
// it.
func continues(eojeol string, size int) bool {
	for n := size - syllableSize; n > 0; n -= syllableSize {
		if _, ok := tokenize.ParticleAfter(eojeol[:n], eojeol[n:]); ok {
			return true
		}
	}
	return false
}
