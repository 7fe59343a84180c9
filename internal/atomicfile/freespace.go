package atomicfile

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// A Size is the number of bytes that writing the file at Path needs, in addition to the
// file that may already be there.
type Size struct {
	Path  string
	Bytes int64
}

// A SpaceError is returned if a file system has too little free space for files that are
// to be written to it. It wraps syscall.ENOSPC.
type SpaceError struct {
	Path       string // the first file that does not fit
	Need, Free int64  // bytes: needed by the files up to Path, and free in the file system
}

// Error names the file, its folder, the space that is needed and the space that is free.
func (e *SpaceError) Error() string {
	return fmt.Sprintf("writing %s: no space left in %s: %.1f MB are needed, %.1f MB are free; "+
		"delete files, or choose another path", e.Path, filepath.Dir(e.Path), float64(e.Need)/1e6, float64(e.Free)/1e6)
}

// Unwrap returns syscall.ENOSPC, the error that writing would end with.
func (e *SpaceError) Unwrap() error { return syscall.ENOSPC }

// CheckSpace returns a *SpaceError if the files do not fit into the free space of their
// file systems, and nil otherwise. It does not check files without a path, targets that are
// not regular files, and file systems that do not report their free space. The sizes of
// files in the same file system are added up, in the order of files.
func CheckSpace(files ...Size) error {
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
			return &SpaceError{Path: n.Path, Need: needed[device], Free: free}
		}
	}
	return nil
}
