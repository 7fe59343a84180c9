package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
)

// A Self is the self-attention of a sentence of n tokens.
type Self struct {
	Tokens  []string
	Known   []bool
	Auto    bool
	Result  attention.SelfResult
	Nearest [][]embed.Neighbour // for each token; nil: not sought
}

func (s *Self) formats() []Format { return Formats() }

// Text writes the self-attention as a table of weights: a row for each token
// as the query.
func (s *Self) Text(w io.Writer) error { return write(w, Text, s) }

// JSON writes the self-attention as one line; see Attention.JSON.
func (s *Self) JSON(w io.Writer) error { return write(w, JSON, s) }

// maxMatrix is the number of tokens up to which a table has a column for each:
// wider ones do not fit on screens and paper.
const maxMatrix = 24

func (s *Self) blocks(t *tongue) []block {
	all := []block{heading(s.facts(t))}
	if len(s.Tokens) > 0 {
		all = append(all,
			figure{picture: s.heatMap(t, nil), cells: s, title: t.heat},
			figure{picture: s.lines(t, nil), title: t.lines, folded: true, page: true})
	}
	if len(s.Tokens) <= maxMatrix {
		all = append(all, s.matrix(t))
	} else {
		all = append(all, s.strongest(t))
	}
	if missing := t.missing(s.Known, nil); missing != "" {
		all = append(all, remark{line: say(missing)})
	}
	if advice := s.advice(); advice != "" {
		all = append(all, remark{line: say(advice), advice: true})
	}
	if s.Nearest != nil {
		all = append(all, s.near(t))
	}
	return all
}

// matrix has all weights.
func (s *Self) matrix(t *tongue) *table {
	out := &table{caption: say(t.table), header: []line{nil}, right: true, extra: true}
	top := largest(s.Result.Weights.Data)
	for i, word := range s.Tokens {
		out.header = append(out.header, line{}.word(word))
		cells := []cell{token(word)}
		for j, weight := range row(s.Result.Weights, i) {
			if s.Result.Sees(i, j) {
				cells = append(cells, cell{line: say(fmt.Sprintf("%.3f", weight)), kind: heat, weight: weight, top: top})
			} else {
				cells = append(cells, cell{line: say("·"), kind: absent})
			}
		}
		out.rows = append(out.rows, cells)
	}
	return out
}

// ofEach is how many tokens strongest shows for each.
const ofEach = 5

// strongest has the largest weights of each token, for sentences too long for
// a matrix.
func (s *Self) strongest(t *tongue) *table {
	out := &table{caption: say(t.strongest), header: texts("", t.looksAt)}
	for i, word := range s.Tokens {
		var l line
		for n, j := range s.byWeight(i, ofEach) {
			if n > 0 {
				l = l.text(", ")
			}
			l = l.word(s.Tokens[j]).text(fmt.Sprintf(" %.3f", row(s.Result.Weights, i)[j]))
		}
		if l == nil {
			l = say(t.none)
		}
		out.rows = append(out.rows, []cell{token(word), {line: l}})
	}
	return out
}

// byWeight returns up to n tokens that token i sees, the one of the largest
// weight first and equal ones in order.
func (s *Self) byWeight(i, n int) []int {
	var all []int
	for j := range s.Tokens {
		if s.Result.Sees(i, j) {
			all = append(all, j)
		}
	}
	weights := row(s.Result.Weights, i)
	slices.SortStableFunc(all, func(a, b int) int { return cmp.Compare(weights[b], weights[a]) })
	return all[:min(n, len(all))]
}

// near has the words nearest to each token's context.
func (s *Self) near(t *tongue) *table {
	out := &table{caption: say(t.nearestOfEach)}
	for i, word := range s.Tokens {
		out.rows = append(out.rows, []cell{token(word), words(fmt.Sprintf(t.tokens, s.Result.Effective[i])), {line: t.neighbours(s.Nearest[i])}})
	}
	return out
}
