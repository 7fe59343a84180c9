package search

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

// A File is a file of a corpus as it was when it was read.
type File struct {
	Name     string    `json:"name"`           // as it was given
	Path     string    `json:"path,omitempty"` // absolute; older indexes have none
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
	Sum      uint32    `json:"sum"` // CRC-32C of its bytes
	Reading  Reading   `json:"reading,omitzero"`
}

// A Reading says how a file is read, in the words of the command's flags --input,
// --field and --encoding; "" stands for a flag that is not given. An index remembers it
// for each file.
type Reading struct {
	Input    string `json:"input,omitempty"`
	Field    string `json:"field,omitempty"`
	Encoding string `json:"encoding,omitempty"`
}

// Describe describes the file at path name, all of which it reads. A file that is not
// regular is an error: it cannot be read twice.
func Describe(ctx context.Context, name string) (File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return File{}, fmt.Errorf("search: %w", err)
	}
	if !info.Mode().IsRegular() { // opening a FIFO would wait for a writer
		return File{}, fmt.Errorf("search: %s is not a regular file: an index must be able to find out whether its corpus has changed", name)
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

// CurrentPath returns the path at which the file is sought: where it was when it was
// read or, if nothing is there any more, under its name.
func (f File) CurrentPath() string {
	if f.Path == "" {
		return f.Name
	}
	if _, err := os.Stat(f.Path); errors.Is(err, fs.ErrNotExist) {
		return f.Name
	}
	return f.Path
}

// Check returns an error if the file is not as it was: one that wraps
// [fs.ErrNotExist] if it is gone, one that wraps [ErrRebuild] if it has changed. A
// file of the same size and time is taken to be as it was; one of another time is
// read.
func (f File) Check(ctx context.Context) error {
	place := f.CurrentPath()
	info, err := os.Stat(place)
	if err != nil {
		return fmt.Errorf("search: the corpus of the index: %w", err)
	}
	if info.Size() == f.Size && info.ModTime().Equal(f.Modified) {
		return nil
	}
	now, err := Describe(ctx, place)
	if err != nil {
		return err
	}
	if now.Size != f.Size || now.Sum != f.Sum {
		return fmt.Errorf("search: %s has changed since the index was built: %w", f.Name, ErrRebuild)
	}
	return nil
}
