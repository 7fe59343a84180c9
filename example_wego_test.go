package w2vattn_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/glove"
	"github.com/w2vattn/w2vattn/embed/lexvec"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/embed/word2vec"
)

// The calls of docs/from-wego.md: train with each model, save in wego's format, load, and
// search.
func Example_fromWego() {
	text, err := data.Library("en")
	if err != nil {
		panic(err)
	}
	c := word2vec.Default()
	c.Dim, c.MinCount = 10, 2
	g := glove.Default()
	g.Dim, g.MinCount = 10, 2
	l := lexvec.Default()
	l.Dim, l.MinCount = 10, 2
	for _, t := range []train.Trainer{c, g, l} {
		m, err := w2vattn.TrainWith(context.Background(), corpus.FromReader(strings.NewReader(text)), t)
		if err != nil {
			panic(err)
		}
		var file bytes.Buffer
		if err := m.Write(&file, embed.Wego); err != nil {
			panic(err)
		}
		loaded, err := w2vattn.Read(&file, embed.Wego)
		if err != nil {
			panic(err)
		}
		words := 0
		for range loaded.All() {
			words++
		}
		vector, err := loaded.Vector("cat")
		if err != nil {
			panic(err)
		}
		near, err := loaded.MostSimilar([]string{"cat"}, nil, 3)
		fmt.Println(words, "words of", len(vector), "numbers;", len(near), "neighbours", err)
	}
	// Output:
	// 257 words of 10 numbers; 3 neighbours <nil>
	// 257 words of 10 numbers; 3 neighbours <nil>
	// 257 words of 10 numbers; 3 neighbours <nil>
}
