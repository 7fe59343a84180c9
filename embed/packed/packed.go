// Package packed reads compressed vector files (gzip, bzip2, xz and zstd) and writes
// those of gzip and zstd. It is apart from [embed], which stays light without it:
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

// Open opens the file at path and decompresses it if its first bytes say that
// it is compressed, whatever its name. Otherwise what it returns is the
// *os.File. Closing it closes the file, once nothing reads from it any more: a
// goroutine decompresses ahead. zstd may refer back up to 256 MiB (--long=28).
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

// text is the text of a file that is to be closed after it.
type text struct {
	*decompress.Reader
	file io.Closer
}

// Close implements io.Closer.
func (t text) Close() error { return errors.Join(t.Reader.Close(), t.file.Close()) }

// Writer returns a writer that compresses to w as path's extension says: .gz or
// .zst; nil if it says nothing. What cannot be written (.bz2, .xz) is an error. The
// same content gives the same bytes.
func Writer(path string, w io.Writer) (io.WriteCloser, error) {
	switch ext := strings.ToLower(filepath.Ext(path)); ext {
	case ".gz":
		return gzip.NewWriter(w), nil
	case ".zst":
		return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
	case ".bz2", ".xz":
		return nil, fmt.Errorf("%s: %s files are read but not written: use .zst or .gz", path, ext)
	}
	return nil, nil
}
