package glove_test

import (
	"context"
	"fmt"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/glove"
	"github.com/w2vattn/w2vattn/embed/train"
)

// Train word vectors on co-occurrences.
func Example() {
	c := glove.Default()
	c.Dim, c.MinCount = 4, 1
	m, err := train.Train(context.Background(), corpus.Lists{{"the", "cat", "sleeps"}, {"the", "dog", "sleeps"}}, c)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(m.Table.Len(), "words,", m.Table.Dim(), "numbers each")
	// Output: 4 words, 4 numbers each
}
