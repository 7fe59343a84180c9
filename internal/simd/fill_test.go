package simd

import "testing"

// TestFill: Fill sets the numbers of its argument and no others, at every length and address.
func TestFill(t *testing.T) {
	for from := range 9 {
		for n := range 40 {
			all := make([]int8, 64)
			Fill(all[from:from+n], -3)
			for i, x := range all {
				want := int8(0)
				if i >= from && i < from+n {
					want = -3
				}
				if x != want {
					t.Fatalf("from %d, length %d: number %d is %d, want %d", from, n, i, x, want)
				}
			}
		}
	}
	Fill(nil, 1)
}
