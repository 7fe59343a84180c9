package report

// This file holds the lines of a report, in which its own text and the words of the
// user are apart. Words come from models and files of anybody, so each format escapes
// them: html.EscapeString for pages, latex for LaTeX, escapeFormula for CSV.

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// A span is a piece of a line: text of the report, or a word of the user, which each
// format escapes and isolates from its neighbours. The distinction is made once,
// where a line is composed, so that no format has to guess which characters are
// markup.
type span struct {
	s    string
	word bool
}

// A line is spans that are read one after the other. Its methods append, like append
// itself, and return the longer line; the receiver must not be used afterwards.
type line []span

// say returns a line with text of the report.
func say(s string) line { return line{{s: s}} }

// text appends text of the report.
func (l line) text(s string) line { return append(l, span{s: s}) }

// word appends a word of the user, made printable.
func (l line) word(s string) line { return append(l, span{printable(s), true}) }

// quoted appends the words of a query in quotation marks.
func (l line) quoted(words []string) line {
	for i, w := range words {
		if i > 0 {
			l = l.text(" + ")
		}
		l = l.text("“").word(w).text("”")
	}
	return l
}

// String returns the line as plain text.
func (l line) String() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.s)
	}
	return b.String()
}

// printable replaces characters by U+FFFD that move the cursor, change the direction of
// writing of their neighbours (the controls of Unicode's bidirectional algorithm, UAX
// #9), or are not allowed in XML. A word can so neither hide nor imitate a part of the
// report ("Trojan Source", 2021).
func printable(word string) string {
	return strings.Map(func(r rune) rune {
		control := unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
		if control || unicode.Is(unicode.Noncharacter_Code_Point, r) {
			return '\ufffd'
		}
		return r
	}, word)
}

// rightToLeft reports whether a word has letters that are written from right to left.
// Terminals would move digits beside it to its other side.
func rightToLeft(word string) bool {
	return strings.ContainsFunc(word, func(r rune) bool {
		p, _ := bidi.LookupRune(r)
		return p.Class() == bidi.R || p.Class() == bidi.AL
	})
}
