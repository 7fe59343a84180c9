package leaktest

import (
	"io"
	"testing"
)

// record is a testing.TB that notes failures instead of failing.
type record struct {
	testing.TB
	failed bool
}

func (r *record) Helper()               {}
func (r *record) Error(...any)          { r.failed = true }
func (r *record) Errorf(string, ...any) { r.failed = true }

// TestSeen: goroutines and Reads that remain are reported, and nothing else.
func TestSeen(t *testing.T) {
	var r record
	stop := make(chan struct{})
	None(&r, func() { go func() { <-stop }() })
	if !r.failed {
		t.Error("a goroutine that is left is not seen")
	}
	close(stop)
	None(t, func() {})

	in := Watch(Forever("ab"))
	b := make([]byte, 3)
	if n, err := io.ReadFull(in, b); n != 3 || err != nil || string(b) != "aba" {
		t.Errorf("%q, %v", b[:n], err)
	}
	in.Ended(t)
	r.failed = false
	go io.CopyN(io.Discard, in, 1<<20)
	for in.reading.Load() == 0 {
	}
	if in.Ended(&r); !r.failed {
		t.Error("a Read after the return is not seen")
	}
}
