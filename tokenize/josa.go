package tokenize

import (
	"strings"
	"unicode/utf8"
)

// josa cuts text as uaxWords does and removes the particles (josa) from Korean words, by
// their spelling alone: 고양이에게서 becomes 고양이. Verbs stay as they are written.
type josa struct{ uaxWords }

// Append implements Tokenizer. Start and End of a token are those of its word without
// the particles.
func (j josa) Append(dst []Token, text string) []Token {
	first := len(dst)
	dst = j.uaxWords.Append(dst, text)
	if j.marks {
		dst = dst[:first+len(withoutQuotedParticles(dst[first:], text))]
	}
	for i := first; i < len(dst); i++ {
		t := &dst[i]
		n := particles(t.Text)
		if n == 0 {
			continue
		}
		word := t.Text[:len(t.Text)-n]
		switch {
		case t.End-t.Start == len(t.Text):
			t.End -= n
		default: // folding changed the number of bytes
			t.End = t.Start + j.prefix(text[t.Start:t.End], word)
		}
		t.Text = word
	}
	return dst
}

// prefix returns the length in bytes of the longest prefix of word that folds to folded.
func (j josa) prefix(word, folded string) int {
	end := len(word)
	for i := range word {
		if i > 0 && j.Fold(word[:i]) == folded {
			end = i // the longest: a syllable's last letter may be yet to come
		} else if end < len(word) {
			break
		}
	}
	return end
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

// particleForms lists particles and the syllables that they follow.
var particleForms = []struct {
	fit   fit
	forms string
}{
	{afterVowel, "가 를 는 와"},
	{closedSyllable, "이 을 은 과 이나 이랑"},
	{afterVowel | afterRieul, "로 로서 로써 로부터"},
	{afterConsonant, "으로 으로서 으로써 으로부터"},
	{anySyllable, "의 에 에서 에게 에게서 한테 한테서 께 께서 까지 부터 도 만 보다 처럼 만큼 밖에 마다 조차 마저 뿐"},
}

// Each of tails can follow each particle of tailed: 에서는, 까지도.
const (
	tailed = "에 에서 에게 에게서 한테 께서 까지 부터 보다 처럼 만큼 마저 로 으로 로서 으로서 로부터 으로부터 와 과 만 마다"
	tails  = "는 도 만 의"
)

// maxParticle is the length of the longest particle or pair, in syllables.
const maxParticle = 5

// particleTable maps the spelling of every particle and pair of particles to the
// syllables that it can follow.
var particleTable = func() map[string]fit {
	table := map[string]fit{}
	for _, p := range particleForms {
		for _, form := range strings.Fields(p.forms) {
			table[form] |= p.fit
		}
	}
	for _, form := range strings.Fields(tailed) {
		for _, tail := range strings.Fields(tails) {
			table[form+tail] = table[form]
		}
	}
	for _, pair := range strings.Fields("만은 만이 만을 뿐만 밖에는 부터가 까지가 까지의") {
		table[pair] = anySyllable
	}
	return table
}()

// particlePositions holds, for each syllable from 가 on, its positions in particles: bit
// 0 is set if it is the last syllable of one, bit 1 if it is the one before, and so on.
// It is a quick check before the look-up in particleTable.
var particlePositions = func() (positions [syllables]uint8) {
	for form := range particleTable {
		for i := 0; i < len(form); i += 3 {
			positions[syllableAt(form, i)] |= 1 << (len(form)/3 - 1 - i/3)
		}
	}
	return positions
}()

// particles returns the number of bytes of the particles at the end of a word: of the
// longest that can follow the syllable before it, or of the one before which a word of
// notParticles is left. It returns 0 if the word itself is in notParticles or a verb.
func particles(word string) int {
	longest := 0
	for n := 3; n <= 3*maxParticle && len(word)-n >= 3; n += 3 {
		s := syllableAt(word, len(word)-n)
		if s < 0 || particlePositions[s]>>(n/3-1)&1 == 0 {
			break // no particle of this length or longer ends the word
		}
		f, ok := particleTable[word[len(word)-n:]]
		if !ok || f&fitOf(word[:len(word)-n]) == 0 {
			continue
		}
		if longest = n; notParticles[word[:len(word)-n]] {
			break // 결과는 ends in 는, not in 과는
		}
	}
	if longest > 0 && (notParticles[word] || verbal(word)) {
		return 0
	}
	return longest
}

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

// verbal reports whether a word has an ending of verbs or adverbs that is rare for nouns
// with a particle: 하는, 하지만, 없이, 있을, 민주주의.
func verbal(word string) bool {
	for _, ending := range [...]string{"하는", "되는", "지만", "없이", "같이", "같은", "주의"} {
		if strings.HasSuffix(word, ending) {
			return true
		}
	}
	if !strings.HasSuffix(word, "을") && !strings.HasSuffix(word, "은") {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(word[:len(word)-3])
	switch (r - '가') % 28 {
	case 6, 18, 20, 27: // ㄶ, ㅄ, ㅆ and ㅎ end stems of verbs
		return true
	}
	return false
}

// notParticles holds frequent words whose last syllables are spelled like a particle:
// nouns, adverbs, and verbs with the ending 는 or 은.
var notParticles = func() map[string]bool {
	words := map[string]bool{}
	for _, word := range strings.Fields(wholeWords) {
		words[word] = true
	}
	return words
}()
