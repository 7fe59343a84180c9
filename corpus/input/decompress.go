package input

// This file decompresses input and refuses archives that expand without measure ("zip
// bombs"): a file of 10 MB can hold 10 GB of zeros.

import (
	"errors"
	"fmt"
	"io"

	"github.com/w2vattn/w2vattn/internal/compression"
	"github.com/w2vattn/w2vattn/internal/decompress"
)

// A compressed file that expands to more than freeBytes bytes and to more than maxRatio
// times its size is refused: text does not compress so well, but files that are made to
// fill a memory or a disk do. The numbers are estimates: compressors reach a ratio of 500
// only on data that repeats almost completely, and 256 MiB of such data are read anyway.
const (
	maxRatio  = 500
	freeBytes = 256 << 20
)

// checkRatio returns an error if a compressed file of which compressed bytes were read
// has expanded to too many bytes of text.
func checkRatio(compressed, text int64) error {
	if text > freeBytes && text/maxRatio > compressed {
		return fmt.Errorf("%d compressed bytes expand to %d, more than text does; "+
			"if it is text, decompress the file first", compressed, text)
	}
	return nil
}

// decompressed returns a reader of the text of r. If r is compressed, a goroutine
// decompresses ahead of the reader. Errors name the file.
func decompressed(r io.Reader, file string) (*decompress.Reader, error) {
	text, err := decompress.NewReader(r, checkRatio)
	if err != nil {
		return nil, fmt.Errorf("corpus: %s: %w", file, err)
	}
	return text, nil
}

// maxArchiveScan is the number of bytes of text up to which a compressed file is read on
// after an error, to find out whether the file is broken. It bounds the time until the
// error is reported.
const maxArchiveScan = 1 << 30

// archiveError returns the error to report when the text of a file gave the error err. If
// the file is compressed and broken, that is the cause: some checksums are at the end of
// the file, and until there a broken file looks like text in an unknown encoding.
func archiveError(text *decompress.Reader, file string, err error) error {
	if text.Kind == compression.None {
		return err
	}
	if _, broken := io.CopyN(io.Discard, text, maxArchiveScan); broken != nil && !errors.Is(broken, io.EOF) {
		return fmt.Errorf("corpus: %s: %w", file, broken)
	}
	return err
}
