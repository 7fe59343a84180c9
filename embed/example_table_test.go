package embed_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

func ExampleNew() {
	words, err := vocab.New([]string{"고양이", "책"}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	table, err := embed.New(words, blas32.General{Rows: 2, Cols: 3, Stride: 3, Data: []float32{1, 2, 3, 4, 5, 6}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(table.Vector("책"))
	// Output: [4 5 6] <nil>
}

func ExampleTable_Len() {
	fmt.Println(animals().Len(), "words")
	// Output: 4 words
}

func ExampleTable_Dim() {
	fmt.Println(animals().Dim(), "numbers a word")
	// Output: 2 numbers a word
}

func ExampleTable_Vocab() {
	v := animals().Vocab()
	id, known := v.ID("dog")
	fmt.Println(id, known, v.Count(id))
	// Output: 2 true 30
}

func ExampleTable_Matrix() {
	m := animals().Matrix()
	scores := blas32.Vector{N: m.Rows, Inc: 1, Data: make([]float32, m.Rows)}
	query := blas32.Vector{N: m.Cols, Inc: 1, Data: []float32{1, 10}}
	blas32.Gemv(blas.NoTrans, 1, m, query, 0, scores)
	fmt.Println(scores.Data)
	// Output: [1 13 11 20]
}

func ExampleTable_Row() {
	table := animals()
	fmt.Println(table.Row(1))
	// Output: [3 1]
}

func ExampleTable_Vector() {
	_, err := animals().Vector("unicorn")
	fmt.Println(err)
	// Output: the model does not know the word "unicorn"
}

func ExampleTable_Gather() {
	keys, known, _ := animals().Gather([]string{"a", "cat"})
	fmt.Println(keys.Data, known)
	// Output: [0 0 1 0] [false true]
}

func ExampleTable_Meta() {
	table := animals().WithMeta(embed.Meta{Config: json.RawMessage(`{"dim":2}`)})
	fmt.Printf("%s\n", table.Meta().Config)
	// Output: {"dim":2}
}

func ExampleTable_WithMeta() {
	table := animals()
	with := table.WithMeta(embed.Meta{Tokenizer: json.RawMessage(`{"name":"words"}`)})
	fmt.Printf("%s %v\n", with.Meta().Tokenizer, table.Meta().Tokenizer == nil)
	// Output: {"name":"words"} true
}

func ExampleTable_CheckFinite() {
	words, _ := vocab.New([]string{"sane", "burst"}, nil)
	table, err := embed.New(words, matrix([]float32{1}, []float32{float32(math.NaN())}))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(table.CheckFinite(0))
	fmt.Println(table.CheckFinite(0, 1))
	// Output:
	// <nil>
	// embed: number 1 of the vector of "burst" is NaN; train the model again with a lower learning rate
}

func ExampleTable_Subwords() {
	fmt.Println(animals().Subwords() == nil)
	// Output: true
}

func ExampleTable_WithSubwords() {
	sub := &embed.Subwords{Min: 3, Max: 3, NGrams: blas32.General{Rows: 1, Cols: 2, Stride: 2, Data: []float32{5, 7}}}
	table, err := animals().WithSubwords(sub)
	if err != nil {
		fmt.Println(err)
		return
	}
	found, err := embed.Lookup{Table: table}.Find(context.Background(), []string{"catty"}, embed.SubwordMean)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(found[0].Vector)
	// Output: [5 7]
}

func ExampleSubwords_Vector() {
	sub := &embed.Subwords{Min: 3, Max: 3, NGrams: blas32.General{Rows: 1, Cols: 2, Stride: 2, Data: []float32{5, 7}}}
	fmt.Println(sub.Vector("cats")) // the mean of <ca, cat, ats, ts>
	// Output: [5 7] true
}

func ExampleLookup_ID() {
	l := embed.Lookup{Table: animals(), Fold: strings.ToLower}
	fmt.Println(l.ID("Cat"))
	// Output: 0 true
}

func ExampleLookup_IDs() {
	l := embed.Lookup{Table: animals()}
	ids, err := l.IDs(context.Background(), []string{"cat", "book"})
	fmt.Println(ids, err)
	_, err = l.IDs(context.Background(), []string{"kiten"})
	fmt.Println(err)
	// Output:
	// [0 3] <nil>
	// the model does not know the word "kiten"; similar spelling: kitten
}

func ExampleLookup_Find() {
	found, err := embed.Lookup{
		Table: animals(),
	}.Find(
		context.Background(),
		[]string{"dog", "kiten"},
		embed.NearestSpelling,
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range found {
		fmt.Println(f.ID, f.Known, f.Included)
	}
	// Output:
	// 2 true true
	// 1 false true
}

func ExampleLookup_Find_context() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	_, err := embed.Lookup{Table: animals()}.Find(ctx, []string{"dog", "kiten", "bok"}, embed.Refuse)
	fmt.Println(err)
	// Output: the model does not know the word "kiten"; similar spelling: kitten; the model does not know the word "bok"; similar spelling: book
}

func ExampleParsePolicy() {
	fmt.Println(embed.ParsePolicy("zero"))
	// Output: zero <nil>
}

func ExampleUnknownWordError_Error() {
	_, err := embed.Lookup{Table: animals()}.Find(context.Background(), []string{"kiten"}, embed.Refuse)
	var unknown *embed.UnknownWordError
	if errors.As(err, &unknown) {
		fmt.Println(unknown.Words, unknown.Near)
	}
	// Output: [kiten] [[kitten]]
}

func ExampleTable_Fingerprint() {
	a, _ := animals().Fingerprint(context.Background())
	b, _ := animals().Fingerprint(context.Background())
	fmt.Println(a == b)
	// Output: true
}

func ExampleTable_Rows() {
	m, err := animals().Rows([]vocab.ID{2, 0})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(m.Rows, m.Cols, m.Data[m.Stride:m.Stride+m.Cols])
	// Output: 2 2 [1 0]
}
