package korean

// This file divides characters into classes. Only Hangul syllables and Chinese
// characters are looked up in the dictionary; white space separates eojeol; Hangul
// letters outside syllables are expressions such as ㅋㅋㅋ; everything else is cut by
// the rules of Unicode (UAX #29).

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"

	"github.com/w2vattn/w2vattn/tokenize"
)

// A class is a set of characters that are analysed in the same way.
type class uint8

const (
	other    class = iota // Latin letters, digits and symbols, cut by UAX #29
	blank                 // white space
	syllable              // a Hangul syllable
	han                   // a Chinese character
	jamo                  // a Hangul letter outside a syllable: ㅋ, ㅠ
)

// classAt returns the class of the character at text[i] and its width in bytes, or
// other and 0 at the end of the text.
func classAt(text string, i int) (class, int) {
	if i < len(text) && text[i] < utf8.RuneSelf {
		if tokenize.IsSpace(rune(text[i])) {
			return blank, 1
		}
		return other, 1
	}
	r, width := utf8.DecodeRuneInString(text[i:])
	switch {
	case r >= '가' && r <= '힣':
		return syllable, width
	case tokenize.IsJamo(r):
		return jamo, width
	case tokenize.IsSpace(r):
		return blank, width
	case r >= 0x2E80 && unicode.Is(unicode.Han, r):
		return han, width
	}
	return other, width
}

// isVowel reports whether a compatibility letter is a vowel.
func isVowel(r rune) bool { return r >= 'ㅏ' && r <= 'ㅣ' }

// jamoRunEnd returns the end of the run of Hangul letters at text[p]. Consonants and
// vowels are separate runs: ㅋㅋㅠㅠ has two.
func jamoRunEnd(text string, p int) int {
	first, width := utf8.DecodeRuneInString(text[p:])
	for p += width; p < len(text); {
		r, width := utf8.DecodeRuneInString(text[p:])
		if !tokenize.IsJamo(r) || isVowel(r) != isVowel(first) {
			break
		}
		p += width
	}
	return p
}

// otherRunEnd returns the end of the run of characters of class other at text[p].
func otherRunEnd(text string, p int) int {
	for p < len(text) {
		k, width := classAt(text, p)
		if k != other {
			break
		}
		p += width
	}
	return p
}

// segment returns the length in bytes of the first word or symbol of a text by UAX #29,
// and whether it is a word, that is, has a letter or a digit.
func segment(text string) (width int, word bool) {
	segments := words.FromString(text)
	segments.Next()
	return segments.End(), hasWord(segments.Value())
}

// hasWord reports whether a text has a letter or a digit.
func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// isAlnum reports whether c is an ASCII letter or digit. The subtractions wrap around
// for smaller bytes, and c|0x20 maps an upper-case letter to its lower-case one, so
// one comparison each is enough.
func isAlnum(c byte) bool {
	return c-'0' < 10 || c|0x20-'a' < 26
}
