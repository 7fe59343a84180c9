package report

import "strings"

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
