package embed_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

func ExampleTable_Nearest() {
	table := animals()
	fmt.Println(words(must(table.Nearest([]float32{0, 1}, 2))))
	fmt.Println(words(must(table.Nearest([]float32{0, 1}, 2, 3)))) // without word 3
	// Output:
	// book dog
	// dog kitten
}

func ExampleTable_NearestAll() {
	table := animals()
	for _, near := range must(table.NearestAll(context.Background(), table.Matrix(), 2)) {
		fmt.Println(words(near))
	}
	// Output:
	// cat kitten
	// kitten cat
	// dog kitten
	// book dog
}

// The requests of several users take one pass over the table.
func ExampleTable_NearestBatch() {
	table := animals()
	between, err := table.Direction([]vocab.ID{0, 3}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	answers, err := table.NearestBatch(ctx, []embed.NearestRequest{
		{Vector: table.Row(0), N: 1, Exclude: []vocab.ID{0}},
		{Vector: between, N: 2},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, near := range answers {
		fmt.Println(words(near))
	}
	// Output:
	// kitten
	// dog kitten
}

func ExampleTable_WithInt8() {
	table, err := animals().WithInt8(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(words(must(table.Similar("cat", 2))))
	// Output: kitten dog
}

func ExampleTable_Int8Size() {
	table := animals() // 4 words × 2 numbers
	fmt.Println(table.Int8Size(), "bytes")
	// Output: 160 bytes
}

func ExampleTable_Direction() {
	fmt.Println(must(animals().Direction([]vocab.ID{0, 3}, nil))) // of cat and book, each divided by its length
	// Output: [0.5 0.5]
}

// An unknown word in a query: its vector is the mean of those of its parts.
func ExampleQueryOf() {
	l := embed.Lookup{Table: animals(), Parts: func(word string) []string { return strings.Split(word, "-") }}
	found := must(l.Find(context.Background(), []string{"dog-book", "cat"}, embed.Compose))
	q := embed.QueryOf(found, 1) // near to dog-book, far from cat
	fmt.Println(q.Plus, q.Minus, q.Vectors)
	// Output: [] [0] [[0.5 1.5]]
}

func ExampleTable_QueryDirection() {
	q := embed.Query{Plus: []vocab.ID{0}, Vectors: [][]float32{{0, 7}}}
	fmt.Println(must(animals().QueryDirection(q))) // of cat and the vector, each divided by its length
	// Output: [0.5 0.5]
}

func ExampleLookup_Resolve() {
	l := embed.Lookup{Table: animals()}
	fmt.Println(l.Resolve(embed.Auto), l.Resolve(embed.Zero))
	l.Parts = func(word string) []string { return strings.Split(word, "-") }
	fmt.Println(l.Resolve(embed.Auto))
	// Output:
	// skip zero
	// compose
}

func ExampleTable_Cosine() {
	fmt.Printf("%.3f\n", must(animals().Cosine(0, 1)))
	// Output: 0.949
}

func ExampleTable_Odd() {
	odd, cosines, _ := animals().Odd([]vocab.ID{0, 1, 3})
	fmt.Printf("%d %.2f\n", odd, cosines)
	// Output: 2 [0.83 0.96 0.56]
}

func ExampleParseMethod() {
	fmt.Println(embed.ParseMethod("mul"))
	// Output: mul <nil>
}

func ExampleTable_Find() {
	words, _ := vocab.New([]string{"man", "woman", "king", "queen"}, nil)
	table, err := embed.New(words, matrix([]float32{1, 0, 0}, []float32{0, 1, 0}, []float32{1, 0, 1},
		[]float32{0, 1, 1}))
	if err != nil {
		fmt.Println(err)
		return
	}
	// man is to king as woman is to …
	fmt.Println(
		must(table.Find(context.Background(), embed.Query{Plus: []vocab.ID{2, 1}, Minus: []vocab.ID{0}}, 1))[0].Word,
	)
	// Output: queen
}

func ExampleTable_Similar() {
	for _, n := range must(animals().Similar("cat", 2)) {
		fmt.Printf("%s %.3f\n", n.Word, n.Cosine)
	}
	// Output:
	// kitten 0.949
	// dog 0.707
}

func ExampleTable_CheckQuery() {
	cat := []vocab.ID{0}
	fmt.Println(animals().CheckQuery(embed.Query{Plus: cat, Minus: cat}))
	// Output: the query is the zero vector, because the words cancel each other out ("cat" − "cat"): use other words
}

func ExampleZeroQueryError_Error() {
	fmt.Println(&embed.ZeroQueryError{Plus: []string{"cat"}, Zero: []string{"cat"}})
	// Output: the query is the zero vector, because the model has only zeros for "cat": use another word
}

func ExampleWrittenFormats() {
	fmt.Println(embed.WrittenFormats()[:3])
	// Output: [safetensors word2vec-text word2vec-binary]
}

func ExampleTable_Mean() {
	table := animals()
	fmt.Println(table.Row(0), table.Row(3))
	fmt.Println(must(table.Mean([]embed.Found{{ID: 0}, {ID: 3}})))
	// Output:
	// [1 0] [0 2]
	// [0.5 1]
}

func ExampleFormatInfos() {
	for _, f := range embed.FormatInfos()[:2] {
		fmt.Println(f.Name, f.Extensions, "streamed:", f.Streamed)
	}
	// Output:
	// safetensors [.safetensors] streamed: yes, mapped
	// word2vec-text [.txt .vec] streamed: yes
}
