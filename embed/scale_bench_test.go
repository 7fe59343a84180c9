package embed

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
)

// The benchmarks of tables at scale: 400,000 × 300, and 1,000,000 × 300 for
// mapped files.

// BenchmarkOpen reports time and heap of opening a mapped file, which must not depend on
// its size.
func BenchmarkOpen(b *testing.B) {
	for name, v := range map[string]int{"200k": 200_000, "1M": 1_000_000} {
		b.Run(name, func(b *testing.B) {
			if testing.Short() {
				b.Skip("skipped: -short")
			}
			path := filepath.Join(b.TempDir(), "m.safetensors")
			if err := random(b, v, 300).Save(path); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				t, err := Open(path)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := t.Vector("w77"); err != nil {
					b.Fatal(err)
				}
				t.Close()
			}
		})
	}
}

// BenchmarkQueries searches 400,000 × 300: single queries alternately with reading the
// matrix once, which is the limit of the memory, and batches.
func BenchmarkQueries(b *testing.B) {
	if testing.Short() {
		b.Skip("skipped: -short")
	}
	const v, d = 400_000, 300
	tab := random(b, v, d)
	fast, err := tab.WithInt8(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	must(tab.Similar("w0", 10))
	b.Run("one", func(b *testing.B) {
		var read, float32s, int8s []float64
		for b.Loop() {
			read = append(read, median(1, func() {
				tab.inParts(context.Background(), tab.Len(),
					func(_, begin, end int) { readAll(tab.vectors.Data[begin*d : end*d]) })
			}))
			float32s = append(float32s, median(1, func() { must(tab.Similar("w7", 10)) }))
			int8s = append(int8s, median(1, func() { must(fast.Similar("w7", 10)) }))
		}
		b.ReportMetric(middleOf(read), "read-ms")
		b.ReportMetric(middleOf(float32s), "float32-ms")
		b.ReportMetric(middleOf(int8s), "int8-ms")
		b.ReportMetric(middleOf(float32s)/middleOf(read), "float32/read")
		b.ReportMetric(middleOf(float32s)/middleOf(int8s), "float32/int8")
	})
	queries := blas32.General{Rows: 256, Cols: d, Stride: d, Data: tab.vectors.Data[:256*d]}
	for name, t := range map[string]*Table{"float32": tab, "int8": fast} {
		b.Run("256/"+name, func(b *testing.B) {
			for b.Loop() {
				must(t.NearestAll(context.Background(), queries, 10))
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1e3/float64(256*b.N), "ms/query")
		})
	}
}

// BenchmarkInt8 searches 400,000 × 100 normal random numbers, alternately with the float32
// and the int8 rows: single queries, including the rounding of the table, and batches
// without it.
func BenchmarkInt8(b *testing.B) {
	if testing.Short() {
		b.Skip("skipped: -short")
	}
	const v, d = 400_000, 100
	ctx, tab, draw := context.Background(), random(b, v, d), rand.New(rand.NewPCG(1, 2))
	for i := range tab.vectors.Data {
		tab.vectors.Data[i] = float32(draw.NormFloat64())
	}
	singles := func(t *Table, n int) {
		for i := range n {
			must(t.Nearest(linalg.Row(tab.vectors, i), 10))
		}
	}
	var fast *Table
	build := func() { fast = must(tab.WithInt8(ctx)) }
	build()
	singles(tab, 1)
	report := func(b *testing.B, plain, rounded func()) {
		var x, y []float64
		for b.Loop() {
			x, y = append(x, median(1, plain)), append(y, median(1, rounded))
		}
		b.ReportMetric(middleOf(x), "float32-ms")
		b.ReportMetric(middleOf(y), "int8-ms")
		b.ReportMetric(middleOf(x)/middleOf(y), "float32/int8")
	}
	for _, n := range []int{1, 10, 1000} {
		b.Run(fmt.Sprint("built+singles/", n), func(b *testing.B) {
			report(b, func() { singles(tab, n) }, func() { build(); singles(fast, n) })
		})
	}
	for _, n := range []int{1, 4, 8, 16, 32} {
		queries := blas32.General{Rows: n, Cols: d, Stride: d, Data: tab.vectors.Data[:n*d]}
		b.Run(fmt.Sprint("batch/", n), func(b *testing.B) {
			report(b, func() { must(tab.NearestAll(ctx, queries, 10)) },
				func() { must(fast.NearestAll(ctx, queries, 10)) })
		})
	}
	b.Run("building", func(b *testing.B) { report(b, func() { singles(tab, 1) }, build) })
}

// sink keeps the compiler from removing loops whose results are not used.
var sink float32

// readAll reads one number of every cache line.
func readAll(x []float32) {
	var a, b, c, d float32
	for i := 0; i+64 <= len(x); i += 64 {
		a, b, c, d = a+x[i], b+x[i+16], c+x[i+32], d+x[i+48]
	}
	if a+b+c+d == 12345 {
		sink = a
	}
}
