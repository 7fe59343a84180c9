// Package leaktest checks in tests that a call leaves nothing running behind it.
package leaktest

import (
	"io"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// None calls f and fails if goroutines that f started are still there afterwards.
func None(t testing.TB, f func()) {
	t.Helper()
	before := goleak.IgnoreCurrent()
	f()
	if err := goleak.Find(before); err != nil {
		t.Error(err)
	}
}

// A Reader reads slowly from another reader and notes every Read, so that one in
// flight after a call's return is noticed.
type Reader struct {
	r              io.Reader
	reading, begun atomic.Int64
}

// Watch returns a Reader of r.
func Watch(r io.Reader) *Reader { return &Reader{r: r} }

// Read implements io.Reader.
func (r *Reader) Read(p []byte) (int, error) {
	r.begun.Add(1)
	r.reading.Add(1)
	defer r.reading.Add(-1)
	time.Sleep(time.Millisecond)
	return r.r.Read(p)
}

// Ended fails if a Read is in flight, or begins within a few milliseconds.
func (r *Reader) Ended(t testing.TB) {
	t.Helper()
	reading, begun := r.reading.Load(), r.begun.Load()
	time.Sleep(5 * time.Millisecond)
	if more := r.begun.Load() - begun; reading != 0 || more != 0 {
		t.Errorf("after the return %d Reads are in flight and %d begin", reading, more)
	}
}

// Forever repeats text without end.
func Forever(text string) io.Reader { return &forever{text: text} }

type forever struct {
	text string
	at   int
}

// Read implements io.Reader.
func (f *forever) Read(p []byte) (int, error) {
	for n := range p {
		p[n] = f.text[f.at]
		f.at = (f.at + 1) % len(f.text)
	}
	return len(p), nil
}
