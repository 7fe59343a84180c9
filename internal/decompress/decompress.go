// Package decompress reads files that are compressed by gzip, bzip2, xz or zstd. Corpora
// and vector files are read by it.
//
//	gzip    github.com/klauspost/compress/gzip
//	bzip2   compress/bzip2
//	xz      github.com/ulikunitz/xz
//	zstd    github.com/klauspost/compress/zstd, windows of up to MaxWindow bytes
//
// A file may consist of several compressed files, one after another; its text is then that
// of all of them. The kind is recognised by the first bytes, not by the name.
package decompress

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/ulikunitz/xz"

	"github.com/w2vattn/w2vattn/internal/compression"
	"github.com/w2vattn/w2vattn/internal/pipeline"
)

// decoders has a function for each kind of compressed file that returns a reader of its
// text.
var decoders = map[compression.Kind]func(*bufio.Reader) (io.ReadCloser, error){
	compression.Gzip:  func(r *bufio.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) },
	compression.Bzip2: func(r *bufio.Reader) (io.ReadCloser, error) { return io.NopCloser(bzip2.NewReader(r)), nil },
	compression.Xz:    newXZReader,
	compression.Zstd:  newZstdReader,
}

// newXZReader returns a reader of the text of r, xz streams.
func newXZReader(r *bufio.Reader) (io.ReadCloser, error) {
	x, err := xz.NewReader(r)
	if err != nil {
		return nil, err
	}
	return io.NopCloser(x), nil
}

// A Reader reads the text of a file. It is used by one goroutine.
type Reader struct {
	Kind compression.Kind // None: the text is read as it is
	io.ReadCloser
}

// NewReader returns a reader of the text of r. The kind of compression is detected by the
// first bytes of r. If r is compressed, a goroutine decompresses ahead of Read. Close ends
// that goroutine; it does not close r.
//
// If check is not nil, it is called after each part of a compressed file with the numbers
// of bytes so far, compressed and decompressed; its error ends the text. Other errors are
// those of r, a *WindowError, or name the byte at which the file is broken or ends too
// early (io.ErrUnexpectedEOF).
func NewReader(r io.Reader, check func(compressed, text int64) error) (*Reader, error) {
	in := &counter{r: r}
	buffered := bufio.NewReaderSize(in, 64<<10)
	head, err := buffered.Peek(compression.Size)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	kind := compression.Detect(head)
	open := decoders[kind]
	if open == nil {
		return &Reader{kind, io.NopCloser(buffered)}, nil
	}
	d := &decoder{kind: kind, in: in, buffered: buffered, check: check}
	if d.text, err = open(buffered); err != nil {
		return nil, d.explain(err)
	}
	return &Reader{kind, aheadReader{pipeline.NewAhead(d), d.text}}, nil
}

// An aheadReader reads text that a goroutine decompresses ahead of it.
type aheadReader struct {
	*pipeline.Ahead
	text io.Closer
}

// Close implements io.Closer. After it, no goroutine reads the file.
func (r aheadReader) Close() error { return errors.Join(r.Ahead.Close(), r.text.Close()) }

// A counter counts the bytes read and keeps the last two that are not 0. An xz file ends
// with YZ and perhaps zeros.
type counter struct {
	r    io.Reader
	n    int64
	last [2]byte
}

// Read implements io.Reader.
func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	for _, x := range bytes.TrimRight(b[max(0, n-64):n], "\x00") {
		if x != 0 {
			c.last = [2]byte{c.last[1], x}
		}
	}
	return n, err
}

// A decoder reads the text of a compressed file; its errors name the byte. It counts the
// bytes on both sides, for check and for errors.
type decoder struct {
	kind     compression.Kind
	in       *counter
	buffered *bufio.Reader
	text     io.ReadCloser
	n        int64 // bytes of text
	check    func(compressed, text int64) error
}

// Read implements io.Reader.
func (d *decoder) Read(b []byte) (int, error) {
	n, err := d.text.Read(b)
	d.n += int64(n)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return n, d.explain(err)
	case err != nil && d.kind == compression.Xz && d.endsTooEarly():
		return n, d.explain(io.ErrUnexpectedEOF)
	case d.check != nil:
		if failed := d.check(d.in.n, d.n); failed != nil {
			return n, failed
		}
	}
	return n, err
}

// emptyXZ is the number of bytes of an xz file without text: header, index and footer.
const emptyXZ = 32

// endsTooEarly reports whether an xz file ended without the error that it should have had.
// Package xz accepts a stream that is cut between blocks, and one whose first block claims
// a header that is longer than the file.
func (d *decoder) endsTooEarly() bool {
	return d.in.last != [2]byte{'Y', 'Z'} || d.n == 0 && d.in.n > emptyXZ
}

// explain returns an error that names the kind of compression and the byte. A decoder may
// have read further than the bytes that are wrong.
func (d *decoder) explain(err error) error {
	if window := (*WindowError)(nil); errors.As(err, &window) {
		return err // the file is not broken
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("the %s archive ends too early, at byte %d; nothing of it is used, fetch it again: %w",
			d.kind, d.in.n, io.ErrUnexpectedEOF)
	}
	return fmt.Errorf("the %s archive is broken at or before byte %d; nothing of it is used, fetch it again: %w",
		d.kind, d.in.n-int64(d.buffered.Buffered()), err)
}
