package report

// This file writes the steps of a calculation as LaTeX: tables that may break across pages.

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

func (p *latexPage) beginSteps(*strings.Builder) {}
func (p *latexPage) endSteps(*strings.Builder)   {}

// fold writes what is inside: paper has nothing to unfold.
func (p *latexPage) fold(_ *strings.Builder, _ line, inside func()) { inside() }

// step writes the title, the lines of text as paragraphs, and tables.
func (p *latexPage) step(b *strings.Builder, s step) {
	fmt.Fprintf(b, "\\subsubsection*{%s}\n", latex(s.title))
	s.tables(func(l stepLine) { b.WriteString(latex(l.text) + "\\par\n") },
		func(rows []stepLine) { latexRows(b, &s, rows) })
	b.WriteString("\n")
}

// latexRows writes the rows of a step as a table.
func latexRows(b *strings.Builder, s *step, rows []stepLine) {
	columns, withBars := s.columnsOf(rows), bars(rows)
	var cells []string
	spec := ""
	for _, c := range columns {
		cells = append(cells, latex(c.title))
		spec += latexColumn(c, rows, withBars)
	}
	if withBars {
		cells = append(cells, latexAxis)
		spec += "l"
	}
	fmt.Fprintf(b, "\\begin{longtable}[l]{@{}%s@{}}\n%s \\\\ \\hline\\endhead\n", spec, strings.Join(cells, " & "))
	for i := range rows {
		cells = cells[:0]
		for _, c := range columns {
			cells = append(cells, latex(c.cell(&rows[i].row)))
		}
		if withBars && rows[i].row.weight != nil {
			cells = append(cells, latexBar(*rows[i].row.weight))
		}
		b.WriteString(strings.Join(cells, " & ") + " \\\\\n")
	}
	b.WriteString("\\end{longtable}\n")
}

// latexColumn returns the argument of a table for a column. Long calculations and vectors are
// wrapped: a column of type l is as wide as its longest cell, which would run off the page, and
// one of type p has a given share of the text width. Bars need space of their own, so beside them
// calculations are wrapped earlier.
func latexColumn(c stepColumn, rows []stepLine, withBars bool) string {
	longest := 0
	for i := range rows {
		longest = max(longest, utf8.RuneCountInString(c.cell(&rows[i].row).String()))
	}
	width := 0.0 // of the text
	switch {
	case c.kind == calculationColumn && withBars && longest > 36:
		width = .3
	case c.kind == calculationColumn && longest > 48:
		width = .5
	case c.kind == resultColumn && longest > 72:
		width = .65
	default:
		return "l"
	}
	return fmt.Sprintf(">{\\raggedright\\arraybackslash}p{%v\\linewidth}", width)
}
