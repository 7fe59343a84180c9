package report

import (
	"fmt"
	"io"

	"github.com/w2vattn/w2vattn"
)

// An Attention is a w2vattn.Attention that can be written.
type Attention w2vattn.Attention

func (a *Attention) formats() []Format { return Formats() }

// Text writes the attention as a table with bars for people, ended by the words
// nearest to the context vector.
func (a *Attention) Text(w io.Writer) error { return write(w, Text, a) }

// JSON writes the attention as one line. The score of a token that took no part
// is null. A number that JSON cannot write (NaN, infinity) is an error.
func (a *Attention) JSON(w io.Writer) error { return write(w, JSON, a) }

func (a *Attention) blocks(t *tongue) []block {
	r := a.Result
	rows := &table{caption: say(t.table), header: texts(t.token, "‖k‖", t.score, t.weight, ""), right: true}
	top := largest(r.Weights)
	for i, s := range a.Tokens {
		if r.Visible[i] {
			rows.rows = append(rows.rows, []cell{token(s), number4(r.Norms[i]), number4(r.Scores[i]), number4(r.Weights[i]), {kind: bar, weight: r.Weights[i], top: top}})
		} else {
			rows.rows = append(rows.rows, []cell{token(s), {}, {}, {}, t.absent(a.Known[i])})
		}
	}
	all := []block{
		heading(a.facts(t)), sentence{tokens: a.Tokens, weights: r.Weights, visible: r.Visible, top: top}, rows,
	}
	if a.Eojeols != nil {
		all = append(all, a.eojeolTable(t))
	}
	all = append(all, remark{line: say(a.amount(t))})
	all = append(all, note(t.unreached(&r, a.Auto))...)
	for _, measure := range a.measures(t) {
		all = append(all, remark{line: say(measure)})
	}
	if len(a.Replaced) > 0 {
		all = append(all, remark{line: t.replacements(a.Replaced)})
	}
	if advice := a.advice(); advice != "" {
		all = append(all, remark{line: say(advice), advice: true})
	}
	if a.Nearest != nil {
		all = append(all, remark{line: append(say(t.nearest), t.neighbours(a.Nearest)...)})
	}
	if len(a.Tokens) > 0 {
		all = append(all, figure{picture: a.lines(t, nil), title: t.lines, folded: true, page: true})
	}
	return all
}

// number4 is a number with four decimals. Nothing is never negative.
func number4(x float32) cell {
	s := fmt.Sprintf("%.4f", x)
	if s == "-0.0000" {
		s = "0.0000"
	}
	return words(s)
}
