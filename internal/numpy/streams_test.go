package numpy

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestPublishedDraws compares with the first draws of numpy that its documents and many
// tutorials print: default_rng(seed).random(), RandomState(seed).rand() and
// RandomState(seed).randint(0, 100).
func TestPublishedDraws(t *testing.T) {
	for seed, want := range map[uint64][]float64{
		42:    {0.7739560485559633, 0.4388784397520523, 0.8585979199113825, 0.6973680290593639, 0.09417734788764953},
		12345: {0.22733602246716966, 0.31675833970975287},
	} {
		p := NewPCG64(seed)
		for i, x := range want {
			if got := float64(p.Uint64()>>11) / (1 << 53); got != x {
				t.Errorf("default_rng(%d).random() number %d is %v, want %v", seed, i, got, x)
			}
		}
	}
	for seed, want := range map[uint32][]float64{
		0:  {0.5488135039273248, 0.7151893663724195, 0.6027633760716439},
		42: {0.3745401188473625, 0.9507143064099162, 0.7319939418114051},
	} {
		m := NewMT19937(seed)
		for i, x := range want {
			high, low := m.Uint32()>>5, m.Uint32()>>6
			if got := (float64(high)*(1<<26) + float64(low)) / (1 << 53); got != x {
				t.Errorf("RandomState(%d).rand() number %d is %v, want %v", seed, i, got, x)
			}
		}
	}
	m := NewMT19937(42)
	for i, want := range []uint32{51, 92, 14, 71, 60, 20, 82, 86, 74, 74} {
		if got := m.Intn(100); got != want {
			t.Errorf("RandomState(42).randint(0, 100) number %d is %d, want %d", i, got, want)
		}
	}
}

// TestHalves: Uint32 gives the low half of 64 bits, then the high half, also with whole
// numbers drawn in between.
func TestHalves(t *testing.T) {
	a, b := NewPCG64(7), NewPCG64(7)
	first, second := b.Uint64(), b.Uint64()
	if low := a.Uint32(); low != uint32(first) {
		t.Errorf("%x is not the low half of %x", low, first)
	}
	if got := a.Uint64(); got != second {
		t.Errorf("64 bits after 32 are %x, want %x", got, second)
	}
	if high := a.Uint32(); high != uint32(first>>32) {
		t.Errorf("%x is not the high half of %x", high, first)
	}
	if got, want := a.Uint64(), b.Uint64(); got != want {
		t.Errorf("then %x, want %x", got, want)
	}
}

// TestFloat32Range: numbers are multiples of 2^-24 from 0 to below 1, with a mean and a
// variance of a uniform distribution.
func TestFloat32Range(t *testing.T) {
	for _, seed := range []uint64{0, 1, math.MaxUint32, math.MaxUint32 + 1, math.MaxUint64} {
		p := NewPCG64(seed)
		sum, squares := 0., 0.
		const n = 20_000
		for range n {
			x := float64(p.Float32())
			if x < 0 || x >= 1 || x*(1<<24) != math.Trunc(x*(1<<24)) {
				t.Fatalf("seed %d: %v", seed, x)
			}
			sum, squares = sum+x, squares+x*x
		}
		if mean := sum / n; math.Abs(mean-.5) > .01 || math.Abs(squares/n-mean*mean-1./12) > .005 {
			t.Errorf("seed %d: mean %v, mean square %v", seed, mean, squares/n)
		}
	}
}

// TestSeedsDiffer: seeds that differ in one bit, also above the 32nd, give other numbers.
func TestSeedsDiffer(t *testing.T) {
	pcg, mt := map[uint64]int{}, map[uint32]int{}
	for bit := range 64 {
		first := NewPCG64(1 << bit).Uint64()
		if other, ok := pcg[first]; ok {
			t.Errorf("seeds 2^%d and 2^%d begin with %x", bit, other, first)
		}
		if pcg[first] = bit; bit < 32 {
			first := NewMT19937(1 << bit).Uint32()
			if other, ok := mt[first]; ok {
				t.Errorf("seeds 2^%d and 2^%d of MT19937 begin with %x", bit, other, first)
			}
			mt[first] = bit
		}
	}
}

// TestIntnRange: numbers below n are all drawn, none other, and powers of two never draw
// again.
func TestIntnRange(t *testing.T) {
	for _, n := range []uint32{1, 2, 3, 7, 8, 9, 100} {
		m, seen := NewMT19937(n), map[uint32]int{}
		for range 200 * int(n) {
			x := m.Intn(n)
			if seen[x]++; x >= n {
				t.Fatalf("Intn(%d) gave %d", n, x)
			}
		}
		for x := range n {
			if seen[x] < 100 && n > 1 {
				t.Errorf("Intn(%d) gave %d only %d times of %d", n, x, seen[x], 200*n)
			}
		}
	}
	a, b := NewMT19937(3), NewMT19937(3)
	for i := range 100 {
		if got, want := a.Intn(1<<10), b.Uint32()&(1<<10-1); got != want {
			t.Fatalf("draw %d of Intn(1024) is %d, want %d", i, got, want)
		}
	}
	if got, want := a.Intn(math.MaxUint32), b.Uint32(); got != want && want != math.MaxUint32 {
		t.Errorf("Intn(2^32-1) is %d, want %d", got, want)
	}
	defer func() {
		if recover() == nil {
			t.Error("Intn(0) gave a number")
		}
	}()
	a.Intn(0)
}

// TestArgsortShapes: orders of ordered, reversed, equal, alternating and random values, of
// lengths around the limit of insertion sort, are permutations that sort; up to that limit
// the order of equal values stays.
func TestArgsortShapes(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	shapes := map[string]func(i, n int) int64{
		"ordered": func(i, _ int) int64 { return int64(i) }, "reversed": func(i, n int) int64 { return int64(n - i) },
		"equal": func(int, int) int64 { return 7 }, "alternating": func(i, _ int) int64 { return int64(i % 2) },
		"pipe organ": func(i, n int) int64 { return int64(min(i, n-i)) }, "random": func(_,
			n int) int64 {
			return random.Int64N(int64(n))
		},
		"extremes": func(i, _ int) int64 { return []int64{math.MinInt64, math.MaxInt64, 0}[i%3] },
	}
	for name, at := range shapes {
		for _, n := range []int{0, 1, 2, 3, 15, 16, 17, 18, 31, 32, 33, 100, 1000} {
			v := make([]int64, n)
			for i := range v {
				v[i] = at(i, n)
			}
			before := slices.Clone(v)
			order := ArgsortInt64(v)
			if checkSorted(t, v, order); len(order) != n || !slices.Equal(v, before) {
				t.Errorf("%s of %d: %d indices, or the values were changed", name, n, len(order))
			}
			for i := 1; i < n && n <= smallSort; i++ {
				if v[order[i-1]] == v[order[i]] && order[i-1] > order[i] {
					t.Errorf("%s of %d: equal values change places: %v", name, n, order)
				}
			}
		}
	}
}
