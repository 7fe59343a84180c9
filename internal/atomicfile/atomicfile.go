// Package atomicfile writes files that appear whole or not at all: into a
// temporary file beside the target, synced, then renamed over it. Whatever
// goes wrong, the target is as it was and nothing else is left.
package atomicfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// pending is a file that does not stand under its name yet.
type pending interface {
	io.Writer
	// Commit syncs the file and gives it its name.
	Commit() error
	// Abandon removes it, unless it was committed.
	Abandon() error
}

// Write has write fill the file at path. A target that is no regular file, such
// as /dev/stdout or a FIFO, cannot be replaced and is written to directly. A
// file that may not be written to is not replaced. Errors name the path.
func Write(path string, write func(io.Writer) error) error {
	direct, err := examine(path)
	if err == nil && direct {
		err = writeThrough(path, write)
	} else if err == nil {
		err = replace(path, write)
	}
	return named(path, err)
}

func replace(path string, write func(io.Writer) error) (err error) {
	p, err := create(path)
	if err != nil {
		return err
	}
	defer func() {
		if left := p.Abandon(); left != nil && !errors.Is(left, fs.ErrNotExist) {
			err = errors.Join(err, left)
		}
	}()
	if err := buffered(p, write); err != nil {
		return err
	}
	return p.Commit()
}

// named adds path to an error; one of the file system names the temporary file,
// which is of no use.
func named(path string, err error) error {
	switch e := err.(type) { //nolint:errorlint // what wraps one says more than it
	case nil:
		return nil
	case *fs.PathError:
		err = e.Err
	case *os.LinkError:
		err = e.Err
	}
	return fmt.Errorf("writing %s: %w", path, err)
}

func writeThrough(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(buffered(f, write), f.Close())
}

func buffered(w io.Writer, write func(io.Writer) error) error {
	b := bufio.NewWriterSize(w, 1<<18)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}
