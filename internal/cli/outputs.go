package cli

// This file checks the files that a command will write, before it works for hours:
// whether the folder exists, whether two outputs are the same file, and whether an
// output is an input.

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/w2vattn/w2vattn/internal/atomicfile"
)

// An Output is a file that a command will write.
type Output struct {
	Flag    string // the flag that names it
	Path    string // "": none is written
	InPlace bool   // the file is written early and, if it exists, not replaced
}

// CheckOutputs returns an error for the first output that cannot be written, so that a
// command fails before its work. Outputs must differ from each other and from inputs, the
// files of the corpus: that is a UsageError. Other errors name the flag. It writes
// nothing that remains.
func CheckOutputs(inputs []string, outputs ...Output) error {
	for i, o := range outputs {
		if o.Path == "" {
			continue
		}
		for _, other := range outputs[:i] {
			if sameFile(o.Path, other.Path) {
				return Usagef("%s and %s both name %s: each needs a file of its own", other.Flag, o.Flag, o.Path)
			}
		}
		for _, input := range inputs {
			if sameFile(o.Path, input) {
				return Usagef("%s %s would overwrite the corpus", o.Flag, o.Path)
			}
		}
		if err := o.check(); err != nil {
			return fmt.Errorf("%s: %w", o.Flag, err)
		}
	}
	return nil
}

// check returns an error if the output cannot be written.
func (o Output) check() error {
	if info, err := os.Stat(o.Path); err == nil && o.InPlace && !info.IsDir() {
		return nil
	}
	return atomicfile.Check(o.Path)
}

// sameFile reports whether two paths name one file, which need not exist yet. Files that
// are not regular, such as /dev/null, may be written from several places.
func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	if errX == nil && errY == nil {
		return x.Mode().IsRegular() && os.SameFile(x, y)
	}
	return errX != nil && errY != nil && filepath.Clean(a) == filepath.Clean(b)
}
