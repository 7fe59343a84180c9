package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Check returns the error that [Write] would return for path now, or nil: the folder is
// missing or not writable, or path is a folder or a file without write permission. It
// creates a temporary file beside path and removes it again, and changes nothing else.
func Check(path string) error {
	direct, err := examine(path)
	if err == nil && !direct {
		err = tryCreate(path)
	}
	return named(path, err)
}

// tryCreate creates a temporary file for path and removes it.
func tryCreate(path string) error {
	p, err := create(resolved(path))
	if err != nil {
		return err
	}
	return p.Abandon()
}

// examine reports whether path must be written to directly, or returns the reason why it
// cannot be written to. A file without write permission is an error here, because renaming
// would replace it all the same.
func examine(path string) (direct bool, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, folderExists(resolved(path), err)
	case err != nil:
		return false, err
	case info.IsDir():
		return false, errors.New("is a folder: name a file")
	case !info.Mode().IsRegular() || isStream(path):
		return true, nil
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return false, err
	}
	return false, f.Close()
}

// folderExists returns nil if the folder of path exists, otherwise the error missing with
// advice.
func folderExists(path string, missing error) error {
	folder := filepath.Dir(path)
	if _, err := os.Stat(folder); err == nil {
		return nil
	}
	var e *fs.PathError
	if errors.As(missing, &e) {
		missing = e.Err
	}
	return fmt.Errorf("%w: create the folder %s first, or choose another path", missing, folder)
}

// RemoveStale removes the temporary files that [Write] left for path when a program was
// killed: regular files beside path that have the name of such a file and that no program
// is writing. It does not follow links. A missing folder is no error. Other errors are
// joined; the files that can be removed are removed.
func RemoveStale(path string) error {
	folder := filepath.Dir(path)
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		if e.Type().IsRegular() && isTemporary(e.Name(), filepath.Base(path)) {
			err = errors.Join(err, removeUnused(filepath.Join(folder, e.Name())))
		}
	}
	return err
}

// leastDigits is the least number of digits of a name that RemoveStale removes. Shorter
// numbers, such as years and dates, may be in the name of a user's file; fewer than 3 %
// of the random numbers are that short.
const leastDigits = 9

// isTemporary reports whether name is that of a temporary file for base: a dot, base,
// separator and a random number.
func isTemporary(name, base string) bool {
	number, ok := strings.CutPrefix(name, "."+base+separator)
	return ok && len(number) >= leastDigits && len(number) <= mostDigits && strings.Trim(number, "0123456789") == ""
}
