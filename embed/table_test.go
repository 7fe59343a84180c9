package embed_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// table returns a table of words and their vectors, all of one length.
func table(t testing.TB, words []string, vectors ...[]float32) *embed.Table {
	t.Helper()
	v, err := vocab.New(words, nil)
	if err != nil {
		t.Fatal(err)
	}
	tab, err := embed.New(v, matrix(vectors...))
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func matrix(rows ...[]float32) blas32.General {
	d := len(rows[0])
	return blas32.General{Rows: len(rows), Cols: d, Stride: d, Data: slices.Concat(rows...)}
}

func TestVectorAndGather(t *testing.T) {
	tab := table(t, []string{"cat", "책"}, []float32{1, 2}, []float32{3, 4})
	if v, err := tab.Vector("책"); err != nil || !slices.Equal(v, []float32{3, 4}) {
		t.Errorf("got %v, %v", v, err)
	}
	var unknown *embed.UnknownWordError
	if _, err := tab.Vector("dog"); !errors.As(err, &unknown) || unknown.Words[0] != "dog" {
		t.Errorf("got %v", err)
	}
	m, known, _ := tab.Gather([]string{"책", "dog", "cat", "책"})
	if want := []float32{
		3,
		4,
		0,
		0,
		1,
		2,
		3,
		4,
	}; !slices.Equal(m.Data, want) ||
		!slices.Equal(known, []bool{true, false, true, true}) {
		t.Errorf("got %v, %v", m.Data, known)
	}
	m.Data[0] = 9
	if tab.Row(1)[0] != 3 {
		t.Error("writing to what Gather returned changed the table")
	}
	if empty, known, _ := tab.Gather(nil); empty.Rows != 0 || len(known) != 0 {
		t.Error("no tokens do not give an empty matrix")
	}
}

func TestNewChecks(t *testing.T) {
	v, _ := vocab.New([]string{"a", "b"}, nil)
	for _, m := range []blas32.General{
		{Rows: 1, Cols: 2, Stride: 2, Data: make([]float32, 2)},
		{Rows: 2, Cols: 2, Stride: 2, Data: make([]float32, 3)},
		{Rows: 2, Cols: 2, Stride: 1, Data: make([]float32, 9)},
		{Rows: 2, Cols: 0, Stride: 0},
	} {
		if _, err := embed.New(v, m); err == nil {
			t.Errorf("%+v makes a table", m)
		}
	}
}

func TestSimilar(t *testing.T) {
	tab := table(t, []string{"cat", "zero", "kitten", "same", "not", "dog"},
		[]float32{1, 0}, []float32{0, 0}, []float32{2, 1}, []float32{3, 0}, []float32{-1, 0}, []float32{4, 2})
	got := must(tab.Similar("cat", 9))
	// kitten and dog have the same direction: the lower id comes first.
	want := []embed.Neighbour{{ID: 3, Word: "same", Cosine: 1}, {ID: 2, Word: "kitten", Cosine: 0.8944271909999159},
		{ID: 5, Word: "dog", Cosine: 0.8944271909999159}, {ID: 1, Word: "zero"}, {ID: 4, Word: "not", Cosine: -1}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if n := must(tab.Similar("cat", 1)); len(n) != 1 || n[0].Word != "same" {
		t.Errorf("got %v", n)
	}
	var unknown *embed.UnknownWordError
	if near, err := tab.Similar("cow", 3); near != nil || !errors.As(err, &unknown) {
		t.Errorf("near an unknown word: %v, %v", near, err)
	}
	if len(must(tab.Similar("cat", 0))) != 0 || len(must(tab.Similar("cat", -1))) != 0 {
		t.Error("a search for no words found some")
	}
	for _, n := range must(tab.Similar("zero", 9)) {
		if n.Cosine != 0 {
			t.Errorf("the zero vector has cosine %v with %s", n.Cosine, n.Word)
		}
	}
}

func TestNoNumberIsNearNothing(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	tab := table(
		t,
		[]string{"a", "nan", "inf", "b"},
		[]float32{1, 1},
		[]float32{nan, 1},
		[]float32{inf, 1},
		[]float32{1, 0},
	)
	if got := must(tab.Similar("a", 9)); len(got) != 1 || got[0].Word != "b" {
		t.Errorf("got %v", got)
	}
	if got := must(tab.Similar("nan", 9)); len(got) != 0 {
		t.Errorf("near a NaN: %v", got)
	}
}

// TestNearestIsBruteForce compares with sorting all cosines in float64.
func TestNearestIsBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.IntRange(1, 9).Draw(t, "d")
		v := rapid.IntRange(1, 30).Draw(t, "v")
		number := rapid.Map(rapid.IntRange(-4000, 4000), func(n int) float32 { return float32(n) / 1000 })
		words := make([]string, v)
		data := make([]float32, 0, v*d)
		for i := range words {
			words[i] = fmt.Sprint("w", i)
			data = append(data, rapid.SliceOfN(number, d, d).Draw(t, "row")...)
		}
		voc, _ := vocab.New(words, nil)
		tab, err := embed.New(voc, blas32.General{Rows: v, Cols: d, Stride: d, Data: data})
		if err != nil {
			t.Fatal(err)
		}
		query := rapid.SliceOfN(number, d, d).Draw(t, "query")
		n := rapid.IntRange(0, v+2).Draw(t, "n")
		got := must(tab.Nearest(query, n))
		want := bruteForce(tab, query)
		if len(got) != min(n, v) {
			t.Fatalf("%d neighbours, want %d", len(got), min(n, v))
		}
		for i, g := range got {
			// Rounding may exchange words whose cosines are nearly equal.
			if math.Abs(g.Cosine-want[i]) > 1e-5 {
				t.Fatalf("neighbour %d has cosine %v, want %v", i, g.Cosine, want[i])
			}
			if i > 0 && (got[i-1].Cosine < g.Cosine || got[i-1].Cosine == g.Cosine && got[i-1].ID > g.ID) {
				t.Fatalf("out of order: %v", got)
			}
		}
	})
}

