package input

// This file reads the beginnings of files, to choose a tokenizer before the corpus is
// read. What was read from a pipe is kept and read again.

import (
	"bytes"
	"context"
	"io"
	"strings"

	"github.com/w2vattn/w2vattn/internal/pipeline"
)

// Limits of a sample.
const (
	sampleBytes = 1 << 20 // of text in all; of a pipe, also of its bytes, compressed or not
	sampleFiles = 16
)

// Sample returns text from the beginnings of the files, about 1 MiB in all: from each
// file or, of more than 16, from 16 at equal distances in their order. Bytes that are not
// text are replaced. Parts that cannot be read are left out: reading the files reports the
// error. The files are read again by Passages, and so are standard input and named pipes,
// whose beginnings are kept in memory.
func (f *Files) Sample(ctx context.Context) string {
	names, err := f.Names()
	if err != nil || f.Format.check() != nil {
		return ""
	}
	n := min(len(names), sampleFiles)
	var text strings.Builder
	for i := range n {
		f.sampleFile(ctx, &text, names[i*len(names)/n], (i+1)*sampleBytes/n)
	}
	return text.String()
}

// sampleFile appends the beginning of a file to text, up to a length in bytes.
func (f *Files) sampleFile(ctx context.Context, text *strings.Builder, name string, length int) {
	from := Files{FS: f.FS, Format: f.Format, Encoding: f.Encoding, Invalid: ReplaceInvalid, maxRecord: f.maxRecord}
	if f.isPipe(name) {
		head, err := f.keepHead(ctx, name)
		if err != nil {
			return
		}
		from.kept = map[string]*openFile{name: {Reader: bytes.NewReader(head), name: name}}
	}
	for p, err := range from.Passages(ctx, name) {
		if err != nil || text.Len() >= length {
			return
		}
		text.WriteString(p.Text)
		text.WriteByte('\n')
	}
}

// isPipe reports whether a file can be read only once.
func (f *Files) isPipe(name string) bool {
	if name == "-" {
		return true
	}
	info, err := fileSystem{f.FS}.stat(name)
	return err == nil && !info.Mode().IsRegular()
}

// keepHead reads and returns the beginning of a pipe. The next call of open for the name
// returns the whole pipe.
func (f *Files) keepHead(ctx context.Context, name string) ([]byte, error) {
	file, err := f.open(name)
	if err != nil {
		return nil, err
	}
	var head bytes.Buffer
	_, err = io.Copy(&head, io.LimitReader(pipeline.Reader(ctx, file), sampleBytes))
	rest := file.Reader
	if err != nil {
		rest = failed{err}
	}
	file.Reader = io.MultiReader(bytes.NewReader(head.Bytes()), rest)
	if f.kept == nil {
		f.kept = map[string]*openFile{}
	}
	f.kept[name] = file
	return head.Bytes(), nil
}

// failed is a reader that returns an error.
type failed struct{ error }

// Read implements io.Reader.
func (f failed) Read([]byte) (int, error) { return 0, f.error }
