package serve

// This file limits memory. Go has no limit for a goroutine, so each request declares
// what it will hold and is refused with status 429 if all requests together would
// hold too much:
//
//	0 ─────────────── maxLarge ──── maxAnswers
//	  any request     │ small ones only
//
// A server under load therefore refuses some requests at once, where it would
// otherwise grow until the system ends it and all requests fail.

import (
	"context"
	"net/http"
	"sync"
)

// Limits of the memory that all requests hold together, while they are answered and until
// their answers are read. Compressors take memory of the budget too. The numbers are
// choices: the server should run beside other programs on a small machine.
// docs/benchmarks.md, section Server beside many clients, has the memory under load.
const (
	maxAnswers      = 64 << 20           // bytes of all requests
	maxLarge        = maxAnswers / 4 * 3 // bytes of all requests above which only small ones get more
	smallAnswer     = 256 << 10          // bytes that a small request holds at most
	compressorBytes = 1 << 20            // bytes of a compressor
)

// A budget limits how many bytes requests hold together. It is safe for concurrent use.
// It counts estimates of memory; it does not allocate.
type budget struct {
	mu   sync.Mutex
	used int64
}

// A share is what one request holds of a budget. Only one goroutine uses it. The caller
// releases it at the end of the request.
type share struct {
	budget *budget
	held   int64
}

// errBusy is the error of an exhausted budget.
var errBusy = httpErrorf(http.StatusTooManyRequests,
	"%d MiB of answers are being computed or wait for their clients; try again in a second", maxAnswers>>20)

// take adds n bytes to the share, or returns errBusy. If no other request holds memory, the
// share can grow without limit, so that one large request can always be answered. Requests that
// are not small leave a quarter of the budget to small ones.
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

// small reports whether the request holds at most smallAnswer bytes.
func (s *share) small() bool { return s.held <= smallAnswer }

// give returns n bytes to the budget. n must not be more than the share holds.
func (s *share) give(n int) {
	s.budget.mu.Lock()
	defer s.budget.mu.Unlock()
	s.budget.used -= int64(n)
	s.held -= int64(n)
}

// release returns the whole share to the budget.
func (s *share) release() { s.give(int(s.held)) }

// inUse returns how many bytes all requests hold. Tests check that it is 0 after the
// last one.
func (b *budget) inUse() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.used
}

// A buffer is an io.Writer whose memory is part of a share.
type buffer struct {
	ctx   context.Context // Write fails after it is done
	held  *share
	bytes []byte
}

// Write appends p. Before the buffer grows, it takes the new bytes from the share. Its
// capacity doubles, so that n bytes cost at most 2n of the budget. It returns an error of
// ctx or errBusy.
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
