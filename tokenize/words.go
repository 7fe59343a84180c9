package tokenize

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/sentences"
	"github.com/clipperhouse/uax29/v2/words"
)

// uaxWords cuts at the word boundaries of UAX #29.
type uaxWords struct{ Folder }

// Append implements Tokenizer. The text is cut as it stands and each word is
// folded by itself, which gives the same words as folding first (no boundary
// falls inside a character and its marks) and keeps the offsets exact.
func (w uaxWords) Append(dst []Token, text string) []Token {
	low := text
	if w.lower {
		low = lowerASCII(text)
	}
	for i := 0; i < len(text); i++ {
		end, simple := stretch(text, i)
		if simple {
			dst = simpleWords(dst, text, low, i, end)
		} else {
			dst = w.segments(dst, text[i:end], i)
		}
		i = end
	}
	return dst
}

// narrowSpace, U+202F, is the only white space that UAX #29 has inside words. It
// separates tokens here, as all white space does.
const narrowSpace = "\u202f"

// segments appends the words of a text that begins at an offset.
func (w uaxWords) segments(dst []Token, text string, offset int) []Token {
	for {
		part, rest, more := strings.Cut(text, narrowSpace)
		dst = w.part(dst, part, offset)
		if !more {
			return dst
		}
		text, offset = rest, offset+len(part)+len(narrowSpace)
	}
}

// part appends the words of a text without a narrowSpace.
func (w uaxWords) part(dst []Token, text string, offset int) []Token {
	segments := words.FromString(text)
	for segments.Next() {
		if s := segments.Value(); isWord(s) {
			dst = append(dst, Token{w.Fold(s), offset + segments.Start(), offset + segments.End()})
		}
	}
	return dst
}

// isWord reports whether a segment has a letter or a digit: segments between
// words are white space, punctuation and symbols.
func isWord(segment string) bool {
	for _, r := range segment {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return true
		}
	}
	return false
}

// A Span is a stretch of a text in bytes, End excluded.
type Span struct{ Start, End int }

// Sentences cuts running text at the sentence boundaries of UAX #29 and
// returns the spans, which together cover the text. A line end is a boundary
// there: replace the line ends of wrapped text by spaces first.
func Sentences(text string) []Span {
	var spans []Span
	s := sentences.FromString(text)
	for s.Next() {
		spans = append(spans, Span{s.Start(), s.End()})
	}
	return spans
}
