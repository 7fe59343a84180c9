package main

// This file uses an index of sentences. An index records the files that its
// sentences come from, so that a search can extend it by new files and warn about files
// that have changed.

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

// indexFile opens the index file of a corpus. It builds or extends the index first if
// necessary. If another program replaced the index meanwhile, it reads the corpus into
// memory: the search is answered, and the file of the other program stays.
func (a *app) indexFile(
	ctx context.Context, f *searchFlags, m search.Model, paths []string, o search.Options,
) (*search.Index, error) {
	names, err := a.corpusNames(f, paths)
	if err != nil {
		return nil, err
	}
	// read is called by the index for files that it reads, with the flags they were read with
	// before.
	read := func(names []string, how search.Reading) (search.Source, error) {
		with := f.Flags
		with.Input, with.Encoding = how.Input, how.Encoding
		if how.Field != "" {
			with.Field = how.Field
		}
		return with.Source(a.in, names)
	}
	file := search.IndexFile{Path: f.index, Corpus: names, Rebuild: f.rebuild, Reading: f.reading(), Read: read}
	ix, written, err := file.Open(ctx, m, o)
	var replaced *search.ReplacedError
	switch {
	case errors.As(err, &replaced):
		a.note("warning: %v; this search reads the corpus into memory instead", replaced)
		return a.readSentences(ctx, f, m, replaced.Corpus, o)
	case err != nil:
		return nil, err
	case written:
		a.noteUnsearchable(ix.Statistics())
	case names == nil:
		a.noteIndexedFiles(ctx, f.index, ix.Corpus())
	}
	return ix, nil
}

// reading returns how the flags say that files are read, nil if none of these flags is
// given: the index then reads its files as it did before. An empty Field stands for the
// default of --field.
func (f *searchFlags) reading() *search.Reading {
	if !slices.ContainsFunc([]string{"input", "field", "encoding"}, f.Given) {
		return nil
	}
	// --field has a default, so its value says nothing about whether it is given.
	how := &search.Reading{Input: f.Input, Encoding: f.Encoding}
	if f.Given("field") {
		how.Field = f.Field
	}
	return how
}

// corpusNames returns the files that paths stand for, as the index records them, and nil
// without paths. Standard input is an error, because the index is checked against its
// files later.
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
		err = cli.Usagef("--index needs files: standard input cannot be read again")
	}
	return names, err
}

// noteIndexedFiles notes which files the sentences of an index come from, and warns of
// those that have changed or are missing. The search goes on with the sentences in the
// index.
func (a *app) noteIndexedFiles(ctx context.Context, index string, indexed []search.File) {
	var names []string
	for _, h := range indexed {
		names = append(names, h.Name)
	}
	// The note names at most this many files and counts the others.
	const shown = 3
	if more := len(names) - shown; more > 0 {
		names = append(names[:shown], fmt.Sprintf("%s more", english.Thousands(int64(more))))
	}
	a.note("note: the sentences come from %s, built from %s", index, strings.Join(names, ", "))
	for _, h := range indexed {
		switch err := h.Check(ctx); {
		case err == nil:
		case errors.Is(err, fs.ErrNotExist):
			a.note("warning: %s does not exist; %s contains its sentences as they were", h.Name, index)
		case errors.Is(err, search.ErrRebuild):
			a.note("warning: %s has changed since %s was built; add --rebuild to this command to read it again", h.Name,
				index)
		default:
			a.note("warning: cannot check whether %s has changed since %s was built: %v", h.Name, index, err)
		}
	}
}
