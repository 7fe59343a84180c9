package search_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/tokenize"
)

// zipf returns n sentences of 23 words of a model, with frequencies by Zipf's law.
func zipf(b *testing.B, m search.Model, n int) lines {
	b.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	z := rand.NewZipf(r, 1.1, 8, uint64(m.Table.Len()-1))
	all := make(lines, n)
	for i := range all {
		var s strings.Builder
		for range 23 {
			fmt.Fprintf(&s, "w%d ", z.Uint64())
		}
		all[i] = s.String()
	}
	return all
}

// BenchmarkSearch searches sentences of 23 words, of a vocabulary of 75,000 words with 100
// numbers each, for a query of one word.
func BenchmarkSearch(b *testing.B) {
	m, _ := random(b, 75_000, 100, 1)
	for _, n := range []int{100_000, 1_000_000} {
		ix := build(b, m, zipf(b, m, n), search.Default())
		b.Run(fmt.Sprintf("sentences=%d", n), func(b *testing.B) {
			query, _ := m.Table.Vector("w300")
			for b.Loop() {
				if _, err := ix.Search(context.Background(), query, 10); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// realModel opens the model and the text that W2VATTN_MODEL and W2VATTN_CORPUS name.
func realModel(b *testing.B) (m search.Model, text string) {
	b.Helper()
	model, text := os.Getenv("W2VATTN_MODEL"), os.Getenv("W2VATTN_CORPUS")
	if model == "" || text == "" {
		b.Skip("skipped: set W2VATTN_MODEL to a model and W2VATTN_CORPUS to a text, a sentence a line")
	}
	table, err := embed.Open(model)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { table.Close() })
	return search.Model{Table: table, Tokenizer: tokenize.Words(), TokenizerConfig: tokenize.Default()}, text
}

// BenchmarkReal builds an index file of real text, opens it, and searches it for a word and
// for a text.
func BenchmarkReal(b *testing.B) {
	m, text := realModel(b)
	index := filepath.Join(b.TempDir(), "index")
	create := func() {
		src := corpus.Files([]string{text}, input.Lines(), m.Tokenizer)
		if err := search.Create(context.Background(), index, m, src, nil); err != nil {
			b.Fatal(err)
		}
	}
	create()
	b.Run("create", func(b *testing.B) {
		for b.Loop() {
			create()
		}
	})
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			open(b, index, m).Close()
		}
	})
	ix := open(b, index, m)
	for _, asked := range []string{"music", "the history of the city and its people"} {
		q, err := ix.Query(b.Context(), asked)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("search/words=%d/sentences=%d", len(q.Tokens), ix.Len()), func(b *testing.B) {
			for b.Loop() {
				if _, err := ix.Search(context.Background(), q.Vector, 10); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
