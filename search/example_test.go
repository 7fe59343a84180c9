package search_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// library returns a model of five words, three sentences, and a function that closes the
// model.
func library() (search.Model, search.Source, func()) {
	words, _ := vocab.New([]string{"cat", "kitten", "book", "reads", "sleeps"}, nil)
	table, _ := embed.New(words, blas32.General{Rows: 5, Cols: 2, Stride: 2, Data: []float32{2, 1, 2, 1.2, -1, 2, -1, 1,
		1, -1}})
	folder, _ := os.MkdirTemp("", "search")
	path := filepath.Join(folder, "library.txt")
	os.WriteFile(path, []byte("The cat sleeps.\nA kitten, a book.\nShe reads.\n"), 0o600)
	m := search.Model{Table: table, Tokenizer: tokenize.Words(), TokenizerConfig: tokenize.Default()}
	return m, corpus.Files([]string{path}, input.Lines(), m.Tokenizer), func() { os.RemoveAll(folder) }
}

func ExampleIndex_Search() {
	m, src, done := library()
	defer done()
	ix, err := search.Build(context.Background(), m, src, search.Options{Weighting: search.Even, Temperature: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	query, _ := ix.Query(context.Background(), "cat")
	hits, _ := ix.Search(context.Background(), query.Vector, 2)
	for _, h := range hits {
		fmt.Printf("%.3f line %d\n", h.Score, h.Line)
		for _, t := range h.Tokens {
			if t.Known {
				fmt.Printf("  %-6s weight %.2f share %.3f without %+.3f\n", t.Text, t.Weight, t.Share, t.Without)
			}
		}
	}
	// Output:
	// 0.999 line 1
	//   cat    weight 0.94 share 0.988 without -0.683
	//   sleeps weight 0.06 share 0.012 without +0.001
	// 0.995 line 2
	//   kitten weight 0.98 share 0.995 without -0.995
	//   book   weight 0.02 share 0.000 without +0.002
}

func ExampleIndex_With() {
	m, src, done := library()
	defer done()
	ix, _ := search.Build(context.Background(), m, src, search.Default())
	for _, weighting := range []search.Weighting{search.Even, search.IDF, search.SIF} {
		other, _ := ix.With(search.Options{Weighting: weighting, Temperature: 1})
		query, _ := other.Query(context.Background(), "cat book")
		best, _ := other.Rank(context.Background(), query.Vector, 1)
		fmt.Printf("%-4s sentence %d\n", weighting, best[0].Sentence)
	}
	// Output:
	// even sentence 1
	// idf  sentence 1
	// sif  sentence 1
}

func ExampleHit_Eojeols() {
	h := search.Hit{Text: "고양이가 책을", Tokens: []search.Token{
		{Token: tokenize.Token{Text: "고양이", Start: 0, End: 9}, Known: true, Share: .5},
		{Token: tokenize.Token{Text: "가", Start: 9, End: 12}, Known: true, Share: .25},
		{Token: tokenize.Token{Text: "책", Start: 13, End: 16}, Known: true, Share: .125},
		{Token: tokenize.Token{Text: "을", Start: 16, End: 19}},
	}}
	for _, e := range h.Eojeols() {
		fmt.Println(e.Text, e.Share)
	}
	// Output:
	// 고양이가 0.75
	// 책을 0.125
}
