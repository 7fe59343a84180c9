package report

import (
	"cmp"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/message"
)

// A matrix is the weights of n queries over m keys. Both are tokens or eojeol; in
// self-attention they are the same. Row i sums to 1, unless query i sees no key: then
// it is 0. Columns have no fixed sum: a key that many queries attend to has a large
// one.
type matrix struct {
	facts         line // what it is
	queries, keys []string
	weights       blas32.General // n×m, a row for each query
	visible       []bool         // n×m, row-major
}

// sees reports whether key j is visible to query i.
func (m *matrix) sees(i, j int) bool { return m.visible[i*len(m.keys)+j] }

// wide reports whether there are too many keys for a table.
func (m *matrix) wide() bool { return len(m.keys) > maxMatrix }

// maxMatrix is the number of keys up to which a table has a column for each. Wider tables
// do not fit on screens and paper: 24 columns and the queries take some 170 characters.
const maxMatrix = 24

// blocks shows the matrix as drawings and as a table: of all weights, or of the largest
// ones of each query if there are too many keys.
func (m *matrix) blocks(lang language, caption string) []block {
	var all []block
	if len(m.queries) > 0 && len(m.keys) > 0 {
		all = append(all,
			figure{picture: m.heatMap(lang, nil), cells: m, title: lang.text(message.HeatMap)},
			figure{picture: m.lines(lang, nil), title: lang.text(message.Lines), folded: true, page: true})
	}
	if m.wide() {
		return append(all, m.strongest(lang))
	}
	return append(all, m.table(caption))
}

// table returns a table of all weights with three decimals, on the colours of the heat
// map. A hidden cell has a point.
func (m *matrix) table(caption string) *table {
	out := &table{caption: say(caption), header: []line{nil}, right: true, extra: true}
	top := largest(m.weights.Data)
	for _, word := range m.keys {
		out.header = append(out.header, line{}.word(word))
	}
	for i, word := range m.queries {
		cells := []cell{token(word)}
		for j, weight := range linalg.Row(m.weights, i) {
			if m.sees(i, j) {
				cells = append(cells, cell{line: say(fmt.Sprintf("%.3f", weight)), kind: heat, weight: weight,
					top: top})
			} else {
				cells = append(cells, cell{line: say("·"), kind: absent})
			}
		}
		out.rows = append(out.rows, cells)
	}
	return out
}

// strongestShown is how many keys strongest names for each query.
const strongestShown = 5

// strongest returns a table of the largest weights of each query, for matrices that are too
// wide for a table of all.
func (m *matrix) strongest(lang language) *table {
	out := &table{caption: lang.say(message.Strongest), header: texts("", lang.text(message.Largest))}
	for i, word := range m.queries {
		var l line
		for n, j := range m.byWeight(i, strongestShown) {
			if n > 0 {
				l = l.text(", ")
			}
			l = l.word(m.keys[j]).text(fmt.Sprintf(" %.3f", linalg.Row(m.weights, i)[j]))
		}
		if l == nil {
			l = lang.say(message.None)
		}
		out.rows = append(out.rows, []cell{token(word), {line: l}})
	}
	return out
}

// byWeight returns up to n keys that are visible to query i, those of larger weight
// first and equal ones in order. It sorts all visible keys, O(m log m) for each
// query: little beside the m·D products that the scores took.
func (m *matrix) byWeight(i, n int) []int {
	var all []int
	for j := range m.keys {
		if m.sees(i, j) {
			all = append(all, j)
		}
	}
	weights := linalg.Row(m.weights, i)
	slices.SortStableFunc(all, func(a, b int) int { return cmp.Compare(weights[b], weights[a]) })
	return all[:min(n, len(all))]
}
