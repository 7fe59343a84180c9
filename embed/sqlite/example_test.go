package sqlite_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/sqlite"
	"github.com/w2vattn/w2vattn/vocab"
)

func ExampleWrite() {
	words, _ := vocab.New([]string{"cat", "book"}, nil)
	t, err := embed.New(words, blas32.General{Rows: 2, Cols: 2, Stride: 2, Data: []float32{3, 4, 0, 2}})
	if err != nil {
		fmt.Println(err)
		return
	}
	dir, err := os.MkdirTemp("", "sqlite")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "animals.db")
	stream := (&embed.File{Table: t}).Stream()
	if err := sqlite.Write(context.Background(), path, stream, sqlite.Options{Normalized: true}); err != nil {
		fmt.Println(err)
		return
	}
	back, err := embed.Open(path)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(back.Vocab().Word(0), back.Row(0))
	// Output: cat [0.6 0.8]
}
