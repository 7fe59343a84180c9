package serve

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync/atomic"
	"time"

	"github.com/w2vattn/w2vattn/embed"
)

// What searches for words spelt alike may take. They are the most work that a few
// bytes can ask for.
const (
	alikeTime    = time.Second // of one request
	alikeWaiting = 32          // requests that wait for their turn
)

// A gate lets a few requests at once search for words spelt alike, so that they
// leave processors to others.
type gate struct {
	turns   chan struct{}
	limit   time.Duration // of one search
	waiting atomic.Int32
}

func newGate(turns int) *gate {
	return &gate{turns: make(chan struct{}, max(1, turns)), limit: alikeTime}
}

// enter waits for a turn, which the caller ends with leave.
func (g *gate) enter(ctx context.Context) error {
	select {
	case g.turns <- struct{}{}:
		return nil
	default:
	}
	defer g.waiting.Add(-1)
	if g.waiting.Add(1) > alikeWaiting {
		return faultf(http.StatusTooManyRequests, "%d requests with unknown words wait for a search for words spelt alike; try again in a second", alikeWaiting)
	}
	select {
	case g.turns <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *gate) leave() { <-g.turns }

// find looks words up. The error of Refuse names all unknown words, and words spelt
// alike for the first maxNamed of them.
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
		return m.findAlike(ctx, words, p)
	}
	named := min(len(unknown), maxNamed)
	_, err = m.findAlike(ctx, unknown[:named], p)
	if e := (*embed.UnknownWordError)(nil); errors.As(err, &e) {
		for _, word := range unknown[named:] {
			e.Words, e.Near = append(e.Words, word), append(e.Near, []string{})
		}
	}
	return nil, err
}

// unknownOf returns the words that were not found.
func unknownOf(words []string, found []embed.Found) (unknown []string) {
	for i, f := range found {
		if !f.Known {
			unknown = append(unknown, words[i])
		}
	}
	return unknown
}

// findAlike looks words up with a policy that searches for words spelt alike, when
// it is the request's turn.
func (m *Model) findAlike(ctx context.Context, words []string, p embed.Policy) ([]embed.Found, error) {
	if err := m.alike.enter(ctx); err != nil {
		return nil, err
	}
	defer m.alike.leave()
	if _, err := m.Table().Vocab().NearAll(ctx, nil, 0); err != nil { // makes the index, which may take longer
		return nil, err
	}
	limited, cancel := context.WithTimeout(ctx, m.alike.limit)
	defer cancel()
	found, err := m.Lookup().Find(limited, words, p)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return nil, faultf(http.StatusServiceUnavailable, "the search for words spelt alike took longer than %v and was given up; ask with fewer unknown words", m.alike.limit)
	}
	return found, err
}

// findTokens looks the tokens of a sentence up. Unknown ones that may not be there,
// or are too many, are a bad value: they are not what was asked for.
func (m *Model) findTokens(ctx context.Context, tokens []string, p embed.Policy) ([]embed.Found, error) {
	first := p
	if p == embed.Refuse || p == embed.NearestSpelling {
		first = embed.Skip
	}
	found, err := m.find(ctx, tokens, first)
	unknown := unknownOf(tokens, found)
	switch {
	case errors.Is(err, embed.ErrNoSubwords):
		return nil, fault{http.StatusUnprocessableEntity, err}
	case err != nil || len(unknown) == 0 || p == first:
		return found, err
	case p == embed.Refuse:
		return nil, m.unknownTokens(ctx, unknown)
	case len(unknown) > maxSpelt:
		return nil, badValue("more than %d tokens are unknown, too many to search for words spelt alike", maxSpelt)
	}
	return m.find(ctx, tokens, p)
}

// unknownTokens is the error that names the first few of the unknown tokens.
func (m *Model) unknownTokens(ctx context.Context, unknown []string) error {
	var named []string
	for _, token := range unknown {
		if len(named) < maxNamed && !slices.Contains(named, token) {
			named = append(named, token)
		}
	}
	_, err := m.find(ctx, named, embed.Refuse)
	if e := (*embed.UnknownWordError)(nil); errors.As(err, &e) {
		return fault{http.StatusUnprocessableEntity, err}
	}
	return err
}
