package textlines

// This file cuts text into blocks of whole lines, which are parsed on all processors
// and returned in order.

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

// MaxLine bounds the bytes of a line, so that a file without line breaks is
// not read whole. A word and 2^20 numbers of many digits take less.
const MaxLine = 64 << 20

// blockSize is the number of bytes of text that a goroutine parses at a time; a line that
// is longer makes its block longer. Passing a block between goroutines takes little time
// beside parsing it. No measurement of other sizes is recorded.
const blockSize = 1 << 20

// ErrLongLine is the error of a line of more than MaxLine bytes.
var ErrLongLine = fmt.Errorf("a line of more than %d MiB: not a vector file", MaxLine>>20)

// A block is some whole lines and what was parsed from them. A parser sets all fields but
// text and err; err is that of reading or of parsing.
type block struct {
	text  []byte
	words []string
	data  []float32 // the numbers of all lines, D for each word

	repaired []int // the indices of words that were invalid UTF-8

	lines int   // the number of lines that were parsed
	err   error // the error of the line after these
}

// A blockReader yields parsed blocks in the order of the text. Blocks are reused. One
// goroutine reads, GOMAXPROCS goroutines parse, and the caller gets the blocks in order.
// free can hold all blocks that can be in use at once.
type blockReader struct {
	*pipeline.Pipeline[*block]
	free chan *block
}

// newBlockReader starts to read r and to call parse for each block, in one goroutine for
// each processor, until Close. A block with an error of reading is not parsed.
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

// recycle returns a block whose content is no longer used. A block that does not fit into
// free is left to the garbage collector.
func (b *blockReader) recycle(k *block) {
	select {
	case b.free <- k:
	default:
	}
}

// read cuts r into blocks until its end or an error, which is kept in the last block. It
// runs in the goroutine of the pipeline that reads.
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

// fresh returns an empty block, with the buffers of a recycled one if there is any. The
// words are not kept: rows that were returned refer to them.
func (b *blockReader) fresh() *block {
	k := &block{}
	select {
	case k = <-b.free:
	default:
	}
	*k = block{text: k.text[:0], data: k.data[:0]}
	return k
}

// fill reads a block of whole lines into text. The block begins with rest, the incomplete
// line that followed the previous block; left is the incomplete line that follows this one,
// in the memory of rest. end reports that r has no more. A block has at least one whole
// line, unless the text ends.
func fill(r io.Reader, text, rest []byte) (lines, left []byte, end bool, err error) {
	text = append(text[:0], rest...)
	// A line may be longer than a block: then the block grows until it has a whole line.
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
		// An error of r that wraps io.ErrUnexpectedEOF, such as that of a compressed file that
		// was cut off, is not the end of the text, so errors.Is would be wrong here.
		if err == io.EOF || err == io.ErrUnexpectedEOF { // io.ReadFull returns these two unwrapped
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

// firstLine reads the first line of a file, with its line break. The line is copied,
// because it can be longer than the buffer of r.
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
