package attention_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/linalg"
)

// normal returns a matrix of normal random numbers, with some space between its rows.
func normal(r *rand.Rand, rows, cols int) blas32.General {
	m := blas32.General{Rows: rows, Cols: cols, Stride: cols + 3, Data: make([]float32, rows*(cols+3))}
	for i := range m.Data {
		m.Data[i] = float32(r.NormFloat64())
	}
	return m
}

// TestBlocksAgainstFloat64 checks sentences that are long enough for blocks, of all shapes,
// scores and masks, with and without the weights.
func TestBlocksAgainstFloat64(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, m, d, dv := rapid.IntRange(60, 90).Draw(t, "n"), rapid.IntRange(69, 90).Draw(t, "m"),
			rapid.IntRange(1, 40).Draw(t, "d"), rapid.IntRange(1, 40).Draw(t, "dv")
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		queries, keys, values := normal(r, n, d), normal(r, m, d), normal(r, m, dv)
		o := attention.SelfOptions{Score: rapid.SampledFrom(attention.Scores()).Draw(t, "score"), Temperature: 3,
			Sparse: rapid.Bool().Draw(t, "sparse"),
			Causal: rapid.Bool().Draw(t, "causal"), Window: rapid.SampledFrom([]int{0, 5}).Draw(t, "window")}
		if rapid.Bool().Draw(t, "masked") {
			o.Mask = make([]bool, m)
			for j := range o.Mask {
				o.Mask[j] = r.IntN(3) > 0
			}
			values.Data[hidden(o.Mask)*values.Stride] = float32(math.NaN()) // masked: does no harm
		}
		all := attention.CrossAttend(queries, keys, values, o)
		alone := attention.AttendContexts(queries, keys, values, o)
		for i := range n {
			sight := make([]bool, m)
			for j := range sight {
				sight[j] = all.Sees(i, j)
			}
			weights, context := reference(o.Score, linalg.Row(queries, i), keys, clean(values), sight, 3, o.Sparse)
			entropy := 0.0
			for j, w := range weights {
				if got := float64(linalg.Row(all.Weights, i)[j]); math.Abs(got-w) > 1e-5 {
					t.Fatalf("row %d, weight %d: %v, want %v", i, j, got, w)
				}
				if want := scoreOf(o.Score, linalg.Row(queries, i),
					linalg.Row(keys, j)); math.Abs(float64(linalg.Row(all.Scores, i)[j])-want) > 1e-5*max(1,
					math.Abs(want)) {
					t.Fatalf("row %d, score %d: %v, want %v", i, j, linalg.Row(all.Scores, i)[j], want)
				}
				if w > 0 {
					entropy -= w * math.Log(w)
				}
			}
			if math.Abs(all.Entropy[i]-entropy) > 1e-4 {
				t.Fatalf("row %d: entropy %v, want %v", i, all.Entropy[i], entropy)
			}
			for c, want := range context {
				if got := float64(linalg.Row(all.Context, i)[c]); math.Abs(got-want) > 1e-4 ||
					linalg.Row(alone.Context, i)[c] != linalg.Row(all.Context, i)[c] {
					t.Fatalf("row %d, context %d: %v and %v, want %v", i, c, got, linalg.Row(alone.Context, i)[c], want)
				}
			}
		}
	})
}

// hidden returns the first masked entry, or the last entry.
func hidden(mask []bool) int {
	for i, v := range mask {
		if !v {
			return i
		}
	}
	mask[len(mask)-1] = false
	return len(mask) - 1
}

// clean returns a copy of m without NaN.
func clean(m blas32.General) blas32.General {
	data := append([]float32(nil), m.Data...)
	for i, v := range data {
		if v != v {
			data[i] = 0
		}
	}
	m.Data = data
	return m
}

// TestContextsOfShort checks that the contexts of few tokens, and those with Auto, equal
// those of CrossAttend.
func TestContextsOfShort(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{0, 1, 2, 5, 6, 7, 30, 100} {
		for _, auto := range []attention.Temperature{0, attention.Auto} {
			x := normal(r, n, 20)
			o := attention.SelfOptions{Score: attention.Scaled, Temperature: auto}
			want, got := attention.SelfAttend(x, o), attention.AttendContexts(x, x, x, o)
			if math.Abs(want.Temperature-got.Temperature) > 2e-3 {
				t.Errorf("%d tokens: T = %v, want %v", n, got.Temperature, want.Temperature)
			}
			for i, v := range got.Context.Data {
				if math.Abs(float64(v-want.Context.Data[i])) > 1e-3 {
					t.Fatalf("%d tokens: number %d is %v, want %v", n, i, v, want.Context.Data[i])
				}
			}
		}
	}
}

// TestSpecialNumbersInBlocks checks that infinite and NaN scores are treated as by Softmax.
func TestSpecialNumbersInBlocks(t *testing.T) {
	x := blas32.General{Rows: 70, Cols: 1, Stride: 1, Data: make([]float32, 70)}
	for i := range x.Data {
		x.Data[i] = 1
	}
	for _, special := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 3e38} {
		x.Data[7] = float32(special)
		values := blas32.General{Rows: 70, Cols: 1, Stride: 1, Data: make([]float32, 70)}
		r := attention.CrossAttend(x, x, values, attention.SelfOptions{})
		want := make([]float32, 70)
		for i := range 70 {
			attention.Softmax(want, linalg.Row(r.Scores, i), nil)
			for j, w := range want {
				if got := linalg.Row(r.Weights, i)[j]; math.Float32bits(got) != math.Float32bits(w) &&
					math.Abs(float64(got-w)) > 1e-7 {
					t.Fatalf("%v, row %d: %v, want %v", special, i, linalg.Row(r.Weights, i), want)
				}
			}
		}
	}
}

func TestBlocksAllocateNothing(t *testing.T) {
	x := normal(rand.New(rand.NewPCG(1, 2)), 80, 20)
	var r attention.SelfResult
	var c attention.Contexts
	o := attention.SelfOptions{Score: attention.Cosine, Temperature: attention.Auto, Causal: true}
	run := func() {
		attention.SelfAttendTo(&r, x, o)
		attention.AttendContextsTo(&c, x, x, x, o)
	}
	run()
	if n := testing.AllocsPerRun(5, run); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// BenchmarkSelfAttend measures what tools/bench/attention.py measures for numpy.
func BenchmarkSelfAttend(b *testing.B) {
	for _, n := range []int{256, 2048} {
		x := normal(rand.New(rand.NewPCG(1, 2)), n, 128)
		o := attention.SelfOptions{Score: attention.Scaled}
		b.Run(fmt.Sprintf("weights/n=%d", n), func(b *testing.B) {
			var r attention.SelfResult
			for b.Loop() {
				attention.SelfAttendTo(&r, x, o)
			}
		})
		b.Run(fmt.Sprintf("contexts/n=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			var r attention.Contexts
			for b.Loop() {
				attention.AttendContextsTo(&r, x, x, x, o)
			}
		})
	}
}
