package report

// This file holds a matrix of weights and the tables of it. heatmap.go and
// crossreport.go draw it. Up to 24 keys a table has all weights; above, each query is
// given its largest ones.

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
	self          bool           // the queries are the keys

	// Queries and keys without a vector, set by leaveOut; nil: all have one.
	noQuery, noKey []bool
}

// leaveOut hides the rows of queries and the columns of keys that have no vector. The
// weights of such a row, all equal, come from a vector of zeros and are not worth showing.
func (m *matrix) leaveOut(queries, keys []bool) {
	m.noQuery, m.noKey = queries, keys
	if !slices.Contains(queries, true) {
		return
	}
	m.visible = slices.Clone(m.visible)
	for i, none := range queries {
		if none {
			clear(m.visible[i*len(m.keys) : (i+1)*len(m.keys)])
		}
	}
}

// unknown reports whether the query or the key of a cell has no vector.
func (m *matrix) unknown(i, j int) bool {
	return m.noQuery != nil && m.noQuery[i] || m.noKey != nil && m.noKey[j]
}

// top returns the weight at the end of the colour scale, and whether larger weights exist:
// those of tokens to themselves, which do not count unless diagonal is set, or all others
// are 0.
func (m *matrix) top(diagonal bool) (top float32, exceeded bool) {
	// In self-attention a token is most similar to itself, so the diagonal would take
	// the upper end of the scale and leave all other cells nearly equal in colour.
	var all, others float32
	for i := range m.queries {
		for j, w := range linalg.Row(m.weights, i) {
			if !m.sees(i, j) {
				continue
			}
			all = max(all, w)
			if !m.self || i != j {
				others = max(others, w)
			}
		}
	}
	if diagonal || others == 0 {
		return all, false
	}
	return others, others < all
}

// sees reports whether key j is visible to query i.
func (m *matrix) sees(i, j int) bool { return m.visible[i*len(m.keys)+j] }

// wide reports whether there are too many keys for a table.
func (m *matrix) wide() bool { return len(m.keys) > maxMatrix }

// maxMatrix is the number of keys up to which a table has a column for each. Wider tables
// do not fit on screens and paper: 24 columns and the queries take some 170 characters.
const maxMatrix = 24

// figures returns the matrix as drawings: a heat map, and lines on demand.
func (m *matrix) figures(lang language) []block {
	if len(m.queries) == 0 || len(m.keys) == 0 {
		return nil
	}
	return []block{
		figure{picture: m.heatMap(lang, pageWidth, nil), cells: m, title: lang.text(message.HeatMap)},
		figure{picture: m.lines(lang, nil), title: lang.text(message.Lines), folded: true, page: true},
	}
}

// blocks shows the matrix as drawings and as a table: of all weights, or of the largest
// ones of each query if there are too many keys.
func (m *matrix) blocks(lang language, caption string) []block {
	if m.wide() {
		return append(m.figures(lang), fold{say(caption), []block{m.strongest(lang)}})
	}
	return append(m.figures(lang), m.table(caption, lang.diagonal))
}

// pageWidth is the width of a drawing in a page, in pixels: that of its main element,
// without the padding. See page.css.
const pageWidth = 1068

// table returns a table of all weights with three decimals, on the colours of the heat
// map. A hidden cell has a point.
func (m *matrix) table(caption string, diagonal bool) *table {
	out := &table{caption: say(caption), header: []line{nil}, right: true, extra: true}
	top, _ := m.top(diagonal)
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
// wide for a table of all. A token that occurs several times with the same weight is named
// once, with the number of times.
func (m *matrix) strongest(lang language) *table {
	out := &table{caption: lang.say(message.Strongest), header: texts("", lang.text(message.Largest))}
	for i, word := range m.queries {
		cells := []cell{token(word), {line: m.strongestOf(i)}}
		if m.noQuery != nil && m.noQuery[i] {
			cells[1] = lang.absent(false)
		} else if cells[1].line == nil {
			cells[1].line = lang.say(message.None)
		}
		out.rows = append(out.rows, cells)
	}
	return out
}

// strongestOf names the keys with the largest weights of query i: “a 0.120, b 3 × 0.080”.
func (m *matrix) strongestOf(i int) line {
	var l line
	all := m.repeatedKeys(i)
	for n, r := range all[:min(strongestShown, len(all))] {
		if n > 0 {
			l = l.text(", ")
		}
		l = l.word(r.word)
		if r.times > 1 {
			l = l.text(fmt.Sprintf(" %d ×", r.times))
		}
		l = l.text(fmt.Sprintf(" %.3f", r.weight))
	}
	return l
}

// A repeated is a key that occurs several times with the same weight.
type repeated struct {
	word   string
	weight float32
	times  int
}

// repeatedKeys returns the visible keys of query i by weight, the largest first. Equal
// tokens with the same weight are one.
func (m *matrix) repeatedKeys(i int) []repeated {
	var all []repeated
	at := map[string]int{} // the last entry of a token
	weights := linalg.Row(m.weights, i)
	for _, j := range m.byWeight(i, len(m.keys)) {
		word := m.keys[j]
		if n, ok := at[word]; ok && all[n].weight == weights[j] {
			all[n].times++
			continue
		}
		at[word] = len(all)
		all = append(all, repeated{word, weights[j], 1})
	}
	return all
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
