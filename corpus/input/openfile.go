package input

import (
	"fmt"
	"io"
	"io/fs"
)

// An openFile is read as far as it reached when it was opened, so that reading ends
// though another program goes on writing.
type openFile struct {
	io.Reader
	name string
	file fs.File // nil for a reader
	size int64   // 0 if that is not known
}

func newOpenFile(name string, f fs.File) (*openFile, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() == 0 { // in /proc files have no size
		return &openFile{Reader: f, name: name, file: f}, nil
	}
	return &openFile{io.LimitReader(f, info.Size()), name, f, info.Size()}, nil
}

// Close closes the file.
func (o *openFile) Close() error {
	if o.file == nil {
		return nil
	}
	return o.file.Close()
}

// checkSize looks whether a file that has been read to its end is still as long as
// it was. One that is shorter is an error.
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
		return fmt.Errorf("corpus: %s became shorter as it was read, %d bytes instead of %d; another program writes to it", o.name, info.Size(), o.size)
	}
	return nil
}
