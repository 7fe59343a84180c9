package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A place is where paths are looked up: an fs.FS, or the files of the machine if
// that is nil.
type place struct{ fsys fs.FS }

func (p place) open(name string) (fs.File, error) {
	if p.fsys == nil {
		return os.Open(name)
	}
	return p.fsys.Open(name)
}

func (p place) stat(name string) (fs.FileInfo, error) {
	if p.fsys == nil {
		return os.Stat(name)
	}
	return fs.Stat(p.fsys, name)
}

func (p place) glob(pattern string) ([]string, error) {
	if p.fsys == nil {
		return filepath.Glob(pattern)
	}
	return fs.Glob(p.fsys, pattern)
}

func (p place) walk(folder string, f fs.WalkDirFunc) error {
	if p.fsys == nil {
		return filepath.WalkDir(folder, f)
	}
	return fs.WalkDir(p.fsys, folder, f)
}

// expand turns paths into the files that they stand for.
func (p place) expand(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		more, err := p.expandOne(path)
		if err != nil {
			return nil, err
		}
		files = append(files, more...)
	}
	if len(files) == 0 {
		return nil, errors.New("corpus: no file was named")
	}
	return files, nil
}

func (p place) expandOne(path string) ([]string, error) {
	if path == "-" {
		return []string{path}, nil
	}
	info, err := p.stat(path)
	switch {
	case err == nil && info.IsDir():
		return p.below(path)
	case err == nil:
		return []string{path}, nil
	case strings.ContainsAny(path, "*?["):
		return p.expandGlob(path)
	}
	return nil, fmt.Errorf("corpus: %w", err)
}

func (p place) expandGlob(pattern string) ([]string, error) {
	matches, err := p.glob(pattern)
	if err != nil {
		return nil, fmt.Errorf("corpus: %s: %w", pattern, err)
	}
	if len(matches) == 0 {
		return nil, fmt.Errorf("corpus: no file matches %s", pattern)
	}
	return p.expand(matches)
}

// below returns the files in a folder and its folders.
func (p place) below(folder string) ([]string, error) {
	var files []string
	err := p.walk(folder, func(path string, d fs.DirEntry, err error) error {
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
