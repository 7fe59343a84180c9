package search

// This file opens index files. They are mapped, and checked as a whole before they
// are used.

import (
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"

	"github.com/w2vattn/w2vattn/internal/mmap"
)

// The errors of index files.
var (
	// ErrNotIndex is wrapped by the error for a file that is not an index.
	ErrNotIndex = errors.New("is not a search index")
	// ErrRebuild is wrapped by errors after which the index must be built again: it was
	// built with another model or tokenizer, it is damaged, or its corpus has changed.
	ErrRebuild = errors.New("build the index again")
)

// Open maps the index file at path, which was built with the model m, into memory and checks
// the whole file. If the file is not an index, Open returns an error that wraps [ErrNotIndex].
// If the index was built with another model or tokenizer, is cut off or is damaged, Open
// returns an error that wraps [ErrRebuild]. Open does not read the corpus: to find out whether
// a file of it has changed, call [File.Check] for the files of [Index.Corpus]. The table of m
// must stay open as long as the index.
func Open(ctx context.Context, path string, m Model, o Options) (*Index, error) {
	ix, _, err := open(ctx, path, m)
	if err != nil {
		return nil, err
	}
	var with *Index
	err = ix.guard(func() error {
		with, err = ix.finish(o)
		return err
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), ix.Close())
	}
	return with, nil
}

// OpenCorpus returns the files from which the sentences of the index file at path were read. It
// needs no model. It returns the errors of [Open] for a file that is not an index, is cut off
// or is damaged.
func OpenCorpus(ctx context.Context, path string) (files []File, err error) {
	region, err := mapFile(path)
	if err != nil {
		return nil, err
	}
	ix := &Index{region: region}
	err = ix.guard(func() error {
		_, _, notes, err := parseFile(ctx, region.Bytes())
		files = corpusOf(notes)
		return err
	})
	if err != nil {
		err = fmt.Errorf("%s: %w", path, err)
	}
	return files, errors.Join(err, region.Close())
}

// corpusOf returns the files that segments were read from. The files of Create and of each
// Extend are in the metadata of the first segment that was written then.
func corpusOf(notes []segmentMeta) (files []File) {
	for _, n := range notes {
		files = append(files, n.Corpus...)
	}
	return files
}

// mapFile maps the file at path.
func mapFile(path string) (*mmap.Region, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() { // opening a FIFO would wait for a writer
		return nil, fmt.Errorf("%s: %w: it is not a regular file", path, ErrNotIndex)
	}
	region, err := mmap.Map(path)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return region, nil
}

// open maps the index file at path and checks it against the model.
func open(ctx context.Context, path string, m Model) (*Index, header, error) {
	region, err := mapFile(path)
	if err != nil {
		return nil, header{}, err
	}
	ix := &Index{model: m, region: region}
	var h header
	err = ix.guard(func() (err error) {
		h, err = ix.parse(ctx, region.Bytes())
		return err
	})
	if err != nil {
		return nil, h, errors.Join(fmt.Errorf("%s: %w", path, err), region.Close())
	}
	return ix, h, nil
}

// parse sets the segments and the corpus from the bytes of a file. It returns an error if
// the file was built with another model or tokenizer than that of the index.
func (ix *Index) parse(ctx context.Context, b []byte) (header, error) {
	h, segments, notes, err := parseFile(ctx, b)
	if err != nil {
		return h, err
	}
	model, err := ix.model.Table.Fingerprint(ctx)
	if err != nil {
		return h, err
	}
	if h.model != model {
		return h, errModel("model")
	}
	for _, n := range notes {
		if !reflect.DeepEqual(n.Tokenizer, ix.model.TokenizerConfig) {
			return h, errModel("tokenizer")
		}
	}
	ix.segments, ix.corpus = segments, corpusOf(notes)
	return h, nil
}

// Corpus returns the files that the sentences of an index file were read from.
func (ix *Index) Corpus() []File { return ix.corpus }
