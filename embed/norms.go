package embed

import (
	"math"
	"sync/atomic"

	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// norms are the Euclidean lengths of a table's rows. The first search computes
// them while the rows are in the cache anyway, and later ones need not.
type norms struct{ all atomic.Pointer[[]float64] }

// known returns the lengths, nil as long as no search has been over all rows.
func (n *norms) known() []float64 {
	if all := n.all.Load(); all != nil {
		return *all
	}
	return nil
}

// norm returns √(x·x). The product is that of simd; where float32 cannot hold
// it, or loses digits, it is summed in float64.
func norm(x []float32) float64 {
	square := float64(dot(x, x))
	if square > 1e-30 && square < math.MaxFloat32 {
		return math.Sqrt(square)
	}
	square = 0
	for _, v := range x {
		square += float64(v) * float64(v)
	}
	return math.Sqrt(square)
}

// norm returns the length of a word's vector.
func (t *Table) norm(id vocab.ID) float64 {
	if all := t.norms.known(); all != nil {
		return all[id]
	}
	return norm(t.Row(id))
}

// lengths returns the lengths of all rows.
func (t *Table) lengths() []float64 {
	if all := t.norms.known(); all != nil {
		return all
	}
	all := make([]float64, t.Len())
	if t.inParts(t.Len(), func(_, begin, end int) {
		for i := begin; i < end; i++ {
			all[i] = norm(rowOf(t.vectors, i))
		}
	}) == nil {
		t.norms.all.Store(&all)
	}
	return all
}

// dot returns x·y, summed as simd says.
func dot(x, y []float32) float32 {
	var d [1]float32
	simd.Best().Dots(d[:], x, y, len(x))
	return d[0]
}
