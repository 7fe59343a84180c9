package embed

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// TestAhead: what is read ahead is what there is, with the error behind it.
func TestAhead(t *testing.T) {
	whole := []byte(strings.Repeat("0123456789", 100_000))
	broken := errors.New("broken")
	for _, n := range []int{0, 1, 1 << 18, 1<<18 + 1, len(whole)} {
		for _, want := range []error{nil, broken} {
			r := io.Reader(bytes.NewReader(whole[:n]))
			if want != nil {
				r = io.MultiReader(r, iotest.ErrReader(broken))
			}
			a := newAheadReader(r)
			got, err := io.ReadAll(iotest.OneByteReader(a))
			if !bytes.Equal(got, whole[:n]) || !errors.Is(err, want) {
				t.Errorf("%d bytes and %v: got %d and %v", n, want, len(got), err)
			}
			a.close()
		}
	}
}

// TestAheadClosed: reading ends when it is closed, wherever it is.
func TestAheadClosed(t *testing.T) {
	a := newAheadReader(endless{})
	if _, err := a.Read(make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	a.close()
}
