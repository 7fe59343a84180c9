//go:build !linux && !darwin && !freebsd && !windows

package atomicfile

import "os"

// lock does nothing: these systems have no locks that this package uses.
func lock(*os.File) {}

// removeUnused does not remove the file: without locks, another program may be using it.
func removeUnused(string) error { return nil }

// space reports no free space.
func space(string) (device uint64, free int64, ok bool) { return 0, 0, false }
