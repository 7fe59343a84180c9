package embed

// This file computes norms when they are first needed, and keeps them: a search
// divides by the norm of every row. For bounds an approximate norm in float32 is
// enough; results use exact ones.

import (
	"context"
	"math"
	"sync/atomic"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/simd"
)

// norms holds the Euclidean norms of the V rows of a table, each computed when
// it is first needed. It is safe for concurrent use: goroutines that compute
// the same norms at once store the same numbers.
type norms struct {
	// approximate holds norms whose squares are summed in float32. The first search over
	// the whole table computes them while the rows are in the processor's cache; later
	// searches reuse them.
	approximate atomic.Pointer[[]float64]
	// exact holds norms whose squares are summed in float64. Multiply uses them.
	exact atomic.Pointer[[]float64]
}

// load returns the approximate norms and true, if they are known. Otherwise it
// returns a slice of the given length for the caller to fill in, and false.
func (n *norms) load(limit int) ([]float64, bool) {
	if all := n.approximate.Load(); all != nil {
		return *all, true
	}
	return make([]float64, limit), false
}

// approximateNorm returns ‖x‖ with a relative error of at most
// approximateNormError(len(x)). It falls back to float64 where the sum of
// squares in float32 may overflow or lose digits.
func (m *multiplier) approximateNorm(x []float32) float64 {
	square := float64(m.dot(x, x))
	if square > 1e-30 && square < math.MaxFloat32 {
		return math.Sqrt(square)
	}
	return linalg.Norm(x)
}

// approximateNormError returns a bound on the relative error of
// approximateNorm for vectors of length d. All summands of x·x are positive,
// and each of its d/16+5 roundings contributes at most 2⁻²⁴. The square root
// halves the error; the bound does not use that.
func approximateNormError(d int) float64 { return float64(d/16+6) * 0x1p-24 }

// exactNorms returns the norms of all rows, summed in float64. It computes
// them on the first call. The error is that of ctx or of a mapped file.
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

// A multiplier computes dot products one by one without allocating. The kernel
// is called through a function pointer, so that a local variable for its
// result would escape to the heap.
type multiplier struct{ product [1]float32 }

// dot returns x·y. The order of summation is that of the kernel Dots of
// internal/simd, the same on all machines.
func (m *multiplier) dot(x, y []float32) float32 {
	simd.Best().Dots(m.product[:], x, y, len(x))
	return m.product[0]
}

// dot returns x·y for callers without a multiplier; it allocates one.
func dot(x, y []float32) float32 { return new(multiplier).dot(x, y) }
