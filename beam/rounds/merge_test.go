package rounds

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// merged returns the result of a rule for changes with their numbers of updates.
func merged(t *testing.T, m Merge, shards int, deltas [][]float32, n []uint32) []float32 {
	t.Helper()
	s := &sum{total: make([]int64, len(deltas[0]))}
	for i, d := range deltas {
		if err := s.add(m, d, n[i]); err != nil {
			t.Fatal(err)
		}
	}
	to := make([]float32, len(deltas[0]))
	s.result(m, shards, to)
	return to
}

// TestRules: three of four shards have changed a row.
func TestRules(t *testing.T) {
	deltas, n := [][]float32{{1, 0}, {1, 2}, {-.5, 0}}, []uint32{1, 2, 5}
	for _, c := range []struct {
		m    Merge
		want []float32
	}{
		{Merge{Rule: Weighted}, []float32{(1 + 2 - 2.5) / 8., 4. / 8}},
		{Merge{Rule: Mean}, []float32{1.5 / 4, 2. / 4}},
		{Merge{Rule: Momentum}, []float32{1.5 / 4, 2. / 4}}, // and the rest in the rounds to come
		{Merge{Rule: Sum, Cap: 2}, []float32{1.5, 2}},       // of norm 2.5, and the longest is √5
		{Merge{Rule: Sum, Cap: 1}, []float32{1.5 * float32(math.Sqrt(5)) / 2.5, 2 * float32(math.Sqrt(5)) / 2.5}},
	} {
		got := merged(t, c.m, 4, deltas, n)
		for d := range got {
			if math.Abs(float64(got[d]-c.want[d])) > 1e-6 {
				t.Errorf("%v: got %v, want %v", c.m, got, c.want)
				break
			}
		}
	}
	alone := merged(t, Merge{Rule: Weighted}, 100, [][]float32{{.25, -3}}, []uint32{7})
	if !slices.Equal(alone, []float32{.25, -3}) {
		t.Errorf("what one shard has changed alone became %v", alone)
	}
}

// TestOrder: the sum has the same bits in any order.
func TestOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	deltas, n := make([][]float32, 50), make([]uint32, 50)
	for i := range deltas {
		n[i] = r.Uint32() >> r.IntN(32)
		for range 5 {
			deltas[i] = append(deltas[i], float32(r.NormFloat64()*math.Pow(10, float64(r.IntN(6)-4))))
		}
	}
	for _, m := range []Merge{{Rule: Momentum}, {Rule: Weighted}, {Rule: Mean}, {Rule: Sum, Cap: 2}} {
		want := merged(t, m, 50, deltas, n)
		for range 20 {
			r.Shuffle(len(n), func(i, j int) { n[i], n[j], deltas[i], deltas[j] = n[j], n[i], deltas[j], deltas[i] })
			if got := merged(t, m, 50, deltas, n); !slices.Equal(got, want) {
				t.Fatalf("%v: got %v, then %v", m, want, got)
			}
		}
	}
}

// TestMomentum: the part of a change that the average of the shards leaves out is added
// in the following rounds, up to the whole sum. Rows without changes stay.
func TestMomentum(t *testing.T) {
	j := job(t)
	spans, err := j.Reading.Cut(t.Context(), []string{"../../data/library.en.txt"}, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := j.prepare(t.Context(), spans); err != nil {
		t.Fatal(err)
	}
	first, err := openModel(t.Context(), j.model(0))
	if err != nil {
		t.Fatal(err)
	}
	mean := make([]float32, j.Config.Dim)
	mean[3] = .25
	b := appendChange(nil, change{row: 7, delta: mean})
	next := func(to *[]byte) bool {
		*to, b = b, nil
		return *to != nil
	}
	const rounds = 40
	for round := range rounds {
		f := saveFn{Job: *j, Round: round}
		if err := f.ProcessElement(t.Context(), 0, next, func(*loss) bool { return false }); err != nil {
			t.Fatal(err)
		}
	}
	last, err := openModel(t.Context(), j.model(rounds))
	if err != nil {
		t.Fatal(err)
	}
	for i := range matrixOf(first).rows() {
		for d, x := range matrixOf(last).row(i) {
			moved, want := x-matrixOf(first).row(i)[d], float32(0)
			if i == 7 {
				want = float32(j.Shards) * mean[d]
			}
			if math.Abs(float64(moved-want)) > 1e-5 {
				t.Fatalf("row %d, column %d moved by %v, want %v", i, d, moved, want)
			}
		}
	}
}

// TestExtremes: the largest sums do not overflow, and a change that is not a number is an
// error.
func TestExtremes(t *testing.T) {
	s := &sum{total: make([]int64, 1)}
	for range maxShards {
		if err := s.add(Merge{Rule: Weighted}, []float32{maxChange - 1}, math.MaxUint32); err != nil {
			t.Fatal(err)
		}
	}
	to := make([]float32, 1)
	if s.result(Merge{Rule: Weighted}, maxShards, to); to[0] != maxChange-1 {
		t.Errorf("got %v", to)
	}
	for _, x := range []float32{float32(math.NaN()), float32(math.Inf(1)), -2 * maxChange} {
		if err := s.add(Merge{Rule: Mean}, []float32{x}, 1); err == nil || !strings.Contains(err.Error(), "diverged") {
			t.Errorf("%v: got %v", x, err)
		}
	}
}

func TestMergeValidate(t *testing.T) {
	for _, m := range []Merge{{}, {Rule: "median"}, {Rule: Sum}, {Rule: Sum, Cap: math.NaN()}} {
		if m.validate() == nil {
			t.Errorf("%v is valid", m)
		}
	}
}

func FuzzEachChange(f *testing.F) {
	f.Add(appendChange(nil, change{3, 4, []float32{1, 2}}), 2)
	f.Fuzz(func(t *testing.T, b []byte, dim int) {
		if dim < 1 || dim > 1000 {
			return
		}
		var again []byte
		err := eachChange(b, dim, func(c change) error {
			again = appendChange(again, c)
			return nil
		})
		if err == nil && len(again) != len(b) {
			t.Errorf("%d bytes became %d", len(b), len(again))
		}
	})
}
