package search

// This file keeps an index in a file from one search to the next: it decides whether
// the file is used, extended or built again.

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"

	"github.com/w2vattn/w2vattn/corpus"
)

// An IndexFile keeps an index in a file from one search to the next, and extends it when
// files are added to its corpus. The command search uses it for --index.
type IndexFile struct {
	Path    string   // of the index file
	Corpus  []string // files that the index shall contain; nil: the files that it contains now
	Rebuild bool     // whether to build it again, from Corpus or, if that is nil, from the files it contains

	// Reading describes how files are read. If it is nil, a file that the index contains is
	// read in the same way as when it was added, and a new file is read in the same way as the
	// first file of the index. If there is no index, Reading{} is used.
	Reading *Reading
	// Read returns the sentences of the named files, all read in the same way.
	Read func(names []string, how Reading) (Source, error)
}

// A ReplacedError is the error if another program has written the index file at the same
// time, from another corpus or with another model. The sentences of Corpus can still be
// searched in memory, with [Build].
type ReplacedError struct {
	Path   string   // of the index file
	Corpus []string // files it should contain
}

// Error names the index file.
func (e *ReplacedError) Error() string {
	return fmt.Sprintf("another program has written %s at the same time, from another corpus or model", e.Path)
}

// Open opens the index. If the index does not exist, or if Rebuild is set, Open builds it
// first. If the index lacks files of Corpus, Open extends it first. If Corpus is nil, Open
// does not compare the index with its files. written reports whether Open built or
// extended the index.
//
// If the argument --rebuild or CORPUS of the command “search” would help, the error message
// names it. An error after which the index must be built again wraps [ErrRebuild]. If another
// program replaces the index that Open has written, the error is a [*ReplacedError].
//
// What Open does, by the state of the file:
//
//	no file, Corpus                   Create
//	no file, no Corpus                error
//	file, Rebuild                     Create, from Corpus or the files of the index
//	file, no Corpus                   open
//	file that lacks files of Corpus   Extend
//	file with all files of Corpus     open
func (f IndexFile) Open(ctx context.Context, m Model, o Options) (ix *Index, written bool, err error) {
	newFiles, write := f.Corpus, Create
	var indexed []File
	switch _, err := os.Stat(f.Path); {
	case errors.Is(err, fs.ErrNotExist) && f.Corpus == nil:
		return nil, false, fmt.Errorf("%s does not exist: name the CORPUS to build it from", f.Path)
	case errors.Is(err, fs.ErrNotExist):
	case f.Rebuild:
		if f.Corpus, indexed, err = rebuiltFrom(ctx, f.Path, f.Corpus); err != nil {
			return nil, false, err
		}
		newFiles = f.Corpus
	default:
		ix, missing, contained, err := f.open(ctx, m, o)
		if err != nil || ix != nil {
			return ix, false, err
		}
		newFiles, indexed, write = missing, contained, Extend
	}
	files, err := f.describeFiles(ctx, newFiles, indexed)
	if err != nil {
		return nil, false, err
	}
	src, err := f.source(files)
	if err != nil {
		return nil, false, err
	}
	if err := write(ctx, f.Path, m, src, files); err != nil {
		return nil, false, err
	}
	ix, err = f.openWritten(ctx, m, o)
	return ix, err == nil, err
}

// open opens an index that exists. If the index lacks files of the corpus, open returns no
// index but the missing files and the files that the index contains.
func (f IndexFile) open(
	ctx context.Context, m Model, o Options,
) (ix *Index, missing []string, indexed []File, err error) {
	if ix, err = Open(ctx, f.Path, m, o); err != nil {
		return nil, nil, nil, withRemedy(err)
	}
	if f.Corpus == nil {
		return ix, nil, nil, nil
	}
	indexed = ix.Corpus()
	missing, err = f.missingFiles(ctx, indexed)
	if err == nil && len(missing) == 0 {
		return ix, nil, nil, nil
	}
	return nil, missing, indexed, errors.Join(withRemedy(err), ix.Close())
}

// openWritten opens the index that has just been written. If the index does not contain the
// files of the corpus, or cannot be used with the model, the error is a *ReplacedError.
func (f IndexFile) openWritten(ctx context.Context, m Model, o Options) (*Index, error) {
	ix, err := Open(ctx, f.Path, m, o)
	if err != nil && !errors.Is(err, ErrRebuild) {
		return nil, err
	}
	if err == nil {
		missing, err := f.missingFiles(ctx, ix.Corpus())
		if err == nil && len(missing) == 0 {
			return ix, nil
		}
		if err := ix.Close(); err != nil {
			return nil, err
		}
	}
	return nil, &ReplacedError{f.Path, f.Corpus}
}

