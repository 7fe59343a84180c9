package search

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

// An IndexFile is an index that is kept in a file, for the next search, and grows
// with its corpus.
type IndexFile struct {
	Path    string   // of the index
	Corpus  []string // files that the index is to hold; nil: those that it holds
	Rebuild bool     // build it again, from Corpus or from the files that it holds

	// Reading says how files are read. nil: those that the index holds as they were
	// read before, others as the first of them.
	Reading *Reading
	// Read returns the sentences of files of the corpus that are read in the same way.
	Read func(names []string, how Reading) (Source, error)
}

// A ReplacedError says that another program has written an index file at the same
// time, from another corpus or with another model. The sentences of Corpus can still
// be searched in memory, with [Build].
type ReplacedError struct {
	Path   string   // of the index
	Corpus []string // files that it should hold
}

// Error implements error.
func (e *ReplacedError) Error() string {
	return "another program has written " + e.Path + " at the same time, from another corpus or model"
}

// Open opens the index. It is built if it does not exist or is to be built again,
// and extended by the files of the corpus that it does not hold; written reports
// whether that was done. Without a corpus the index is opened as it is.
//
// Errors name the remedy as the arguments of the command search, --rebuild and
// CORPUS. Those that end once the index is built again wrap [ErrRebuild]. If another
// program replaces what was written, the error is a [*ReplacedError].
func (f IndexFile) Open(ctx context.Context, m Model, o Options) (ix *Index, written bool, err error) {
	fresh, write := f.Corpus, Create
	var held []File
	switch _, err := os.Stat(f.Path); {
	case errors.Is(err, fs.ErrNotExist) && f.Corpus == nil:
		return nil, false, fmt.Errorf("%s does not exist: name the CORPUS to build it from", f.Path)
	case errors.Is(err, fs.ErrNotExist):
	case f.Rebuild:
		if f.Corpus, held, err = rebuiltFrom(ctx, f.Path, f.Corpus); err != nil {
			return nil, false, err
		}
		fresh = f.Corpus
	default:
		ix, missing, holds, err := f.open(ctx, m, o)
		if err != nil || ix != nil {
			return ix, false, err
		}
		fresh, held, write = missing, holds, Extend
	}
	files, err := f.describeFiles(ctx, fresh, held)
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

// open opens an index that exists or, if it lacks some of the files of the corpus,
// returns these and those that it holds.
func (f IndexFile) open(ctx context.Context, m Model, o Options) (ix *Index, missing []string, held []File, err error) {
	if ix, err = Open(ctx, f.Path, m, o); err != nil {
		return nil, nil, nil, withRemedy(err)
	}
	if f.Corpus == nil {
		return ix, nil, nil, nil
	}
	held = ix.Corpus()
	missing, err = f.missingFiles(ctx, held)
	if err == nil && len(missing) == 0 {
		return ix, nil, nil, nil
	}
	return nil, missing, held, errors.Join(withRemedy(err), ix.Close())
}

// openWritten opens the index that has just been written and should hold the files of
// the corpus.
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

// describeFiles describes files and says how they are read; held are those of the index.
func (f IndexFile) describeFiles(ctx context.Context, names []string, held []File) ([]File, error) {
	var files []File
	for _, name := range names {
		file, err := Describe(ctx, name)
		if err != nil {
			return nil, err
		}
		file.Reading = f.readingOf(name, held)
		files = append(files, file)
	}
	return files, nil
}

// readingOf returns how a file is read.
func (f IndexFile) readingOf(name string, held []File) Reading {
	if f.Reading != nil {
		return *f.Reading
	}
	for _, h := range held {
		if absolute(h.CurrentPath()) == absolute(name) {
			return h.Reading
		}
	}
	if len(held) > 0 {
		return held[0].Reading
	}
	return Reading{}
}

// source returns the sentences of files, in their order.
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

// sources are read one after the other.
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

// withRemedy adds to an error how the index is built again, if that ends it.
func withRemedy(err error) error {
	if errors.Is(err, ErrRebuild) {
		return fmt.Errorf("%w: add --rebuild to this command", err)
	}
	return err
}

// rebuiltFrom returns what an index is to be built from: names or, if there are
// none, the files that it was built from; and those files. A file that is not an index
// is not replaced.
func rebuiltFrom(ctx context.Context, index string, names []string) (from []string, held []File, err error) {
	held, err = OpenCorpus(ctx, index)
	switch {
	case errors.Is(err, ErrRebuild) && names != nil:
		return names, nil, nil
	case errors.Is(err, ErrRebuild):
		return nil, nil, fmt.Errorf("%w: which files it was built from cannot be read: name the CORPUS", err)
	case err != nil || names != nil:
		return names, held, err
	case len(held) == 0:
		return nil, nil, fmt.Errorf("%s does not say which files it was built from: name the CORPUS", index)
	}
	for _, h := range held {
		name := h.Name
		if place := h.CurrentPath(); absolute(name) != place {
			name = place
		}
		names = append(names, name)
	}
	return names, held, nil
}

// absolute is the absolute path of a file.
func absolute(name string) string {
	if path, err := filepath.Abs(name); err == nil {
		return path
	}
	return name
}

// missingFiles returns the files of the corpus that are not among those that the index
// holds, which must be as they were, and of the corpus.
func (f IndexFile) missingFiles(ctx context.Context, held []File) ([]string, error) {
	named, read := map[string]bool{}, map[string]bool{}
	for _, name := range f.Corpus {
		named[absolute(name)] = true
	}
	for _, h := range held {
		place := absolute(h.CurrentPath())
		if !named[place] {
			return nil, fmt.Errorf("%s holds sentences of %s too: name it, give this corpus an index of its own, or add --rebuild to this command", f.Path, h.Name)
		}
		if err := h.Check(ctx); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Path, err)
		}
		read[place] = true
	}
	return slices.DeleteFunc(slices.Clone(f.Corpus), func(name string) bool { return read[absolute(name)] }), nil
}
