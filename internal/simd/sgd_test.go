package simd

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestSGDEqualToTheBit compares assembly with plain Go, also for derivatives beyond Clip and tiny
// numbers.
func TestSGDEqualToTheBit(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 3))
	for _, k := range implementations() {
		for n := 0; n <= 144; n += 16 {
			for _, g := range []float32{0, 1e-30, -.3, 2, 1e4, -1e30} {
				off := r.IntN(16)
				x, y := guarded[float32](t, n, off), guarded[float32](t, n, off)
				for _, s := range [][]float32{x, y} {
					for i := range s {
						s[i] = float32(r.NormFloat64())
					}
					if n > 0 {
						s[7] = 1e-40
					}
				}
				wantX, wantY := slices.Clone(x), slices.Clone(y)
				sgd(wantX, wantY, g, .05)
				k.SGD(x, y, g, .05)
				if d := differ(x, wantX) + differ(y, wantY); d != "" {
					t.Errorf("%s: %d columns, g %v: %s", k.Name, n, g, d)
				}
			}
		}
	}
}

// TestSGD follows the formula in float64.
func TestSGD(t *testing.T) {
	x, y := make([]float32, 16), make([]float32, 16)
	x[0], y[0] = .5, -3
	x[1], y[1] = 1, 300
	sgd(x, y, 2, .1)
	for i, c := range []struct{ got, want float64 }{
		{float64(x[0]), .5 - .1*2*-3}, {float64(y[0]), -3 - .1*2*.5},
		{float64(x[1]), 1 - .1*Clip}, {float64(y[1]), 300 - .1*2},
	} {
		if math.Abs(c.got-c.want) > 1e-6*math.Abs(c.want) {
			t.Errorf("number %d: %v, want %v", i, c.got, c.want)
		}
	}
}

// BenchmarkSGD makes a step on two vectors of 100 numbers and a bias.
func BenchmarkSGD(b *testing.B) {
	for _, k := range Available() {
		b.Run(k.Name, func(b *testing.B) {
			x, y := make([]float32, 112), make([]float32, 112)
			for i := range x {
				x[i], y[i] = 1, 1
			}
			for b.Loop() {
				k.SGD(x, y, 1e-9, .05)
			}
		})
	}
}
