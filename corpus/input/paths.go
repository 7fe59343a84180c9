package input

// This file expands paths: a file, a folder with all files below it, or a pattern.
// The order is that of the arguments and, within one, of the names, because a
// different order of text gives a different model.

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A fileSystem is an fs.FS, or the file system of the machine if fsys is nil.
type fileSystem struct{ fsys fs.FS }

// open opens a file.
func (s fileSystem) open(name string) (fs.File, error) {
	if s.fsys == nil {
		return os.Open(name)
	}
	return s.fsys.Open(name)
}

// stat returns information about a file.
func (s fileSystem) stat(name string) (fs.FileInfo, error) {
	if s.fsys == nil {
		return os.Stat(name)
	}
	return fs.Stat(s.fsys, name)
}

// glob returns the files that match a pattern, sorted.
func (s fileSystem) glob(pattern string) ([]string, error) {
	if s.fsys == nil {
		return filepath.Glob(pattern)
	}
	return fs.Glob(s.fsys, pattern)
}

// walk calls f for each file and folder below a folder, in lexical order.
func (s fileSystem) walk(folder string, f fs.WalkDirFunc) error {
	if s.fsys == nil {
		return filepath.WalkDir(folder, f)
	}
	return fs.WalkDir(s.fsys, folder, f)
}

// expand returns the files that paths stand for, in the order of the paths. A path that
// stands for no file is an error. A file that several paths stand for is read several
// times.
func (s fileSystem) expand(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		more, err := s.expandOne(path)
		if err != nil {
			return nil, err
		}
		files = append(files, more...)
	}
	if len(files) == 0 {
		return nil, errors.New("corpus: no file is given")
	}
	return files, nil
}

// expandOne returns the files that one path stands for. A file that exists is taken
// literally, even if its name has the characters of a pattern.
func (s fileSystem) expandOne(path string) ([]string, error) {
	if path == "-" {
		return []string{path}, nil
	}
	info, err := s.stat(path)
	switch {
	case err == nil && info.IsDir():
		return s.below(path)
	case err == nil:
		return []string{path}, nil
	case strings.ContainsAny(path, "*?["):
		return s.expandGlob(path)
	}
	return nil, fmt.Errorf("corpus: %w", err)
}

// expandGlob returns the files that a pattern matches, and those in matching folders. A
// pattern without a match is an error, so that a typing error is noticed.
func (s fileSystem) expandGlob(pattern string) ([]string, error) {
	matches, err := s.glob(pattern)
	if err != nil {
		return nil, fmt.Errorf("corpus: %s: %w", pattern, err)
	}
	if len(matches) == 0 {
		return nil, fmt.Errorf("corpus: no file matches %s", pattern)
	}
	return s.expand(matches)
}

// below returns the files in a folder and the folders in it, without hidden ones. A folder
// that cannot be read is an error, not skipped.
func (s fileSystem) below(folder string) ([]string, error) {
	var files []string
	err := s.walk(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := path != folder && strings.HasPrefix(d.Name(), ".")
		switch {
		case hidden && d.IsDir():
			return filepath.SkipDir
		case !hidden && !d.IsDir():
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("corpus: no file in the folder %s", folder)
	}
	return files, nil
}
