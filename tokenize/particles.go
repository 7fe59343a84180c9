package tokenize

// This file lists the particles. Which of two forms follows depends on the last
// syllable: 은 after a final consonant, 는 after a vowel.

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// particleRules say which particles a word may end in, and which words do not end in one
// although they are written so.
type particleRules struct {
	table map[string]fit // every particle and sequence of particles: what it can follow
	// positions holds, for each syllable from 가 on, its positions in particles: bit 0 is
	// set if it is the last syllable of one, bit 1 if it is the one before, and so on. It
	// is a quick check before the look-up in the table.
	positions [syllables]uint8
	longest   int             // syllables of the longest sequence, at most 8
	whole     map[string]bool // words that do not end in a particle
	endings   []string        // of words that do not end in a particle
	alone     bool            // a word that is a particle itself, as 에서부터, stays whole
}

// newParticleRules returns rules with a table; whole is a list of words.
func newParticleRules(table map[string]fit, whole string, endings ...string) *particleRules {
	r := &particleRules{table: table, whole: map[string]bool{}, endings: endings}
	for form := range table {
		r.longest = max(r.longest, len(form)/3)
		for i := 0; i < len(form); i += 3 {
			r.positions[syllableAt(form, i)] |= 1 << (len(form)/3 - 1 - i/3)
		}
	}
	for word := range strings.FieldsSeq(whole) {
		r.whole[word] = true
	}
	return r
}

// ends yields the lengths in bytes of the particles that can end a word, the shortest
// first.
func (r *particleRules) ends(word string) iter.Seq[int] {
	return func(yield func(int) bool) {
		if _, particle := r.table[word]; particle && r.alone {
			return
		}
		for n := 3; n <= 3*r.longest && len(word)-n >= 3; n += 3 {
			s := syllableAt(word, len(word)-n)
			if s < 0 || r.positions[s]>>(n/3-1)&1 == 0 {
				return // no particle of this length or longer ends the word
			}
			if f, ok := r.table[word[len(word)-n:]]; ok && f&fitOf(word[:len(word)-n]) != 0 && !yield(n) {
				return
			}
		}
	}
}

// particles returns the number of bytes of the particles at the end of a word. It takes the
// shortest particles that leave a word of r.whole, or, if there are none, the longest that
// can follow the syllable before them. It returns 0 if the word itself is in r.whole or is
// a verb.
func (r *particleRules) particles(word string) int {
	longest := 0
	for n := range r.ends(word) {
		if longest = n; r.whole[word[:len(word)-n]] {
			break // 결과는 ends in 는, not in 과는
		}
	}
	if longest > 0 && (r.whole[word] || r.verbal(word)) {
		return 0
	}
	return longest
}

// afterStem returns the number of bytes of the particles at the end of a word, after the
// longest stem in stems or r.whole that they can follow. It returns 0 if there is no such
// stem, and if the word itself is a stem or a verb. The number of repeated Hangul letters
// does not matter, since a corpus may be collapsed before its stems are found: see Collapsed.
func (r *particleRules) afterStem(word string, stems map[string]bool) int {
	for n := range r.ends(word) {
		if stems[Collapse(word)] || r.whole[word] || r.verbal(word) {
			return 0
		}
		if stem := word[:len(word)-n]; stems[Collapse(stem)] || r.whole[stem] {
			return n
		}
	}
	return 0
}

// verbal reports whether a word has an ending of verbs, adverbs or nouns in 주의: 하는,
// 하지만, 없이, 있을, 민주주의. Nouns with a particle rarely end like that.
func (r *particleRules) verbal(word string) bool {
	for _, ending := range r.endings {
		if strings.HasSuffix(word, ending) {
			return true
		}
	}
	if !strings.HasSuffix(word, "을") && !strings.HasSuffix(word, "은") {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(word[:len(word)-3])
	switch (last - '가') % 28 {
	case 6, 18, 20, 27: // ㄶ, ㅄ, ㅆ and ㅎ end stems of verbs
		return true
	}
	return false
}

// A fit is a set of kinds of syllables that a form of a particle can follow.
type fit uint8

const (
	afterVowel     fit = 1 << iota // 가, 를, 는
	afterRieul                     // final ㄹ, which 로 can follow, too
	afterConsonant                 // another final consonant: 이, 을, 은
	closedSyllable = afterRieul | afterConsonant
	anySyllable    = afterVowel | closedSyllable
)

// fitOf returns the kind of the last syllable of a word. After other letters and digits
// any particle can follow.
func fitOf(word string) fit {
	r, _ := utf8.DecodeLastRuneInString(word)
	if r < '가' || r > '힣' {
		return anySyllable
	}
	switch (r - '가') % 28 {
	case 0:
		return afterVowel
	case 8:
		return afterRieul
	}
	return afterConsonant
}
