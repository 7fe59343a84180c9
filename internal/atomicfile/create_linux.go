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

// unnamed is a file without a name (O_TMPFILE), which the kernel removes with the
// program that has it open, even if that is killed.
type unnamed struct {
	*os.File
	target    string
	committed bool
}

// create makes a file without a name where the file system can, otherwise one
// with a name.
func create(path string) (pending, error) {
	fd, err := unix.Open(filepath.Dir(path), unix.O_RDWR|unix.O_TMPFILE|unix.O_CLOEXEC, 0o644)
	if err != nil {
		return createNamed(path) // which says what is wrong if it is not the file system's lack
	}
	f := os.NewFile(uintptr(fd), path) // errors name the target
	u := &unnamed{File: f, target: path}
	if _, err := os.Stat(u.link()); err != nil { // no /proc: the file could never get a name
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

func (u *unnamed) file() *os.File { return u.File }

// link is the path under which the kernel shows the open file.
func (u *unnamed) link() string { return fmt.Sprintf("/proc/self/fd/%d", u.Fd()) }

// Commit gives the file a name of its own, since a link cannot replace a file,
// and renames it to the target.
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

// Abandon closes the file, which removes it.
func (u *unnamed) Abandon() error {
	if u.committed {
		return nil
	}
	return u.Close()
}
