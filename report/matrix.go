package report

import (
	"cmp"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"
)

// A matrix is what each of n names, of tokens or of eojeol, sees in all of them.
type matrix struct {
	facts   line // what it is
	names   []string
	weights blas32.General // n×n, a row for each query
	visible []bool         // n×n, row-major
}

func (m *matrix) sees(i, j int) bool { return m.visible[i*len(m.names)+j] }

// maxMatrix is the number of names up to which a table has a column for each:
// wider ones do not fit on screens and paper.
const maxMatrix = 24

// blocks shows the matrix as drawings and as a table.
func (m *matrix) blocks(t *tongue, caption string) []block {
	var all []block
	if len(m.names) > 0 {
		all = append(all,
			figure{picture: m.heatMap(t, nil), cells: m, title: t.heat},
			figure{picture: m.lines(t, nil), title: t.lines, folded: true, page: true})
	}
	if len(m.names) <= maxMatrix {
		return append(all, m.table(caption))
	}
	return append(all, m.strongest(t))
}

// table has all weights.
func (m *matrix) table(caption string) *table {
	out := &table{caption: say(caption), header: []line{nil}, right: true, extra: true}
	top := largest(m.weights.Data)
	for i, word := range m.names {
		out.header = append(out.header, line{}.word(word))
		cells := []cell{token(word)}
		for j, weight := range row(m.weights, i) {
			if m.sees(i, j) {
				cells = append(cells, cell{line: say(fmt.Sprintf("%.3f", weight)), kind: heat, weight: weight, top: top})
			} else {
				cells = append(cells, cell{line: say("·"), kind: absent})
			}
		}
		out.rows = append(out.rows, cells)
	}
	return out
}

// ofEach is how many names strongest shows for each.
const ofEach = 5

// strongest has the largest weights of each row, for sentences too long for a
// table of all.
func (m *matrix) strongest(t *tongue) *table {
	out := &table{caption: say(t.strongest), header: texts("", t.looksAt)}
	for i, word := range m.names {
		var l line
		for n, j := range m.byWeight(i, ofEach) {
			if n > 0 {
				l = l.text(", ")
			}
			l = l.word(m.names[j]).text(fmt.Sprintf(" %.3f", row(m.weights, i)[j]))
		}
		if l == nil {
			l = say(t.none)
		}
		out.rows = append(out.rows, []cell{token(word), {line: l}})
	}
	return out
}

// byWeight returns up to n columns that row i sees, the one of the largest
// weight first and equal ones in order.
func (m *matrix) byWeight(i, n int) []int {
	var all []int
	for j := range m.names {
		if m.sees(i, j) {
			all = append(all, j)
		}
	}
	weights := row(m.weights, i)
	slices.SortStableFunc(all, func(a, b int) int { return cmp.Compare(weights[b], weights[a]) })
	return all[:min(n, len(all))]
}
