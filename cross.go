package w2vattn

import (
	"cmp"
	"slices"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/vocab"
)

// CrossAttend lets every token of one text, the queries, attend to every token of
// another. The words nearest to the contexts are not sought.
func (at *Attender) CrossAttend(queries, text string) (*CrossAttention, error) {
	q, err := at.forQueries().sentenceOf(queries)
	if err != nil {
		return nil, err
	}
	s, err := at.sentenceOf(text)
	if err != nil {
		return nil, err
	}
	return at.crossAttend(q, s)
}

// CrossAttendFound is CrossAttend for tokens that were looked up already, by the
// model's Lookup.
func (at *Attender) CrossAttendFound(queries []string, foundQueries []embed.Found, tokens []string, found []embed.Found) (*CrossAttention, error) {
	q, err := at.forQueries().sentenceOfFound(queries, foundQueries)
	if err != nil {
		return nil, err
	}
	s, err := at.sentenceOfFound(tokens, found)
	if err != nil {
		return nil, err
	}
	return at.crossAttend(q, s)
}

// CrossAttendAll does for CrossAttend what AttendAll does for Attend.
func (at *Attender) CrossAttendAll(queries string, texts []string) ([]*CrossAttention, error) {
	attend := func(text string) (*CrossAttention, error) { return at.CrossAttend(queries, text) }
	return attendAll(at, texts, attend, func(c *CrossAttention) ([][]float32, func([][]embed.Neighbour)) {
		return linalg.Rows(c.Result.Context), func(near [][]embed.Neighbour) { c.Nearest = near }
	})
}

// forQueries returns the attender that gathers the queries of CrossAttend: they need
// no values.
func (at *Attender) forQueries() *Attender {
	if at.queries == nil {
		a := *at.attenderConfig
		a.o.Values, a.values = nil, a.m
		at.queries = &Attender{attenderConfig: &a}
	}
	return at.queries
}

// crossAttend lets the tokens of one sentence attend to those of another.
func (at *Attender) crossAttend(q, s *sentence) (*CrossAttention, error) {
	if err := cmp.Or(at.checkPairs(q), at.checkPairs(s)); err != nil {
		return nil, err
	}
	defer at.scratch.release()
	defer at.queries.scratch.release()
	r := attention.CrossAttend(q.keys, s.keys, s.values, attention.SelfOptions{Score: at.score, Temperature: at.o.Temperature,
		Sparse: at.o.Sparse, Mask: s.visible, Allow: at.allow(q, s)})
	return &CrossAttention{Queries: q.tokens, QueriesKnown: q.known, Tokens: s.tokens, Known: s.known,
		Replaced: joinReplaced(q.replaced, s.replaced), Auto: at.o.Temperature == attention.Auto, Result: r}, nil
}

// allow returns which queries see which keys: a query without a vector sees none, and
// with ExcludeSelf none sees its own word. nil: all see all.
func (at *Attender) allow(q, s *sentence) func(query, key int) bool {
	if !at.o.ExcludeSelf && !slices.Contains(q.visible, false) {
		return nil
	}
	return func(i, j int) bool {
		own := q.ids[i] != vocab.Unknown && q.ids[i] == s.ids[j]
		return q.visible[i] && (!own || !at.o.ExcludeSelf)
	}
}

// attendAll attends to texts, and finds the words nearest to their contexts in one pass
// over the vectors. parts returns the contexts of a result and what sets the words
// nearest to each of them.
func attendAll[R any](at *Attender, texts []string, attend func(string) (R, error), parts func(R) ([][]float32, func([][]embed.Neighbour))) ([]R, error) {
	all := make([]R, 0, len(texts))
	var contexts [][]float32
	var failed error
	for _, text := range texts {
		var r R
		if r, failed = attend(text); failed != nil {
			break
		}
		all = append(all, r)
		rows, _ := parts(r)
		contexts = append(contexts, rows...)
	}
	near, err := at.nearest(contexts)
	if near != nil {
		for _, r := range all {
			rows, set := parts(r)
			n := len(rows)
			set(near[:n:n])
			near = near[n:]
		}
	}
	return all, cmp.Or(failed, err, at.err())
}
