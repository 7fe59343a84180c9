package pipeline

// This file reads ahead: while one buffer is used, the next ones are filled by a
// goroutine.

import (
	"context"
	"io"
)

// The size of a buffer in bytes, and the number of buffers. Passing a buffer between
// goroutines takes little time beside filling it. No measurement of other sizes is
// recorded.
const (
	aheadSize = 256 << 10
	aheads    = 4
)

// An Ahead is an io.ReadCloser that reads another reader in a goroutine, up to 1 MiB ahead,
// so that decompression or disk access overlaps with the use of earlier bytes. It is not
// safe for concurrent use. Buffers are reused: Read puts a used one into free, and the
// goroutine fills it again.
type Ahead struct {
	p         *Pipeline[chunk]
	free      chan []byte
	now, rest []byte // the current buffer, and its unread bytes
	err       error  // the error after rest
}

// A chunk is bytes that were read and the error after them.
type chunk struct {
	bytes []byte
	err   error
}

// NewAhead starts to read r, until its end, an error or Close.
func NewAhead(r io.Reader) *Ahead {
	a := &Ahead{free: make(chan []byte, aheads)}
	for range aheads {
		a.free <- make([]byte, aheadSize)
	}
	a.p = Start(context.Background(), 1, func(ctx context.Context, yield func(chunk) bool) {
		a.fill(ctx, Reader(ctx, r), yield)
	}, func(int, chunk) {})
	return a
}

// fill fills free buffers. A buffer is filled completely before it is passed on, unless the
// reader ends.
func (a *Ahead) fill(ctx context.Context, r io.Reader, yield func(chunk) bool) {
	for {
		select {
		case b := <-a.free:
			var n int
			var err error
			for n < len(b) && err == nil {
				var k int
				k, err = r.Read(b[n:])
				n += k
			}
			if !yield(chunk{b[:n], err}) || err != nil {
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

// Read implements io.Reader. After Close it returns the rest of the current buffer, then
// io.ErrClosedPipe.
func (a *Ahead) Read(p []byte) (int, error) {
	for len(a.rest) == 0 {
		if a.err != nil {
			return 0, a.err
		}
		if a.now != nil {
			a.free <- a.now
		}
		c, ok := a.p.Next()
		if !ok {
			return 0, io.ErrClosedPipe
		}
		a.now, a.rest, a.err = c.bytes[:aheadSize], c.bytes, c.err
	}
	n := copy(p, a.rest)
	a.rest = a.rest[n:]
	return n, nil
}

// Close ends the reading and waits for the Read in progress. It does not close the
// underlying reader. Its error is nil.
func (a *Ahead) Close() error {
	a.p.Close()
	return nil
}
