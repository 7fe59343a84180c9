package tokenize

// This file chooses a tokenizer by the text: Korean if most letters are Hangul.

import (
	"math"
	"unicode"
)

// A Choice names the tokenizer of a corpus, and records the share of Hangul, by which
// Choose selects it.
type Choice struct {
	Name   string  `json:"name"`   // of the tokenizer
	Auto   bool    `json:"auto"`   // whether Choose chose it, not the user
	Hangul float64 `json:"hangul"` // share of Hangul among the letters, from 0 to 1
}

// Choose returns the tokenizer for a text: KoreanName if more than half of its letters are
// Hangul, else WordsName.
func Choose(text string) Choice {
	c := Choice{Name: WordsName, Auto: true, Hangul: HangulShare(text)}
	if c.mostlyHangul() {
		c.Name = KoreanName
	}
	return c
}

// Unsuited reports whether most letters are Hangul, but the tokenizer leaves particles and
// endings on the words: each form of a word then has a vector of its own.
func (c Choice) Unsuited() bool {
	return (c.Name == SpaceName || c.Name == WordsName) && c.mostlyHangul()
}

// Percent returns the share of Hangul as a whole number of percent.
func (c Choice) Percent() int { return int(math.Round(100 * c.Hangul)) }

// mostlyHangul reports whether more than half of the letters are Hangul.
func (c Choice) mostlyHangul() bool { return c.Hangul > .5 }

// HangulShare returns the number of Hangul letters of a text divided by the number of all
// its letters, from 0 to 1; 0 for a text without letters. A Hangul syllable is one letter.
func HangulShare(text string) float64 {
	hangul, letters := 0, 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if unicode.Is(unicode.Hangul, r) {
			hangul++
		}
	}
	return float64(hangul) / float64(max(1, letters))
}
