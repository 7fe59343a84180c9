package parquet_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/parquet"
	"github.com/w2vattn/w2vattn/vocab"
)

// folder returns an empty folder.
func folder() string {
	dir, err := os.MkdirTemp("", "parquet")
	if err != nil {
		panic(err)
	}
	return dir
}

func ExampleWrite() {
	words, _ := vocab.New([]string{"cat", "kitten", "book"}, nil)
	t, err := embed.New(words, blas32.General{Rows: 3, Cols: 2, Stride: 2, Data: []float32{1, 0, .9, .1, 0, 1}})
	if err != nil {
		fmt.Println(err)
		return
	}
	dir := folder()
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "animals.parquet")
	stream := (&embed.File{Table: t}).Stream()
	if err := parquet.Write(context.Background(), path, stream, parquet.Options{Map: true}); err != nil {
		fmt.Println(err)
		return
	}
	back, err := embed.Open(path)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(back.Vocab().Word(1), back.Row(1))
	// Output: kitten [0.9 0.1]
}

func ExampleWriteSentences() {
	dir := folder()
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "sentences.parquet")
	err := parquet.WriteSentences(path, func(yield func(parquet.Sentence, error) bool) {
		yield(parquet.Sentence{Text: "A cat.", Vector: []float32{1, 0}, File: "library.txt", Line: 1}, nil)
	})
	fmt.Println(err)
	// Output: <nil>
}
