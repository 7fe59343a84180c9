package atomicfile

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// A Need is the room, in bytes, that the file at Path takes beside what is there.
type Need struct {
	Path  string
	Bytes int64
}

// A RoomError says that a file system has too little free room for the files that
// are to be written to it.
type RoomError struct {
	Path       string // the first file that does not fit
	Need, Free int64  // bytes: of the files up to Path, and of the file system
}

func (e *RoomError) Error() string {
	return fmt.Sprintf("writing %s: no space left in %s: %.1f MB are needed, %.1f MB are free; free some, or choose another path",
		e.Path, filepath.Dir(e.Path), float64(e.Need)/1e6, float64(e.Free)/1e6)
}

// Unwrap returns the error that writing would end with.
func (e *RoomError) Unwrap() error { return syscall.ENOSPC }

// CheckRoom returns a *RoomError if the files do not fit into the free room of
// their file systems. Files without a path, files on a system that does not say how
// much is free, and what is no regular file are taken to fit.
func CheckRoom(files ...Need) error {
	needed := map[uint64]int64{} // by file system
	for _, n := range files {
		if n.Path == "" {
			continue
		}
		if info, err := os.Stat(n.Path); err == nil && !info.Mode().IsRegular() {
			continue
		}
		device, free, ok := space(filepath.Dir(resolved(n.Path)))
		if !ok {
			continue
		}
		if needed[device] += n.Bytes; needed[device] > free {
			return &RoomError{Path: n.Path, Need: needed[device], Free: free}
		}
	}
	return nil
}
