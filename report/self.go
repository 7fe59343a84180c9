package report

import (
	"fmt"
	"io"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
)

// A Self is a w2vattn.SelfAttention that can be written.
type Self w2vattn.SelfAttention

func (s *Self) formats() []Format { return Formats() }

// Text writes the self-attention as a table of weights: a row for each token
// as the query.
func (s *Self) Text(w io.Writer) error { return write(w, Text, s) }

// JSON writes the self-attention as one line; see Attention.JSON.
func (s *Self) JSON(w io.Writer) error { return write(w, JSON, s) }

func (s *Self) blocks(t *tongue) []block {
	all := append([]block{heading(s.facts(t))}, s.matrix(t).blocks(t, t.table)...)
	if s.Eojeols != nil {
		all = append(all, remark{line: say(t.eojeolRows)})
		all = append(all, s.rolledUp(t).blocks(t, t.byEojeol)...)
	}
	all = append(all, note(t.unreachedOfRows(&s.Result, s.Auto))...)
	if missing := t.missing(s.Known, nil); missing != "" {
		all = append(all, remark{line: say(missing)})
	}
	if len(s.Replaced) > 0 {
		all = append(all, remark{line: t.replacements(s.Replaced)})
	}
	if advice := rowsAdvice(&s.Result, s.Auto); advice != "" {
		all = append(all, remark{line: say(advice), advice: true})
	}
	if s.Nearest != nil {
		all = append(all, t.nearestOfRows(s.Tokens, s.Result.Effective, s.Nearest))
	}
	return all
}

// matrix is the weights from token to token.
func (s *Self) matrix(t *tongue) *matrix {
	return &matrix{facts: s.facts(t), queries: s.Tokens, keys: s.Tokens, weights: s.Result.Weights, visible: s.Result.Visible}
}

// nearestOfRows has the words nearest to the context of each query.
func (t *tongue) nearestOfRows(queries []string, effective []float64, nearest [][]embed.Neighbour) *table {
	out := &table{caption: say(t.nearestOfEach)}
	for i, word := range queries {
		out.rows = append(out.rows, []cell{token(word), words(fmt.Sprintf(t.tokens, effective[i])), {line: t.neighbours(nearest[i])}})
	}
	return out
}
