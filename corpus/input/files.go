package input

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"sync/atomic"

	"github.com/w2vattn/w2vattn/internal/pipeline"
)

// Files are files to be read. Fields must not be changed while they are, and one
// reading must end before the next begins.
type Files struct {
	Paths    []string // files, folders, glob patterns, or "-" for Stdin
	FS       fs.FS    // where paths are looked up; nil: among the files of the machine
	Stdin    io.Reader
	Format   Format
	Encoding Encoding
	Invalid  InvalidUTF8

	read      atomic.Int64
	found     Findings
	maxRecord int // 0: MaxRecord
}

// Findings are what reading files showed beside their words.
type Findings struct {
	Records int64         // of files of records
	Missing int64         // those without the field that was asked for
	Decoded []DecodedFile // files that are not in UTF-8
	BOMs    int           // files that begin with a byte order mark
	Grown   []string      // files that grew as they were read: what was added is not used
}

// A DecodedFile is a file and the encoding that it was found to be in.
type DecodedFile struct{ File, Encoding string }

// Findings returns what was found since Begin. It is valid once reading has ended.
func (f *Files) Findings() Findings { return f.found }

// BytesRead returns how many bytes were read since Begin, compressed bytes as they are.
// It may be called while another goroutine reads.
func (f *Files) BytesRead() int64 { return f.read.Load() }

// Size returns how many bytes there are to read in all, or 0 if that cannot be
// known, as with a pipe. Compressed bytes count as they are.
func (f *Files) Size() int64 {
	names, err := f.Names()
	if err != nil {
		return 0
	}
	var size int64
	for _, name := range names {
		info, err := fileSystem{f.FS}.stat(name)
		if err != nil || !info.Mode().IsRegular() {
			return 0
		}
		size += info.Size()
	}
	return size
}

// Names returns the files that the paths stand for, in order.
func (f *Files) Names() ([]string, error) { return fileSystem{f.FS}.expand(f.Paths) }

// Begin begins a reading: it forgets what the one before found and returns the files to
// call Passages for.
func (f *Files) Begin() ([]string, error) {
	f.read.Store(0)
	f.found = Findings{}
	if err := f.Format.check(); err != nil {
		return nil, err
	}
	return f.Names()
}

// Passages reads one of the files. No Read begins once ctx is done. After an error
// nothing more comes.
func (f *Files) Passages(ctx context.Context, name string) iter.Seq2[Passage, error] {
	return func(yield func(Passage, error) bool) {
		file, err := f.open(name)
		if err != nil {
			yield(Passage{}, err)
			return
		}
		defer file.Close() //nolint:errcheck // only read from
		text, err := decompressed(counted{pipeline.Reader(ctx, file), &f.read}, name)
		if err != nil {
			yield(Passage{}, err)
			return
		}
		defer text.Close() //nolint:errcheck // only read from
		decoded := newTextReader(text, f.Encoding)
		lines := newLineReader(decoded, name, f.Invalid)
		if f.maxRecord > 0 {
			lines.maxRecord = f.maxRecord
		}
		for p, err := range f.Format.passages(lines) {
			if err != nil {
				err = archiveError(text, name, err)
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
		f.found.add(name, lines, decoded)
		if err := f.found.checkSize(file); err != nil {
			yield(Passage{}, err)
		}
	}
}

// open opens a file. Of one that is being written to, what is there now is read.
func (f *Files) open(name string) (*openFile, error) {
	if name != "-" {
		file, err := fileSystem{f.FS}.open(name)
		if err != nil {
			return nil, fmt.Errorf("corpus: %w", err)
		}
		return newOpenFile(name, file)
	}
	if f.Stdin == nil {
		return nil, errors.New("corpus: standard input can be read only once, and has been, or was not given")
	}
	r := &openFile{Reader: f.Stdin}
	f.Stdin = nil
	return r, nil
}

// add notes a file that has been read.
func (f *Findings) add(name string, l *lineReader, t *textReader) {
	f.Records += l.records
	f.Missing += l.missing
	if t.encoding.decoder != nil {
		f.Decoded = append(f.Decoded, DecodedFile{name, t.encoding.name})
	}
	if t.hasBOM {
		f.BOMs++
	}
}

// counted counts the bytes read.
type counted struct {
	io.Reader
	n *atomic.Int64
}

// Read implements io.Reader.
func (c counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n.Add(int64(n))
	return n, err
}
