package serve

import (
	"context"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/tokenize"
)

// maxFound is how many sentences a search answers at most.
const maxFound = 100

// A searchCall is the body of /api/search.
type searchCall struct {
	Model string `json:"model"`
	Query string `json:"query"`
	N     int    `json:"n"`
}

// search answers which sentences of the model's corpus a text finds, and what
// each of their tokens adds to the score.
func (s *Server) search(q *request) (answer, error) {
	c := searchCall{N: 10}
	if err := parseJSON(q.body, &c); err != nil {
		return answer{}, err
	}
	m, err := s.model(c.Model)
	if err != nil {
		return answer{}, err
	}
	if m.Sentences == nil {
		return answer{}, notFound("model %q is served without a corpus, so there are no sentences to be found", m.Name)
	}
	q.cut = m.Tokenizer().Append(q.cut[:0], c.Query)
	if err := checkSearch(&c, q.cut); err != nil {
		return answer{}, err
	}
	if err := m.knowsOne(q.ctx, q.cut); err != nil {
		return answer{}, err
	}
	asked, err := m.Sentences.Query(q.ctx, c.Query)
	if err != nil {
		return answer{}, err
	}
	hits, err := m.Sentences.Search(q.ctx, asked.Vector, c.N)
	if err != nil {
		return answer{}, err
	}
	a, err := q.json(hits)
	a.unknown = asked.Unknown
	return a, err
}

// checkSearch refuses what cannot be searched for.
func checkSearch(c *searchCall, words []tokenize.Token) error {
	switch {
	case len(words) == 0:
		return badValue(`"query" has no word: what to look for?`)
	case len(words) > maxWords:
		return badValue(`"query" has %d words, at most %d are taken`, len(words), maxWords)
	case c.N < 1 || c.N > maxFound:
		return badValue(`"n" is %d, must be 1 to %d`, c.N, maxFound)
	}
	return nil
}

// knowsOne returns the error of unknown words if the model knows none of them.
func (m *Model) knowsOne(ctx context.Context, cut []tokenize.Token) error {
	words := make([]string, len(cut))
	for i, t := range cut {
		words[i] = t.Text
	}
	found, err := m.find(ctx, words, embed.Skip)
	if err == nil && len(unknownOf(words, found)) == len(words) {
		_, err = m.find(ctx, words, embed.Refuse)
	}
	return err
}
