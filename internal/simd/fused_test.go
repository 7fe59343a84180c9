package simd

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// exactFused returns a·b + c, rounded once.
func exactFused(a, b, c float32) float32 {
	const enough = 600 // bits: exponents differ by no more
	x := new(big.Float).SetPrec(enough).SetFloat64(float64(a))
	x.Mul(x, new(big.Float).SetPrec(enough).SetFloat64(float64(b)))
	x.Add(x, new(big.Float).SetPrec(enough).SetFloat64(float64(c)))
	y, _ := x.Float32()
	return y
}

// TestFused compares with exact results. Random bits are hardly ever midway between two
// numbers, so it also uses short products that are, with small numbers added that decide
// the rounding.
func TestFused(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	short := func() float32 { return float32(r.IntN(1<<14)-1<<13) * float32(math.Exp2(float64(r.IntN(12)))) }
	midways, tries := 0, 400_000
	if testing.Short() {
		tries = 100_000
	}
	for i := range tries {
		a, b, c := math.Float32frombits(r.Uint32()), math.Float32frombits(r.Uint32()), math.Float32frombits(r.Uint32())
		switch i % 4 {
		case 1: // sums of like size
			a, b, c = float32(r.NormFloat64()), float32(r.NormFloat64()), float32(r.NormFloat64())
		case 2:
			a, b, c = short(), short(), float32(r.NormFloat64()*math.Exp2(float64(-r.IntN(60))))
		case 3: // down to where numbers have fewer bits
			a, b, c = float32(math.Ldexp(r.NormFloat64(), -70)), float32(math.Ldexp(r.NormFloat64(),
				-50-r.IntN(30))), math.Float32frombits(r.Uint32()%(1<<24))
		}
		if x := float64(a) * float64(b); math.IsInf(x, 0) || math.IsNaN(x) || math.IsInf(float64(c), 0) || c != c {
			continue
		} else if sum := x + float64(c); float32(sum) != exactFused(a, b, c) {
			midways++
		}
		if got, want := fused(a, b, c), exactFused(a, b, c); got != want {
			t.Fatalf("%g·%g + %g = %g, want %g", a, b, c, got, want)
		}
	}
	if midways < 100 {
		t.Errorf("two roundings differed from one in %d cases only: that proves little", midways)
	}
}

func TestFusedOfNoNumbers(t *testing.T) {
	inf := float32(math.Inf(1))
	if got := fused(inf, 1, 1); got != inf {
		t.Errorf("∞·1 + 1 = %v", got)
	}
	if got := fused(1, -inf, 5); got != -inf {
		t.Errorf("1·−∞ + 5 = %v", got)
	}
	for _, x := range []float32{fused(inf, 0, 1), fused(inf, 1, -inf), fused(float32(math.NaN()), 1, 1)} {
		if x == x {
			t.Errorf("got %v for NaN", x)
		}
	}
}
