package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/search"
)

// indexFile opens the index file of a corpus. It is built if it does not exist or
// is to be built again, and extended by the files of the corpus that it does not
// hold. Without paths the index is opened as it is.
func (a *app) indexFile(ctx context.Context, f *searchFlags, m search.Model, paths []string, o search.Options) (*search.Index, error) {
	names, err := a.corpusNames(f, paths)
	if err != nil {
		return nil, err
	}
	fresh, write := names, search.Create
	switch _, err := os.Stat(f.index); {
	case errors.Is(err, fs.ErrNotExist) && names == nil:
		return nil, fmt.Errorf("%s does not exist: name the CORPUS to build it from", f.index)
	case errors.Is(err, fs.ErrNotExist):
	case f.rebuild:
		if names, err = rebuiltFrom(ctx, f.index, names); err != nil {
			return nil, err
		}
		fresh = names
	default:
		ix, missing, err := a.openIndex(ctx, f, m, names, o)
		if err != nil || ix != nil {
			return ix, err
		}
		fresh, write = missing, search.Extend
	}
	files, err := lookAt(ctx, fresh)
	if err != nil {
		return nil, err
	}
	src, err := a.source(&f.corpusFlags, fresh)
	if err != nil {
		return nil, err
	}
	if err := write(ctx, f.index, m, src, files); err != nil {
		return nil, err
	}
	return a.openWritten(ctx, f, m, names, o)
}

// openIndex opens an index that exists or, if it lacks some of the files in names,
// returns these. Nil names are those that it holds.
func (a *app) openIndex(ctx context.Context, f *searchFlags, m search.Model, names []string, o search.Options) (ix *search.Index, missing []string, err error) {
	if ix, err = search.Open(ctx, f.index, m, o); err != nil {
		return nil, nil, remedied(err)
	}
	if names == nil {
		a.noteHeld(ctx, f.index, ix.Corpus())
		return ix, nil, nil
	}
	missing, err = unread(ctx, f.index, ix.Corpus(), names)
	if err == nil && len(missing) == 0 {
		return ix, nil, nil
	}
	return nil, missing, errors.Join(remedied(err), ix.Close())
}

// openWritten opens an index that has just been written and should hold the files
// in names. If another program has put a different one in its place meanwhile,
// they are read into memory.
func (a *app) openWritten(ctx context.Context, f *searchFlags, m search.Model, names []string, o search.Options) (*search.Index, error) {
	ix, err := search.Open(ctx, f.index, m, o)
	if err != nil && !errors.Is(err, search.ErrRebuild) {
		return nil, err
	}
	if err == nil {
		missing, err := unread(ctx, f.index, ix.Corpus(), names)
		if err == nil && len(missing) == 0 {
			a.noteSilent(ix.Figures())
			return ix, nil
		}
		if err := ix.Close(); err != nil {
			return nil, err
		}
	}
	a.note("warning: another program has written %s at the same time, from another corpus or model; this search reads its sentences into memory instead", f.index)
	return a.readSentences(ctx, f, m, names, o)
}

// lookAt describes files.
func lookAt(ctx context.Context, names []string) ([]search.File, error) {
	var files []search.File
	for _, name := range names {
		file, err := search.Look(ctx, name)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

// corpusNames returns the files of a corpus, nil if none is given.
func (a *app) corpusNames(f *searchFlags, paths []string) ([]string, error) {
	if len(paths) == 0 {
		return nil, nil
	}
	src, err := a.source(&f.corpusFlags, paths)
	if err != nil {
		return nil, err
	}
	names, err := src.Names()
	if err == nil && slices.Contains(names, "-") {
		err = cli.Usagef("--index needs files: whether standard input has changed cannot be known")
	}
	return names, err
}

// remedied adds to an error how the index is built again, if that ends it.
func remedied(err error) error {
	if errors.Is(err, search.ErrRebuild) {
		return fmt.Errorf("%w: add --rebuild to this command", err)
	}
	return err
}

// rebuiltFrom returns what an index is to be built from: names or, if there are
// none, the files that it was built from. A file that is not an index is not
// replaced.
func rebuiltFrom(ctx context.Context, index string, names []string) ([]string, error) {
	held, err := search.OpenCorpus(ctx, index)
	switch {
	case errors.Is(err, search.ErrRebuild) && names != nil:
		return names, nil
	case errors.Is(err, search.ErrRebuild):
		return nil, fmt.Errorf("%w: which files it was built from cannot be read: name the CORPUS", err)
	case err != nil || names != nil:
		return names, err
	case len(held) == 0:
		return nil, fmt.Errorf("%s does not say which files it was built from: name the CORPUS", index)
	}
	for _, h := range held {
		name := h.Name
		if place := h.Place(); absolute(name) != place {
			name = place
		}
		names = append(names, name)
	}
	return names, nil
}

// absolute is the absolute path of a file.
func absolute(name string) string {
	if path, err := filepath.Abs(name); err == nil {
		return path
	}
	return name
}

// unread returns the files that an index does not hold. Those that it holds must
// be as they were, and named.
func unread(ctx context.Context, index string, held []search.File, names []string) ([]string, error) {
	named, read := map[string]bool{}, map[string]bool{}
	for _, name := range names {
		named[absolute(name)] = true
	}
	for _, h := range held {
		place := absolute(h.Place())
		if !named[place] {
			return nil, fmt.Errorf("%s holds sentences of %s too: name it, give this corpus an index of its own, or add --rebuild to this command", index, h.Name)
		}
		if err := h.Check(ctx); err != nil {
			return nil, fmt.Errorf("%s: %w", index, err)
		}
		read[place] = true
	}
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return read[absolute(name)] }), nil
}

// noteHeld says where the sentences of an index come from, and which of the files
// are not as they were.
func (a *app) noteHeld(ctx context.Context, index string, held []search.File) {
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
