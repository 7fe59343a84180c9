package cli

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/w2vattn/w2vattn/internal/atomicfile"
)

// An Output is a file that a command is going to write.
type Output struct {
	Flag    string // that names it
	Path    string // "": none is written
	InPlace bool   // a file that exists is not replaced but written to, early
}

// CheckOutputs returns an error for the first output that cannot be written, so that
// a command fails before its work and not after it. Outputs must differ from each
// other and from inputs, the files of the corpus.
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

// check looks whether the output can be written.
func (o Output) check() error {
	if info, err := os.Stat(o.Path); err == nil && o.InPlace && !info.IsDir() {
		return nil
	}
	return atomicfile.Check(o.Path)
}

// sameFile reports whether two paths name one file, which may not exist yet. What
// is no regular file, such as /dev/null, can be written to from several places.
func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	if errX == nil && errY == nil {
		return x.Mode().IsRegular() && os.SameFile(x, y)
	}
	return errX != nil && errY != nil && filepath.Clean(a) == filepath.Clean(b)
}
