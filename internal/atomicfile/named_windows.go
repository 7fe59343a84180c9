package atomicfile

import (
	"errors"
	"os"
	"path/filepath"
)

// See named_unix.go; os.CreateTemp makes names with random numbers of 32 bits.
const (
	separator  = "-"
	mostDigits = 10
)

// temporary is a temporary file with a name; renameio does not support Windows.
type temporary struct {
	*os.File
	target    string
	committed bool
}

// createNamed creates a temporary file beside path.
func createNamed(path string) (pending, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+separator+"*")
	if err != nil {
		return nil, err
	}
	return &temporary{File: f, target: path}, nil
}

// file implements pending.
func (t *temporary) file() *os.File { return t.File }

// Commit implements pending. Windows does not rename a file that is open, so it closes it
// first.
func (t *temporary) Commit() error {
	if err := errors.Join(t.Sync(), t.Close()); err != nil {
		return err
	}
	if err := os.Rename(t.Name(), t.target); err != nil {
		return err
	}
	t.committed = true
	return nil
}

// Abandon implements pending.
func (t *temporary) Abandon() error {
	if t.committed {
		return nil
	}
	t.Close() //nolint:errcheck // it may be closed already
	return os.Remove(t.Name())
}
