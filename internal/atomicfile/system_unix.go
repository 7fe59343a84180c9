//go:build linux || darwin || freebsd

package atomicfile

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lock locks a file until it is closed, if the file system has locks.
func lock(f *os.File) { _ = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) }

// removeUnused removes a file unless a program has locked it. A link is an error.
func removeUnused(path string) error {
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return &os.PathError{Op: "open", Path: path, Err: err}
	}
	defer unix.Close(fd) //nolint:errcheck // only read from
	switch err := unix.Flock(fd, unix.LOCK_EX|unix.LOCK_NB); {
	case errors.Is(err, unix.EWOULDBLOCK):
		return nil
	case err != nil:
		return &os.PathError{Op: "lock", Path: path, Err: err}
	}
	return os.Remove(path)
}

// space returns an id of the file system of a folder and the number of bytes that are
// free in it; ok is false if the system does not report them.
func space(folder string) (device uint64, free int64, ok bool) {
	var s unix.Statfs_t
	var file unix.Stat_t
	if unix.Statfs(folder, &s) != nil || unix.Stat(folder, &file) != nil || s.Blocks == 0 {
		return 0, 0, false
	}
	blocks := uint64(s.Bavail) //nolint:unconvert // signed on FreeBSD
	if os.Geteuid() == 0 {
		blocks = s.Bfree // root may use the reserved blocks
	}
	return uint64(file.Dev), int64(blocks) * int64(s.Bsize), true //nolint:unconvert // other integers elsewhere
}
