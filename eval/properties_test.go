package eval_test

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/eval"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// planeTable returns a table of words whose vectors are in a plane, at the given
// angles from the first axis, in degrees.
func planeTable(t testing.TB, words []string, angles []float64) *embed.Table {
	t.Helper()
	v, err := vocab.New(words, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := blas32.General{Rows: len(words), Cols: 2, Stride: 2}
	for _, a := range angles {
		sin, cos := math.Sincos(a * math.Pi / 180)
		m.Data = append(m.Data, float32(cos), float32(sin))
	}
	table, err := embed.New(v, m)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// numbered returns n words: w0, w1, …
func numbered(n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprint("w", i)
	}
	return words
}

// meanRanks returns the rank of each value by counting: values below it, and half of
// those equal to it.
func meanRanks(x []float64) []float64 {
	ranks := make([]float64, len(x))
	for i, a := range x {
		ranks[i] = .5
		for _, b := range x {
			switch cmp.Compare(b, a) {
			case -1:
				ranks[i]++
			case 0:
				ranks[i] += .5
			}
		}
	}
	return ranks
}

// TestSpearman compares with the correlation of ranks that are found by counting, for any
// scores and with ties in both lists. A monotonic function of the scores changes nothing,
// and the opposite order changes the sign.
func TestSpearman(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(2, 30).Draw(rt, "pairs")
		table := planeTable(t, numbered(n+1), append([]float64{0}, drawAngles(rt, n)...))
		var pairs []eval.Pair
		var scores, cosines []float64
		for i := range n {
			p := eval.Pair{A: "w0", B: fmt.Sprint("w", i+1), Score: float64(rapid.IntRange(0, 6).Draw(rt, "score"))}
			cosine, err := table.Cosine(0, vocab.ID(i+1))
			if err != nil {
				rt.Fatal(err)
			}
			pairs, scores, cosines = append(pairs, p), append(scores, p.Score), append(cosines, cosine)
		}
		spearman := func(change func(float64) float64) float64 {
			changed := slices.Clone(pairs)
			for i := range changed {
				changed[i].Score = change(changed[i].Score)
			}
			c, err := eval.Similarity(table, changed, eval.Default())
			if err != nil || c.Pairs != n || c.Skipped != 0 {
				rt.Fatalf("%+v, %v", c, err)
			}
			return c.Spearman
		}
		want := stat.Correlation(meanRanks(scores), meanRanks(cosines), nil)
		same := func(got, want float64) bool {
			return math.IsNaN(got) && math.IsNaN(want) || math.Abs(got-want) < 1e-12
		}
		if got := spearman(func(x float64) float64 { return x }); !same(got, want) {
			rt.Fatalf("ρ = %v, want %v", got, want)
		}
		if got := spearman(math.Exp); !same(got, want) {
			rt.Fatalf("ρ = %v after exp, want %v", got, want)
		}
		if got := spearman(func(x float64) float64 { return -x }); !same(got, -want) {
			rt.Fatalf("ρ = %v for the opposite order, want %v", got, -want)
		}
	})
}

// drawAngles draws n angles of which many are equal.
func drawAngles(t *rapid.T, n int) []float64 {
	angles := make([]float64, n)
	for i := range angles {
		angles[i] = 15 * float64(rapid.IntRange(0, 8).Draw(t, "step"))
	}
	return angles
}

