package input

// This file bounds reading by the length that a file had at first. A log that grows
// while it is read would never end.

import (
	"fmt"
	"io"
	"io/fs"
)

// An openFile is read up to the length that it had when it was opened, so that reading
// ends even if another program keeps appending.
type openFile struct {
	io.Reader
	name string
	file fs.File // nil for standard input
	size int64   // in bytes when it was opened; 0 if that is not known
}

// newOpenFile returns f, which has just been opened, as an openFile. A file without a known
// size, such as a pipe, is read to its end.
func newOpenFile(name string, f fs.File) (*openFile, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() == 0 { // files in /proc have size 0
		return &openFile{Reader: f, name: name, file: f}, nil
	}
	return &openFile{io.LimitReader(f, info.Size()), name, f, info.Size()}, nil
}

// Close closes the file. It does nothing for standard input.
func (o *openFile) Close() error {
	if o.file == nil {
		return nil
	}
	return o.file.Close()
}

// checkSize compares the length of a file that was read to its end with the length that
// it had before. A longer file is added to f.Grown; a shorter one is an error.
func (f *Findings) checkSize(o *openFile) error {
	if o.size == 0 {
		return nil
	}
	info, err := o.file.Stat()
	switch {
	case err != nil:
		return fmt.Errorf("corpus: %w", err)
	case info.Size() > o.size:
		f.Grown = append(f.Grown, o.name)
	case info.Size() < o.size:
		return fmt.Errorf("corpus: %s became shorter while it was read, %d bytes instead of %d; another program "+
			"writes to it",
			o.name, info.Size(), o.size)
	}
	return nil
}