// describeFiles describes the named files and sets how each is read; indexed are the files
// that the index contains.
func (f IndexFile) describeFiles(ctx context.Context, names []string, indexed []File) ([]File, error) {
	var files []File
	for _, name := range names {
		file, err := Describe(ctx, name)
		if err != nil {
			return nil, err
		}
		file.Reading = f.readingOf(name, indexed)
		files = append(files, file)
	}
	return files, nil
}

// readingOf returns how a file is read.
func (f IndexFile) readingOf(name string, indexed []File) Reading {
	if f.Reading != nil {
		return *f.Reading
	}
	for _, h := range indexed {
		if absolute(h.CurrentPath()) == absolute(name) {
			return h.Reading
		}
	}
	if len(indexed) > 0 {
		return indexed[0].Reading
	}
	return Reading{}
}

// source returns the sentences of files, in their order. Consecutive files that are read in
// the same way become one source.
func (f IndexFile) source(files []File) (Source, error) {
	var all sources
	for len(files) > 0 {
		how := files[0].Reading
		var names []string
		for len(files) > 0 && files[0].Reading == how {
			names, files = append(names, files[0].Name), files[1:]
		}
		src, err := f.Read(names, how)
		if err != nil {
			return nil, err
		}
		all = append(all, src)
	}
	return all, nil
}

// sources is a Source that reads several sources one after another.
type sources []Source

// Texts yields the sentences of all sources.
func (s sources) Texts() iter.Seq2[corpus.RawSentence, error] {
	return func(yield func(corpus.RawSentence, error) bool) {
		for _, src := range s {
			for w, err := range src.Texts() {
				if !yield(w, err) || err != nil {
					return
				}
			}
		}
	}
}

// withRemedy adds to an error that wraps ErrRebuild the flag that builds the index again.
// It returns other errors unchanged.
func withRemedy(err error) error {
	if errors.Is(err, ErrRebuild) {
		return fmt.Errorf("%w: add --rebuild to this command", err)
	}
	return err
}

// rebuiltFrom returns the files from which an index is built again: names or, if names is
// nil, the files that the index contains. indexed are the files that the index contains,
// if they can be read. A file at the path index that is not an index is an error, because
// it must not be replaced.
func rebuiltFrom(ctx context.Context, index string, names []string) (from []string, indexed []File, err error) {
	indexed, err = OpenCorpus(ctx, index)
	switch {
	case errors.Is(err, ErrRebuild) && names != nil:
		return names, nil, nil
	case errors.Is(err, ErrRebuild):
		return nil, nil, fmt.Errorf("%w: the names of its files cannot be read: name the CORPUS", err)
	case err != nil || names != nil:
		return names, indexed, err
	case len(indexed) == 0:
		return nil, nil, fmt.Errorf("%s does not contain the names of its files: name the CORPUS", index)
	}
	for _, h := range indexed {
		name := h.Name
		if path := h.CurrentPath(); absolute(name) != path {
			name = path
		}
		names = append(names, name)
	}
	return names, indexed, nil
}

// absolute returns the absolute path of a file, or name if it cannot be found.
func absolute(name string) string {
	if path, err := filepath.Abs(name); err == nil {
		return path
	}
	return name
}

// missingFiles returns the files of the corpus that the index does not contain. It returns
// an error if the index contains other files than the corpus or files that have changed.
// Files are compared by their absolute paths.
func (f IndexFile) missingFiles(ctx context.Context, indexed []File) ([]string, error) {
	named, read := map[string]bool{}, map[string]bool{}
	for _, name := range f.Corpus {
		named[absolute(name)] = true
	}
	for _, h := range indexed {
		path := absolute(h.CurrentPath())
		if !named[path] {
			return nil, fmt.Errorf("%s contains sentences of %s too: "+
				"name it, use another index for this corpus, or add --rebuild to this command", f.Path, h.Name)
		}
		if err := h.Check(ctx); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Path, err)
		}
		read[path] = true
	}
	return slices.DeleteFunc(slices.Clone(f.Corpus), func(name string) bool { return read[absolute(name)] }), nil
}
