package tokenize

import "unicode/utf8"

// An Eojeol is what Korean writes between two spaces, 고양이에게서 for one, with
// the tokens that it was cut into: tokens[First:Last] of those it was made of.
type Eojeol struct {
	Text        string // as it is written, with its punctuation
	Span               // its bytes in the text
	First, Last int
}

// Eojeols appends to dst the eojeol of a text that tokens stand in, in order.
// The tokens are those that a [Tokenizer] made of the same text. A stretch
// without tokens, of punctuation only, is left out; a token that reaches across
// white space makes one eojeol of what it touches. Whatever belongs to a token,
// its weight in attention or its share of a score, can so be summed to the words
// that a reader sees.
func Eojeols(dst []Eojeol, text string, tokens []Token) []Eojeol {
	for i := 0; i < len(tokens); {
		e := Eojeol{Span: Span{stretchStart(text, tokens[i].Start), stretchEnd(text, tokens[i].End)}, First: i}
		for i < len(tokens) && tokens[i].Start < e.End {
			if tokens[i].End > e.End {
				e.End = stretchEnd(text, tokens[i].End)
			}
			i++
		}
		e.Text, e.Last = text[e.Start:e.End], i
		dst = append(dst, e)
	}
	return dst
}

// stretchStart returns where the white space before text[i] ends.
func stretchStart(text string, i int) int {
	for i > 0 {
		r, width := utf8.DecodeLastRuneInString(text[:i])
		if IsSpace(r) {
			break
		}
		i -= width
	}
	return i
}

// stretchEnd returns where the white space after text[i] begins.
func stretchEnd(text string, i int) int {
	for i < len(text) {
		width, white := whiteAt(text, i)
		if white {
			break
		}
		i += width
	}
	return i
}
