package input

import (
	"errors"
	"fmt"
	"io"
)

// Decode returns the text of r as Files reads it: decompressed, if it is compressed by
// gzip, bzip2, xz or zstd, and in UTF-8, if it is in e or, with the zero Encoding, in
// an encoding that is found out. name stands in errors. Bytes that are not UTF-8
// remain as they are. Close ends the reading of r, which it does not close.
func Decode(r io.Reader, name string, e Encoding) (io.ReadCloser, error) {
	text, err := decompressed(r, name)
	if err != nil {
		return nil, err
	}
	return &decodedText{newTextReader(text, e), text, name}, nil
}

// decodedText is text whose errors name the file.
type decodedText struct {
	text *textReader
	io.Closer
	name string
}

// Read implements io.Reader.
func (d *decodedText) Read(p []byte) (int, error) {
	n, err := d.text.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("corpus: %s: %w", d.name, err)
	}
	return n, err
}
