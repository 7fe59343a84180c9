package cooccur_test

import (
	"context"
	"fmt"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/cooccur"
	"github.com/w2vattn/w2vattn/vocab"
)

// Count the words that occur near each other in two sentences.
func ExampleCount() {
	ctx := context.Background()
	var counter vocab.Counter
	ids, _, err := corpus.Encode(ctx, corpus.Lists{{"the", "cat", "sees", "the", "dog"}, {"the", "cat"}}, &counter, 1<<30)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer ids.Close()
	words, number := counter.Vocab(vocab.Selection{MinCount: 2})
	if err := ids.Renumber(number); err != nil {
		fmt.Println(err)
		return
	}
	for row, err := range cooccur.Count(ctx, ids, words.Len(), cooccur.Default(), cooccur.Options{}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		for i, column := range row.Columns {
			fmt.Printf("%s %s %.3f\n", words.Word(row.Word), words.Word(column), row.Weights[i])
		}
	}
	// Output:
	// the the 1.000
	// the cat 3.000
	// cat the 3.000
}
