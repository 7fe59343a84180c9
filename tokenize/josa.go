package tokenize

import (
	"strings"
	"unicode/utf8"
)

// josa cuts as uaxWords does and takes the particles (josa) off Korean words,
// by their spelling alone: 고양이에게서 is 고양이. Verbs stay as they are written.
type josa struct{ uaxWords }

// Append implements Tokenizer. The bytes of a token are those of its word
// without the particles.
func (j josa) Append(dst []Token, text string) []Token {
	first := len(dst)
	dst = j.uaxWords.Append(dst, text)
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
		default: // syllables in pieces, or other letters: the bytes are sought
			t.End = t.Start + j.prefix(text[t.Start:t.End], word)
		}
		t.Text = word
	}
	return dst
}

// prefix returns how many bytes of a word fold to a beginning of it.
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

// A fit says after which syllables a particle has this form.
type fit uint8

const (
	afterVowel     fit = 1 << iota // 가, 를, 는
	afterRieul                     // ㄹ, before which 로 stands too
	afterConsonant                 // any other: 이, 을, 은
	closedSyllable = afterRieul | afterConsonant
	anySyllable    = afterVowel | closedSyllable
)

// particleForms lists particles, and after which syllables they stand.
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

// tails are particles that follow others: 에서는, 까지도.
const (
	tailed = "에 에서 에게 에게서 한테 께서 까지 부터 보다 처럼 만큼 마저 로 으로 로서 으로서 로부터 으로부터 와 과 만 마다"
	tails  = "는 도 만 의"
)

// maxParticle is the length of the longest particle in syllables.
const maxParticle = 5

// particleTable holds every particle and pair of particles by its spelling.
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

// particlePlaces says of each syllable, from 가 on, where it stands in particles:
// bit 0 is for the last syllable of one, bit 1 for the one before, and so on.
// Looking a syllable up here is cheaper than a word's end in particleTable.
var particlePlaces = func() (places [syllables]uint8) {
	for form := range particleTable {
		for i := 0; i < len(form); i += 3 {
			places[syllableAt(form, i)] |= 1 << (len(form)/3 - 1 - i/3)
		}
	}
	return places
}()

// particles returns how many bytes at the end of a word are particles: those of
// the longest that fits to the syllable before it, or of the one that leaves a
// word known to end so by itself; none if the word is one.
func particles(word string) int {
	longest := 0
	for n := 3; n <= 3*maxParticle && len(word)-n >= 3; n += 3 {
		s := syllableAt(word, len(word)-n)
		if s < 0 || particlePlaces[s]>>(n/3-1)&1 == 0 {
			break // no particle of this length or a greater one
		}
		f, ok := particleTable[word[len(word)-n:]]
		if !ok || f&fitOf(word[:len(word)-n]) == 0 {
			continue
		}
		if longest = n; whole[word[:len(word)-n]] {
			break // 결과는 has 는, not 과는
		}
	}
	if longest > 0 && (whole[word] || verbal(word)) {
		return 0
	}
	return longest
}

// fitOf says which particles can stand after a word; none after a letter that is
// no Hangul syllable and a digit but those that fit anything.
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

// verbal reports whether a word ends as verbs and adverbs do and nouns with a
// particle seldom: 하는, 하지만, 없이, 있을, 민주주의.
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
	case 6, 18, 20, 27: // ㄶ, ㅄ, ㅆ, ㅎ close stems of verbs
		return true
	}
	return false
}

// whole are frequent words that end like a particle and are none: nouns, adverbs,
// and verbs with the ending 는 or 은.
var whole = func() map[string]bool {
	words := map[string]bool{}
	for _, word := range strings.Fields(wholeWords) {
		words[word] = true
	}
	return words
}()
