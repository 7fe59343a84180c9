package linalg

// This file gives rows of gonum's matrices as slices.

import "gonum.org/v1/gonum/blas/blas32"

// Row returns row i of m, in the memory of m; append copies it. A matrix without columns
// may have no stride and no data: its rows are nil. It panics if i is not a row of m.
func Row(m blas32.General, i int) []float32 {
	if m.Cols == 0 {
		return nil
	}
	begin := i * m.Stride
	return m.Data[begin : begin+m.Cols : begin+m.Cols]
}

// Rows returns all rows of m, each as Row returns it.
func Rows(m blas32.General) [][]float32 {
	rows := make([][]float32, m.Rows)
	for i := range rows {
		rows[i] = Row(m, i)
	}
	return rows
}
