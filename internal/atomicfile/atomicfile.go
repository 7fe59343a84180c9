// Package atomicfile writes files that appear whole or not at all: into a
// temporary file beside the target, which is synced and then renamed over it. The
// temporary file is another one for each call, so that programs that write the
// same file at the same time do not disturb each other; the last one that finishes
// wins. If anything goes wrong, the target is as it was and nothing else is left.
// If the program is killed, the target is as it was too; the temporary file is then
// left, unless the file system can hold files without a name, as those of Linux
// can. [RemoveStale] removes it.
package atomicfile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// pending is a file that does not stand under its name yet.
type pending interface {
	file() *os.File
	// Commit syncs the file and gives it its name.
	Commit() error
	// Abandon removes it, unless it was committed.
	Abandon() error
}

// Write has write fill the file at path, through a buffer. A target that is no
// regular file, such as a FIFO, cannot be replaced and is written to directly; so
// are the streams of the program, such as /dev/stdout, wherever they lead. A file
// that may not be written to is not replaced. Symbolic links are followed. Errors
// name the path.
func Write(path string, write func(io.Writer) error) error {
	direct, err := examine(path)
	if err == nil && direct {
		err = writeThrough(path, write)
	} else if err == nil {
		err = replace(path, func(f *os.File) error { return buffered(f, write) })
	}
	return named(path, err)
}

// WriteFile is [Write] for a file that is not written from front to back: write
// gets the file itself, which is empty and which it must not close. A target that
// is no regular file is an error.
func WriteFile(path string, write func(*os.File) error) error {
	direct, err := examine(path)
	if err == nil && direct {
		err = errors.New("is not a regular file")
	} else if err == nil {
		err = replace(path, write)
	}
	return named(path, err)
}

func replace(path string, write func(*os.File) error) (err error) {
	p, err := create(resolved(path))
	if err != nil {
		return err
	}
	defer func() {
		if left := p.Abandon(); left != nil && !errors.Is(left, fs.ErrNotExist) {
			err = errors.Join(err, left)
		}
	}()
	if err := write(p.file()); err != nil {
		return err
	}
	return p.Commit()
}

// mostLinks bounds how many symbolic links resolved follows to a file that does not
// exist.
const mostLinks = 40

// resolved follows symbolic links, also to a file that does not exist yet.
func resolved(path string) string {
	for range mostLinks {
		if target, err := filepath.EvalSymlinks(path); err == nil {
			return target
		}
		target, err := os.Readlink(path)
		if err != nil {
			return path
		}
		if !filepath.IsAbs(target) {
			target = filepath.Dir(path) + string(filepath.Separator) + target
		}
		path = target
	}
	return path
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

// isStream reports whether a path stands for an open file of the program.
func isStream(path string) bool {
	dir, name := filepath.Split(filepath.Clean(path))
	return dir == "/dev/fd/" || dir == "/proc/self/fd/" || dir == "/dev/" && (name == "stdout" || name == "stderr")
}

// writeThrough appends, as the shell's >> on a stream expects.
func writeThrough(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
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
