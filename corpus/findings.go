package corpus

import (
	"fmt"
	"io"
	"io/fs"
)

// Findings are what reading files showed beside their words.
type Findings struct {
	Records int64    // of files of records
	Missing int64    // those without the field that was asked for
	Decoded []Reread // files that are not in UTF-8
	Marked  int      // files that begin with a byte order mark
	Grown   []string // files that grew as they were read: what was added is not used
}

// A Reread is a file and the encoding that it was found to be in.
type Reread struct{ File, Encoding string }

// Findings returns what was found since the reading last began. It is valid once that
// has ended.
func (s *FileSource) Findings() Findings { return s.found }

// begin forgets the reading before and returns the files to read.
func (s *FileSource) begin() ([]string, error) {
	s.read.Store(0)
	s.found = Findings{}
	if err := s.input.check(); err != nil {
		return nil, err
	}
	return s.place.expand(s.paths)
}

// add notes a file that has been read.
func (f *Findings) add(name string, l *lineReader, t *textReader) {
	f.Records += l.records
	f.Missing += l.missing
	if t.encoding.decoder != nil {
		f.Decoded = append(f.Decoded, Reread{name, t.encoding.name})
	}
	if t.marked {
		f.Marked++
	}
}

// An opened file is read as far as it reached when it was opened, so that
// reading ends though another program goes on writing.
type opened struct {
	io.Reader
	name string
	file fs.File // nil for a reader
	size int64   // 0 if that is not known
	rest *io.LimitedReader
}

func newOpened(name string, f fs.File) (*opened, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() == 0 { // in /proc files have no size
		return &opened{Reader: f, name: name, file: f}, nil
	}
	rest := &io.LimitedReader{R: f, N: info.Size()}
	return &opened{rest, name, f, info.Size(), rest}, nil
}

// Close closes the file.
func (o *opened) Close() error {
	if o.file == nil {
		return nil
	}
	return o.file.Close()
}

// close looks whether a file that has been read to its end is still as long as
// it was. One that is shorter is an error.
func (f *Findings) close(o *opened) error {
	if o.rest == nil {
		return nil
	}
	info, err := o.file.Stat()
	switch {
	case err != nil:
		return fmt.Errorf("corpus: %w", err)
	case info.Size() > o.size:
		f.Grown = append(f.Grown, o.name)
	case info.Size() < o.size:
		return fmt.Errorf("corpus: %s became shorter as it was read, %d bytes instead of %d; another program writes to it", o.name, info.Size(), o.size)
	}
	return nil
}
