package simd

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// pairFactors gives the blocks of a scene random factors.
func pairFactors(t testing.TB, s *scene, r *rand.Rand) {
	s.plan.Factor = guarded[int8](t, s.blocks*s.plan.Rows*s.plan.Pitch, 0)
	for i := range s.plan.Factor {
		s.plan.Factor[i] = int8(r.IntN(3) * (r.IntN(255) - 127) / 2)
	}
}

// TestPairsEqualToTheBit compares all kernels with plain Go: ordinary scores, and scores beyond
// ±22 and the range of integers.
func TestPairsEqualToTheBit(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, shape := range []struct{ rows, shared int }{{8, 48}, {16, 64}, {4, 8}, {12, 24}, {8, 16}} {
		s := newScene(t, r, shape.rows, shape.shared, 20, 0)
		pairFactors(t, s, r)
		p := s.plan
		for _, size := range []float64{1, 30, 1e4} {
			parts := [][]int32{make([]int32, p.PartSize()), make([]int32, p.PartSize())}
			for _, part := range parts {
				for i := range part {
					part[i] = int32(r.NormFloat64() * size * (1 << (2*Shift - 2)) / 4)
				}
			}
			run := func(k *Kernels, block int, loss []float64) []uint16 {
				g := guarded[uint16](t, p.PartSize(), 0)
				k.Pairs(p, block, parts, g, loss)
				return g
			}
			for block := range s.blocks {
				wantLoss := make([]float64, 32)
				want := run(&generic, block, wantLoss)
				for _, k := range Available() {
					what := fmt.Sprintf("%s, %+v, size %v, block %d", k.Name, shape, size, block)
					loss := make([]float64, 32)
					if got := run(k, block, loss); !slices.Equal(got, want) {
						t.Errorf("%s: coefficients %v, want %v", what, got, want)
					}
					if !slices.Equal(loss, wantLoss) {
						t.Errorf("%s: losses %v, want %v", what, loss, wantLoss)
					}
					if got := run(k, block, nil); !slices.Equal(got, want) {
						t.Errorf("%s: other coefficients without losses", what)
					}
				}
			}
		}
	}
}

// TestPairsAgainstFloat64 compares coefficients and losses with the formula.
func TestPairsAgainstFloat64(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	s := newScene(t, r, 8, 16, 20, 0)
	pairFactors(t, s, r)
	p := s.plan
	part, g := make([]int32, p.PartSize()), make([]uint16, p.PartSize())
	for i := range part {
		part[i] = int32(r.NormFloat64() * 5 * (1 << (2 * Shift)))
	}
	for _, k := range Available() {
		loss, want := make([]float64, 32), make([]float64, 32)
		k.Pairs(p, 0, [][]int32{part}, g, loss)
		for i, factor := range p.Factor[:p.Rows*p.Pitch] {
			y, f := float64(part[i])/(1<<(2*Shift)), float64(factor)
			if f < 0 {
				y = -y
			}
			if x := f / (1 + math.Exp(-y)); math.Abs(float64(whole(g[i]))-x) > 0x1.001p-11*math.Abs(x)+0x1p-24 {
				t.Errorf("%s: factor %v, score %v: %v, want %v", k.Name, f, y, whole(g[i]), x)
			}
			want[i%16] += math.Abs(f) * math.Log1p(math.Exp(y))
		}
		for j := range want {
			if math.Abs(loss[j]-want[j]) > 1e-5*max(1, want[j]) {
				t.Errorf("%s: loss %d is %v, want %v", k.Name, j, loss[j], want[j])
			}
		}
		for b := range MaxRows {
			if g[p.Rows*p.Pitch+b] != 0 {
				t.Errorf("%s: row %d's own target has the coefficient %v", k.Name, b, g[p.Rows*p.Pitch+b])
			}
		}
	}
}

// TestSignedHalf checks that the sign is kept, that of zero too.
func TestSignedHalf(t *testing.T) {
	for _, x := range []float32{0, 1, .5, 127, 0x1p-20, 100.5, 63.96875} {
		h := signedHalf(x)
		if whole(h) != x || whole(signedHalf(-x)) != -x || signedHalf(-x) != h|1<<15 && x != 0 {
			t.Errorf("%v becomes %v, and %v becomes %v", x, whole(h), -x, whole(signedHalf(-x)))
		}
	}
	if h := signedHalf(float32(math.Copysign(0, -1))); h != 1<<15 || !math.Signbit(float64(whole(h))) {
		t.Errorf("−0 becomes %#x", h)
	}
}
