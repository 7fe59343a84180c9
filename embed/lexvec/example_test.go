package lexvec_test

import (
	"context"
	"fmt"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/lexvec"
	"github.com/w2vattn/w2vattn/embed/train"
)

// Train word vectors on associations of words.
func Example() {
	c := lexvec.Default()
	c.Dim, c.MinCount = 4, 1
	m, err := train.Train(context.Background(), corpus.Lists{{"the", "cat", "sleeps"}, {"the", "dog", "sleeps"}}, c)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(m.Table.Len(), "words,", m.Table.Dim(), "numbers each")
	// Output: 4 words, 4 numbers each
}
