package textlines

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/w2vattn/w2vattn/internal/pipeline"
)

// Lines of text are read in blocks, which all processors parse at once and which
// are taken in their order.

// MaxLine bounds the bytes of a line, so that a file without line ends is not read
// whole. A word and 2^20 numbers of many digits have fewer.
const MaxLine = 64 << 20

// blockSize is how much text is parsed at a time.
const blockSize = 1 << 20

// ErrLongLine says that a line has more than MaxLine bytes.
var ErrLongLine = fmt.Errorf("a line of more than %d MB: this is no vector file", MaxLine>>20)

// A block is some lines and what was found in them.
type block struct {
	text  []byte
	words []string
	data  []float32

	repaired []int // the words that were no UTF-8

	lines int   // that were parsed
	err   error // what is wrong with the line after these
}

// A blockReader yields parsed blocks.
type blockReader struct {
	*pipeline.Pipeline[*block]
	free chan *block
}

// newBlockReader begins to read r and to parse it, until Close.
func newBlockReader(r io.Reader, parse func(*block)) *blockReader {
	n := runtime.GOMAXPROCS(0)
	b := &blockReader{free: make(chan *block, 2*n+2)}
	read := func(ctx context.Context, yield func(*block) bool) { b.read(pipeline.Reader(ctx, r), yield) }
	b.Pipeline = pipeline.Start(context.Background(), n, read, func(_ int, k *block) {
		if k.err == nil {
			parse(k)
		}
	})
	return b
}

// recycle gives a block back whose content was used.
func (b *blockReader) recycle(k *block) {
	select {
	case b.free <- k:
	default:
	}
}

// read cuts r into blocks until its end or an error.
func (b *blockReader) read(r io.Reader, yield func(*block) bool) {
	var rest []byte
	for end := false; !end; {
		k := b.fresh()
		k.text, rest, end, k.err = fill(r, k.text, rest)
		if !yield(k) {
			return
		}
	}
}

func (b *blockReader) fresh() *block {
	k := &block{}
	select {
	case k = <-b.free:
	default:
	}
	*k = block{text: k.text[:0], data: k.data[:0]}
	return k
}

// fill reads a block of whole lines that begins with rest. It returns the block
// and what of the last line was read.
func fill(r io.Reader, text, rest []byte) (lines, left []byte, end bool, err error) {
	text = append(text[:0], rest...)
	size := blockSize
	for size <= len(rest) {
		size *= 2
	}
	for ; ; size *= 2 {
		if cap(text) < size {
			text = append(make([]byte, 0, size), text...)
		}
		n, err := io.ReadFull(r, text[len(text):size])
		text = text[:len(text)+n]
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return text, nil, true, nil
		}
		if err != nil {
			return nil, nil, true, err
		}
		if cut := bytes.LastIndexByte(text, '\n') + 1; cut > 0 {
			return text[:cut], append(rest[:0], text[cut:]...), false, nil
		}
		if size > MaxLine {
			return nil, nil, true, ErrLongLine
		}
	}
}

// firstLine reads the first line of a file, with its end.
func firstLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case err == nil || errors.Is(err, io.EOF) && len(line) > 0:
			return line, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		case len(line) > MaxLine:
			return nil, ErrLongLine
		}
	}
}
