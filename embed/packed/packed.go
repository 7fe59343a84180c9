// Package packed reads and writes compressed vector files: gzip, zstd and, to
// read, bzip2. It is apart from [embed], which stays light without it:
//
//	table, err := embed.Open("glove.txt.gz", embed.Unpack(packed.Open))
//	err = table.Save("small.vec.zst", embed.Pack(packed.Writer))
package packed

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"

	"github.com/w2vattn/w2vattn/internal/compression"
	"github.com/w2vattn/w2vattn/internal/pipeline"
	"github.com/w2vattn/w2vattn/internal/zstdin"
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
	open := decompressor(head[:n])
	if open == nil {
		if _, err := file.Seek(0, io.SeekStart); err == nil {
			return file, nil
		}
		return stream{io.MultiReader(bytes.NewReader(head[:n]), file), file}, nil // a pipe
	}
	r, err := open(bufio.NewReaderSize(io.MultiReader(bytes.NewReader(head[:n]), file), 1<<18))
	if err != nil {
		file.Close() //nolint:errcheck // the other error counts
		return nil, &os.PathError{Op: "decompress", Path: path, Err: err}
	}
	ahead := pipeline.NewAhead(r)
	return stream{ahead, closers{ahead, r, file}}, nil
}

// decompressor returns what reads a file with these first bytes, nil if it is
// not compressed.
func decompressor(head []byte) func(*bufio.Reader) (io.ReadCloser, error) {
	switch compression.Detect(head) {
	case compression.Gzip:
		return func(r *bufio.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }
	case compression.Zstd:
		return zstdin.NewReader
	case compression.Bzip2:
		return func(r *bufio.Reader) (io.ReadCloser, error) { return io.NopCloser(bzip2.NewReader(r)), nil }
	}
	return nil
}

type stream struct {
	io.Reader
	io.Closer
}

// closers closes one after the other.
type closers []io.Closer

func (c closers) Close() error {
	var errs []error
	for _, one := range c {
		errs = append(errs, one.Close())
	}
	return errors.Join(errs...)
}

// Writer returns a writer that compresses to w as path's extension says: .gz or
// .zst; nil if it says nothing. What cannot be written (.bz2) is an error. The
// same content gives the same bytes.
func Writer(path string, w io.Writer) (io.WriteCloser, error) {
	switch ext := strings.ToLower(filepath.Ext(path)); ext {
	case ".gz":
		return gzip.NewWriter(w), nil
	case ".zst":
		return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
	case ".bz2":
		return nil, fmt.Errorf("%s: bzip2 is read but not written: use .zst or .gz", path)
	}
	return nil, nil
}
