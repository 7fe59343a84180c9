package lexvec

import (
	"math"
	"testing"

	"github.com/w2vattn/w2vattn/corpus/cooccur"
	"github.com/w2vattn/w2vattn/vocab"
)

// testMatrix returns the co-occurrences of four words, of which the last has none.
func testMatrix(t *testing.T) *cooccur.Matrix {
	t.Helper()
	m, err := cooccur.Collect(func(yield func(cooccur.Row, error) bool) {
		_ = yield(cooccur.Row{Word: 0, Columns: []vocab.ID{0, 1, 2}, Weights: []float64{2, 9, .5}}, nil) &&
			yield(cooccur.Row{Word: 1, Columns: []vocab.ID{0}, Weights: []float64{9}}, nil) &&
			yield(cooccur.Row{Word: 2, Columns: []vocab.ID{0}, Weights: []float64{.5}}, nil)
	}, 4)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestAssociations computes the association of all pairs from the definition.
func TestAssociations(t *testing.T) {
	m := testMatrix(t)
	sum := []float64{11.5, 9, .5, 0} // of rows, and of columns
	const total = 21
	c := Default()
	for _, c.Association = range Associations() {
		for _, c.Smooth = range []float64{1, .75} {
			smoothed := 0.
			for _, x := range sum[:3] {
				smoothed += math.Pow(x, c.Smooth)
			}
			table := newTargets(m, c)
			for w := range vocab.ID(4) {
				for k := range vocab.ID(4) {
					x := m.Weight(w, k)
					pmi := math.Log(x * smoothed / (sum[w] * math.Pow(sum[k], c.Smooth)))
					want := map[string]float64{PPMI: math.Max(0, pmi), PMI: pmi, LogCo: math.Log(1 + x), Co: x,
						NPMI: math.Max(-1, math.Min(1, pmi/-math.Log(x/total)))}[c.Association]
					if x == 0 {
						want = map[string]float64{NPMI: -1}[c.Association]
					}
					if got := table.of(w, k); math.Abs(float64(got)-want) > 1e-6*math.Max(1, want) {
						t.Errorf("%s, exponent %v: %d, %d: %v, want %v", c.Association, c.Smooth, w, k, got, want)
					}
				}
			}
		}
	}
}

// TestExtremes: associations of any co-occurrences are finite.
func TestExtremes(t *testing.T) {
	c := Default()
	for _, c.Association = range Associations() {
		for _, x := range []float64{math.SmallestNonzeroFloat64, 1, math.MaxFloat64 / 4} {
			m, err := cooccur.Collect(func(yield func(cooccur.Row, error) bool) {
				_ = yield(cooccur.Row{Word: 0, Columns: []vocab.ID{0}, Weights: []float64{x}}, nil)
			}, 1)
			if err != nil {
				t.Fatal(err)
			}
			if y := newTargets(m, c).of(0, 0); y-y != 0 || y > maxTarget {
				t.Errorf("%s of %v is %v", c.Association, x, y)
			}
		}
	}
	if npmi(cell{x: 1, pmi: -50, total: 2}) != -1 || npmi(cell{x: 1, pmi: 50, total: 2}) != 1 {
		t.Error("npmi is not limited")
	}
}

// TestTargets compares the table of a larger matrix with the matrix, word by word.
func TestTargets(t *testing.T) {
	const words = 300
	m, err := cooccur.Collect(func(yield func(cooccur.Row, error) bool) {
		for w := range vocab.ID(words) {
			row := cooccur.Row{Word: w}
			for k := w % 7; k < words; k += 1 + w%5 {
				row.Columns, row.Weights = append(row.Columns, k), append(row.Weights, float64(1+(w*k)%11))
			}
			if !yield(row, nil) {
				return
			}
		}
	}, words)
	if err != nil {
		t.Fatal(err)
	}
	c := Default()
	c.Association = Co
	table := newTargets(m, c)
	for w := range vocab.ID(words) {
		for k := range vocab.ID(words) {
			if got, want := table.of(w, k), float32(m.Weight(w, k)); got != want {
				t.Fatalf("%d, %d: %v, want %v", w, k, got, want)
			}
		}
	}
	if other := newTargets(testMatrix(t), c); other.sum == table.sum {
		t.Error("different matrices have the same checksum")
	}
}
