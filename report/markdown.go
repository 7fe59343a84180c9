package report

// This file writes reports as CommonMark (spec 0.31) with GitHub's tables, an
// extension that most renderers have. A bar is made of block characters, because
// Markdown has no colours and no lengths:
//
//	| token | score | weight | |
//	|:--|--:|--:|:--|
//	| cat | 0.5120 | 0.4021 | ████████████ |

import (
	"fmt"
	"strings"
	"unicode"
)

// barTitle is the title of a column of bars.
const barTitle = "0–1"

// A markdownPage writes CommonMark with the tables of GitHub.
type markdownPage struct{ bare }

// heading writes a heading of level 3, so that reports can be pasted below those of a
// document.
func (p *markdownPage) heading(b *strings.Builder, h heading) {
	fmt.Fprintf(b, "### %s\n\n", markdown(line(h)))
}

// remark writes a paragraph, and advice as a quotation.
func (p *markdownPage) remark(b *strings.Builder, r remark) {
	s := markdown(r.line)
	if r.advice {
		s = "> " + s
	}
	b.WriteString(s + "\n\n")
}

// table writes a table of GitHub, which must have a header: without one, the header is
// empty. The caption is written above a table of words, whose columns have no titles that
// explain them.
func (p *markdownPage) table(b *strings.Builder, t *table) {
	if !t.right {
		b.WriteString(markdown(t.caption) + "\n\n")
	}
	header := t.header
	if header == nil && len(t.rows) > 0 {
		header = make([]line, len(t.rows[0]))
	}
	for i, l := range header {
		if t.bars && i == len(header)-1 {
			l = say(barTitle)
		}
		b.WriteString("| " + markdown(l) + " ")
	}
	b.WriteString("|\n")
	for i := range header {
		if t.right && i > 0 && i < columns(t) {
			b.WriteString("|--:")
		} else {
			b.WriteString("|:--")
		}
	}
	b.WriteString("|\n")
	for _, row := range append(t.rows[:len(t.rows):len(t.rows)], t.footer...) {
		for _, c := range row {
			s := markdown(c.line)
			if c.kind == bar {
				s = blocksOf(c.weight)
			}
			b.WriteString("| " + s + " ")
		}
		b.WriteString("|\n")
	}
	b.WriteString("\n")
}

// step writes a heading of level 4, the lines of text as paragraphs, and tables.
func (p *markdownPage) step(b *strings.Builder, s step) {
	fmt.Fprintf(b, "#### %s\n\n", markdown(s.title))
	s.tables(func(l stepLine) { b.WriteString(markdown(l.text) + "\n\n") },
		func(rows []stepLine) { markdownRows(b, &s, rows) })
}

// markdownRows writes the rows of a step as a table.
func markdownRows(b *strings.Builder, s *step, rows []stepLine) {
	columns, withBars := s.columnsOf(rows), bars(rows)
	rule := ""
	for _, c := range columns {
		b.WriteString("| " + markdown(c.title) + " ")
		rule += "|:--"
	}
	if withBars {
		b.WriteString("| " + barTitle + " ")
		rule += "|:--"
	}
	b.WriteString("|\n" + rule + "|\n")
	for i := range rows {
		r := &rows[i].row
		for _, c := range columns {
			b.WriteString("| " + markdown(c.cell(r)) + " ")
		}
		if withBars && r.weight != nil {
			b.WriteString("| " + blocksOf(*r.weight) + " ")
		} else if withBars {
			b.WriteString("| ")
		}
		b.WriteString("|\n")
	}
	b.WriteString("\n")
}

// markdown returns a line in which all characters are literal: CommonMark allows a
// backslash before all ASCII punctuation. In text of the report only those characters are
// escaped that Markdown could read as markup, so that the source can be read.
func markdown(l line) string {
	var b strings.Builder
	for _, s := range l {
		for _, r := range s.s {
			switch {
			case r == '<':
				b.WriteString("&lt;")
			case r == '>':
				b.WriteString("&gt;")
			case r == '&':
				b.WriteString("&amp;")
			case s.word && r < unicode.MaxASCII && (unicode.IsPunct(r) || unicode.IsSymbol(r)),
				strings.ContainsRune("\\`*_[]|~", r):
				b.WriteString("\\" + string(r))
			default:
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// sentence writes sentences of a search only.
func (p *markdownPage) sentence(b *strings.Builder, s sentence) {
	if s.text != "" {
		fmt.Fprintf(b, "- %s %s\n", s.cosine, markdown(line{}.word(s.text)))
	}
}
