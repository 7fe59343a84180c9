package korean

// This file computes with Hangul syllables. Unicode has all 11,172 of them in the
// order of their letters (The Unicode Standard, section 3.12), so the letters follow
// from the code point by division:
//
//	n     = r − U+AC00          0 ≤ n < 19·21·28
//	lead  = n / (21·28)         ㄱ ㄲ ㄴ …, 19 initial consonants
//	vowel = n / 28 mod 21       ㅏ ㅐ ㅑ …
//	final = n mod 28            0: none, ㄱ ㄲ ㄳ …
//
// For 갔, n = 20: lead 0 (ㄱ), vowel 0 (ㅏ), final 20 (ㅆ).

import "unicode/utf8"

// Final consonants of a syllable, as offsets from the syllable without one.
const (
	noFinal = 0
	finalN  = 4  // ㄴ
	finalD  = 7  // ㄷ
	finalR  = 8  // ㄹ
	finalRM = 10 // ㄻ
	finalM  = 16 // ㅁ
	finalB  = 17 // ㅂ
	finalS  = 19 // ㅅ
	finalSS = 20 // ㅆ
	finalH  = 27 // ㅎ

	finals28 = 28 // number of final consonants, counting none as one
	vowels   = 21
)

// Vowels of a syllable, in the order of Unicode.
const (
	vowelA   = 0  // ㅏ
	vowelAE  = 1  // ㅐ
	vowelYA  = 2  // ㅑ
	vowelEO  = 4  // ㅓ
	vowelE   = 5  // ㅔ
	vowelYEO = 6  // ㅕ
	vowelO   = 8  // ㅗ
	vowelWA  = 9  // ㅘ
	vowelWAE = 10 // ㅙ
	vowelOE  = 11 // ㅚ
	vowelU   = 13 // ㅜ
	vowelWO  = 14 // ㅝ
	vowelEU  = 18 // ㅡ
	vowelI   = 20 // ㅣ
)

// isSyllable reports whether r is a Hangul syllable.
func isSyllable(r rune) bool { return r >= '가' && r <= '힣' }

// lastSyllable returns the last character of a word, its vowel and its final consonant, and
// the bytes before it. ok is false if it is no Hangul syllable.
func lastSyllable(word string) (before string, last rune, vowel, final int, ok bool) {
	r, width := utf8.DecodeLastRuneInString(word)
	if !isSyllable(r) {
		return word, r, 0, 0, false
	}
	n := int(r - '가')
	return word[:len(word)-width], r, n / finals28 % vowels, n % finals28, true
}

// withFinal returns a syllable with another final consonant: withFinal('가', finalB)
// is '갑'. syllable must be a Hangul syllable.
func withFinal(syllable rune, final int) rune {
	return syllable - (syllable-'가')%finals28 + rune(final)
}

// withVowel returns a syllable with another vowel and without a final consonant:
// withVowel('하', vowelAE) is '해'. syllable must be a Hangul syllable.
func withVowel(syllable rune, vowel int) rune {
	lead := (syllable - '가') / (vowels * finals28)
	return '가' + (lead*vowels+rune(vowel))*finals28
}

// endsInConsonant reports whether the last syllable of a word has a final consonant.
func endsInConsonant(word string) bool {
	_, _, _, final, ok := lastSyllable(word)
	return ok && final != noFinal
}
