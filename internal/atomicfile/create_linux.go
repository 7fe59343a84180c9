package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// unnamed is a file without a name (O_TMPFILE). The kernel removes it when the program
// ends, even if it is killed. target is the path that Commit gives it.
type unnamed struct {
	*os.File
	target    string
	committed bool
}

// create returns a temporary file for path: one without a name if the file system has
// such files, otherwise one with a name.
func create(path string) (pending, error) {
	fd, err := unix.Open(filepath.Dir(path), unix.O_RDWR|unix.O_TMPFILE|unix.O_CLOEXEC, 0o644)
	if err != nil {
		return createNamed(path) // whose error is better if the folder cannot be written to
	}
	f := os.NewFile(uintptr(fd), path) // with path for errors
	u := &unnamed{File: f, target: path}
	if _, err := os.Stat(u.link()); err != nil { // without /proc the file cannot be given a name
		f.Close() //nolint:errcheck // nothing was written to it
		return createNamed(path)
	}
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
		if err := f.Chmod(info.Mode().Perm()); err != nil {
			return nil, errors.Join(err, f.Close())
		}
	}
	return u, nil
}

// file implements pending.
func (u *unnamed) file() *os.File { return u.File }

// link returns the path of the open file in /proc.
func (u *unnamed) link() string { return fmt.Sprintf("/proc/self/fd/%d", u.Fd()) }

// Commit implements pending. A link cannot replace a file, so it gives the file a
// temporary name and renames it to the target.
func (u *unnamed) Commit() error {
	if err := u.Sync(); err != nil {
		return err
	}
	for {
		name := filepath.Join(filepath.Dir(u.target), fmt.Sprintf(".w2vattn-%016x", rand.Uint64()))
		err := unix.Linkat(unix.AT_FDCWD, u.link(), unix.AT_FDCWD, name, unix.AT_SYMLINK_FOLLOW)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return &fs.PathError{Op: "link", Path: name, Err: err}
		}
		if err := os.Rename(name, u.target); err != nil {
			os.Remove(name) //nolint:errcheck // the first error says what is wrong
			return err
		}
		u.committed = true
		return u.Close()
	}
}

// Abandon implements pending: closing the file removes it.
func (u *unnamed) Abandon() error {
	if u.committed {
		return nil
	}
	return u.Close()
}
