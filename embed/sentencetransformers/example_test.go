package sentencetransformers_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/sentencetransformers"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

func ExampleWrite() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	words, err := vocab.New([]string{"cat", "book"}, []int64{3, 2})
	if err != nil {
		panic(err)
	}
	vectors := [][]float32{{1, 0}, {0, 1}}
	stream := &embed.Stream{Words: words, Dim: 2, Rows: func(yield func([]float32, error) bool) {
		for _, v := range vectors {
			if !yield(v, nil) {
				return
			}
		}
	}}
	folder := filepath.Join(dir, "folder")
	err = sentencetransformers.Write(folder, stream, sentencetransformers.Options{Tokenizer: tokenize.Default()})
	if err != nil {
		panic(err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		panic(err)
	}
	for _, f := range files {
		fmt.Println(filepath.Base(f))
	}
	// Output:
	// README.md
	// config.json
	// model.safetensors
	// modules.json
	// tokenizer.json
}
