package input

// This file is the reading of any text file without sentences: decompression and
// decoding, for programs that have a format of their own.

import (
	"errors"
	"fmt"
	"io"
)

// Decode returns a reader of the text of r: decompressed, if it is compressed by gzip,
// bzip2, xz or zstd, and converted to UTF-8 from e, or from the detected encoding if e is
// the zero Encoding. Errors name the file name. Bytes that are not UTF-8 are returned as
// they are. Close ends the reading of r; it does not close r. It runs the first steps of
// the package for callers that need the text and not passages.
func Decode(r io.Reader, name string, e Encoding) (io.ReadCloser, error) {
	text, err := decompressed(r, name)
	if err != nil {
		return nil, err
	}
	return &decodedText{newTextReader(text, e), text, name}, nil
}

// decodedText is a textReader whose errors name the file.
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
