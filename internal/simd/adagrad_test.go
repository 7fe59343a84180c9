package simd

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestAdaGradEqualToTheBit compares assembly with plain Go, also for derivatives beyond Clip,
// infinite accumulators and tiny numbers.
func TestAdaGradEqualToTheBit(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, k := range implementations() {
		for n := 0; n <= 144; n += 16 {
			for _, g := range []float32{0, 1e-30, -.3, 2, 1e4, -1e30} {
				off := r.IntN(16)
				x, y := guarded[float32](t, 2*n, off), guarded[float32](t, 2*n, off)
				for _, s := range [][]float32{x, y} {
					for i := range s {
						s[i] = float32(r.NormFloat64())
						if i >= n {
							s[i] = 1 + s[i]*s[i]
						}
					}
					if n > 0 {
						s[n+5], s[7] = float32(math.Inf(1)), 1e-40
					}
				}
				wantX, wantY := slices.Clone(x), slices.Clone(y)
				adaGrad(wantX, wantY, g, .05)
				k.AdaGrad(x, y, g, .05)
				if d := differ(x, wantX) + differ(y, wantY); d != "" {
					t.Errorf("%s: %d columns, g %v: %s", k.Name, n, g, d)
				}
			}
		}
	}
}

// TestAdaGrad follows the formula in float64, and checks that the step of an infinite
// accumulator is 0.
func TestAdaGrad(t *testing.T) {
	x, y := make([]float32, 32), make([]float32, 32)
	x[0], x[16], y[0], y[16] = .5, 4, -3, 9
	x[1], x[17], y[1], y[17] = 1, float32(math.Inf(1)), 300, 1
	adaGrad(x, y, 2, .1)
	for i, c := range []struct{ got, want float64 }{
		{float64(x[0]), .5 - .1*2*-3/2}, {float64(x[16]), 4 + .36}, {float64(y[0]), -3 - .1*2*.5/3},
		{float64(y[16]), 9 + .01}, {float64(x[1]), 1}, {float64(y[1]), 300 - .1*2}, {float64(y[17]), 1 + .04},
	} {
		if math.Abs(c.got-c.want) > 1e-6*math.Abs(c.want) {
			t.Errorf("number %d: %v, want %v", i, c.got, c.want)
		}
	}
	if !math.IsInf(float64(x[17]), 1) {
		t.Errorf("the accumulator is %v", x[17])
	}
}

// BenchmarkAdaGrad makes a step on two vectors of 100 numbers and a bias.
func BenchmarkAdaGrad(b *testing.B) {
	for _, k := range Available() {
		b.Run(k.Name, func(b *testing.B) {
			x, y := make([]float32, 2*112), make([]float32, 2*112)
			for i := range x {
				x[i], y[i] = 1, 1
			}
			for b.Loop() {
				k.AdaGrad(x, y, 1e-9, .05)
			}
		})
	}
}
