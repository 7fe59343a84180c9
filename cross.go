package w2vattn

// This file computes cross-attention: the queries are the tokens of one text and the
// keys those of another, as in translation, where each word of the output attends to
// the words of the input (Bahdanau et al. 2015).

import (
	"cmp"
	"slices"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/vocab"
)

// CrossAttend computes the attention of every token of one text, the queries, over every
// token of another. The result has memory of its own. Nearest words are not searched for;
// CrossAttendAll does that. Errors are those of [Model.CrossAttend].
func (at *Attender) CrossAttend(queries, text string) (*CrossAttention, error) {
	q, err := at.forQueries().sentenceOf(queries)
	if err != nil {
		return nil, err
	}
	s, err := at.sentenceOf(text)
	if err != nil {
		return nil, err
	}
	c, err := at.crossAttend(q, s)
	if err != nil {
		return nil, err
	}
	c.QueryEojeols, c.Eojeols = at.queries.eojeols(queries), at.eojeols(text)
	if at.o.Spans {
		c.Text, c.Spans = text, SpansOf(at.scratch.tokens)
	}
	return c, nil
}

// CrossAttendFound is [Attender.CrossAttend] for tokens that have been looked up by the
// Lookup of the model. Errors are those of AttendFound and CrossAttend.
func (at *Attender) CrossAttendFound(
	queries []string, foundQueries []embed.Found, tokens []string, found []embed.Found,
) (*CrossAttention, error) {
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

// CrossAttendAll is [Attender.CrossAttend] for one text of queries and several texts, with
// the nearest words, as AttendAll. Errors are treated as by AttendAll.
func (at *Attender) CrossAttendAll(queries string, texts []string) ([]*CrossAttention, error) {
	attend := func(text string) (*CrossAttention, error) { return at.CrossAttend(queries, text) }
	return attendAll(at, texts, attend, func(c *CrossAttention) nearestOf {
		return nearestOf{linalg.Rows(c.Result.Context), [][]string{c.Queries, c.Tokens},
			func(near [][]embed.Neighbour) { c.Nearest = near }}
	})
}

// forQueries returns the attender that looks up the queries of CrossAttend. It has no
// values of another model. It is made in the first call and kept, so the memory for queries
// is reused too.
func (at *Attender) forQueries() *Attender {
	if at.queries == nil {
		a := *at.attenderConfig
		a.o.Values, a.values = nil, a.m
		at.queries = &Attender{attenderConfig: &a}
	}
	return at.queries
}

// crossAttend computes the attention of the tokens of q over those of s. The result takes
// over the slices of both sentences: the scratch of both attenders is released, so that the
// next text does not overwrite them.
func (at *Attender) crossAttend(q, s *sentence) (*CrossAttention, error) {
	if err := cmp.Or(at.checkPairs(q), at.checkPairs(s)); err != nil {
		return nil, err
	}
	defer at.scratch.release()
	defer at.queries.scratch.release()
	r := attention.CrossAttend(q.keys, s.keys, s.values, attention.SelfOptions{
		Score: at.score, Temperature: at.o.Temperature, Sparse: at.o.Sparse,
		Mask: s.visible, Allow: at.allow(q, s),
	})
	return &CrossAttention{
		Queries: q.tokens, QueriesKnown: q.known, Tokens: s.tokens, Known: s.known,
		Replaced: joinReplaced(q.replaced, s.replaced), Auto: at.o.Temperature == attention.Auto, Result: r,
	}, nil
}

// allow returns a function that reports whether a query may attend to a key; nil: all
// may. A query without a vector attends to no key. With ExcludeSelf no query attends to
// its own word.
func (at *Attender) allow(q, s *sentence) func(query, key int) bool {
	if !at.o.ExcludeSelf && !slices.Contains(q.visible, false) {
		return nil
	}
	return func(i, j int) bool {
		own := q.ids[i] != vocab.Unknown && q.ids[i] == s.ids[j]
		return q.visible[i] && (!own || !at.o.ExcludeSelf)
	}
}
