package simd

import (
	"syscall"
	"testing"
)

// TestColumns checks that the rows of both matrices do not overlap, and that releasing the
// rows of some words does not change those of others. Where the system takes memory back,
// released rows are zero.
func TestColumns(t *testing.T) {
	const rows, width, from, to = 3000, 112, 1000, 2000
	c := NewColumns(rows, width, 100)
	for i := range rows {
		for d := range width {
			c.row(c.In, int32(i))[d], c.row(c.Out, int32(i))[d] = float32(i+1), -float32(i+1)
		}
	}
	c.Release(from, to)
	kept := 0
	for i := range rows {
		for d := range width {
			want := float32(i + 1)
			for _, got := range []float32{c.row(c.In, int32(i))[d], -c.row(c.Out, int32(i))[d]} {
				if got == want {
					kept++
				} else if i < from || i >= to || got != 0 {
					t.Fatalf("row %d has %v after the release of rows %d to %d, want %v", i, got, from, to-1, want)
				}
			}
		}
	}
	page := syscall.Getpagesize() / 4 // floats: those at both ends stay
	if most := 2*width*(rows-(to-from)) + 2*page; Releases && kept > most {
		t.Errorf("%d numbers are left, want at most %d", kept, most)
	}
}

// TestNoColumns checks a vocabulary without words.
func TestNoColumns(t *testing.T) {
	c := NewColumns(0, 16, 3)
	c.Release(0, 0)
	if len(c.In)+len(c.Out) > 0 {
		t.Errorf("%d and %d numbers", len(c.In), len(c.Out))
	}
}
