package tokenize

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/sentences"
	"github.com/clipperhouse/uax29/v2/words"
)

// uaxWords cuts text at the word boundaries of UAX #29.
type uaxWords struct {
	Folder
	marks bool // HangulMarks
	emoji bool // emoji are tokens
}

// Append implements Tokenizer. It first cuts the text and then folds each word, which
// keeps the offsets exact. Folding first would give the same words, since no boundary is
// inside a character and its marks.
func (w uaxWords) Append(dst []Token, text string) []Token {
	low := text
	if w.lower {
		low = lowerASCII(text)
	}
	for i := 0; i < len(text); i++ {
		end, simple := nextSpace(text, i)
		if simple {
			dst = simpleWords(dst, text, low, i, end, w.marks)
		} else {
			dst = w.segments(dst, text[i:end], i)
		}
		i = end
	}
	return dst
}

// narrowSpace, U+202F, is the only white space at which UAX #29 has no word boundary. In
// this package it separates tokens as all white space does.
const narrowSpace = "\u202f"

// segments appends the words of a text. offset is added to their bounds.
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
		s, start := segments.Value(), offset+segments.Start()
		if w.marks {
			for end := markBesideHangul(s); end >= 0; end = markBesideHangul(s) {
				dst = w.add(dst, s[:end], start)
				rest := afterMark(s[end:])
				s, start = rest, start+len(s)-len(rest)
			}
		}
		dst = w.add(dst, s, start)
	}
	return dst
}

// add appends a segment as a token if it is a word or, with the option, an emoji.
func (w uaxWords) add(dst []Token, segment string, start int) []Token {
	if isWord(segment) || w.emoji && IsEmoji(segment) {
		dst = append(dst, Token{w.Fold(segment), start, start + len(segment)})
	}
	return dst
}

// isWord reports whether a segment has a letter or a digit. Other segments are white
// space, punctuation and symbols.
func isWord(segment string) bool {
	return strings.ContainsFunc(segment, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// A Span is a range of bytes of a text; End is excluded.
type Span struct{ Start, End int }

// Sentences cuts running text at the sentence boundaries of UAX #29 and returns the
// spans of the sentences, which together cover the text. A line end is a boundary, too:
// replace the line ends of wrapped text by spaces before the call.
func Sentences(text string) []Span {
	var spans []Span
	s := sentences.FromString(text)
	for s.Next() {
		spans = append(spans, Span{s.Start(), s.End()})
	}
	return spans
}
