package report

// This file writes the steps of a calculation as HTML: each can be folded, and a script reveals
// them one by one and highlights a token in all of them.

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf8"

	"github.com/w2vattn/w2vattn/internal/message"
)

// beginSteps opens the element of a calculation. Its buttons, which need the script, reveal
// the steps one by one.
func (p *htmlPage) beginSteps(b *strings.Builder) {
	fmt.Fprintf(b, `<div class="worked"><p class="controls" hidden>`)
	for _, button := range []struct {
		action string
		text   message.Message
	}{{"hide", message.HideSteps}, {"next", message.NextStep}, {"all", message.AllSteps}} {
		fmt.Fprintf(b, `<button type="button" data-action="%s">%s</button> `, button.action,
			html.EscapeString(p.lang.text(button.text)))
	}
	b.WriteString("</p>\n")
}

// endSteps closes the element of a calculation.
func (p *htmlPage) endSteps(b *strings.Builder) { b.WriteString("</div>\n") }

// step writes a step that can be folded, with its lines of text as paragraphs.
func (p *htmlPage) step(b *strings.Builder, s step) {
	fmt.Fprintf(b, "<details class=\"step\" open><summary><h3>%s</h3></summary>\n", markup(s.title))
	s.tables(func(l stepLine) { fmt.Fprintf(b, "<p>%s</p>\n", markup(l.text)) },
		func(rows []stepLine) { htmlStepRows(b, &s, rows) })
	b.WriteString("</details>\n")
}

// htmlStepRows writes the rows of a step as a table. Rows about a token have its number, by
// which the script highlights the token in all steps. What the rows are of is a header of all
// rows up to the next one.
func htmlStepRows(b *strings.Builder, s *step, rows []stepLine) {
	columns, withBars := s.columnsOf(rows), bars(rows)
	fmt.Fprintf(b, `<div class="scroll" tabindex="0" role="region" aria-label="%s"><table class="calculation"><thead><tr>`,
		html.EscapeString(s.title.String()))
	for _, c := range columns {
		htmlTitle(b, c.title)
	}
	if withBars {
		b.WriteString(htmlAxis)
	}
	b.WriteString("</tr></thead>\n<tbody>\n")
	for i := range rows {
		b.WriteString("<tr")
		if rows[i].token > 0 {
			fmt.Fprintf(b, ` data-token="%d"`, rows[i].token-1)
		}
		b.WriteString(">")
		r := &rows[i].row
		for _, c := range columns {
			if c.kind != ofColumn {
				b.WriteString(htmlStepCell(c, r))
			} else if r.of != nil {
				fmt.Fprintf(b, `<th scope="row"%s>%s</th>`, rowSpan(rows[i:]), markup(r.of))
			}
		}
		if withBars && r.weight != nil {
			b.WriteString(htmlBar(*r.weight))
		} else if withBars {
			b.WriteString("<td></td>")
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody></table></div>\n")
}

// rowSpan returns the attribute of a header of the first of rows and of those that follow it up
// to the next header.
func rowSpan(rows []stepLine) string {
	n := 1
	for n < len(rows) && rows[n].row.of == nil {
		n++
	}
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(` rowspan="%d"`, n)
}

// wrappedFrom is the number of characters from which a cell is wrapped.
const wrappedFrom = 24

// htmlStepCell returns a cell of a step other than its header.
func htmlStepCell(c stepColumn, r *stepRow) string {
	cell, class := c.cell(r), ""
	switch {
	case c.kind == calculationColumn && r.result == "" && r.vector == nil:
		class = ` class="absent"`
	case utf8.RuneCountInString(cell.String()) > wrappedFrom:
		class = ` class="long"`
	}
	return "<td" + class + ">" + markup(cell) + "</td>"
}
