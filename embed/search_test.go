package embed

import (
	"math"
	"reflect"
	"runtime"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// TestBatchIsSingle checks that a batch gives the answers of single requests, for any
// shape.
func TestBatchIsSingle(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		v, d, n := rapid.IntRange(1, 300).Draw(r, "v"), rapid.IntRange(1, 40).Draw(r, "d"),
			rapid.IntRange(0, 12).Draw(r, "n")
		tab := random(t, v, d)
		queries := random(t, rapid.IntRange(1, 9).Draw(r, "queries"), d).vectors
		for i, got := range must(tab.NearestAll(t.Context(), queries, n)) {
			if want := must(tab.Nearest(linalg.Row(queries, i), n)); !reflect.DeepEqual(got, want) ||
				len(got) != min(n, v) {
				r.Fatalf("question %d: got %v, want %v", i, got, want)
			}
		}
	})
}

// TestInt8IsExact checks that the answers with int8 rows are those without them, for
// vectors of ordinary, huge and tiny size, zero, equal and not finite.
func TestInt8IsExact(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		v, d, n := rapid.IntRange(1, 300).Draw(r, "v"), rapid.IntRange(1, 40).Draw(r, "d"),
			rapid.IntRange(0, 12).Draw(r, "n")
		tab := random(t, v, d)
		for range rapid.IntRange(0, 9).Draw(r, "odd") {
			row := linalg.Row(tab.vectors, rapid.IntRange(0, v-1).Draw(r, "row"))
			size := rapid.SampledFrom([]float32{0, 1e-44, 1e-22, 1e-12, 1e12, 1e19, 1e37, float32(math.Inf(1))}).Draw(r,
				"size")
			for i, x := range tab.vectors.Data[:d] { // much like the first row
				row[i] = x * size
			}
		}
		fast, err := tab.WithInt8(t.Context())
		if err != nil {
			r.Fatal(err)
		}
		queries := blas32.General{Rows: v, Cols: d, Stride: d, Data: tab.vectors.Data}
		queries.Rows = min(v, rapid.SampledFrom([]int{1, 2, int8Requests, int8Requests + 1, 300}).Draw(r,
			"requests"))
		want := must(tab.NearestAll(t.Context(), queries, n))
		for i, got := range must(fast.NearestAll(t.Context(), queries, n)) {
			if !reflect.DeepEqual(got, want[i]) {
				r.Fatalf("question %d: got %v, want %v", i, got, want[i])
			}
		}
	})
}

// TestInt8LooksAtFew checks that the int8 rows exclude all but a small share of the rows.
func TestInt8LooksAtFew(t *testing.T) {
	tab := random(t, 20_000, 100)
	fast, err := tab.WithInt8(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all, _ := fast.prepare([]NearestRequest{{Vector: tab.Row(5), N: 10}})
	lengths, _ := fast.norms.load(0)
	s := scan{}
	s.begin(all, fast.Len())
	fast.scan(&s, all, lengths, true, 0, fast.Len())
	open := 0
	products := make([]int32, fast.Len())
	simd.Best().DotBytes(products, all[0].bytes.numbers, fast.int8Rows.rows)
	for i := range products {
		if !fast.int8Rows.excludes(&all[0], fast.bound(&all[0], s.best[0]), products[i], lengths[i], i) {
			open++
		}
	}
	if open > 200 {
		t.Errorf("%d of %d rows are left open", open, fast.Len())
	}
}

// TestAnswer checks requests with limits and exclusions of their own, from none to more
// than the table has words.
func TestAnswer(t *testing.T) {
	tab := random(t, 50, 3)
	all := []NearestRequest{
		{Vector: tab.Row(1)},
		{Vector: tab.Row(2), N: 99, Exclude: []vocab.ID{2, 3}},
		{Vector: tab.Row(4), N: 2},
		{Vector: tab.Row(4), N: -1},
	}
	for i, got := range must(tab.NearestBatch(t.Context(), all)) {
		q := all[i]
		if want := must(
			tab.Nearest(q.Vector, q.N, q.Exclude...),
		); !reflect.DeepEqual(got, want) ||
			len(got) != min(max(0, q.N), 50-len(q.Exclude)) {
			t.Errorf("question %d: got %v, want %v", i, got, want)
		}
	}
	if got := must(tab.NearestBatch(t.Context(), nil)); len(got) != 0 {
		t.Errorf("no requests are answered: %v", got)
	}
}

// TestAnyNumberOfProcessors checks that the answer does not depend on the number of
// goroutines.
func TestAnyNumberOfProcessors(t *testing.T) {
	tab := random(t, 20_000, 8)
	copy(linalg.Row(tab.vectors, 17_000), linalg.Row(tab.vectors, 3)) // equal ones far apart
	copy(linalg.Row(tab.vectors, 9_000), linalg.Row(tab.vectors, 3))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	want := must(tab.Nearest(tab.Row(3), 3))
	if want[0].ID != 3 || want[1].ID != 9000 || want[2].ID != 17_000 {
		t.Errorf("got %v", want)
	}
	for _, p := range []int{2, 3, 7} {
		runtime.GOMAXPROCS(p)
		for range 20 {
			if got := must(tab.Nearest(tab.Row(3), 3)); !reflect.DeepEqual(got, want) {
				t.Fatalf("%d processors: got %v, want %v", p, got, want)
			}
		}
	}
}

// TestQuickNorm checks the bound of the error of approximate norms, for long and unusual
// vectors.
func TestQuickNorm(t *testing.T) {
	for _, d := range []int{1, 15, 16, 17, 300, 5000} {
		for _, size := range []float32{1, 1e-30, 1e-18, 1e18, 1e30, 0} {
			x := random(t, 1, d).vectors.Data
			for i := range x {
				x[i] *= size
			}
			if quick, exact := new(
				multiplier,
			).approximateNorm(
				x,
			), linalg.Norm(
				x,
			); math.Abs(
				quick-exact,
			) > exact*approximateNormError(
				d,
			) {
				t.Errorf("%d × %v: %v, exactly %v", d, size, quick, exact)
			}
		}
	}
}

// TestSearchAllocates checks that a search allocates little, for any number of rows.
func TestSearchAllocates(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	tab := random(t, 20_000, 8)
	fast, err := tab.WithInt8(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all := make([]NearestRequest, 3)
	for i := range all {
		all[i] = NearestRequest{Vector: tab.Row(5), N: 10}
	}
	must(tab.NearestBatch(t.Context(), all))
	for name, search := range map[string]func(){
		"one": func() { must(tab.Nearest(all[0].Vector, 10)) }, "three": func() { must(tab.NearestBatch(t.Context(), all)) },
		"int8": func() { must(fast.NearestBatch(t.Context(), all)) },
	} {
		if n := testing.AllocsPerRun(5, search); n > 60 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// must returns result, and panics on an error, which no caller here expects.
func must[T any](result T, err error) T {
	if err != nil {
		panic(err)
	}
	return result
}
