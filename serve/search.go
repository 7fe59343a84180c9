package serve

// This file answers searches for sentences. The index is made before the server
// starts, with a context vector for each sentence; a search compares the query's
// vector with all of them and then computes the contributions of the tokens, exactly,
// for the n best.

import (
	"context"
	"slices"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/tokenize"
)

// maxFound is the maximum number of sentences of an answer.
const maxFound = 100

// A searchRequest is the body of /api/search.
type searchRequest struct {
	Model string `json:"model"`
	Query string `json:"query"`
	N     int    `json:"n"`
}

// search answers POST /api/search: the sentences of the model's corpus ranked for a query,
// with the contribution of each token to the score.
func (s *Server) search(q *request) (answer, error) {
	c := searchRequest{N: 10}
	if err := parseJSON(q.body, &c); err != nil {
		return answer{}, err
	}
	m, err := s.model(c.Model)
	if err != nil {
		return answer{}, err
	}
	sentences, err := m.sentences(q.ctx)
	if err != nil {
		return answer{}, err
	}
	q.cut = m.Tokenizer().Append(q.cut[:0], c.Query)
	if err := checkSearch(&c, q.cut); err != nil {
		return answer{}, err
	}
	if err := m.checkAnyKnown(q.ctx, q.cut); err != nil {
		return answer{}, err
	}
	asked, err := sentences.Query(q.ctx, c.Query)
	if err != nil {
		return answer{}, err
	}
	hits, err := sentences.Search(q.ctx, asked.Vector, c.N)
	if err != nil {
		return answer{}, err
	}
	a, err := q.json(search.Sentences(hits, asked.Composed))
	a.unknown = asked.Unknown
	return a, err
}

// checkSearch returns an error with status 422 for values that cannot be searched
// for: no word, too many words, or a number of sentences out of range.
func checkSearch(c *searchRequest, words []tokenize.Token) error {
	switch {
	case len(words) == 0:
		return badValue(`"query" has no word`)
	case len(words) > maxWords:
		return badValue(`"query" has %d words, at most %d are allowed`, len(words), maxWords)
	case c.N < 1 || c.N > maxFound:
		return badValue(`"n" is %d, must be 1 to %d`, c.N, maxFound)
	}
	return nil
}

// checkAnyKnown returns an *embed.UnknownWordError with similar spellings if all words
// are unknown. If some are known, the others are ignored and named in a header of the
// answer.
func (m *Model) checkAnyKnown(ctx context.Context, cut []tokenize.Token) error {
	words := make([]string, len(cut))
	for i, t := range cut {
		words[i] = t.Text
	}
	policy := embed.Skip
	if m.Lookup().Parts != nil {
		policy = embed.Compose
	}
	found, err := m.find(ctx, words, policy)
	if err == nil && !slices.ContainsFunc(found, func(f embed.Found) bool { return f.Included }) {
		_, err = m.find(ctx, words, embed.Refuse)
	}
	return err
}
