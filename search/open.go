package search

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"reflect"
	"time"

	"github.com/w2vattn/w2vattn/internal/mmap"
)

// A File is a file of a corpus as it was when it was read.
type File struct {
	Name     string    `json:"name"`
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
	Sum      uint32    `json:"sum"` // CRC-32C of its bytes
}

// Look describes a file as it is. What is no regular file cannot be described.
func Look(name string) (File, error) {
	f, err := os.Open(name)
	if err != nil {
		return File{}, fmt.Errorf("search: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read from
	info, err := f.Stat()
	if err != nil {
		return File{}, fmt.Errorf("search: %w", err)
	}
	if !info.Mode().IsRegular() {
		return File{}, fmt.Errorf("search: %s is no regular file: an index must be able to tell whether its corpus has changed", name)
	}
	sum := crc32.New(castagnoli)
	if _, err := io.Copy(sum, f); err != nil {
		return File{}, fmt.Errorf("search: %w", err)
	}
	return File{Name: name, Size: info.Size(), Modified: info.ModTime().UTC(), Sum: sum.Sum32()}, nil
}

// Check returns an error if the file is not as it was. A file of the same size
// and time is taken to be so; one of another time is read.
func (f File) Check() error {
	info, err := os.Stat(f.Name)
	if err != nil {
		return fmt.Errorf("search: the corpus of the index: %w", err)
	}
	if info.Size() == f.Size && info.ModTime().Equal(f.Modified) {
		return nil
	}
	now, err := Look(f.Name)
	if err != nil {
		return err
	}
	if now.Size != f.Size || now.Sum != f.Sum {
		return fmt.Errorf("search: %s has changed since the index was built: build it anew", f.Name)
	}
	return nil
}

// Create reads the sentences of src, which come from files, into an index file at
// path, a segment at a time: memory holds no more than a few. The file appears
// whole or not at all. Without a sentence it is an error that wraps ErrEmpty.
func Create(ctx context.Context, path string, m Model, src Source, files []File) error {
	model, err := m.Table.Fingerprint()
	if err != nil {
		return err
	}
	// The head is written first, and says the end only when that is known.
	temporary := path + ".part"
	f, err := os.OpenFile(temporary, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	defer os.Remove(temporary) //nolint:errcheck // it has its name, or is of no use
	err = appendTo(ctx, f, head{end: headSize, model: model}, m, src, files)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(temporary, path)
}

// Extend appends the sentences of src, which come from files, to the index at path.
// If it fails or is broken off, the index is as it was. Only one program at a time
// may extend an index; those that have it open do not see what was added.
func Extend(ctx context.Context, path string, m Model, src Source, files []File) error {
	ix, h, err := open(path, m)
	if err != nil {
		return err
	}
	if err := ix.Close(); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	return errors.Join(appendTo(ctx, f, h, m, src, files), f.Close())
}

// appendTo writes segments behind the end, and then a head that counts them in.
func appendTo(ctx context.Context, f *os.File, h head, m Model, src Source, files []File) error {
	w := io.NewOffsetWriter(f, h.end)
	n := note{Cut: m.Cut, Corpus: files}
	known := 0
	_, err := readSegments(ctx, src, m.Table, func() *cutter { return newCutter(m.Tokenizer, m.lookup()) }, func(s *segment) error {
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
		err = f.Sync()
	}
	if err == nil {
		_, err = f.WriteAt(h.bytes(), 0)
	}
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	return nil
}

// Open maps the index file at path, which was built with the model m. A file of
// another model or tokenizer, one that was cut off, and one in which a bit has changed
// are errors. Whether the corpus is as it was, [Index.Corpus] lets the caller find out.
func Open(path string, m Model, o Options) (*Index, error) {
	ix, _, err := open(path, m)
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

func open(path string, m Model) (*Index, head, error) {
	region, err := mmap.Map(path)
	if err != nil {
		return nil, head{}, fmt.Errorf("search: %w", err)
	}
	ix := &Index{model: m, region: region}
	var h head
	err = ix.guard(func() (err error) {
		h, err = ix.parse(region.Bytes())
		return err
	})
	if err != nil {
		return nil, h, errors.Join(fmt.Errorf("%s: %w", path, err), region.Close())
	}
	return ix, h, nil
}

// parse takes the segments from a file's bytes and compares their making with the
// model.
func (ix *Index) parse(b []byte) (head, error) {
	h, segments, notes, err := parseFile(b)
	if err != nil {
		return h, err
	}
	model, err := ix.model.Table.Fingerprint()
	if err != nil {
		return h, err
	}
	if h.model != model {
		return h, errModel("model")
	}
	for _, n := range notes {
		if !reflect.DeepEqual(n.Cut, ix.model.Cut) {
			return h, errModel("tokenizer")
		}
		ix.corpus = append(ix.corpus, n.Corpus...)
	}
	ix.segments = segments
	return h, nil
}

// Corpus returns the files that the sentences of an index file were read from.
func (ix *Index) Corpus() []File { return ix.corpus }
