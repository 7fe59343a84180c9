package report

import (
	"strconv"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/report/picture"
)

// A cross is a w2vattn.CrossAttention that can be written.
type cross w2vattn.CrossAttention

func (c *cross) formats() []Format { return Formats() }

func (c *cross) blocks(t *tongue) []block {
	all := append([]block{heading(c.facts(t))}, c.matrix(t).blocks(t, t.table)...)
	all = append(all, note(t.unreachedOfRows(&c.Result, c.Auto))...)
	all = append(all, note(t.missingQueries(c.QueriesKnown))...)
	all = append(all, note(t.missing(c.Known, nil))...)
	if len(c.Replaced) > 0 {
		all = append(all, remark{line: t.replacements(c.Replaced)})
	}
	if advice := rowsAdvice(&c.Result, c.Auto); advice != "" {
		all = append(all, remark{line: say(advice), advice: true})
	}
	if c.Nearest != nil {
		all = append(all, t.nearestOfRows(c.Queries, c.Result.Effective, c.Nearest))
	}
	return all
}

// facts is the line that says what was asked, and how.
func (c *cross) facts(t *tongue) line {
	r := &c.Result
	return say(t.crossAttention + " · " + t.method(r.Score, r.Temperature, c.Auto, r.Sparse) + " · " + t.rows)
}

// matrix is the weights from the queries to the tokens.
func (c *cross) matrix(t *tongue) *matrix {
	return &matrix{facts: c.facts(t), queries: c.Queries, keys: c.Tokens, weights: c.Result.Weights, visible: c.Result.Visible}
}

// json writes what a Self has, with the queries' tokens as "to".
func (c *cross) json(o *object) {
	r := &c.Result
	o.key("to")
	o.strings(c.Queries)
	o.key("score")
	o.string(r.Score.String())
	o.key("temperature")
	o.float(r.Temperature, 64)
	o.normalizer(r.Sparse)
	o.key("tokens")
	o.strings(c.Tokens)
	o.key("to_known")
	o.bools(c.QueriesKnown)
	o.key("known")
	o.bools(c.Known)
	o.replaced(c.Replaced)
	o.rows(r, len(c.Queries), len(c.Tokens), c.Nearest)
}

func (c *cross) csv(w *csvWriter) {
	defer w.Flush()
	w.header("sentence", "query position", "query", "position", "token", "score", "weight")
	for i, query := range c.Queries {
		for j, token := range c.Tokens {
			w.row(strconv.Itoa(w.sentence), strconv.Itoa(i), harmless(query), strconv.Itoa(j), harmless(token),
				visibleDigits(linalg.Row(c.Result.Scores, i)[j], c.Result.Sees(i, j)), digits(linalg.Row(c.Result.Weights, i)[j]))
		}
	}
}

func (c *cross) picture(t *tongue, v View) *picture.Picture {
	return c.matrix(t).picture(t, v, rowsAdvice(&c.Result, c.Auto))
}
