// Package atomicfile writes files that appear whole or not at all. It writes a
// temporary file beside the target, syncs it, and renames it to the target.
//
// Each call uses a temporary file of its own, so that programs can write the same file
// at the same time; the last one to finish wins. After an error the target is unchanged
// and no temporary file is left. If the program is killed, the target is unchanged, too.
// A temporary file is then left behind on file systems without unnamed files (Linux has
// them); [RemoveStale] removes it.
//
// [Check] and [CheckSpace] find out before long work whether a file can be written. All
// functions are safe for concurrent use.
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

// pending is a temporary file that can become the target. The system decides how it is made:
//
//	Linux                without a name (unnamed), or renamed if the file system has no such files
//	other Unix systems   with a name, by renameio (renamed)
//	Windows              with a name, by os.CreateTemp (temporary)
type pending interface {
	// file returns the file to write to.
	file() *os.File
	// Commit syncs the file, closes it and renames it to the target.
	Commit() error
	// Abandon closes and removes the file, unless it was committed.
	Abandon() error
}

// Write calls write to produce the content of the file at path; the writer that write
// gets is buffered. It follows symbolic links. A target that is not a regular file, such
// as a FIFO, cannot be replaced: Write writes to it directly. It does the same with the
// streams of the program, such as /dev/stdout. It does not replace a file without write
// permission. Errors contain the path.
func Write(path string, write func(io.Writer) error) error {
	direct, err := examine(path)
	if err == nil && direct {
		err = writeThrough(path, write)
	} else if err == nil {
		err = replace(path, func(f *os.File) error { return buffered(f, write) })
	}
	return named(path, err)
}

// WriteFile is [Write] for files that are not written from front to back: write gets the
// temporary file itself, which is empty, and must not close it. A target that is not a
// regular file is an error.
func WriteFile(path string, write func(*os.File) error) error {
	direct, err := examine(path)
	if err == nil && direct {
		err = errors.New("is not a regular file")
	} else if err == nil {
		err = replace(path, write)
	}
	return named(path, err)
}

// replace writes a temporary file and renames it to path. Errors of abandoning the file are
// added to that of write.
func replace(path string, write func(*os.File) error) error { return replaceBy(create, path, write) }

// replaceBy is replace with the temporary file that create returns for a path.
func replaceBy(create func(string) (pending, error), path string, write func(*os.File) error) (err error) {
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

// mostLinks bounds the number of symbolic links that resolved follows to a file that does
// not exist. Linux follows as many.
const mostLinks = 40

// resolved returns the path to which symbolic links lead, also if no file exists there.
// EvalSymlinks alone is an error if the last link leads to a file that does not exist.
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

// named adds the path of the target to an error, and removes that of the temporary file.
func named(path string, err error) error {
	switch e := err.(type) { //nolint:errorlint // an error that wraps one keeps its text
	case nil:
		return nil
	case *fs.PathError:
		err = e.Err
	case *os.LinkError:
		err = e.Err
	}
	return fmt.Errorf("writing %s: %w", path, err)
}

// isStream reports whether a path is that of an open file of the program. Replacing such a
// path would replace a link and not reach the stream.
func isStream(path string) bool {
	dir, name := filepath.Split(filepath.Clean(path))
	return dir == "/dev/fd/" || dir == "/proc/self/fd/" || dir == "/dev/" && (name == "stdout" || name == "stderr")
}

// writeThrough writes to an existing file or stream directly. It appends, as after the
// shell's >>.
func writeThrough(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	return errors.Join(buffered(f, write), f.Close())
}

// buffered calls write with a buffer before w. The buffer has 256 KiB.
func buffered(w io.Writer, write func(io.Writer) error) error {
	b := bufio.NewWriterSize(w, 1<<18)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}

// WritePath is [WriteFile] for libraries that open a file by its path: write gets the path
// of the temporary file, which exists and is empty, and must have closed what it opened when
// it returns.
func WritePath(path string, write func(temporary string) error) error {
	direct, err := examine(path)
	if err == nil && direct {
		err = errors.New("is not a regular file")
	} else if err == nil {
		err = replaceBy(createNamed, path, func(f *os.File) error { return write(f.Name()) })
	}
	return named(path, err)
}
