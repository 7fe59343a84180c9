//go:build !linux && !darwin && !freebsd && !windows

package atomicfile

import "os"

func lock(*os.File) {}

// removeUnused leaves the file: without locks it may be in use.
func removeUnused(string) error { return nil }

// space does not know the free room.
func space(string) (device uint64, free int64, ok bool) { return 0, 0, false }
