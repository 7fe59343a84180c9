package corpus

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
	"github.com/w2vattn/w2vattn/internal/zstdin"
)

// An archive is a way to compress a single file. It is recognised by the bytes
// that such a file begins with, not by the file's name.
type archive struct {
	kind compression.Kind
	open func(*bufio.Reader) (io.ReadCloser, error)
}

var archives = []archive{
	{compression.Gzip, func(r *bufio.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }},
	{compression.Bzip2, func(r *bufio.Reader) (io.ReadCloser, error) { return io.NopCloser(bzip2.NewReader(r)), nil }},
	{compression.Xz, openXZ},
	{compression.Zstd, zstdin.NewReader},
}

func openXZ(r *bufio.Reader) (io.ReadCloser, error) {
	x, err := xz.NewReader(r)
	if err != nil {
		return nil, err
	}
	return io.NopCloser(x), nil
}

// Text that compresses better than maxRatio to one does not exist, but files that
// are made to fill memories and disks do. The first bombFree bytes are free:
// they harm nobody.
const (
	maxRatio = 500
	bombFree = 256 << 20
)

// archiveOf returns what the beginning of a file says that it is; nil for none.
func archiveOf(head []byte) *archive {
	kind := compression.Detect(head)
	for i, a := range archives {
		if a.kind == kind {
			return &archives[i]
		}
	}
	return nil
}

// decompress returns the text of r, which is read by a goroutine ahead of its
// use if it has to be decompressed.
func decompress(r io.Reader, file string) (io.ReadCloser, error) {
	in := &position{r: r}
	buffered := bufio.NewReaderSize(in, 64<<10)
	head, err := buffered.Peek(compression.Size)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("corpus: %s: %w", file, err)
	}
	a := archiveOf(head)
	if a == nil {
		return io.NopCloser(buffered), nil
	}
	d := &decoder{archive: a, in: in, buffered: buffered}
	if d.text, err = a.open(buffered); err != nil {
		return nil, fmt.Errorf("corpus: %s: %w", file, d.broken(err))
	}
	return archiveText{pipeline.NewAhead(d), d}, nil
}

// archiveText is the text of an archive, decompressed ahead of its use.
type archiveText struct {
	*pipeline.Ahead
	archive io.Closer
}

// Close implements io.Closer. Nothing reads from the archive after it.
func (t archiveText) Close() error { return errors.Join(t.Ahead.Close(), t.archive.Close()) }

// A position counts what is read and keeps its last two bytes, zeros left out.
type position struct {
	r    io.Reader
	n    int64
	last [2]byte
}

func (p *position) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	p.n += int64(n)
	for _, c := range bytes.TrimRight(b[max(0, n-64):n], "\x00") {
		if c != 0 {
			p.last = [2]byte{p.last[1], c}
		}
	}
	return n, err
}

// A decoder reads the text of an archive and says where it is broken.
type decoder struct {
	*archive
	in       *position
	buffered *bufio.Reader
	text     io.ReadCloser
	n        int64 // bytes of text
}

func (d *decoder) Read(b []byte) (int, error) {
	n, err := d.text.Read(b)
	d.n += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		return n, d.broken(err)
	}
	if err != nil && d.kind == compression.Xz && d.in.last != [2]byte{'Y', 'Z'} {
		return n, d.broken(io.ErrUnexpectedEOF) // the decoder does not miss the end of a stream that is cut between blocks
	}
	if d.n > bombFree && d.n/maxRatio > d.in.n {
		return n, fmt.Errorf("%d bytes of %s have become %d, as no text does; decompress the file yourself if it is one", d.in.n, d.kind, d.n)
	}
	return n, err
}

func (d *decoder) Close() error { return d.text.Close() }

// broken says where the archive is broken; its callers name the file. The
// decoders may have read somewhat further than the bytes that they find wrong.
func (d *decoder) broken(err error) error {
	if window := (*zstdin.WindowError)(nil); errors.As(err, &window) {
		return err // it is not broken
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("the %s archive ends too early, at byte %d; nothing of it is used, fetch it again: %w", d.kind, d.in.n, io.ErrUnexpectedEOF)
	}
	return fmt.Errorf("the %s archive is broken at or before byte %d; nothing of it is used, fetch it again: %w", d.kind, d.in.n-int64(d.buffered.Buffered()), err)
}

// maxBlame is how far, in bytes of text, an archive is read on to learn whether it
// is to blame.
const maxBlame = 1 << 30

// blame returns the error of an archive in place of that which its text gives rise
// to: some checksums stand at the end, and until there what a broken archive has
// become looks like a text in an unknown encoding.
func blame(text io.Reader, file string, err error) error {
	if _, compressed := text.(archiveText); !compressed {
		return err
	}
	if _, broken := io.CopyN(io.Discard, text, maxBlame); broken != nil && !errors.Is(broken, io.EOF) {
		return fmt.Errorf("corpus: %s: %w", file, broken)
	}
	return err
}
