package report

import (
	"fmt"
	"strconv"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/report/picture"
)

// A cross is a w2vattn.CrossAttention that can be written.
type cross w2vattn.CrossAttention

func (c *cross) formats() []Format { return []Format{Text, JSON, CSV, Markdown, LaTeX, HTML} }

func (c *cross) blocks(t *tongue) []block {
	facts := say(t.crossAttention + " · " + t.method(c.Result.Score, c.Result.Temperature, c.Auto, c.Result.Sparse) + " · " + t.rows)
	all := []block{heading(facts), c.table(t)}
	all = append(all, note(t.unreachedOfRows(&c.Result, c.Auto))...)
	if missing := t.missing(append(append([]bool{}, c.QueriesKnown...), c.Known...), nil); missing != "" {
		all = append(all, remark{line: say(missing)})
	}
	if len(c.Replaced) > 0 {
		all = append(all, remark{line: t.replacements(c.Replaced)})
	}
	if c.Nearest != nil {
		near := &table{caption: say(t.nearestOfEach)}
		for i, word := range c.Queries {
			near.rows = append(near.rows, []cell{token(word), words(fmt.Sprintf(t.tokens, c.Result.Effective[i])), {line: t.neighbours(c.Nearest[i])}})
		}
		all = append(all, near)
	}
	return all
}

// table has a row of weights for each query.
func (c *cross) table(t *tongue) *table {
	out := &table{caption: say(t.table), header: []line{nil}, right: true}
	for _, word := range c.Tokens {
		out.header = append(out.header, line{}.word(word))
	}
	top := largest(c.Result.Weights.Data)
	for i, word := range c.Queries {
		cells := []cell{token(word)}
		for j, weight := range row(c.Result.Weights, i) {
			if c.Result.Sees(i, j) {
				cells = append(cells, cell{line: say(fmt.Sprintf("%.3f", weight)), kind: heat, weight: weight, top: top})
			} else {
				cells = append(cells, cell{line: say("·"), kind: absent})
			}
		}
		out.rows = append(out.rows, cells)
	}
	return out
}

// json writes what a Self has, with the queries' tokens as "to".
func (c *cross) json(o *object) {
	r, n, m := &c.Result, len(c.Queries), len(c.Tokens)
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
	o.key("scores")
	o.list(n, func(i int) { o.scores(row(r.Scores, i), r.Visible[i*m:(i+1)*m]) })
	o.key("weights")
	o.list(n, func(i int) { o.vector(row(r.Weights, i)) })
	o.key("context")
	o.list(n, func(i int) { o.vector(row(r.Context, i)) })
	o.key("norms")
	o.vector(r.Norms)
	o.key("entropy")
	o.floats(r.Entropy)
	o.key("effective")
	o.floats(r.Effective)
	if c.Nearest != nil {
		o.key("nearest")
		o.list(n, func(i int) { o.neighbours(c.Nearest[i]) })
	}
}

func (c *cross) csv(w *csvWriter) {
	defer w.Flush()
	w.header("sentence", "query position", "query", "position", "token", "score", "weight")
	for i, query := range c.Queries {
		for j, token := range c.Tokens {
			w.row(strconv.Itoa(w.sentence), strconv.Itoa(i), harmless(query), strconv.Itoa(j), harmless(token),
				visibleDigits(row(c.Result.Scores, i)[j], c.Result.Sees(i, j)), digits(row(c.Result.Weights, i)[j]))
		}
	}
}

func (c *cross) picture(*tongue, View) *picture.Picture {
	panic("report: a picture of cross-attention")
}
