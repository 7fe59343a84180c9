package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/search"
)

// indexFile opens the index file of a corpus. It is built if there is none, and
// extended by the files that it does not hold yet.
func (a *app) indexFile(ctx context.Context, f *searchFlags, m search.Model, src *corpus.FileSource, o search.Options) (*search.Index, error) {
	names, err := src.Names()
	if err != nil {
		return nil, err
	}
	if slices.Contains(names, "-") {
		return nil, usagef("--index needs files: whether standard input has changed cannot be known")
	}
	if _, err := os.Stat(f.index); errors.Is(err, fs.ErrNotExist) {
		if err := a.writeIndex(ctx, f, m, names, search.Create); err != nil {
			return nil, err
		}
		return search.Open(f.index, m, o)
	}
	ix, err := search.Open(f.index, m, o)
	if err != nil {
		return nil, err
	}
	fresh, err := unread(f.index, ix.Corpus(), names)
	if err != nil || len(fresh) == 0 {
		return ix, err
	}
	if err := errors.Join(ix.Close(), a.writeIndex(ctx, f, m, fresh, search.Extend)); err != nil {
		return nil, err
	}
	return search.Open(f.index, m, o)
}

// unread returns the files that an index does not hold. Those that it holds must
// be as they were, and named.
func unread(index string, held []search.File, names []string) ([]string, error) {
	for _, h := range held {
		if !slices.Contains(names, h.Name) {
			return nil, fmt.Errorf("%s holds sentences of %s too: name it, or build another index", index, h.Name)
		}
		if err := h.Check(); err != nil {
			return nil, fmt.Errorf("%s: %w", index, err)
		}
	}
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return slices.ContainsFunc(held, func(h search.File) bool { return h.Name == name })
	}), nil
}

// writeIndex reads files into an index with search.Create or search.Extend.
func (a *app) writeIndex(ctx context.Context, f *searchFlags, m search.Model, names []string, write func(context.Context, string, search.Model, search.Source, []search.File) error) error {
	var files []search.File
	for _, name := range names {
		file, err := search.Look(name)
		if err != nil {
			return err
		}
		files = append(files, file)
	}
	src, err := a.source(&f.corpusFlags, names)
	if err != nil {
		return err
	}
	return write(ctx, f.index, m, src, files)
}
