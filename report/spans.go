package report

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// A span is a piece of a line: our own words and numbers, or a user's word,
// which each format escapes and keeps apart from what stands beside it.
type span struct {
	s    string
	word bool
}

// A line is spans that are read one after the other.
type line []span

// say makes a line of our own words.
func say(s string) line { return line{{s: s}} }

// text adds our own words.
func (l line) text(s string) line { return append(l, span{s: s}) }

// word adds a user's word.
func (l line) word(s string) line { return append(l, span{printable(s), true}) }

// quoted adds the words of a query.
func (l line) quoted(words []string) line {
	for i, w := range words {
		if i > 0 {
			l = l.text(" + ")
		}
		l = l.text("“").word(w).text("”")
	}
	return l
}

// String is the line as plain text.
func (l line) String() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.s)
	}
	return b.String()
}

// printable keeps a word from moving the cursor, from turning the direction of
// what stands around it, and from holding what XML cannot: such characters are
// shown as U+FFFD.
func printable(word string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' || r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef {
			return '\ufffd'
		}
		return r
	}, word)
}

// rightToLeft reports whether a word holds letters that are read from right to
// left: digits beside it would be drawn on its wrong side.
func rightToLeft(word string) bool {
	return strings.ContainsFunc(word, func(r rune) bool {
		p, _ := bidi.LookupRune(r)
		return p.Class() == bidi.R || p.Class() == bidi.AL
	})
}
