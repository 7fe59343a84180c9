package attention

// This file has the scores with parameters, which are trained with the vectors:
// bilinear (Luong et al. 2015) and additive (Bahdanau et al. 2015). They can compare
// a query and a key of different lengths.

import (
	"fmt"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
)

// A Scorer compares queries with keys. It is a [Score], which has no parameters, or a
// *[Bilinear] or an *[Additive] score, whose parameters can be trained.
type Scorer interface {
	// String names the score.
	String() string
	// AppendParameters appends the parameters, not copies of them. Gradients.Parameters
	// has their gradients in the same order.
	AppendParameters(dst [][]float32) [][]float32

	// fits reports whether queries and keys of these lengths can be compared.
	fits(query, key int) bool
	// scoresTo writes the score of each key to dst. It may use scratch.
	scoresTo(dst, query []float32, keys blas32.General, scratch *[]float32)
	// pullBack adds the gradients with respect to query, keys and parameters to g.
	// scores has the gradients with respect to the scores; it is not called if all weights
	// are 0.
	pullBack(g *Gradients, scores, query []float32, keys blas32.General)
}

// orDot returns s, or Dot if s is nil.
func orDot(s Scorer) Scorer {
	if s == nil {
		return Dot
	}
	return s
}

// checkShapes panics if the shapes of query, keys and values do not match.
func checkShapes(s Scorer, query int, keys, values blas32.General) {
	if !s.fits(query, keys.Cols) || keys.Rows != values.Rows {
		panic(fmt.Sprintf("attention: shapes do not match: score %s, query of length %d, keys %d×%d, values %d×%d",
			s, query, keys.Rows, keys.Cols, values.Rows, values.Cols))
	}
}

// A Bilinear score is a bilinear form of query and key with the matrix W as its parameters.
// Luong et al. (2015, arXiv:1508.04025) call this score "general":
//
//	s = qᵀ W k
//
// With the identity as W it is the dot product. Query and key may have different
// lengths.
type Bilinear struct {
	W blas32.General // (length of a query)×(length of a key)
}

// String returns "bilinear".
func (b *Bilinear) String() string { return "bilinear" }

// AppendParameters appends W.
func (b *Bilinear) AppendParameters(dst [][]float32) [][]float32 { return append(dst, b.W.Data) }

// fits reports whether W has the shape for the lengths.
func (b *Bilinear) fits(query, key int) bool { return query == b.W.Rows && key == b.W.Cols }

// scoresTo computes qᵀ W once and multiplies it with each key.
func (b *Bilinear) scoresTo(dst, query []float32, keys blas32.General, scratch *[]float32) {
	*scratch = resized(*scratch, b.W.Cols)
	weightedSum(*scratch, query, b.W)
	for i := range dst {
		dst[i] = float32(dot(*scratch, linalg.Row(keys, i)))
	}
}

// pullBack adds the gradients: ∂s/∂q = W k, ∂s/∂k = Wᵀ q, ∂s/∂W = q kᵀ.
func (b *Bilinear) pullBack(g *Gradients, scores, query []float32, keys blas32.General) {
	for i, ds := range scores {
		if ds == 0 {
			continue
		}
		key, gKey := linalg.Row(keys, i), linalg.Row(g.Keys, i)
		for a, q := range query {
			w := linalg.Row(b.W, a)
			g.Query[a] += float32(ds * float32(dot(w, key)))
			axpy(gKey, ds*q, w)
			axpy(g.Parameters[0][a*b.W.Stride:a*b.W.Stride+len(key)], ds*q, key)
		}
	}
}

// An Additive score is a network with one hidden layer of H units (Bahdanau et al. 2015,
// arXiv:1409.0473):
//
//	s = v · tanh(Q q + K k)
//
// Query and key may have different lengths.
type Additive struct {
	Q blas32.General // H×(length of a query)
	K blas32.General // H×(length of a key)
	V []float32      // H
}

// String returns "additive".
func (a *Additive) String() string { return "additive" }

// AppendParameters appends Q, K and V.
func (a *Additive) AppendParameters(dst [][]float32) [][]float32 {
	return append(dst, a.Q.Data, a.K.Data, a.V)
}

// fits reports whether Q, K and V have shapes for the lengths.
func (a *Additive) fits(query, key int) bool {
	return query == a.Q.Cols && key == a.K.Cols && a.Q.Rows == len(a.V) && a.K.Rows == len(a.V)
}

// scoresTo computes Q q once and adds K k for each key.
func (a *Additive) scoresTo(dst, query []float32, keys blas32.General, scratch *[]float32) {
	projected := a.projectQuery(query, scratch)
	for i := range dst {
		var s float64
		for h, v := range a.V {
			s += float64(float64(v) * hiddenUnit(projected[h], linalg.Row(a.K, h), linalg.Row(keys, i)))
		}
		dst[i] = float32(s)
	}
}

// projectQuery returns Q q, in scratch.
func (a *Additive) projectQuery(query []float32, scratch *[]float32) []float32 {
	*scratch = resized(*scratch, len(a.V))
	for h := range *scratch {
		(*scratch)[h] = float32(dot(linalg.Row(a.Q, h), query))
	}
	return *scratch
}

// pullBack adds the gradients. With u = tanh(Q q + K k) and e = v ⊙ (1 − u²) they are
// ∂s/∂v = u, ∂s/∂q = Qᵀ e, ∂s/∂k = Kᵀ e, ∂s/∂Q = e qᵀ and ∂s/∂K = e kᵀ.
func (a *Additive) pullBack(g *Gradients, scores, query []float32, keys blas32.General) {
	projected := a.projectQuery(query, &g.scratch)
	gQ := blas32.General{Cols: a.Q.Cols, Stride: a.Q.Stride, Data: g.Parameters[0]}
	gK := blas32.General{Cols: a.K.Cols, Stride: a.K.Stride, Data: g.Parameters[1]}
	for i, ds := range scores {
		if ds == 0 {
			continue
		}
		key, gKey := linalg.Row(keys, i), linalg.Row(g.Keys, i)
		for h, v := range a.V {
			u := hiddenUnit(projected[h], linalg.Row(a.K, h), key)
			e := ds * v * float32(1-float64(u*u))
			g.Parameters[2][h] += float32(ds * float32(u))
			axpy(g.Query, e, linalg.Row(a.Q, h))
			axpy(gKey, e, linalg.Row(a.K, h))
			axpy(linalg.Row(gQ, h), e, query)
			axpy(linalg.Row(gK, h), e, key)
		}
	}
}
