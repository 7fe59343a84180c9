package lexvec

import (
	"math"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/cooccur"
	"github.com/w2vattn/w2vattn/embed/internal/traintest"
	"github.com/w2vattn/w2vattn/embed/train"
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
					if got := table.of(w, int32(k)); math.Abs(float64(got)-want) > 1e-6*math.Max(1, want) {
						t.Errorf("%s, exponent %v: %d, %d: %v, want %v", c.Association, c.Smooth, w, k, got, want)
					}
				}
			}
		}
	}
}

// TestPositionalAssociation computes associations of a word with another at each offset by hand.
// In two sentences "a b", b is one token after a; nothing else co-occurs.
func TestPositionalAssociation(t *testing.T) {
	c := Default()
	c.Window, c.MinCount, c.Sample, c.Smooth, c.Positional = 2, 1, 0, 1, true
	text := traintest.Encode(t, corpus.Lists{{"a", "b"}, {"a", "b"}, {"a", "c", "c", "c", "b"}}, c)
	started, err := c.Start(text, train.NewOptions())
	if err != nil {
		t.Fatal(err)
	}
	id := func(word string) vocab.ID {
		i, _ := text.Words.ID(word)
		return i
	}
	x := map[[3]string]float64{ // word, context, offset; weights are 1 and ½ for distances 1 and 2
		{"a", "b", "1"}: 2, {"b", "a", "-1"}: 2, {"a", "c", "1"}: 1, {"c", "a", "-1"}: 1, {"a", "c", "2"}: .5,
		{"c", "a", "-2"}: .5, {"c", "c", "1"}: 2, {"c", "c", "-1"}: 2, {"c", "c", "2"}: .5, {"c", "c", "-2"}: .5,
		{"c", "b", "1"}: 1, {"b", "c", "-1"}: 1, {"c", "b", "2"}: .5, {"b", "c", "-2"}: .5,
	}
	rows, columns, total := map[string]float64{}, map[[2]string]float64{}, 0.
	for k, w := range x {
		rows[k[0]] += w
		columns[[2]string{k[1], k[2]}] += w
		total += w
	}
	for _, word := range []string{"a", "b", "c"} {
		for _, context := range []string{"a", "b", "c"} {
			for i, offset := range []string{"-2", "-1", "1", "2"} {
				want, w := 0., x[[3]string{word, context, offset}]
				if w > 0 {
					want = max(0, math.Log(w*total/rows[word]/columns[[2]string{context, offset}]))
				}
				got := started.(*run).epoch.targets.of(id(word), int32(id(context))*4+int32(i))
				if math.Abs(float64(got)-want) > 1e-6 {
					t.Errorf("%s with %s at %s: %v, want %v", word, context, offset, got, want)
				}
			}
		}
	}
}

// TestCounting: co-occurrences are the number of times that an epoch trains on a pair, on average.
func TestCounting(t *testing.T) {
	c := small()
	c.Negative, c.Epochs = 0, 40
	r := start(t, c)
	pairs := 0.
	for epoch := range c.Epochs {
		if _, err := r.Epoch(epoch, going); err != nil {
			t.Fatal(err)
		}
		pairs += float64(r.at.Pairs)
	}
	counted, all := 0., r.text.Words
	k := c.Counting(all)
	for row, err := range cooccur.Count(t.Context(), r.text.IDs, all.Len(), k, cooccur.Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range row.Weights {
			counted += w
		}
	}
	if want := pairs / float64(c.Epochs); k.Draws != maxDraws || math.Abs(counted/want-1) > .02 {
		t.Errorf("%d draws: %.1f pairs, epochs have %.1f", k.Draws, counted, want)
	}
	c.Sample = 0
	if k := c.Counting(all); k.Keep != nil || k.Draws != 0 {
		t.Error("tokens are left out without subsampling")
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
			if got, want := table.of(w, int32(k)), float32(m.Weight(w, k)); got != want {
				t.Fatalf("%d, %d: %v, want %v", w, k, got, want)
			}
		}
	}
	if other := newTargets(testMatrix(t), c); other.sum == table.sum {
		t.Error("different matrices have the same checksum")
	}
}
