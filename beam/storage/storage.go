package storage

// This file wraps Beam's file systems. Local paths are handled by package os, with
// which files are renamed into their place and have modification times.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/gcs"   // gs://
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local" // paths without a scheme
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/s3"    // s3://

	"github.com/w2vattn/w2vattn/internal/atomicfile"
)

// Remote reports whether a path names a file of another machine, as gs://… does.
func Remote(path string) bool { return strings.Contains(path, "://") }

// Join returns the path of the file name in folder, which may end in a slash.
func Join(folder, name string) string { return strings.TrimSuffix(folder, "/") + "/" + name }

// with calls f with the file system of path and closes it. It adds path to errors that do
// not name it.
func with(ctx context.Context, path string, f func(filesystem.Interface) error) error {
	s, err := filesystem.New(ctx, path)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	err = f(s)
	// The error of f is more useful than that of closing.
	if closed := s.Close(); err == nil && closed != nil {
		err = closed
	}
	if err != nil && !strings.Contains(err.Error(), path) {
		err = fmt.Errorf("%s: %w", path, err)
	}
	return err
}

// Open opens a file for reading. The caller closes it. A local one is an io.Seeker too.
func Open(ctx context.Context, path string) (io.ReadCloser, error) {
	var r io.ReadCloser
	err := with(ctx, path, func(s filesystem.Interface) (err error) {
		r, err = s.OpenRead(ctx, path)
		return err
	})
	return r, err
}

// Stat returns the length of a file in bytes and the time of its last change, which is
// zero if the file system does not record it.
func Stat(ctx context.Context, path string) (size int64, changed time.Time, err error) {
	if !Remote(path) {
		info, err := os.Stat(path)
		if err != nil {
			return 0, changed, err
		}
		return info.Size(), info.ModTime(), nil
	}
	err = with(ctx, path, func(s filesystem.Interface) (err error) {
		if size, err = s.Size(ctx, path); err != nil {
			return err
		}
		if t, ok := s.(filesystem.LastModifiedGetter); ok {
			changed, err = t.LastModified(ctx, path)
		}
		return err
	})
	return size, changed, err
}

// List returns the files that match a pattern. No match is no error.
func List(ctx context.Context, pattern string) (names []string, err error) {
	err = with(ctx, pattern, func(s filesystem.Interface) (err error) {
		names, err = s.List(ctx, pattern)
		return err
	})
	return names, err
}

// Exists reports whether there is a file at path.
func Exists(ctx context.Context, path string) (bool, error) {
	if !Remote(path) {
		_, err := os.Stat(path)
		if errors.Is(err, fs.ErrNotExist) {
			return false, nil
		}
		return err == nil, err
	}
	// A file system of Beam has no call for this.
	names, err := List(ctx, path)
	return len(names) > 0, err
}

// Write calls write with a writer of the file at path, which appears whole or, after an
// error, not at all. On the local file system the folder is made if necessary, and the
// file is renamed into its place; elsewhere objects appear when they are closed.
func Write(ctx context.Context, path string, write func(io.Writer) error) error {
	if !Remote(path) {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		return atomicfile.Write(path, write)
	}
	// Cancelling the context with which an object was opened discards what is written of it.
	opened, abandon := context.WithCancel(ctx)
	defer abandon()
	return with(opened, path, func(s filesystem.Interface) error {
		w, err := s.OpenWrite(opened, path)
		if err != nil {
			return err
		}
		if err := write(w); err != nil {
			abandon()
			return errors.Join(err, w.Close())
		}
		return w.Close()
	})
}

// Fetch returns the path of a local file with the content of path: path itself, or a copy
// that release removes. The caller calls release when the copy is no longer used; release
// is nil with an error.
func Fetch(ctx context.Context, path string) (local string, release func(), err error) {
	if !Remote(path) {
		return path, func() {}, nil
	}
	r, err := Open(ctx, path)
	if err != nil {
		return "", nil, err
	}
	defer r.Close() //nolint:errcheck // only read from
	f, err := os.CreateTemp("", "w2vattn-*"+filepath.Ext(path))
	if err != nil {
		return "", nil, err
	}
	release = func() { _ = os.Remove(f.Name()) }
	_, err = io.Copy(f, r)
	if err = errors.Join(err, f.Close()); err != nil {
		release()
		return "", nil, fmt.Errorf("%s: %w", path, err)
	}
	return f.Name(), release, nil
}

// Put calls save with the path of a local file, and copies the file to path if that is
// remote. The folder of a local path is made if necessary.
func Put(ctx context.Context, path string, save func(local string) error) error {
	if !Remote(path) {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		return save(path)
	}
	folder, err := os.MkdirTemp("", "w2vattn-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder) //nolint:errcheck // a folder for temporary files
	local := filepath.Join(folder, filepath.Base(path))
	if err := save(local); err != nil {
		return err
	}
	f, err := os.Open(local)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // only read from
	return Write(ctx, path, func(w io.Writer) error {
		_, err := io.Copy(w, f)
		return err
	})
}

// Remove removes a file. On a file system without that operation it does nothing: old
// models then take space, and no step depends on their absence.
func Remove(ctx context.Context, path string) error {
	return with(ctx, path, func(s filesystem.Interface) error {
		r, ok := s.(filesystem.Remover)
		if !ok {
			return nil
		}
		return r.Remove(ctx, path)
	})
}

// ReadFile returns the content of a file, which should be small.
func ReadFile(ctx context.Context, path string) ([]byte, error) {
	r, err := Open(ctx, path)
	if err != nil {
		return nil, err
	}
	defer r.Close() //nolint:errcheck // only read from
	return io.ReadAll(r)
}