// TestOptions checks the effect of each option. The vectors of w0 to w3 are at 0°, 20°, 90°
// and 110°, so w0 is to w1 as w2 is to w3; W3 is a rarer spelling of w3 with another
// vector.
func TestOptions(t *testing.T) {
	words := []string{"w0", "w1", "w2", "w3", "other", "W3"}
	table := planeTable(t, words, []float64{0, 20, 90, 110, 200, 300})
	ask := []eval.Section{
		{Name: "right", Questions: []eval.Question{{A: "w0", B: "w1", C: "w2", D: "w3"}}},
		{Name: "capitals", Questions: []eval.Question{{A: "W0", B: "W1", C: "W2", D: "W3"}}},
		{Name: "wrong", Questions: []eval.Question{{A: "w0", B: "w1", C: "w2", D: "other"}}},
		{Name: "unknown", Questions: []eval.Question{{A: "w0", B: "w1", C: "w2", D: "never"}}},
	}
	right, wrong, skipped := eval.Result{Correct: 1, Total: 1}, eval.Result{Total: 1}, eval.Result{Skipped: 1}
	for name, test := range map[string]struct {
		o    eval.Options
		want []eval.Result
	}{
		"default": {eval.Default(), []eval.Result{right, right, wrong, skipped}},
		"product": {eval.Options{Method: embed.Multiply, FoldCase: true},
			[]eval.Result{right, right, wrong, skipped}},
		"case": {eval.Options{}, []eval.Result{right, skipped, wrong, skipped}},
		"three words": {eval.Options{RestrictVocab: 3, FoldCase: true},
			[]eval.Result{skipped, skipped, skipped, skipped}},
		"four words": {eval.Options{RestrictVocab: 4, FoldCase: true}, []eval.Result{right, right, skipped, skipped}},
	} {
		got, err := eval.Analogies(t.Context(), table, ask, test.o)
		if err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%s: %+v, %v, want %+v", name, got, err, test.want)
		}
	}
	pairs := []eval.Pair{{A: "W0", B: "W2", Score: 2}, {A: "w0", B: "W3", Score: 1}}
	for fold, want := range map[bool]float64{true: 1,
		false: math.NaN()} { // W3 is looked up as w3, at 110° and not at 300°
		c, err := eval.Similarity(table, pairs, eval.Options{FoldCase: fold})
		if err != nil || c.Spearman != want && !math.IsNaN(want) || c.Pairs != map[bool]int{true: 2, false: 1}[fold] {
			t.Errorf("case folded: %v: %+v, %v", fold, c, err)
		}
	}
}

// TestBM25AgainstFormula compares BM25 with its formula, computed from the text.
func TestBM25AgainstFormula(t *testing.T) {
	dir := t.TempDir()
	alphabet := strings.Fields("a b c d e")
	table := planeTable(t, alphabet, []float64{0, 10, 20, 30, 40})
	rapid.Check(t, func(rt *rapid.T) {
		word := rapid.SampledFrom(alphabet)
		sentences := rapid.SliceOfN(rapid.SliceOfN(word, 1, 6), 1, 8).Draw(rt, "sentences")
		query := rapid.SliceOfN(word, 1, 3).Draw(rt, "query")
		ix := buildIndex(t, rt, table, filepath.Join(dir, "text"), sentences)
		b, err := eval.NewBM25(ix)
		if err != nil {
			rt.Fatal(err)
		}
		ids := make([]vocab.ID, len(query))
		for i, w := range query {
			ids[i], _ = table.Vocab().ID(w)
		}
		got := b.Rank(ids, len(sentences))
		for i, r := range got {
			if want := bm25(sentences, query, r.Sentence); math.Abs(r.Score-want) > 1e-9 {
				rt.Fatalf("sentence %d has the score %v, want %v", r.Sentence, r.Score, want)
			}
			if i > 0 && (r.Score > got[i-1].Score || r.Score == got[i-1].Score && r.Sentence < got[i-1].Sentence) {
				rt.Fatalf("%+v is at %d, after %+v", r, i, got[i-1])
			}
		}
		matching := 0
		for _, s := range sentences {
			if slices.ContainsFunc(query, func(w string) bool { return slices.Contains(s, w) }) {
				matching++
			}
		}
		if len(got) != matching {
			rt.Fatalf("%d sentences are ranked, %d have a word of the query", len(got), matching)
		}
	})
}

// bm25 computes the formula of BM25's comment for one sentence.
func bm25(sentences [][]string, query []string, i int) (score float64) {
	count := func(s []string, w string) (n float64) {
		for _, x := range s {
			if x == w {
				n++
			}
		}
		return n
	}
	var total float64
	for _, s := range sentences {
		total += float64(len(s))
	}
	all := float64(len(sentences))
	for _, w := range query {
		var m float64
		for _, s := range sentences {
			m += min(1, count(s, w))
		}
		n, l := count(sentences[i], w), float64(len(sentences[i]))
		score += math.Log(1+(all-m+.5)/(m+.5)) * n * 2.2 / (n + 1.2*(.25+.75*l/(total/all)))
	}
	return score
}

// buildIndex returns an index of sentences.
func buildIndex(t *testing.T, rt *rapid.T, table *embed.Table, path string, sentences [][]string) *search.Index {
	var text strings.Builder
	for _, s := range sentences {
		text.WriteString(strings.Join(s, " ") + "\n")
	}
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		rt.Fatal(err)
	}
	m := search.Model{Table: table, Tokenizer: tokenize.Words(), TokenizerConfig: tokenize.Default()}
	ix, err := search.Build(t.Context(), m, corpus.Files([]string{path}, input.Lines(), m.Tokenizer), search.Default())
	if err != nil {
		rt.Fatal(err)
	}
	return ix
}
