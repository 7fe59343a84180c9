package eval_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/eval"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// shelf returns an index of sentences of five words. The vectors are unit vectors of the
// axes, except that of b, which is near a.
func shelf(t *testing.T, text string) (*embed.Table, *search.Index) {
	t.Helper()
	words, err := vocab.New([]string{"a", "b", "c", "d", "e"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	data := make([]float32, 25)
	for i := range 5 {
		data[6*i] = 1
	}
	data[5] = .9
	table, err := embed.New(words, blas32.General{Rows: 5, Cols: 5, Stride: 5, Data: data})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	m := search.Model{Table: table, Tokenizer: tokenize.Words(), TokenizerConfig: tokenize.Default()}
	ix, err := search.Build(context.Background(), m, corpus.Files([]string{path}, input.Lines(), m.Tokenizer),
		search.Default())
	if err != nil {
		t.Fatal(err)
	}
	return table, ix
}

// TestBM25 compares with a score computed by hand: 2 of 3 sentences contain a, the second
// of them twice among its 4 words, and the mean length is 3.
func TestBM25(t *testing.T) {
	_, ix := shelf(t, "a b\na a c d\nc d e\n")
	b, err := eval.NewBM25(ix)
	if err != nil {
		t.Fatal(err)
	}
	ranked := b.Rank([]vocab.ID{0}, 10)
	rare := math.Log(1 + (3-2+.5)/(2+.5))
	want := []search.Ranked{
		{Sentence: 1, Score: rare * 2 * 2.2 / (2 + 1.2*(.25+.75*4/3))},
		{Sentence: 0, Score: rare * 1 * 2.2 / (1 + 1.2*(.25+.75*2/3))},
	}
	for i, w := range want {
		if len(ranked) != 2 || ranked[i].Sentence != w.Sentence || math.Abs(ranked[i].Score-w.Score) > 1e-12 {
			t.Fatalf("got %v, want %v", ranked, want)
		}
	}
}

// TestRetrieve checks that a ranker that returns the answers scores 1, and that one that
// returns the sentence of the query and then a wrong one scores 0.
func TestRetrieve(t *testing.T) {
	table, ix := shelf(t, "a a c d e\nb b c d e\ne e e e d\n")
	always := func(sentences ...int) func(context.Context, []vocab.ID, int) ([]search.Ranked, error) {
		return func(context.Context, []vocab.ID, int) ([]search.Ranked, error) {
			var all []search.Ranked
			for _, s := range sentences {
				all = append(all, search.Ranked{Sentence: s})
			}
			return all, nil
		}
	}
	rankers := []eval.Ranker{{Name: "the middle", Rank: always(1)}, {Name: "the ends", Rank: always(0, 2)},
		{Name: "nothing", Rank: always()}}
	got, err := eval.Retrieve(context.Background(), table, ix, rankers, eval.Neighbour, 10, 1)
	if err != nil {
		t.Fatal(err)
	}
	third := 1. / 3
	for i, want := range []eval.Retrieval{{Queries: 3, MRR: 2 * third, At1: 2 * third, At10: 2 * third},
		{Queries: 3, MRR: third, At1: third, At10: third}, {Queries: 3}} {
		g := got[i]
		if g.Queries != want.Queries ||
			math.Abs(g.MRR-want.MRR)+math.Abs(g.At1-want.At1)+math.Abs(g.At10-want.At10) > 1e-12 {
			t.Errorf("%s: %+v, want %+v", rankers[i].Name, g, want)
		}
	}
	all, err := eval.Rankers(ix)
	if err != nil {
		t.Fatal(err)
	}
	first, err1 := eval.Retrieve(context.Background(), table, ix, all, eval.Replaced, 3, 1)
	second, err2 := eval.Retrieve(context.Background(), table, ix, all, eval.Replaced, 3, 1)
	for i := range all {
		if err1 != nil || err2 != nil || first[i] != second[i] || first[i].MRR == 0 {
			t.Errorf("%s: %+v and %+v, %v, %v", all[i].Name, first[i], second[i], err1, err2)
		}
	}
}
