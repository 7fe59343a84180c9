package lexvec

// This file has the update. With e = w·c − y for the association y, a pair has the
// loss ½ e², and w −= α e c, c −= α e w.

import (
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/internal/splitmix"
)

// A matrix holds rows of D numbers, padded by zeros to a multiple of 16, as kernels require.
type matrix struct {
	data    []float32
	stride  int
	dim     int       // D
	squares []float32 // squared length of each row, within rounding
}

// stride returns the length of a row.
func stride(dim int) int { return (dim + 15) &^ 15 }

// newMatrix returns initial rows: numbers uniform in (−½, ½)/D, each a hash of the key and its
// position.
func newMatrix(rows, dim int, key uint64) matrix {
	m := matrix{simd.Alloc(rows * stride(dim)), stride(dim), dim, make([]float32, rows)}
	for i := range rows {
		row := m.row(i)
		for d := range dim {
			h := splitmix.Next(key + uint64(i)<<20 + uint64(d))
			row[d] = (float32((float32(h>>41)+0.5)/(1<<23)) - 0.5) / float32(dim)
		}
	}
	return m
}

// row returns a row with its padding.
func (m matrix) row(i int) []float32 { return m.data[i*m.stride:][:m.stride:m.stride] }

// A pair is a word, the row of a context, and their association.
type pair struct {
	word, context int32
	y             float32
}

// pairBytes is the size of a pair.
const pairBytes = 4 + 4 + 4

// maxNorm is the sum of the squared lengths of two vectors from which on they are not changed.
const maxNorm = 1e30

// A model is the vectors in training. Goroutines may update different rows at the same time.
type model struct {
	words, contexts matrix
	kernels         *simd.Kernels
}

// An updater trains on pairs. It belongs to one goroutine.
type updater struct {
	model
	copied            []float32 // scratch: the vector of a word
	product, gradient [1]float32
}

// updater returns a new updater.
func (m model) updater() *updater { return &updater{model: m, copied: make([]float32, m.words.stride)} }

// update makes the step for a pair with the learning rate α and returns its loss before the
// step, ½(w·c − y)². The derivative of the loss by w is e·c and that by c is e·w, with the
// error e = w·c − y:
//
//	w −= η·e·c,  c −= η·e·w,  η = min(α, 1/N),  N = |w|² + |c|²
//
// each with the numbers before the step, and every operation is rounded. The limit 1/N is reached
// only by vectors longer than usual ones: with α = .025 from N = 40 on. With it, a step increases
// N by at most 4·α·y², so vectors cannot grow without bound. From maxNorm on they are not changed.
// Therefore no number becomes infinite or NaN.
func (u *updater) update(p pair, alpha float32) float64 {
	w, c := u.words.row(int(p.word)), u.contexts.row(int(p.context))
	u.kernels.Dots(u.product[:], w, c, len(c))
	squareW, squareC := &u.words.squares[p.word], &u.contexts.squares[p.context]
	s := u.product[0]
	e, n := s-p.y, *squareW+*squareC
	if n < maxNorm {
		rate := alpha
		if float32(n*alpha) > 1 {
			rate = 1 / n
		}
		g := -float32(rate * e)
		u.gradient[0] = g
		copy(u.copied, w)
		u.kernels.Mix(w, u.gradient[:], c, len(c))
		u.kernels.Mix(c, u.gradient[:], u.copied, len(c))
		newW := *squareW + float32(g*(2*s+float32(g**squareC)))
		newC := *squareC + float32(g*(2*s+float32(g**squareW)))
		*squareW, *squareC = u.square(newW, *squareW, w), u.square(newC, *squareC, c)
	}
	return float64(0.5 * float64(e) * float64(e))
}

// square returns the squared length of a row after a step, given what it is by the formula and
// what it was before. It is computed from the row where the formula has lost digits.
func (u *updater) square(now, before float32, row []float32) float32 {
	if now > before/4 {
		return now
	}
	u.kernels.Dots(u.product[:], row, row, len(row))
	return u.product[0]
}

// measure sets the squared lengths of the rows from one index to another.
func (m matrix) measure(kernels *simd.Kernels, from, to int) {
	for i := from; i < to; i++ {
		row := m.row(i)
		kernels.Dots(m.squares[i:i+1], row, row, len(row))
	}
}

// prefetchPairs is the number of pairs whose rows are requested into the cache at once, ahead of
// their turn.
const prefetchPairs = 8

// prefetch requests the rows of at most prefetchPairs pairs into the cache.
func (u *updater) prefetch(pairs []pair) {
	var words, contexts [prefetchPairs]int32
	for i, p := range pairs {
		words[i], contexts[i] = p.word, p.context
	}
	u.kernels.Prefetch(u.words.data, u.words.stride, u.words.stride, words[:len(pairs)])
	u.kernels.Prefetch(u.contexts.data, u.contexts.stride, u.contexts.stride, contexts[:len(pairs)])
}

// train trains on pairs, in their order, and returns the sum of the losses.
func (u *updater) train(pairs []pair, alpha float32) float64 {
	sum := 0.
	for begin := 0; begin < len(pairs); begin += prefetchPairs {
		end := min(begin+prefetchPairs, len(pairs))
		u.prefetch(pairs[end:min(end+prefetchPairs, len(pairs))])
		for _, p := range pairs[begin:end] {
			sum += u.update(p, alpha)
		}
	}
	return sum
}
