package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/search"
)

// indexFile opens the index file of a corpus, which is written first if need be.
// Sentences that another program has replaced meanwhile are read into memory.
func (a *app) indexFile(ctx context.Context, f *searchFlags, m search.Model, paths []string, o search.Options) (*search.Index, error) {
	names, err := a.corpusNames(f, paths)
	if err != nil {
		return nil, err
	}
	file := search.IndexFile{Path: f.index, Corpus: names, Rebuild: f.rebuild, Reading: f.reading(), Read: func(names []string, how search.Reading) (search.Source, error) {
		with := f.Flags
		with.Input, with.Encoding = how.Input, how.Encoding
		if how.Field != "" {
			with.Field = how.Field
		}
		return with.Source(a.in, names)
	}}
	ix, written, err := file.Open(ctx, m, o)
	var replaced *search.ReplacedError
	switch {
	case errors.As(err, &replaced):
		a.note("warning: %v; this search reads its sentences into memory instead", replaced)
		return a.readSentences(ctx, f, m, replaced.Corpus, o)
	case err != nil:
		return nil, err
	case written:
		a.noteUnsearchable(ix.Figures())
	case names == nil:
		a.noteIndexedFiles(ctx, f.index, ix.Corpus())
	}
	return ix, nil
}

// reading returns how flags say that files are read, nil if no flag says it.
func (f *searchFlags) reading() *search.Reading {
	if !slices.ContainsFunc([]string{"input", "field", "encoding"}, f.Given) {
		return nil
	}
	how := &search.Reading{Input: f.Input, Encoding: f.Encoding}
	if f.Given("field") {
		how.Field = f.Field
	}
	return how
}

// corpusNames returns the files of a corpus, nil if none is given.
func (a *app) corpusNames(f *searchFlags, paths []string) ([]string, error) {
	if len(paths) == 0 {
		return nil, nil
	}
	src, err := f.Source(a.in, paths)
	if err != nil {
		return nil, err
	}
	names, err := src.Names()
	if err == nil && slices.Contains(names, "-") {
		err = cli.Usagef("--index needs files: whether standard input has changed cannot be known")
	}
	return names, err
}

// noteIndexedFiles says where the sentences of an index come from, and which of the files
// are not as they were.
func (a *app) noteIndexedFiles(ctx context.Context, index string, held []search.File) {
	var names []string
	for _, h := range held {
		names = append(names, h.Name)
	}
	const shown = 3
	if more := len(names) - shown; more > 0 {
		names = append(names[:shown], fmt.Sprintf("%s more", english.Thousands(int64(more))))
	}
	a.note("note: the sentences come from %s, built from %s", index, strings.Join(names, ", "))
	for _, h := range held {
		switch err := h.Check(ctx); {
		case err == nil:
		case errors.Is(err, fs.ErrNotExist):
			a.note("warning: %s is gone; its sentences are those that it had when %s was built", h.Name, index)
		case errors.Is(err, search.ErrRebuild):
			a.note("warning: %s has changed since %s was built, which holds its old sentences; to read it again, add --rebuild to this command", h.Name, index)
		default:
			a.note("warning: whether %s has changed since %s was built cannot be known: %v", h.Name, index, err)
		}
	}
}
