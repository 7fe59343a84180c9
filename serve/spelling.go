package serve

// This file looks up the words of requests. A word that is known costs a lookup in a
// map. An unknown one may cost a search for words with a similar spelling, which
// compares it with candidates from the whole vocabulary (package vocab), and a
// request of 64 unknown words would cost 64 of them. The limiter gives such searches
// half of the processors at most.

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync/atomic"
	"time"

	"github.com/w2vattn/w2vattn/embed"
)

// Limits of searches for words with a similar spelling. For its size in bytes, a request
// takes the most time if it needs such a search. The numbers are choices;
// docs/benchmarks.md, section Server beside many clients, has the latency of other
// requests beside clients that only send unknown words.
const (
	spellingTime = time.Second // of one request
	maxWaiting   = 32          // requests that wait for their turn
)

// A limiter limits how many requests search for words with a similar spelling at the same
// time, so that processors are left for other requests. It is safe for concurrent use.
type limiter struct {
	turns   chan struct{} // one element for each search that runs
	limit   time.Duration // of one search
	waiting atomic.Int32  // requests that wait for a turn
}

// newLimiter returns a limiter with n turns, at least one.
func newLimiter(turns int) *limiter {
	return &limiter{turns: make(chan struct{}, max(1, turns)), limit: spellingTime}
}

// enter waits for a turn. The caller calls leave at the end. It returns an error with status
// 429 if too many requests wait, or an error of ctx.
func (g *limiter) enter(ctx context.Context) error {
	select {
	case g.turns <- struct{}{}:
		return nil
	default:
	}
	defer g.waiting.Add(-1)
	if g.waiting.Add(1) > maxWaiting {
		return httpErrorf(http.StatusTooManyRequests,
			"%d requests with unknown words wait for a search for similar spellings; try again in a second", maxWaiting)
	}
	select {
	case g.turns <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leave ends a turn.
func (g *limiter) leave() { <-g.turns }

// find looks words up. With embed.Refuse, the error names all unknown words, and words
// with a similar spelling for the first maxNamed of them. A search for similar spellings is
// made only if a word is unknown.
func (m *Model) find(ctx context.Context, words []string, p embed.Policy) ([]embed.Found, error) {
	if p != embed.Refuse && p != embed.NearestSpelling {
		return m.Lookup().Find(ctx, words, p)
	}
	found, err := m.Lookup().Find(ctx, words, embed.Skip)
	unknown := unknownOf(words, found)
	if err != nil || len(unknown) == 0 {
		return found, err
	}
	if p == embed.NearestSpelling {
		return m.findSimilarSpelling(ctx, words, p)
	}
	named := min(len(unknown), maxNamed)
	_, err = m.findSimilarSpelling(ctx, unknown[:named], p)
	if e := (*embed.UnknownWordError)(nil); errors.As(err, &e) {
		for _, word := range unknown[named:] {
			e.Words, e.Near = append(e.Words, word), append(e.Near, []string{})
		}
	}
	return nil, err
}

// findQuery looks up the words of a query, which must all have vectors: by policies other
// than embed.SubwordMean and embed.Compose, unknown words are an error.
func (m *Model) findQuery(ctx context.Context, words []string, p embed.Policy) ([]embed.Found, error) {
	if p = m.Lookup().Resolve(p); p != embed.SubwordMean && p != embed.Compose {
		return m.find(ctx, words, embed.Refuse)
	}
	found, err := m.find(ctx, words, p)
	if err != nil {
		return nil, err
	}
	var without []string
	for i, f := range found {
		if !f.Included {
			without = append(without, words[i])
		}
	}
	if without != nil {
		return m.find(ctx, without, embed.Refuse)
	}
	return found, nil
}

// unknownOf returns the words that were not found, in their order and as often as
// they occur.
func unknownOf(words []string, found []embed.Found) (unknown []string) {
	for i, f := range found {
		if !f.Known {
			unknown = append(unknown, words[i])
		}
	}
	return unknown
}

// findSimilarSpelling looks words up with a policy that searches for words with a similar spelling, as
// soon as the limiter allows it.
func (m *Model) findSimilarSpelling(ctx context.Context, words []string, p embed.Policy) ([]embed.Found, error) {
	if err := m.spelling.enter(ctx); err != nil {
		return nil, err
	}
	defer m.spelling.leave()
	if _, err := m.Table().Vocab().NearAll(ctx, nil, 0); err != nil { // builds the index, without the time limit
		return nil, err
	}
	limited, cancel := context.WithTimeout(ctx, m.spelling.limit)
	defer cancel()
	found, err := m.Lookup().Find(limited, words, p)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return nil, httpErrorf(http.StatusServiceUnavailable,
			"the search for similar spellings took longer than %v and was cancelled; send fewer unknown words",
			m.spelling.limit)
	}
	return found, err
}

// findTokens looks the tokens of a sentence up. If the policy does not allow unknown tokens, or
// if they are too many to be replaced, it returns an error with status 422. The status is not
// 404, as for a query word, because the request does not ask for a token of the sentence.
func (m *Model) findTokens(ctx context.Context, tokens []string, p embed.Policy) ([]embed.Found, error) {
	first := p
	if p == embed.Refuse || p == embed.NearestSpelling {
		first = embed.Skip
	}
	found, err := m.find(ctx, tokens, first)
	unknown := unknownOf(tokens, found)
	switch {
	case errors.Is(err, embed.ErrNoSubwords), errors.Is(err, embed.ErrNoParts):
		return nil, httpError{http.StatusUnprocessableEntity, err}
	case err != nil || len(unknown) == 0 || p == first:
		return found, err
	case p == embed.Refuse:
		return nil, m.unknownTokens(ctx, unknown)
	case len(unknown) > maxReplaced:
		return nil, badValue("more than %d tokens are unknown, too many to search for similar spellings", maxReplaced)
	}
	return m.find(ctx, tokens, p)
}

// unknownTokens returns the error that names the first few of the unknown tokens.
func (m *Model) unknownTokens(ctx context.Context, unknown []string) error {
	var named []string
	for _, token := range unknown {
		if len(named) < maxNamed && !slices.Contains(named, token) {
			named = append(named, token)
		}
	}
	_, err := m.find(ctx, named, embed.Refuse)
	if e := (*embed.UnknownWordError)(nil); errors.As(err, &e) {
		return httpError{http.StatusUnprocessableEntity, err}
	}
	return err
}
