package word2vec

import "testing"

// TestAssign checks that a worker with less other work computes the coefficients of more
// blocks, and that a worker with a small share does not get many blocks in a row.
func TestAssign(t *testing.T) {
	for _, test := range []struct {
		load []float64
		cost float64
		want ownerTable
	}{
		{[]float64{7}, .8, ownerTable{}},
		{[]float64{3, 4}, .8, ownerTable{}}, // 3.8 and 4
		{[]float64{2, 2}, .8, ownerTable{0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1}},
		{[]float64{3, 3.4}, .8, ownerTable{0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0}}, // 3.6 and 3.6
		{[]float64{2, 1, 2, 2}, .8, ownerTable{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}},
	} {
		load := append([]float64(nil), test.load...)
		if got := assign(load, test.cost); got != test.want {
			t.Errorf("load %v: got %v, want %v", test.load, got, test.want)
		}
	}
}
