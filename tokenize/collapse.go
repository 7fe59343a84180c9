package tokenize

// This file shortens repeated letters, as in ㅋㅋㅋㅋ or "soooo", which would otherwise
// be a word of their own for each length.

import "unicode/utf8"

// Collapsed returns a tokenizer that returns the tokens of t with repeated letters
// shortened. In a run of the same Hangul letter, which is not part of a syllable, two
// remain: ㅋㅋㅋㅋㅋ becomes ㅋㅋ, and ㅠㅠㅠ becomes ㅠㅠ. Start and End do not change.
func Collapsed(t Tokenizer) Tokenizer { return collapsed{t} }

// collapsed is the tokenizer of Collapsed.
type collapsed struct{ Tokenizer }

// Append implements Tokenizer.
func (c collapsed) Append(dst []Token, text string) []Token {
	first := len(dst)
	dst = c.Tokenizer.Append(dst, text)
	for i := first; i < len(dst); i++ {
		dst[i].Text = Collapse(dst[i].Text)
	}
	return dst
}

// keptLetters is the number of letters that remain of a run.
const keptLetters = 2

// Collapse shortens the repeated letters of a word as Collapsed does. It allocates only if
// a run has more than two letters.
func Collapse(word string) string {
	var out []byte // nil while nothing was left out
	last, run := rune(-1), 0
	for i := 0; i < len(word); {
		r, width := utf8.DecodeRuneInString(word[i:])
		if run++; r != last {
			last, run = r, 1
		}
		switch skip := run > keptLetters && IsJamo(r); {
		case skip && out == nil:
			out = append(make([]byte, 0, len(word)), word[:i]...)
		case !skip && out != nil:
			out = append(out, word[i:i+width]...)
		}
		i += width
	}
	if out == nil {
		return word
	}
	return string(out)
}

// IsJamo reports whether r is a Hangul letter and not a syllable: a compatibility
// letter, as keyboards type it, a conjoining letter, or a half-width letter.
func IsJamo(r rune) bool {
	return r >= 0x3131 && r <= 0x318e || r >= 0x1100 && r <= 0x11ff || r >= 0xffa0 && r <= 0xffdc
}
