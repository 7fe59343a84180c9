package search

// This file finds the direction that all sentences share. Means of word vectors point
// to a large part in the same direction; without it, cosines differ more (Arora,
// Liang and Ma 2017; Mu and Viswanath 2018).

import (
	"errors"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/mat"

	"github.com/w2vattn/w2vattn/internal/linalg"
)

// maxSample is the largest number of sentences from which the common direction is computed.
// It bounds the time. No measurement of other numbers is recorded.
const maxSample = 4096

// commonDirection returns the unit vector x for which Σ (x·m)² over the sentences is
// largest, where m is the weighted mean of the vectors of a sentence (Arora et al. 2017,
// algorithm 1). It is the first principal component of the vectors m, which are not
// centred. If there are more than maxSample sentences, maxSample of them at equal distances
// are used. The choice depends only on the number of sentences, so an index that was
// extended has the same direction as one that was built at once. The matrix of moments is
// D×D, so the time is O(n·D² + D³). Zero vectors do not matter.
func (ix *Index) commonDirection() ([]float32, error) {
	d, n := ix.view.vectors.Cols, min(maxSample, ix.Len())
	means := blas64.General{Rows: n, Cols: d, Stride: d, Data: make([]float64, n*d)}
	for i := range n {
		s, at := ix.find(int(int64(i) * int64(ix.Len()) / int64(n)))
		ids, ok := s.sentence(at)
		if !ok {
			return nil, errDamaged
		}
		mean := means.Data[i*d : (i+1)*d]
		for _, id := range ids {
			if id < 0 || int(id) >= len(ix.view.row) || ix.view.row[id] < 0 {
				return nil, errDamaged
			}
			row := ix.view.row[id]
			for k, x := range linalg.Row(ix.view.vectors, int(row)) {
				mean[k] += ix.view.tokenWeights[row] * float64(x) / float64(len(ids))
			}
		}
	}
	moments := mat.NewSymDense(d, nil)
	blas64.Syrk(blas.Trans, 1, means, 0, moments.RawSymmetric())
	var e mat.EigenSym
	if size := mat.Norm(moments, 2); size-size != 0 || !e.Factorize(moments, true) { // with NaN, Factorize does not return
		return nil, errors.New("search: the vectors are too large to find their common direction: leave it in")
	}
	var vectors mat.Dense
	e.VectorsTo(&vectors)
	common := make([]float32, d)
	for k := range common {
		common[k] = float32(vectors.At(k, d-1)) // eigenvalues are sorted in ascending order
	}
	return common, nil
}

// removeDirection subtracts from x its component along the unit vector u. If u is nil, x
// does not change.
func removeDirection(x, u []float32) {
	if u == nil {
		return
	}
	along := float32(linalg.Dot(x, u))
	for i := range x {
		x[i] -= float32(along * u[i])
	}
}
