package glove

// This file has the update. With diff = w·c + b + d − ln X a record has the loss ½ f
// diff², and each number moves by AdaGrad or by plain gradient descent. Biases are columns of the rows beside a
// column that is 1, so that one kernel computes w·c + b + d as a dot product.

import (
	"math"

	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/internal/splitmix"
	"github.com/w2vattn/w2vattn/vocab"
)

// A record is a co-occurrence as training needs it.
type record struct {
	row, column vocab.ID
	log         float32 // ln X
	weight      float32 // f(X)
}

// recordBytes is the size of a record.
const recordBytes = 16

// newRecord returns the record of a co-occurrence x > 0. Logarithm and weight are rounded to
// float32, because the last digits of float64 functions differ between machines.
func (c Config) newRecord(row, column vocab.ID, x float64) record {
	return record{row, column, float32(math.Log(x)), float32(min(1, math.Pow(x/c.XMax, c.WeightAlpha)))}
}

// A matrix holds a row for each word. A row has S = stride(D) numbers and, with AdaGrad, their S
// accumulators. The numbers are
//
//	of a word:    w_i (D numbers), b_i, 1, zeros
//	of a context: c_j (D numbers), 1, d_j, zeros
//
// so that the product of two rows is w·c + b + d, and biases are updated like any other number.
// The accumulators of the ones are infinite: a step divides by them, so the ones stay as they are.
// After a step of SGD, which has no accumulators, the ones are set again.
type matrix struct {
	data   []float32 // V rows
	width  int       // of a row: 2S, or S with SGD
	stride int       // S
	dim    int       // D
	bias   int       // column of the bias: D or D+1
}

// stride returns the number of columns of a row without accumulators: vector and biases, rounded
// up to a multiple of 16, as kernels require.
func stride(dim int) int { return (dim + 2 + 15) &^ 15 }

// width returns the number of columns of a row with its accumulators, if the solver has any.
func (c Config) width() int {
	if c.Solver == SGD {
		return stride(c.Dim)
	}
	return 2 * stride(c.Dim)
}

// newMatrix returns the initial rows of words, or of contexts: numbers and biases are uniform in
// (−½, ½)/D, each a hash of the seed and its position.
func newMatrix(words int, c Config, contexts bool) matrix {
	m := matrix{width: c.width(), stride: stride(c.Dim), dim: c.Dim, bias: c.Dim}
	key := splitmix.Next(uint64(c.Seed) << 8)
	if contexts {
		m.bias++
		key = splitmix.Next(uint64(c.Seed)<<8 | 1)
	}
	m.data = simd.Alloc(words * m.width)
	for word := range vocab.ID(words) {
		row := m.row(word)
		for d := range c.Dim {
			row[d] = uniform(splitmix.Next(key+uint64(word)<<20+uint64(d))) / float32(c.Dim)
		}
		row[m.bias] = uniform(splitmix.Next(key+uint64(word)<<20+uint64(c.Dim))) / float32(c.Dim)
		row[m.one()] = 1
		if accumulators := row[m.stride:]; len(accumulators) > 0 {
			for i := range accumulators {
				accumulators[i] = 1
			}
			accumulators[m.one()] = float32(math.Inf(1))
		}
	}
	return m
}

// uniform returns a number in (−½, ½) from the upper 23 bits of h.
func uniform(h uint64) float32 { return float32((float32(h>>41)+0.5)/(1<<23)) - 0.5 }

// one returns the column that is 1.
func (m matrix) one() int { return 2*m.dim + 1 - m.bias }

// row returns the row of a word with its accumulators, if there are any.
func (m matrix) row(word vocab.ID) []float32 {
	return m.data[int(word)*m.width:][:m.width:m.width]
}

// An updater trains on records.
type updater struct {
	words, contexts matrix
	rate            float32 // η, with SGD that of the chunk
	kernels         *simd.Kernels
}

// update makes the step for a record and returns its loss before the step, ½·f·diff² with
// diff = w·c + b + d − ln X. The derivatives of the loss by the numbers of w are f·diff·c, and
// those by the numbers of c are f·diff·w; see AdaGrad and SGD of package simd for the step.
func (u *updater) update(r record) float64 {
	w, c := u.words.row(r.row), u.contexts.row(r.column)
	var product [1]float32
	u.kernels.Dots(product[:], w[:u.words.stride], c, u.words.stride)
	diff := product[0] - r.log
	g := r.weight * diff
	if u.words.width > u.words.stride {
		u.kernels.AdaGrad(w, c, g, u.rate)
	} else {
		u.kernels.SGD(w, c, g, u.rate)
		w[u.words.one()], c[u.contexts.one()] = 1, 1
	}
	return float64(0.5 * float64(g) * float64(diff))
}
