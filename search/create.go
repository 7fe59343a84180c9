package search

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/w2vattn/w2vattn/internal/atomicfile"
)

// Create reads the sentences of src, which come from files, into an index file at
// path, a segment at a time: memory holds no more than a few. The file appears
// whole or not at all, in place of one that is there; of several programs that
// create it at the same time, the last one wins. A corpus without a sentence that
// could be found is an error that wraps [ErrEmpty], and so is, wrapping
// [ErrRebuild], a file that changes while it is read.
func Create(ctx context.Context, path string, m Model, src Source, files []File) error {
	model, err := m.Table.Fingerprint(ctx)
	if err != nil {
		return err
	}
	return writeFile(path, func(f *os.File) error {
		return appendTo(ctx, f, header{end: headerSize, model: model}, m, src, files)
	})
}

// Extend adds the sentences of src, which come from files, to the index at path:
// it writes a copy with them and puts it in the place of the index. So if it fails
// or is killed, the index is as it was, and those that have it open do not see
// what was added. Of several programs that extend an index at the same time, the
// last one wins: what the others added is lost. The errors are those of [Open] and
// [Create].
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

// writeFile writes the file at path, after it has removed what programs left that
// were killed while they wrote it.
func writeFile(path string, write func(*os.File) error) error {
	_ = atomicfile.RemoveStale(path) // what cannot be removed is in nobody's way
	return atomicfile.WriteFile(path, write)
}

// appendTo writes segments behind the end, and then the head, which says where
// the new end is.
func appendTo(ctx context.Context, f *os.File, h header, m Model, src Source, files []File) error {
	w := io.NewOffsetWriter(f, h.end)
	n := segmentMeta{Tokenizer: m.TokenizerConfig, Corpus: files}
	known := 0
	_, err := readSegments(ctx, src, m.Table, func() *encoder { return newEncoder(m.Tokenizer, m.lookup()) }, func(s *segment) error {
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
