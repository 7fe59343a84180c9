package serve

import (
	"context"
	"net/http"
	"sync"
)

// What requests hold in memory together, while they are answered and until their
// answers are taken.
const (
	maxAnswers      = 64 << 20           // bytes of all requests
	maxLarge        = maxAnswers / 4 * 3 // bytes of all requests, for one that is not small
	smallAnswer     = 256 << 10          // bytes that a small request holds at most
	compressorBytes = 1 << 20            // bytes of a compressor
)

// A budget bounds how many bytes requests hold together.
type budget struct {
	mu   sync.Mutex
	used int64
}

// A share is what one request holds of a budget. Only one goroutine uses it.
type share struct {
	budget *budget
	held   int64
}

// errBusy is the error of a budget that is used up.
var errBusy = faultf(http.StatusTooManyRequests, "answers of %d MB are being computed or wait until they are taken; try again in a second", maxAnswers>>20)

// take adds n bytes to the share, or returns errBusy. A request that holds all that
// is held gets any number.
func (s *share) take(n int) error {
	b := s.budget
	b.mu.Lock()
	defer b.mu.Unlock()
	limit := int64(maxAnswers)
	if s.held+int64(n) > smallAnswer {
		limit = maxLarge
	}
	if b.used+int64(n) > limit && b.used > s.held {
		return errBusy
	}
	b.used += int64(n)
	s.held += int64(n)
	return nil
}

// small reports whether the request holds as little as a small one may.
func (s *share) small() bool { return s.held <= smallAnswer }

// give takes n bytes from the share.
func (s *share) give(n int) {
	s.budget.mu.Lock()
	defer s.budget.mu.Unlock()
	s.budget.used -= int64(n)
	s.held -= int64(n)
}

// release gives all of the share back.
func (s *share) release() { s.give(int(s.held)) }

// inUse returns how many bytes are held.
func (b *budget) inUse() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.used
}

// A buffer is bytes that can be written to, within a share.
type buffer struct {
	ctx   context.Context // whose end is the error of Write
	held  *share
	bytes []byte
}

// Write appends p. Before the buffer grows it takes what it grows by.
func (b *buffer) Write(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	if need := len(b.bytes) + len(p); need > cap(b.bytes) {
		grown := max(need, 2*cap(b.bytes))
		if err := b.held.take(grown - cap(b.bytes)); err != nil {
			return 0, err
		}
		b.bytes = append(make([]byte, 0, grown), b.bytes...)
	}
	b.bytes = append(b.bytes, p...)
	return len(p), nil
}
