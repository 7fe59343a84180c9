package simd

import (
	"math"
	"testing"
)

// TestHalf checks that every number of half precision from 0 to 1 is unchanged, that a
// number midway between two is rounded to the even one, and one next to the middle to the
// nearer.
func TestHalf(t *testing.T) {
	const one = 0x3c00
	for h := range uint16(one) {
		here, next := whole(h), whole(h+1)
		if got := half(here); got != h {
			t.Errorf("half(%v) is %#x, want %#x", here, got, h)
		}
		middle := (here + next) / 2 // exact: float32 has 13 bits more
		if got, want := half(middle), h+h&1; got != want {
			t.Errorf("half(%v) is %#x, want %#x, the even one", middle, got, want)
		}
		if got := half(math.Nextafter32(middle, 0)); got != h {
			t.Errorf("just below %v: %#x, want %#x", middle, got, h)
		}
		if got := half(math.Nextafter32(middle, 1)); got != h+1 {
			t.Errorf("just above %v: %#x, want %#x", middle, got, h+1)
		}
	}
	if whole(one) != 1 || half(1) != one || whole(1<<9) != 0x1p-15 || whole(1) != 0x1p-24 {
		t.Errorf("1 is %#x; 0x3c00, 0x200 and 1 are %v, %v and %v", half(1), whole(one), whole(1<<9), whole(1))
	}
}
