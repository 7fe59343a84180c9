package attention

// This file is the interface for programs that have vectors as slices, without a
// matrix type. It copies the vectors.

import (
	"fmt"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
)

// AttendSlices is [Attend] for slices: a query of length D, m keys of length D and m values of
// length E, which may differ from D. It returns the m weights, which sum to 1, and the context
// vector Σ wᵢ vᵢ. It copies keys and values. If you have many queries for the same keys and
// values, copy the keys and values to matrices once and use Attend. AttendSlices panics if the
// keys, or the values, do not all have the same length.
func AttendSlices(query []float32, keys, values [][]float32, o Options) (weights, context []float32) {
	r := Attend(query, matrixOf("keys", keys, len(query)), matrixOf("values", values, 0), o)
	return r.Weights, r.Context
}

// SelfAttendSlices is [SelfAttend] for slices: n tokens of length D. It returns a row of
// n weights and a context vector for each token.
func SelfAttendSlices(tokens [][]float32, o SelfOptions) (weights, contexts [][]float32) {
	r := SelfAttend(matrixOf("tokens", tokens, 0), o)
	return linalg.Rows(r.Weights), linalg.Rows(r.Context)
}

// matrixOf copies rows of one length to a matrix. Without rows the length is cols.
func matrixOf(name string, rows [][]float32, cols int) blas32.General {
	if len(rows) > 0 {
		cols = len(rows[0])
	}
	m := blas32.General{Rows: len(rows), Cols: cols, Stride: max(1, cols), Data: make([]float32, 0, len(rows)*cols)}
	for i, r := range rows {
		if len(r) != cols {
			panic(fmt.Sprintf("attention: %s of different lengths: number 0 has length %d, number %d has length %d", name,
				cols, i, len(r)))
		}
		m.Data = append(m.Data, r...)
	}
	return m
}
