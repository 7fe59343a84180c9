package report

import (
	"fmt"
	"io"

	"github.com/w2vattn/w2vattn"
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
	if advice := s.advice(); advice != "" {
		all = append(all, remark{line: say(advice), advice: true})
	}
	if s.Nearest != nil {
		all = append(all, s.near(t))
	}
	return all
}

// matrix is the weights from token to token.
func (s *Self) matrix(t *tongue) *matrix {
	return &matrix{facts: s.facts(t), names: s.Tokens, weights: s.Result.Weights, visible: s.Result.Visible}
}

// near has the words nearest to each token's context.
func (s *Self) near(t *tongue) *table {
	out := &table{caption: say(t.nearestOfEach)}
	for i, word := range s.Tokens {
		out.rows = append(out.rows, []cell{token(word), words(fmt.Sprintf(t.tokens, s.Result.Effective[i])), {line: t.neighbours(s.Nearest[i])}})
	}
	return out
}
