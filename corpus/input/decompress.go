package input

import (
	"errors"
	"fmt"
	"io"

	"github.com/w2vattn/w2vattn/internal/compression"
	"github.com/w2vattn/w2vattn/internal/decompress"
)

// Text that compresses better than maxRatio to one does not exist, but files that
// are made to fill memories and disks do. The first freeBytes are not checked: so
// much does no harm.
const (
	maxRatio  = 500
	freeBytes = 256 << 20
)

// checkRatio returns an error if a compressed file has become more text than texts do.
func checkRatio(compressed, text int64) error {
	if text > freeBytes && text/maxRatio > compressed {
		return fmt.Errorf("%d compressed bytes have become %d, as no text does; decompress the file yourself if it is one", compressed, text)
	}
	return nil
}

// decompressed returns the text of r, which is read by a goroutine ahead of its
// use if it has to be decompressed.
func decompressed(r io.Reader, file string) (*decompress.Reader, error) {
	text, err := decompress.NewReader(r, checkRatio)
	if err != nil {
		return nil, fmt.Errorf("corpus: %s: %w", file, err)
	}
	return text, nil
}

// maxArchiveScan is how far, in bytes of text, a compressed file is read on to learn
// whether it is broken.
const maxArchiveScan = 1 << 30

// archiveError returns the error of a compressed file in place of that which its
// text gives rise to: some checksums stand at the end, and until there the text of a
// broken file looks like a text in an unknown encoding.
func archiveError(text *decompress.Reader, file string, err error) error {
	if text.Kind == compression.None {
		return err
	}
	if _, broken := io.CopyN(io.Discard, text, maxArchiveScan); broken != nil && !errors.Is(broken, io.EOF) {
		return fmt.Errorf("corpus: %s: %w", file, broken)
	}
	return err
}
