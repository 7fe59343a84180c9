package w2vattn

// This file connects models with package search.

import (
	"context"

	"github.com/w2vattn/w2vattn/search"
)

// SearchModel returns the model in the form that package search uses.
func (m *Model) SearchModel() search.Model {
	return search.Model{Table: m.Table(), Tokenizer: m.tokenizer, TokenizerConfig: m.config, Fold: m.lookup.Fold,
		Parts: m.lookup.Parts}
}

// Index reads the sentences of src into memory for many searches. The model must stay
// open as long as the index is used. A corpus without a known word is an error that
// wraps search.ErrEmpty.
func (m *Model) Index(ctx context.Context, src search.Source) (*search.Index, error) {
	return search.Build(ctx, m.SearchModel(), src, search.Default())
}

// Search returns the n sentences of src with the highest scores for a text, best first.
// It reads all of src; for several queries make an Index once. A search.Source has the
// text of its sentences: corpus.Files and corpus.FromFS return one, and the result of
// corpus.FromReader is one after a type assertion. A query without a known word is an
// *embed.UnknownWordError, a corpus without one an error that wraps search.ErrEmpty. A
// query with invalid UTF-8 or without words is an error too. Other errors are those of
// src and of ctx.
func (m *Model) Search(ctx context.Context, query string, src search.Source, n int) ([]search.Hit, error) {
	if err := checkText(query); err != nil {
		return nil, err
	}
	ix, err := m.Index(ctx, src)
	if err != nil {
		return nil, err
	}
	defer ix.Close() //nolint:errcheck // it is in memory
	q, err := ix.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	return ix.Search(ctx, q.Vector, n)
}