// bruteForce returns all cosines with query, the largest first.
func bruteForce(tab *embed.Table, query []float32) []float64 {
	var all []float64
	for i := range tab.Len() {
		var ab, aa, bb float64
		for d, x := range tab.Row(vocab.ID(i)) {
			ab += float64(x) * float64(query[d])
			aa += float64(x) * float64(x)
			bb += float64(query[d]) * float64(query[d])
		}
		cosine := 0.0
		if aa != 0 && bb != 0 {
			cosine = ab / math.Sqrt(aa) / math.Sqrt(bb)
		}
		all = append(all, cosine)
	}
	slices.SortFunc(all, func(a, b float64) int { return cmp.Compare(b, a) })
	return all
}

// TestSimilarAsGensim checks that words and cosines are those of gensim.
func TestSimilarAsGensim(t *testing.T) {
	tab, err := embed.Open("testdata/normal.bin")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("testdata/normal-similar.json")
	if err != nil {
		t.Fatal(err)
	}
	var want map[string][][2]any
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	if len(want) != tab.Len() {
		t.Fatalf("%d words, want %d", tab.Len(), len(want))
	}
	for word, neighbours := range want {
		for i, n := range must(tab.Similar(word, len(neighbours))) {
			if n.Word != neighbours[i][0] || math.Abs(n.Cosine-neighbours[i][1].(float64)) > 1e-6 {
				t.Errorf("neighbour %d of %s: got %v, want %v", i, word, n, neighbours[i])
			}
		}
	}
}

func TestNearestPanicsOnShape(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	table(t, []string{"a"}, []float32{1, 2}).Nearest([]float32{1}, 1)
}

func BenchmarkNearest(b *testing.B) {
	const v, d = 75_000, 100
	words, data := make([]string, v), make([]float32, v*d)
	for i := range words {
		words[i] = fmt.Sprint("w", i)
	}
	for i := range data {
		data[i] = float32(math.Sin(float64(i)))
	}
	voc, _ := vocab.New(words, nil)
	tab, err := embed.New(voc, blas32.General{Rows: v, Cols: d, Stride: d, Data: data})
	if err != nil {
		b.Fatal(err)
	}
	must(tab.Similar("w0", 10))
	b.SetBytes(4 * v * d)
	for b.Loop() {
		must(tab.Similar("w7", 10))
	}
}
