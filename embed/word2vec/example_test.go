package word2vec_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/tokenize"
)

// sentences returns the library corpus, cut into words.
func sentences() corpus.Lists {
	text, err := data.Library("en")
	if err != nil {
		panic(err)
	}
	var lists corpus.Lists
	for line := range strings.Lines(text) {
		lists = append(lists, tokenize.Texts(tokenize.Words().Append(nil, line)))
	}
	return lists
}

// exampleConfig returns a configuration for the library corpus. Such a small corpus needs
// all its words and many epochs.
func exampleConfig() word2vec.Config {
	c := word2vec.Default()
	c.Dim, c.MinCount, c.Sample, c.Epochs = 32, 2, 0, 150
	return c
}

func ExampleTrain() {
	model, err := word2vec.Train(context.Background(), sentences(), exampleConfig())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(model.Table.Len(), "words, loss", fmt.Sprintf("%.3f", model.Statistics.Loss))
	near, err := model.Table.Similar("cat", 3)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, n := range near {
		fmt.Printf("%s %.2f\n", n.Word, n.Cosine)
	}
	// Output:
	// 257 words, loss 0.729
	// kitten 0.87
	// puppy 0.79
	// dog 0.78
}

// An interrupted training continues from its checkpoint and ends with the same bytes.
func ExampleResume() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	checkpoint := word2vec.Checkpoint(filepath.Join(dir, "state.safetensors"), 5*time.Minute)

	ctx, cancel := context.WithCancel(context.Background())
	_, err = word2vec.Train(ctx, sentences(), exampleConfig(), checkpoint, word2vec.Progress(func(s word2vec.Status) {
		if s.Epoch == 100 {
			cancel()
		}
	}))
	fmt.Println(errors.Is(err, context.Canceled))

	resumed, err := word2vec.Train(context.Background(), sentences(), exampleConfig(), checkpoint, word2vec.Resume())
	if err != nil {
		fmt.Println(err)
		return
	}
	whole, err := word2vec.Train(context.Background(), sentences(), exampleConfig())
	if err != nil {
		fmt.Println(err)
		return
	}
	a, _ := resumed.Table.Vector("cat")
	b, _ := whole.Table.Vector("cat")
	fmt.Println(a[0] == b[0], a[31] == b[31])
	// Output:
	// true
	// true true
}
