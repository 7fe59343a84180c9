package search

// This file writes index files and extends them by new files of the corpus.

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/w2vattn/w2vattn/internal/atomicfile"
)

// Create reads the sentences of src into an index file at path. It writes them in segments of
// about 64 MiB of text each, and holds only a few segments in memory at a time. files are the
// files that src reads. Create writes the whole index or nothing. It replaces a file that
// exists at path; if several programs create the index at the same time, the last one wins.
// If no sentence has a known word, Create returns an error that wraps [ErrEmpty]. If a file
// changes while it is read, Create returns an error that wraps [ErrRebuild].
func Create(ctx context.Context, path string, m Model, src Source, files []File) error {
	model, err := m.Table.Fingerprint(ctx)
	if err != nil {
		return err
	}
	return writeFile(path, func(f *os.File) error {
		return appendTo(ctx, f, header{end: headerSize, model: model}, m, src, files)
	})
}

// Extend adds the sentences of src to the index at path; files are the files that src
// reads. It writes a copy with the new sentences and replaces the index with it. If
// Extend fails or the program is killed, the index is unchanged. Programs that have the
// index open do not see the new sentences. If several programs extend it at the same
// time, the last one wins, and the additions of the others are lost. The errors are
// those of [Open] and [Create].
func Extend(ctx context.Context, path string, m Model, src Source, files []File) error {
	ix, h, err := open(ctx, path, m)
	if err != nil {
		return err
	}
	defer ix.Close() //nolint:errcheck // only read from
	return writeFile(path, func(f *os.File) error {
		err := ix.guard(func() error {
			_, err := f.WriteAt(ix.region.Bytes()[headerSize:h.end], headerSize)
			return err
		})
		if err != nil {
			return err
		}
		return appendTo(ctx, f, h, m, src, files)
	})
}

// writeFile writes the file at path after it has removed temporary files of programs
// that were killed.
func writeFile(path string, write func(*os.File) error) error {
	_ = atomicfile.RemoveStale(path) // files that cannot be removed do no harm
	return atomicfile.WriteFile(path, write)
}

// appendTo encodes src and writes the segments to f, the first one at the offset h.end.
// Then it writes the header with the new end. Until the header is written, a reader sees
// the old segments only. At the end appendTo checks that files have not changed while they
// were read. The files are in the metadata of the first new segment.
func appendTo(ctx context.Context, f *os.File, h header, m Model, src Source, files []File) error {
	w := io.NewOffsetWriter(f, h.end)
	n := segmentMeta{Tokenizer: m.TokenizerConfig, Corpus: files}
	known := 0
	_, err := readSegments(ctx, m, src, func(s *segment) error {
		size, err := s.write(w, n)
		h.end += size
		known += len(s.ids)
		n.Corpus = nil
		return err
	})
	if err == nil && known == 0 {
		err = ErrEmpty
	}
	if err == nil {
		_, err = f.WriteAt(h.bytes(), 0)
	}
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	for _, file := range files {
		if err := file.Check(ctx); err != nil {
			return err
		}
	}
	return nil
}
