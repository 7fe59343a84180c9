package pipeline

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// TestAhead checks that the bytes and the final error are those of the underlying reader.
func TestAhead(t *testing.T) {
	whole := []byte(strings.Repeat("0123456789", 150_000))
	broken := errors.New("broken")
	for _, n := range []int{0, 1, aheadSize, aheadSize + 1, len(whole)} {
		for _, want := range []error{nil, broken} {
			r := io.Reader(bytes.NewReader(whole[:n]))
			if want != nil {
				r = io.MultiReader(r, iotest.ErrReader(broken))
			}
			a := NewAhead(iotest.DataErrReader(r))
			got, err := io.ReadAll(iotest.OneByteReader(a))
			if !bytes.Equal(got, whole[:n]) || !errors.Is(err, want) {
				t.Errorf("%d bytes and %v: got %d and %v", n, want, len(got), err)
			}
			if n, err := a.Read(make([]byte, 1)); n != 0 || err == nil {
				t.Errorf("%d and %v behind the end", n, err)
			}
			a.Close()
		}
	}
}
