package embed

import (
	"errors"
	"io"
)

// An aheadReader reads in the background, so that the system brings the next bytes
// while those before are made use of.
type aheadReader struct {
	full, free chan []byte
	stop       chan struct{}
	rest, last []byte // of the last block: what is unread, and all of it
	err        error  // after the last block
}

// newAheadReader begins to read r, until its end or close.
func newAheadReader(r io.Reader) *aheadReader {
	const blocks = 3 // one is filled, one waits, one is used
	a := &aheadReader{full: make(chan []byte), free: make(chan []byte, blocks), stop: make(chan struct{})}
	for range blocks {
		a.free <- make([]byte, 0, 1<<18)
	}
	go a.fill(r)
	return a
}

func (a *aheadReader) fill(r io.Reader) {
	defer close(a.full)
	for {
		select {
		case block := <-a.free:
			n, err := io.ReadFull(r, block[:cap(block)])
			select {
			case a.full <- block[:n]:
			case <-a.stop:
				return
			}
			if errors.Is(err, io.ErrUnexpectedEOF) {
				err = io.EOF // a block is not always filled
			}
			if err != nil {
				a.err = err
				return
			}
		case <-a.stop:
			return
		}
	}
}

// Read implements io.Reader.
func (a *aheadReader) Read(p []byte) (int, error) {
	for len(a.rest) == 0 {
		if a.last != nil {
			a.free <- a.last[:0]
			a.last = nil
		}
		block, ok := <-a.full
		if !ok {
			return 0, a.err
		}
		a.rest, a.last = block, block
	}
	n := copy(p, a.rest)
	a.rest = a.rest[n:]
	return n, nil
}

// close ends the reading and waits until it has ended.
func (a *aheadReader) close() {
	close(a.stop)
	for range a.full { // until it is closed
	}
}
