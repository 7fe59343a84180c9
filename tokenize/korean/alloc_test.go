//go:build !race

package korean_test

import (
	"testing"

	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/tokenize/korean"
)

// TestAllocatesNothing: of Hangul; UAX #29 allocates for what is not. The race
// detector lets pools forget, so that it does not hold there.
func TestAllocatesNothing(t *testing.T) {
	tok, err := korean.New(config())
	if err != nil {
		t.Fatal(err)
	}
	dst := make([]tokenize.Token, 0, 64)
	if n := testing.AllocsPerRun(100, func() { dst = tok.Append(dst[:0], "비공식 깨끗한 책을 좋아해서 찾고 있었다") }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
