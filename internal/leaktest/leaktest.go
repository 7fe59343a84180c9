// Package leaktest checks, in tests, that a call leaves no goroutine and no Read running
// after it returns.
package leaktest

import (
	"io"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// None calls f and fails the test if goroutines that f started still run after it. It
// waits a short time for them to end.
func None(t testing.TB, f func()) {
	t.Helper()
	before := goleak.IgnoreCurrent()
	f()
	if err := goleak.Find(before); err != nil {
		t.Error(err)
	}
}

// A Reader reads slowly from another reader and counts its calls of Read, so that Ended
// can find calls that outlive the code under test.
type Reader struct {
	r              io.Reader
	reading, begun atomic.Int64 // calls of Read that run, and all calls
}

// Watch returns a Reader that reads from r.
func Watch(r io.Reader) *Reader { return &Reader{r: r} }

// Read implements io.Reader. It waits a millisecond first, so that a test can observe a
// Read that is running.
func (r *Reader) Read(p []byte) (int, error) {
	r.begun.Add(1)
	r.reading.Add(1)
	defer r.reading.Add(-1)
	time.Sleep(time.Millisecond)
	return r.r.Read(p)
}

// Ended fails the test if a Read is running or begins within five milliseconds. Call it
// when the code under test has returned.
func (r *Reader) Ended(t testing.TB) {
	t.Helper()
	reading, begun := r.reading.Load(), r.begun.Load()
	time.Sleep(5 * time.Millisecond)
	if more := r.begun.Load() - begun; reading != 0 || more != 0 {
		t.Errorf("after the return %d calls of Read are running and %d begin", reading, more)
	}
}

// Forever returns a reader that repeats text without end.
func Forever(text string) io.Reader { return &forever{text: text} }

// forever is the reader of Forever.
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
