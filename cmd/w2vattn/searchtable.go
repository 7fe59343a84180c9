package main

// This file writes the sentences of a corpus with their vectors, as a table of other
// programs.

import (
	"context"
	"iter"

	"github.com/w2vattn/w2vattn/embed/parquet"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/search"
)

// writeSentences writes the sentences of an index that have a vector to f.toParquet.
func (a *app) writeSentences(ctx context.Context, f *searchFlags, ix *search.Index) error {
	n := int64(0)
	rows := func(yield func(parquet.Sentence, error) bool) {
		for s, err := range withContext(ctx, ix.SentenceVectors()) {
			if !yield(parquet.Sentence{Text: s.Text, Vector: s.Vector, File: s.File, Line: int64(s.Line)}, err) {
				return
			}
			n++
		}
	}
	if err := parquet.WriteSentences(f.toParquet, rows); err != nil {
		return err
	}
	a.note("%s: %s as %s", f.toParquet, english.Plural(n, "sentence"), parquet.Name)
	return nil
}

// withContext yields what all yields, and ends with the error of ctx once it is done.
func withContext[T any](ctx context.Context, all iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for v, err := range all {
			if err == nil {
				err = ctx.Err()
			}
			if !yield(v, err) || err != nil {
				return
			}
		}
	}
}
