package embed

import (
	"context"
	"math"
	"sync/atomic"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/simd"
)

// norms are the Euclidean lengths of a table's rows.
type norms struct {
	// approximate are those that simd gives. The first search computes them while the
	// rows are in the cache anyway, and later ones need not.
	approximate atomic.Pointer[[]float64]
	exact atomic.Pointer[[]float64]
}

// load returns the quick lengths, or room for the first so many of them and
// false.
func (n *norms) load(among int) ([]float64, bool) {
	if all := n.approximate.Load(); all != nil {
		return *all, true
	}
	return make([]float64, among), false
}

// approximateNorm returns ‖x‖ to within a share of quickError(len(x)).
func (m *multiplier) approximateNorm(x []float32) float64 {
	square := float64(m.dot(x, x))
	if square > 1e-30 && square < math.MaxFloat32 {
		return math.Sqrt(square)
	}
	return linalg.Norm(x)
}

// approximateNormError bounds the relative error of quickNorm. All summands of x·x are
// positive, and each of its d/16+5 roundings adds at most 2⁻²⁴; the root halves
// that, which is left as a reserve.
func approximateNormError(d int) float64 { return float64(d/16+6) * 0x1p-24 }

// exactNorms returns the exactNorms of all rows.
func (t *Table) exactNorms(ctx context.Context) ([]float64, error) {
	if all := t.norms.exact.Load(); all != nil {
		return *all, nil
	}
	all := make([]float64, t.Len())
	err := t.inParts(ctx, t.Len(), func(_, begin, end int) {
		for i := begin; i < end; i++ {
			all[i] = linalg.Norm(linalg.Row(t.vectors, i))
		}
	})
	if err != nil {
		return nil, err
	}
	t.norms.exact.Store(&all)
	return all, nil
}

// A multiplier computes products one by one. It has the place for them: a kernel
// is called through a pointer, so that its results would each be allocated.
type multiplier struct{ product [1]float32 }

// dot returns x·y, summed as simd says.
func (m *multiplier) dot(x, y []float32) float32 {
	simd.Best().Dots(m.product[:], x, y, len(x))
	return m.product[0]
}

// dot is that of a multiplier for a single product.
func dot(x, y []float32) float32 { return new(multiplier).dot(x, y) }
