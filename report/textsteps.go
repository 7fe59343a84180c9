package report

// This file writes the steps of a calculation for terminals, as tables whose numbers are
// aligned at their decimal points.

import (
	"slices"
	"strings"

	gotable "github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// step writes the title of a step in bold, its lines of text, and its tables.
func (p *textPage) step(b *strings.Builder, s step) {
	b.WriteString("\n" + p.colours.heading(p.plain(s.title)) + "\n")
	s.tables(func(l stepLine) { b.WriteString(" " + p.plain(l.text) + "\n") },
		func(rows []stepLine) { p.stepTable(b, &s, aligned(rows)) })
}

// stepTable writes the rows of a table, with bars in a last column if they are weights.
func (p *textPage) stepTable(b *strings.Builder, s *step, rows []stepLine) {
	columns, withBars := s.columnsOf(rows), bars(rows)
	w, header := newTable(), gotable.Row{}
	for _, c := range columns {
		header = append(header, p.plain(c.title))
	}
	if withBars {
		header = append(header, p.colours.dim(barAxis))
	}
	w.AppendHeader(header)
	for i := range rows {
		row, r := gotable.Row{}, &rows[i].row
		for _, c := range columns {
			s := p.plain(c.cell(r))
			if c.kind == calculationColumn && r.result == "" && r.vector == nil {
				s = p.colours.dim(s)
			}
			row = append(row, s)
		}
		if withBars && r.weight != nil {
			row = append(row, p.colours.bar(blocksOf(*r.weight)))
		}
		w.AppendRow(row)
	}
	b.WriteString(w.Render() + "\n")
}

// aligned returns rows with spaces before and after their numbers, so that the decimal points
// of results, those of each component of vectors, and those of temperatures are below each
// other.
func aligned(rows []stepLine) []stepLine {
	out := slices.Clone(rows)
	for i := range out {
		out[i].row.vector = slices.Clone(out[i].row.vector)
	}
	var results, quantities []*string
	components := map[[2]int][]*string{} // by the length of the vector and the index
	for i := range out {
		r := &out[i].row
		if r.result != "" {
			results = append(results, &r.result)
		}
		if r.of == nil && r.calculation == nil {
			quantities = append(quantities, &r.quantity)
		}
		for d := range r.vector {
			at := [2]int{len(r.vector), d}
			components[at] = append(components[at], &r.vector[d])
		}
	}
	alignPoints(results)
	alignPoints(quantities)
	for _, numbers := range components {
		alignPoints(numbers)
	}
	return out
}

// alignPoints pads numbers so that their decimal points are in the same column and all have the
// same width, in columns of a terminal. Numbers without a point have it at their end, or before
// their exponent.
func alignPoints(numbers []*string) {
	before, after := 0, 0
	split := func(s string) (int, int) {
		whole, _, _ := strings.Cut(s, ".")
		whole, _, _ = strings.Cut(whole, "e")
		n := text.StringWidth(whole)
		return n, text.StringWidth(s) - n
	}
	for _, s := range numbers {
		n, m := split(*s)
		before, after = max(before, n), max(after, m)
	}
	for _, s := range numbers {
		n, m := split(*s)
		*s = strings.Repeat(" ", before-n) + *s + strings.Repeat(" ", after-m)
	}
}
