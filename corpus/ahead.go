package corpus

import "io"

const (
	aheadSize = 256 << 10 // bytes of a buffer
	aheads    = 4         // buffers
)

// An aheadReader reads in a goroutine of its own, so that decompressing goes on
// while the text is cut and counted.
type aheadReader struct {
	full, free chan []byte
	stop       chan struct{}
	err        error // valid once full is closed
	now, rest  []byte
}

func readAhead(r io.ReadCloser) *aheadReader {
	a := &aheadReader{full: make(chan []byte, aheads), free: make(chan []byte, aheads), stop: make(chan struct{})}
	for range aheads {
		a.free <- make([]byte, aheadSize)
	}
	go a.run(r)
	return a
}

func (a *aheadReader) run(r io.ReadCloser) {
	defer close(a.full)
	defer r.Close() //nolint:errcheck // only read from
	for a.err == nil {
		select {
		case <-a.stop:
			return
		case b := <-a.free:
			var n int
			for n < len(b) && a.err == nil {
				var k int
				k, a.err = r.Read(b[n:])
				n += k
			}
			a.full <- b[:n] // has room for all buffers
		}
	}
}

// Read implements io.Reader.
func (a *aheadReader) Read(p []byte) (int, error) {
	for len(a.rest) == 0 {
		if a.now != nil {
			a.free <- a.now[:aheadSize]
			a.now = nil
		}
		b, more := <-a.full
		if !more {
			return 0, a.err
		}
		a.now, a.rest = b, b
	}
	n := copy(p, a.rest)
	a.rest = a.rest[n:]
	return n, nil
}

// Close ends the goroutine and waits for it: it reads from what its caller is
// about to close.
func (a *aheadReader) Close() error {
	close(a.stop)
	for range a.full { // until the goroutine is done
	}
	return nil
}
