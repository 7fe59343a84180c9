// Package packed reads vector files that are compressed with gzip, bzip2, xz
// or zstd, and writes those of gzip and zstd. It is a package of its own so
// that programs that need no compression do not link the decompressors:
//
//	table, err := embed.Open("glove.txt.gz", embed.Unpack(packed.Open))
//	err = table.Save("small.vec.zst", embed.Pack(packed.Writer))
package packed

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"

	"github.com/w2vattn/w2vattn/internal/compression"
	"github.com/w2vattn/w2vattn/internal/decompress"
)

// Open opens the file at path for [embed.Unpack] and decompresses it if its
// first bytes are those of a compressed file, whatever its name. A file that is
// not compressed is returned as an *os.File, so that a native one can be
// mapped.
//
// Decompression runs ahead in a goroutine, which Close ends before it closes the file. The
// window of zstd may have up to 256 MiB (--long=28); a larger one is an error. Errors of
// opening are those of os.Open, with the operation “decompress” for a damaged header.
// Damage after that is an error of Read.
func Open(path string) (io.ReadCloser, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	head := make([]byte, compression.Size)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		file.Close() //nolint:errcheck // the other error counts
		return nil, err
	}
	if compression.Detect(head[:n]) == compression.None {
		if _, err := file.Seek(0, io.SeekStart); err == nil {
			return file, nil
		} // else it is a pipe
	}
	r, err := decompress.NewReader(io.MultiReader(bytes.NewReader(head[:n]), file), nil)
	if err != nil {
		file.Close() //nolint:errcheck // the other error counts
		return nil, &os.PathError{Op: "decompress", Path: path, Err: err}
	}
	return text{r, file}, nil
}

// A text is the decompressed content of a file. Closing it closes the file.
type text struct {
	*decompress.Reader
	file io.Closer
}

// Close implements io.Closer.
func (t text) Close() error { return errors.Join(t.Reader.Close(), t.file.Close()) }

// Writer returns a writer for [embed.Pack] that compresses to w by the
// extension of path, .gz or .zst, and nil for other extensions. Formats that
// are only read (.bz2, .xz) are an error. Closing the writer does not close w.
// The same content gives the same bytes.
func Writer(path string, w io.Writer) (io.WriteCloser, error) {
	switch ext := strings.ToLower(filepath.Ext(path)); ext {
	case ".gz":
		return gzip.NewWriter(w), nil
	case ".zst":
		return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
	case ".bz2", ".xz":
		return nil, fmt.Errorf("%s: %s files cannot be written; use .zst or .gz", path, ext)
	}
	return nil, nil
}
