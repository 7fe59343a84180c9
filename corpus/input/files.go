package input

// This file reads a list of files as passages: it opens each, detects compression and
// encoding, and lets its format cut the text. Findings collects what a user should
// know about the files afterwards.

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

// Files reads files as passages. Set the exported fields, call Begin, and then Passages
// for each file. Files can be read any number of times, standard input once. One reading
// must end before the next begins; only BytesRead may be called at the same time.
type Files struct {
	Paths    []string    // files, folders, glob patterns, or "-" for Stdin
	FS       fs.FS       // where paths are looked up; nil: the file system of the machine
	Stdin    io.Reader   // for the path "-"; nil after it has been read
	Format   Format      // how files are cut into passages
	Encoding Encoding    // of all files; zero: detected
	Invalid  InvalidUTF8 // what to do with bytes that are not UTF-8

	read      atomic.Int64
	found     Findings
	maxRecord int                  // bytes; 0: MaxRecord
	kept      map[string]*openFile // pipes of which Sample has read the beginning
}

// Findings are observations that were made while files were read.
type Findings struct {
	Records int64         // records of jsonl, csv and tsv files
	Missing int64         // records without the field
	Decoded []DecodedFile // files that were converted to UTF-8
	BOMs    int           // number of files that begin with a byte order mark
	Grown   []string      // files that grew while they were read; added text was not read
}

// A DecodedFile is a file and its encoding, given or detected.
type DecodedFile struct{ File, Encoding string }

// Findings returns the findings since Begin. They are complete when reading has ended.
func (f *Files) Findings() Findings { return f.found }

// BytesRead returns the number of bytes read since Begin; compressed bytes count as they
// are. It may be called while another goroutine reads.
func (f *Files) BytesRead() int64 { return f.read.Load() }

// Size returns the total number of bytes of the files, and 0 if it is not known, as for a
// pipe. Compressed bytes count as they are. It opens no file.
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

// Names returns the files that the paths stand for, in order. A path that stands for no
// file is an error.
func (f *Files) Names() ([]string, error) { return fileSystem{f.FS}.expand(f.Paths) }

// Begin resets the findings and returns the files to call Passages for, in order. It
// returns an error if the format is not valid or a path cannot be resolved.
func (f *Files) Begin() ([]string, error) {
	f.read.Store(0)
	f.found = Findings{}
	if err := f.Format.check(); err != nil {
		return nil, err
	}
	return f.Names()
}

// Passages yields the passages of one of the files. An error is the last that it yields.
// It names the file and, for errors of the text, the line. After ctx is done, no Read of
// the file begins, and the error is that of ctx. When Passages returns, no goroutine of it
// is left.
//
// The steps are those of the package comment, each a reader of the one before. If a
// compressed file is broken, that is the error, even if an error of the text came first.
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

// open opens a file, or returns standard input for "-". Standard input is not closed, and
// can be opened once. A pipe that Sample has opened is returned as it was then.
func (f *Files) open(name string) (*openFile, error) {
	if file := f.kept[name]; file != nil {
		delete(f.kept, name)
		return file, nil
	}
	if name != "-" {
		file, err := fileSystem{f.FS}.open(name)
		if err != nil {
			return nil, fmt.Errorf("corpus: %w", err)
		}
		return newOpenFile(name, file)
	}
	if f.Stdin == nil {
		return nil, errors.New("corpus: standard input has been read already, or was not given; " +
			"it can be read only once")
	}
	r := &openFile{Reader: f.Stdin}
	f.Stdin = nil
	return r, nil
}

// add adds what reading a file showed. It is called when a file was read to its end without
// an error.
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

// counted is a reader that adds the bytes read to n.
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
