package simd

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// BenchmarkBlock trains on one block at dimension 100, with a vocabulary of 1,000 words
// that fits into the cache.
func BenchmarkBlock(b *testing.B) {
	for _, shape := range []struct{ rows, shared int }{{16, 16}, {16, 24}, {8, 16}} {
		for _, k := range Available() {
			r := rand.New(rand.NewPCG(1, 2))
			s := newScene(b, r, shape.rows, shape.shared, 100, 0)
			p, c := s.plan, &s.columns
			c.Ahead = p.Target[:p.Rows]
			h, m := make([]float32, p.Rows*c.Width), make([]float32, p.ScratchSize(c.Width))
			g, part := make([]uint16, p.CoefficientsSize()), make([]int32, p.PartSize())
			parts, loss := [][]int32{part}, make([]float64, 32)
			p.SetRate(1e-6, 5)
			steps := []struct {
				name string
				do   func(t int)
			}{
				{"score", func(t int) { k.Score(p, t, c, h, m, part) }},
				{"coefficients", func(t int) { k.Coefficients(p, t, parts, g, loss) }},
				{"apply", func(t int) { k.Apply(p, t, c, h, g, m) }},
			}
			for _, step := range steps {
				b.Run(fmt.Sprintf("%dx%d/%s/%s", shape.rows, shape.shared, step.name, k.Name), func(b *testing.B) {
					b.ReportAllocs()
					for i := range b.N {
						step.do(i % s.blocks)
					}
				})
			}
		}
	}
}

func BenchmarkDots(b *testing.B) {
	for _, k := range Available() {
		b.Run(k.Name, func(b *testing.B) {
			x, m, dst := make([]float32, 100), make([]float32, 256*100), make([]float32, 256)
			for b.Loop() {
				k.Dots(dst, x, m, 100)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/256, "ns/row")
		})
	}
}

func BenchmarkEstimates(b *testing.B) {
	for _, k := range Available() {
		b.Run(k.Name, func(b *testing.B) {
			x, m, dst := make([]float32, 600), make([]float32, 20*300), make([]float32, 40)
			for b.Loop() {
				k.Estimates(dst[:20], dst[20:], x[:300], x[300:], m, 300)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/40, "ns/row")
		})
	}
}

func BenchmarkDotBytes(b *testing.B) {
	for _, k := range Available() {
		b.Run(k.Name, func(b *testing.B) {
			x, m, dst := make([]int16, 304), make([]int8, 64*304), make([]int32, 64)
			for b.Loop() {
				k.DotBytes(dst, x, m)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/64, "ns/row")
		})
	}
}

func BenchmarkMix(b *testing.B) {
	for _, k := range Available() {
		b.Run(k.Name, func(b *testing.B) {
			dst, weights, m := make([]float32, 100), make([]float32, 20), make([]float32, 20*100)
			for i := range weights {
				weights[i] = .05
			}
			for b.Loop() {
				k.Mix(dst, weights, m, 100)
			}
		})
	}
}

// BenchmarkTile multiplies six rows of 128 numbers with 16 columns.
func BenchmarkTile(b *testing.B) {
	for _, k := range Available() {
		b.Run(k.Name, func(b *testing.B) {
			dst, rows, panel := make([]float32, TileRows*TileColumns), make([]float32, TileRows*128), make([]float32,
				128*TileColumns)
			for b.Loop() {
				k.Tile(dst, TileColumns, rows, 128, panel)
			}
			b.ReportMetric(2*TileRows*TileColumns*128*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gflop/s")
		})
	}
}
