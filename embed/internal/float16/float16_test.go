package float16

import (
	"math"
	"testing"
)

// TestHalf checks all binary16 numbers, and the numbers midway between them, which are
// rounded to the even one.
func TestHalf(t *testing.T) {
	for h := range 1 << 16 {
		x := ToFloat32(uint16(h))
		if x != x {
			if h&0x7c00 != 0x7c00 || h&0x3ff == 0 || FromFloat32(x)&0x7c00 != 0x7c00 {
				t.Fatalf("%#x is NaN", h)
			}
			continue
		}
		if got := FromFloat32(x); got != uint16(h) {
			t.Fatalf("%#x is %v, which is %#x", h, x, got)
		}
		exponent, fraction := h>>10&0x1f, float64(h&0x3ff)
		want := math.Ldexp(1+fraction/1024, exponent-15)
		switch exponent {
		case 0:
			want = math.Ldexp(fraction/1024, -14)
		case 31:
			want = math.Inf(1)
		}
		if h >= 1<<15 {
			want = -want
		}
		if float64(x) != want {
			t.Fatalf("%#x is %v, want %v", h, x, want)
		}
		if exponent == 31 || h&0x7fff == 0x7bff {
			continue
		}
		middle := (x + ToFloat32(uint16(h+1))) / 2
		if got := FromFloat32(middle); got != uint16(h+h&1) {
			t.Fatalf("the middle %v above %#x is rounded to %#x", middle, h, got)
		}
		if got := FromFloat32(math.Nextafter32(middle, x)); got != uint16(h) {
			t.Fatalf("under the middle %v above %#x: %#x", middle, h, got)
		}
	}
	for x, want := range map[float32]uint16{65519: 0x7bff, 65520: 0x7c00, 1e30: 0x7c00, -1e30: 0xfc00, 1e-30: 0,
		0x1p-25: 0, 0x1.8p-25: 1} {
		if got := FromFloat32(x); got != want {
			t.Errorf("%v: got %#x, want %#x", x, got, want)
		}
	}
}
