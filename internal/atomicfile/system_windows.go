package atomicfile

import (
	"hash/fnv"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// removeUnused removes a file. Windows returns an error if a program has it open.
func removeUnused(path string) error { return os.Remove(path) }

// space returns an id of the volume of a folder and the number of bytes that are free in
// it; ok is false if the system does not report them.
func space(folder string) (device uint64, free int64, ok bool) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return 0, 0, false
	}
	name, err := windows.UTF16PtrFromString(folder)
	if err != nil {
		return 0, 0, false
	}
	var available uint64
	if err := windows.GetDiskFreeSpaceEx(name, &available, nil, nil); err != nil {
		return 0, 0, false
	}
	volume := fnv.New64a()
	_, _ = volume.Write([]byte(strings.ToUpper(filepath.VolumeName(folder))))
	return volume.Sum64(), int64(available), true
}
