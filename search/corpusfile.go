package search

// This file records the files of a corpus, so that an index can tell whether they
// have changed.

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/w2vattn/w2vattn/internal/pipeline"
)

// A File describes a file of a corpus at the time when it was read.
type File struct {
	Name     string    `json:"name"`           // as given by the caller
	Path     string    `json:"path,omitempty"` // absolute; indexes of version 0.1 have none
	Size     int64     `json:"size"`           // bytes
	Modified time.Time `json:"modified"`
	Sum      uint32    `json:"sum"`              // CRC-32C of its bytes
	Reading  Reading   `json:"reading,omitzero"` // how it was read
}

// A Reading describes how a file is read, by the values of the flags --input, --field
// and --encoding; "" means the default of the flag. An index stores it for each file.
type Reading struct {
	Input    string `json:"input,omitempty"`
	Field    string `json:"field,omitempty"`
	Encoding string `json:"encoding,omitempty"`
}

// Describe describes the file whose path is name. It reads the file to its end. Describe
// returns an error for a file that is not regular, for example a FIFO, because such a file
// cannot be read a second time.
func Describe(ctx context.Context, name string) (File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return File{}, fmt.Errorf("search: %w", err)
	}
	if !info.Mode().IsRegular() { // opening a FIFO would wait for a writer
		return File{}, fmt.Errorf("search: %s is not a regular file, so the index could not detect changes", name)
	}
	f, err := os.Open(name)
	if err != nil {
		return File{}, fmt.Errorf("search: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read from
	path, err := filepath.Abs(name)
	if err != nil {
		return File{}, fmt.Errorf("search: %w", err)
	}
	sum := crc32.New(castagnoli)
	if _, err := io.Copy(sum, pipeline.Reader(ctx, f)); err != nil {
		return File{}, fmt.Errorf("search: %w", err)
	}
	return File{Name: name, Path: path, Size: info.Size(), Modified: info.ModTime().UTC(), Sum: sum.Sum32()}, nil
}

// CurrentPath returns the path of the file: the absolute path that it had when it was read
// or, if no file is at that path any more, its name.
func (f File) CurrentPath() string {
	if f.Path == "" {
		return f.Name
	}
	if _, err := os.Stat(f.Path); errors.Is(err, fs.ErrNotExist) {
		return f.Name
	}
	return f.Path
}

// Check returns an error if the file has changed: one that wraps [fs.ErrNotExist] if it
// does not exist, one that wraps [ErrRebuild] if its content differs. A file with the same
// size and modification time counts as unchanged, so a change that keeps both is not
// noticed. Otherwise the file is read, and its size and checksum are compared.
func (f File) Check(ctx context.Context) error {
	path := f.CurrentPath()
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("search: the corpus of the index: %w", err)
	}
	if info.Size() == f.Size && info.ModTime().Equal(f.Modified) {
		return nil
	}
	now, err := Describe(ctx, path)
	if err != nil {
		return err
	}
	if now.Size != f.Size || now.Sum != f.Sum {
		return fmt.Errorf("search: %s has changed since the index was built: %w", f.Name, ErrRebuild)
	}
	return nil
}
