package simd

import (
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
)

// TestFuses checks that the compiler still fuses products and sums where the kernels count
// on it for their speed.
func TestFuses(t *testing.T) {
	switch runtime.GOARCH {
	case "arm64", "ppc64", "ppc64le", "riscv64", "s390x":
		if !fuses() {
			t.Errorf("on %s the compiler does not fuse products and sums of float32", runtime.GOARCH)
		}
	}
}

// awkward are numbers whose products and sums are hard to round: sums midway between two
// float32, very small ones, zeros of both signs, and ones out of range.
func awkward(r *rand.Rand) float32 {
	switch r.IntN(8) {
	case 0:
		return float32(r.IntN(1<<14)-1<<13) * float32(math.Exp2(float64(r.IntN(12))))
	case 1:
		return float32(math.Ldexp(r.NormFloat64(), -50-r.IntN(90)))
	case 2:
		return float32(math.Copysign(0, r.NormFloat64()))
	case 3:
		return float32(r.NormFloat64() * math.Exp2(float64(-r.IntN(60))))
	case 4:
		return math.Float32frombits(r.Uint32() & 0xbfffffff) // below 2
	}
	return float32(r.NormFloat64())
}

// TestOperands compares sums of products of awkward numbers, and of many ordinary ones,
// with those that are rounded one by one.
func TestOperands(t *testing.T) {
	testOperands[float64](t)
	if fuses() {
		testOperands[float32](t)
	}
}

func testOperands[T number](t *testing.T) {
	const most = 12
	r := rand.New(rand.NewPCG(9, 10))
	doubts := 0
	for try := range 30_000 {
		draw := awkward
		if try%2 == 0 { // few bits, so that many sums lie midway
			draw = func(r *rand.Rand) float32 { return float32(r.IntN(1<<13)) * (1 + 0x1p-12) }
		}
		var sums, want [breadth]float32
		var rows [most][breadth]float32
		var column [most]float32
		n, step, first := 1+r.IntN(most), breadth+r.IntN(3), r.IntN(3)
		a, b := operand[T]{make([]T, most*step+first), step, noNumber}, operand[T]{make([]T, 2*most), 2, noNumber}
		least := uint32(noNumber)
		for i := range sums {
			sums[i] = draw(r)
			least = min(least, bitsOf(sums[i]))
		}
		for k := range n {
			column[k] = draw(r)
			for i := range rows[k] {
				rows[k][i] = draw(r)
			}
			a.set(k*step+first, 1, rows[k][:])
		}
		b.set(1, 2, column[:n])
		want = sums
		for i := range want {
			for k := range n {
				want[i] = fused(rows[k][i], column[k], want[i])
			}
		}
		var got [breadth]T
		for i, s := range sums {
			got[i] = T(s)
		}
		before := got
		if !addProducts(&before, a.numbers[first:], a.step, b.numbers[1:], b.step, n) {
			doubts++
		}
		a.add(&got, least, first, &b, 1, n)
		for i, w := range want {
			if g := float32(got[i]); math.Float32bits(g) != math.Float32bits(w) && (g == g || w == w) {
				t.Fatalf("%T: sum %d of %d products is %v, want %v", got[0], i, n, g, w)
			}
		}
	}
	if _, ok := any(T(0)).(float64); ok && doubts < 100 {
		t.Errorf("only %d sums were uncertain: that proves little", doubts)
	}
}

// TestAddProduct does the same for tiles of one product.
func TestAddProduct(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 20_000 {
		b := awkward(r)
		var sums, a, want [tile]float32
		for i := range sums {
			a[i], sums[i] = awkward(r), awkward(r)
			want[i] = fused(b, a[i], sums[i])
		}
		before := sums
		addProduct[float64](sums[:], b, a[:])
		if d := differ(sums[:], want[:]); d != "" {
			t.Fatalf("float64: %s: %v + %v·%v", d, before, b, a)
		}
		if fuses() {
			addProduct[float32](before[:], b, a[:])
			if d := differ(before[:], want[:]); d != "" {
				t.Fatalf("float32: %s", d)
			}
		}
	}
}

// TestRound checks ties, the ends of the range and what is beyond it.
func TestRound(t *testing.T) {
	for x, want := range map[float64]int32{
		0: 0, .5: 0, 1.5: 2, 2.5: 2, -.5: 0, -1.5: -2, -2.5: -2, 8388607.5: 8388608, 0x1p31 - 128: math.MaxInt32 - 127,
		0x1p31: math.MinInt32, -0x1p31: math.MinInt32, -0x1p31 - 256: math.MinInt32, math.Inf(1): math.MinInt32,
		math.Inf(-1): math.MinInt32, math.NaN(): math.MinInt32,
	} {
		if got := round(x); got != want {
			t.Errorf("%v is rounded to %d, want %d", x, got, want)
		}
	}
}
