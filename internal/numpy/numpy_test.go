package numpy

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
)

func TestPCG64Float32(t *testing.T) {
	p := NewPCG64(1)
	for i, want := range []float32{0.47318864, 0.51182157, 0.75516748, 0.95046365} {
		if got := p.Float32(); got != want {
			t.Errorf("draw %d of default_rng(1): got %v, want %v", i, got, want)
		}
	}
}

func TestMT19937Intn(t *testing.T) {
	m := NewMT19937(7)
	for i, want := range []uint32{8974511, 3335364, 11059737} {
		if got := m.Intn(1 << 24); got != want {
			t.Errorf("draw %d of randint(0, 2^24): got %d, want %d", i, got, want)
		}
	}
	for i, want := range []uint32{3, 3, 4, 1, 0, 1, 2, 2} {
		if got := m.Intn(5); got != want {
			t.Errorf("draw %d of randint(0, 5): got %d, want %d", i, got, want)
		}
	}
}

func TestIntnOfOneDrawsNothing(t *testing.T) {
	a, b := NewMT19937(3), NewMT19937(3)
	if a.Intn(1) != 0 || a.Uint32() != b.Uint32() {
		t.Error("Intn(1) consumed a draw")
	}
}

func TestMT19937Twists(t *testing.T) {
	// The reference value of the standard seed: the 10,000th output of 5489.
	m := NewMT19937(5489)
	var last uint32
	for range 10000 {
		last = m.Uint32()
	}
	if last != 4123659995 {
		t.Errorf("10,000th output of seed 5489: got %d, want 4123659995", last)
	}
}

func TestArgsortSorts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 400 {
		v := make([]int64, n)
		for i := range v {
			v[i] = r.Int64N(int64(1 + n/3))
		}
		checkSorted(t, v, ArgsortInt64(v))
	}
}

// TestHeapsort tests heapsort directly, because random inputs do not lead to it.
func TestHeapsort(t *testing.T) {
	v := []int64{5, 3, 9, 1, 1, 8, 2, 7, 7, 0, 4, 6, 3, 3, 9, 5, 2, 1, 0, 8}
	s := argsort{v: v, t: make([]int, len(v))}
	for i := range s.t {
		s.t[i] = i
	}
	s.heapsort(0, len(v)-1)
	checkSorted(t, v, s.t)
}

func checkSorted(t *testing.T, v []int64, order []int) {
	t.Helper()
	seen := slices.Sorted(slices.Values(order))
	for i, k := range seen {
		if i != k {
			t.Fatalf("%v is no permutation", order)
		}
	}
	for i := 1; i < len(order); i++ {
		if v[order[i-1]] > v[order[i]] {
			t.Fatalf("not sorted at %d: %v", i, order)
		}
	}
}

// TestArgsortAsNumpy compares with the results of numpy 1.24.2 for random counts, for
// values that rise and fall, and for inputs that make quicksort partition badly
// (testdata/argsort.json: numpy.argsort of each "values").
func TestArgsortAsNumpy(t *testing.T) {
	text, err := os.ReadFile("testdata/argsort.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Values []int64
		Order  []int
	}
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	if len(cases) < 40 {
		t.Fatalf("only %d cases", len(cases))
	}
	for i, c := range cases {
		if got := ArgsortInt64(c.Values); !slices.Equal(got, c.Order) {
			t.Errorf("case %d of %d values: got %v, want %v", i, len(c.Values), got, c.Order)
		}
	}
}
