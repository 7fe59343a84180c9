package linalg

import (
	"math"
	"testing"
)

func TestDot(t *testing.T) {
	for _, c := range []struct {
		x, y []float32
		want float64
	}{
		{nil, nil, 0},
		{[]float32{1, 2, 3}, []float32{4, 5, 6}, 32},
		{[]float32{1, 2}, []float32{4, 5, 6}, 14},
		{[]float32{1e30, 1, -1e30}, []float32{1, 1, 1}, 0}, // in this order
		{[]float32{1e30, -1e30, 1}, []float32{1, 1, 1}, 1},
		{[]float32{1 << 24, 1}, []float32{1, 1}, 1<<24 + 1}, // more than float32 holds
	} {
		if got := Dot(c.x, c.y); got != c.want {
			t.Errorf("%v · %v = %v, want %v", c.x, c.y, got, c.want)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a shorter y is no error")
		}
	}()
	Dot([]float32{1, 2}, []float32{1})
}

func TestNorm(t *testing.T) {
	for want, x := range map[float64][]float32{0: nil, 5: {3, -4}, math.Sqrt2 * float64(float32(1e-30)): {1e-30,
		1e-30}} {
		if got := Norm(x); math.Abs(got-want) > 1e-15*want {
			t.Errorf("%v: %v, want %v", x, got, want)
		}
	}
	if got := Norm([]float32{math.MaxFloat32, math.MaxFloat32}); math.IsInf(got, 0) {
		t.Errorf("large numbers: %v", got)
	}
}
