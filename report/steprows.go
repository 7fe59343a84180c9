package report

// This file declares what the steps of a calculation consist of: lines of text and rows of
// tables. A row is read from left to right,
//
//	token  quantity  calculation              result
//	cat    q·k       1×0.5 + 1×0 + 0.5×3      = 2
//	       score     2 / √3                   = 1.1547
//
// and formats leave out the columns in which no row of a table has anything.

import (
	"strings"

	"github.com/w2vattn/w2vattn/internal/message"
)

// A step is one step of a worked calculation: a title, and lines of text and rows below it.
// The rows of a step have the same columns; those that follow each other are a table.
type step struct {
	lang    language
	title   line
	columns stepColumns
	lines   []stepLine
}

// stepColumns has the titles of the columns of a step: what the row is of (a token or a
// vector), the quantity that is computed, how, and the result. Other columns have none.
type stepColumns struct{ of, quantity, calculation, result line }

// A stepLine is a line of text or a row of a table.
type stepLine struct {
	text  line // of a line; a row has none
	token int  // that it is about, from 1; 0: none
	row   stepRow
}

// A stepRow is a row of a table.
type stepRow struct {
	of          line   // empty: the same as in the row before
	quantity    string // the name of the result
	calculation line   // or why there is none, without a result
	result      string
	vector      []string // the numbers of a result that is a vector
	note        string   // after the result
	weight      *float32 // has a bar, whose full length is 1
}

// add appends a line of text.
func (s *step) add(l line) { s.lines = append(s.lines, stepLine{text: l}) }

// row appends a row about token i, −1: about none.
func (s *step) row(i int, r stepRow) { s.lines = append(s.lines, stepLine{token: i + 1, row: r}) }

// noPart appends a row that says that token i takes no part.
func (s *step) noPart(i int, word string) {
	s.row(i, stepRow{of: line{}.word(word), calculation: s.lang.say(message.TakesNoPart)})
}

// rows returns how many lines from line i on are rows of one table; 0: line i is text.
func (s *step) rows(i int) int {
	n := 0
	for i+n < len(s.lines) && s.lines[i+n].text == nil {
		n++
	}
	return n
}

// tables calls text for each line of text and table for the rows of each table, in order.
func (s *step) tables(text func(stepLine), table func([]stepLine)) {
	for i := 0; i < len(s.lines); {
		if n := s.rows(i); n > 0 {
			table(s.lines[i : i+n])
			i += n
			continue
		}
		text(s.lines[i])
		i++
	}
}

// A stepColumn is a column of a table: its title, and its cell of a row.
type stepColumn struct {
	title line
	cell  func(*stepRow) line
	kind  stepColumnKind
}

// A stepColumnKind is what a column of a step has.
type stepColumnKind int

const (
	ofColumn stepColumnKind = iota
	quantityColumn
	calculationColumn
	resultColumn
	noteColumn
)

// columnsOf returns the columns of rows in which some row has something, without the bars. A
// result follows an equals sign if there are calculations.
func (s *step) columnsOf(rows []stepLine) []stepColumn {
	equals := ""
	if s.columns.calculation != nil {
		equals = "= "
	}
	var used []stepColumn
	for _, c := range []stepColumn{
		{s.columns.of, func(r *stepRow) line { return r.of }, ofColumn},
		{s.columns.quantity, func(r *stepRow) line { return filled(r.quantity) }, quantityColumn},
		{s.columns.calculation, func(r *stepRow) line { return r.calculation }, calculationColumn},
		{s.columns.result, func(r *stepRow) line { return r.resultAfter(equals) }, resultColumn},
		{nil, func(r *stepRow) line { return filled(r.note) }, noteColumn},
	} {
		for i := range rows {
			if c.cell(&rows[i].row) != nil {
				used = append(used, c)
				break
			}
		}
	}
	return used
}

// bars reports whether rows have bars.
func bars(rows []stepLine) bool {
	for _, l := range rows {
		if l.row.weight != nil {
			return true
		}
	}
	return false
}

// filled returns a text as a line; nil if it is empty.
func filled(s string) line {
	if s == "" {
		return nil
	}
	return say(s)
}

// resultAfter returns the result, a number or a vector, after a prefix; nil if there is none.
func (r *stepRow) resultAfter(prefix string) line {
	switch {
	case r.vector != nil:
		return say(prefix + "[" + joined(r.vector) + "]")
	case r.result != "":
		return say(prefix + r.result)
	}
	return nil
}

// joined returns numbers with commas between them. Spaces that align a number follow its comma.
func joined(numbers []string) string {
	var b strings.Builder
	for i, x := range numbers {
		number := strings.TrimRight(x, " ")
		b.WriteString(number)
		if i < len(numbers)-1 {
			b.WriteString(", " + x[len(number):])
		}
	}
	return b.String()
}
