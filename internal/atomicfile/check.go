package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Check returns the error that [Write] would return for path now: the folder is
// missing or cannot be written to, path is a folder or a file that may not be
// written to. It changes nothing: a file that it creates beside path, to try, is
// removed again.
func Check(path string) error {
	direct, err := examine(path)
	if err == nil && !direct {
		err = try(path)
	}
	return named(path, err)
}

// try creates a temporary file for path and removes it.
func try(path string) error {
	p, err := create(resolved(path))
	if err != nil {
		return err
	}
	return p.Abandon()
}

// examine reports whether path is to be written to directly, or why it cannot be
// written to at all.
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

// folderExists returns missing, with the remedy, unless the folder of path exists.
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

// RemoveStale removes the temporary files that calls of [Write] for path left
// when their program was killed. It removes regular files with the name of such a
// file that no program is writing, and nothing else; it follows no links. A
// missing folder is no error.
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

// leastDigits is the length of a number that is taken for a random one. Shorter
// ones, such as years and dates, may be somebody's file; fewer than 3 % of the
// random numbers are that short.
const leastDigits = 9

// isTemporary reports whether create gives a temporary file for base this name: a
// dot, base, separator and a random number.
func isTemporary(name, base string) bool {
	number, ok := strings.CutPrefix(name, "."+base+separator)
	return ok && len(number) >= leastDigits && len(number) <= mostDigits && strings.Trim(number, "0123456789") == ""
}
