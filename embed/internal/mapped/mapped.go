// Package mapped gives access to a vector file that is mapped into memory, and
// reads matrices that may lie in it. If another program truncates the file,
// reading the memory is a fault, which Guard turns into an error.
package mapped

import (
	"fmt"
	"iter"
	"sync"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/mmap"
)

// A File is a mapped file. It stores the first error of reading it, with the path. A nil
// *File means ordinary memory, which cannot fail. It is safe for concurrent use.
type File struct {
	region *mmap.Region
	path   string
	mu     sync.Mutex
	err    error
}

// Open maps the file at path, which must be a regular file. Close it. The file must not be
// changed while it is mapped; truncating it is detected, other changes are not. Errors have
// the path.
func Open(path string) (*File, error) {
	region, err := mmap.Map(path)
	if err != nil {
		return nil, fmt.Errorf("embed: %w", err)
	}
	return &File{region: region, path: path}, nil
}

// Bytes returns the content of the file. Read it inside Guard only, and not
// after Close.
func (f *File) Bytes() []byte { return f.region.Bytes() }

// Guard calls look, which reads the memory, and returns its error, or that of a file that
// was truncated or closed. Errors name the file. Err returns the first of them later. Calls
// of several goroutines run at the same time; only storing the error takes the lock.
func (f *File) Guard(look func() error) error {
	if f == nil {
		return look()
	}
	var err error
	if fault := f.region.Guard(func() { err = look() }); fault != nil {
		err = fault
	}
	if err == nil {
		return nil
	}
	err = fmt.Errorf("embed: %s: %w", f.path, err)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err == nil {
		f.err = err
	}
	return err
}

// Err returns the first error that Guard returned, for callers that had no error to return
// themselves. Later errors do not replace it.
func (f *File) Err() error {
	if f == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}

// Close unmaps the file, after calls of Guard in progress have ended. It may be
// called again.
func (f *File) Close() error {
	if f == nil {
		return nil
	}
	if err := f.region.Close(); err != nil {
		return fmt.Errorf("embed: %s: %w", f.path, err)
	}
	return nil
}

// Rows yields the rows of m, which lies in file, or in ordinary memory if file
// is nil. Each row is valid until the next iteration; rows of a file are
// copies. The first error ends it.
func Rows(m blas32.General, file *File) iter.Seq2[[]float32, error] {
	return func(yield func([]float32, error) bool) {
		vector := make([]float32, m.Cols)
		for i := range m.Rows {
			row := vector
			err := file.Guard(func() error {
				if file == nil {
					row = linalg.Row(m, i)
				} else {
					copy(row, linalg.Row(m, i))
				}
				return nil
			})
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}
