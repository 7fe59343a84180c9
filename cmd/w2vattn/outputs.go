package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/internal/atomicfile"
	"github.com/w2vattn/w2vattn/internal/cli"
)

// An output is a file that a command is going to write.
type output struct {
	flag    string // that names it
	path    string // "": none is written
	inPlace bool   // a file that exists is not replaced but written to, early
}

// checkOutputs returns an error for the first output that cannot be written, so
// that a command fails before its work and not after it. Outputs must differ from
// each other and from the files of corpora.
func checkOutputs(corpora []string, outputs ...output) error {
	var inputs []string
	if len(corpora) > 0 {
		inputs, _ = corpus.Files(corpora, corpus.Lines(), nil).Names() // reading reports the error
	}
	for i, o := range outputs {
		if o.path == "" {
			continue
		}
		for _, other := range outputs[:i] {
			if sameFile(o.path, other.path) {
				return cli.Usagef("%s and %s both name %s: each needs a file of its own", other.flag, o.flag, o.path)
			}
		}
		for _, input := range inputs {
			if sameFile(o.path, input) {
				return cli.Usagef("%s %s would overwrite the corpus", o.flag, o.path)
			}
		}
		if err := o.check(); err != nil {
			return fmt.Errorf("%s: %w", o.flag, err)
		}
	}
	return nil
}

// check looks whether the output can be written.
func (o output) check() error {
	if info, err := os.Stat(o.path); err == nil && o.inPlace && !info.IsDir() {
		return nil
	}
	return atomicfile.Check(o.path)
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
