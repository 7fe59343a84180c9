package linalg

import (
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
)

func TestRow(t *testing.T) {
	m := blas32.General{Rows: 2, Cols: 2, Stride: 3, Data: []float32{1, 2, -1, 3, 4}}
	for i, want := range [][]float32{{1, 2}, {3, 4}} {
		if got := Row(m, i); !slices.Equal(got, want) || cap(got) != 2 {
			t.Errorf("row %d: %v of capacity %d, want %v", i, got, cap(got), want)
		}
	}
	Row(m, 1)[0] = 5
	if m.Data[3] != 5 {
		t.Error("a row is not the memory of its matrix")
	}
	if got := Row(blas32.General{Rows: 2, Stride: 1}, 1); got != nil {
		t.Errorf("without columns: %v", got)
	}
}

func TestRows(t *testing.T) {
	m := blas32.General{Rows: 2, Cols: 1, Stride: 2, Data: []float32{1, -1, 2}}
	if got := Rows(m); len(got) != 2 || got[0][0] != 1 || got[1][0] != 2 {
		t.Errorf("got %v", got)
	}
	if got := Rows(blas32.General{}); len(got) != 0 {
		t.Errorf("without rows: %v", got)
	}
}
