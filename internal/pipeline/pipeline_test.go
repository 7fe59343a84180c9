package pipeline

import (
	"context"
	"errors"
	"io"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/internal/leaktest"
)

// count returns a producer of n numbers.
func count(n int) func(context.Context, func(*int) bool) {
	return func(_ context.Context, yield func(*int) bool) {
		for i := range n {
			if !yield(&i) {
				return
			}
		}
	}
}

// TestOrder checks that items come in order, each processed once, for any number of
// workers.
func TestOrder(t *testing.T) {
	leaktest.None(t, func() { rapid.Check(t, ordered) })
}

func ordered(t *rapid.T) {
	n, workers := rapid.IntRange(0, 50).Draw(t, "n"), rapid.IntRange(1, 5).Draw(t, "workers")
	p := Start(context.Background(), workers, count(n), func(_ int, i *int) {
		if *i%3 == 0 {
			runtime.Gosched()
		}
		*i += 100
	})
	defer p.Close()
	for i := range n {
		if got, ok := p.Next(); !ok || *got != 100+i {
			t.Fatalf("item %d of %d: %v, %t", i, n, got, ok)
		}
	}
	if _, ok := p.Next(); ok {
		t.Fatal("an item after the last")
	}
}

// TestClose checks that after Close nothing is produced or processed, in whatever state the
// pipeline was.
func TestClose(t *testing.T) {
	for taken := range 20 {
		leaktest.None(t, func() { closeAfter(t, taken) })
	}
}

func closeAfter(t *testing.T, taken int) {
	var active atomic.Int64
	produce := func(ctx context.Context, yield func(*int) bool) {
		active.Add(1)
		defer active.Add(-1)
		count(1<<40)(ctx, yield)
	}
	p := Start(t.Context(), 3, produce, func(int, *int) {
		active.Add(1)
		defer active.Add(-1)
		time.Sleep(50 * time.Microsecond)
	})
	for range taken {
		p.Next()
	}
	p.Close()
	if n := active.Load(); n != 0 {
		t.Fatalf("%d goroutines work after Close", n)
	}
	p.Close()
}

// TestCancel checks that a context that is done ends Next even if the producer blocks, and
// that the context of the producer is done too.
func TestCancel(t *testing.T) {
	leaktest.None(t, func() {
		ctx, cancel := context.WithCancel(t.Context())
		p := Start(ctx, 2, func(ctx context.Context, _ func(int) bool) { <-ctx.Done() }, func(int, int) {})
		defer p.Close()
		time.AfterFunc(time.Millisecond, cancel)
		if _, ok := p.Next(); ok {
			t.Error("Next returns an item that was not produced")
		}
	})
}

// TestReader checks that no Read begins once the context is done.
func TestReader(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	under := strings.NewReader("0123456789")
	r := Reader(ctx, under)
	if n, err := r.Read(make([]byte, 5)); n != 5 || err != nil {
		t.Error(n, err)
	}
	cancel()
	if n, err := r.Read(make([]byte, 5)); n != 0 || !errors.Is(err, context.Canceled) || under.Len() != 5 {
		t.Error(n, err)
	}
}

// TestAheadClosed checks that Close ends the reading at any point, and that no Read
// follows.
func TestAheadClosed(t *testing.T) {
	leaktest.None(t, func() {
		r := leaktest.Watch(leaktest.Forever("a"))
		a := NewAhead(r)
		if _, err := a.Read(make([]byte, 10)); err != nil {
			t.Fatal(err)
		}
		a.Close()
		r.Ended(t)
		if _, err := io.Copy(io.Discard, a); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("after Close: %v", err)
		}
	})
}
