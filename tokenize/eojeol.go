package tokenize

import "unicode/utf8"

// An Eojeol is a unit of Korean text between two spaces, such as 고양이에게서, with its
// tokens.
type Eojeol struct {
	Text        string // as it is written, with its punctuation
	Span               // its bytes in the text
	First, Last int    // its tokens are tokens[First:Last] of those given to Eojeols
}

// Eojeols appends to dst the eojeol of a text that have tokens, in order. The tokens
// are those that a [Tokenizer] returned for the same text. Text between spaces without a
// token, such as punctuation, is left out; a token that spans white space joins the
// eojeol on both sides. Attention weights and contributions of tokens can then be summed
// by eojeol.
func Eojeols(dst []Eojeol, text string, tokens []Token) []Eojeol {
	for i := 0; i < len(tokens); {
		e := Eojeol{Span: Span{spaceBefore(text, tokens[i].Start), spaceAfter(text, tokens[i].End)}, First: i}
		for i < len(tokens) && tokens[i].Start < e.End {
			if tokens[i].End > e.End {
				e.End = spaceAfter(text, tokens[i].End)
			}
			i++
		}
		e.Text, e.Last = text[e.Start:e.End], i
		dst = append(dst, e)
	}
	return dst
}

// spaceBefore returns the end of the white space before text[i].
func spaceBefore(text string, i int) int {
	for i > 0 {
		r, width := utf8.DecodeLastRuneInString(text[:i])
		if IsSpace(r) {
			break
		}
		i -= width
	}
	return i
}

// spaceAfter returns the start of the white space after text[i].
func spaceAfter(text string, i int) int {
	for i < len(text) {
		width, white := whiteAt(text, i)
		if white {
			break
		}
		i += width
	}
	return i
}
