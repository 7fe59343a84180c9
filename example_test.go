package w2vattn_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/report"
)

// library trains a model on the small corpus that the module carries.
func library() (*w2vattn.Model, error) {
	text, err := data.Library("en")
	if err != nil {
		return nil, err
	}
	c := word2vec.GensimDefault()
	c.Dim, c.MinCount, c.Epochs, c.Alpha, c.Sample = 16, 2, 60, .05, 0
	return w2vattn.Train(context.Background(), corpus.FromReader(strings.NewReader(text)), c)
}

func ExampleTrain() {
	text, err := data.Library("en")
	if err != nil {
		panic(err)
	}
	c := word2vec.Default()
	c.Dim, c.MinCount, c.Epochs, c.Sample = 16, 2, 20, 0
	epochs := 0
	progress := word2vec.Progress(func(s word2vec.Status) { epochs = s.Epoch + 1 })
	model, err := w2vattn.Train(context.Background(), corpus.FromReader(strings.NewReader(text)), c, progress)
	if err != nil {
		panic(err)
	}
	fmt.Println(model.Len(), "words of", model.Dim(), "numbers after", epochs, "epochs")
	// Output: 257 words of 16 numbers after 20 epochs
}

// A callback looks at the model after each epoch and ends training early: here as soon as
// the words nearest to cat stay the same for an epoch. The callback saves the model to keep.
func ExampleTrain_eachEpoch() {
	text, err := data.Library("en")
	if err != nil {
		panic(err)
	}
	folder, err := os.MkdirTemp("", "w2vattn")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "best.safetensors")

	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	before := ""
	each := word2vec.EachEpoch(func(_ int, trained *word2vec.Model) error {
		model, err := w2vattn.FromTrained(trained)
		if err != nil {
			return err
		}
		near, err := model.MostSimilar([]string{"cat"}, nil, 3)
		if err != nil {
			return err
		}
		now := ""
		for _, n := range near {
			now += n.Word + " "
		}
		if now == before {
			cancel()
		}
		before = now
		return model.Save(path)
	})
	c := word2vec.Default()
	c.Dim, c.MinCount, c.Epochs, c.Sample = 16, 2, 200, 0
	_, err = w2vattn.Train(ctx, corpus.FromReader(strings.NewReader(text)), c, each)
	fmt.Println(errors.Is(err, context.Canceled))

	model, err := w2vattn.Open(path)
	if err != nil {
		panic(err)
	}
	defer model.Close()
	fmt.Println(model.Len(), "words")
	// Output:
	// true
	// 257 words
}

func ExampleOpen() {
	model, err := library()
	if err != nil {
		panic(err)
	}
	folder, err := os.MkdirTemp("", "w2vattn")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "library.safetensors")
	if err := model.Save(path); err != nil {
		panic(err)
	}

	model, err = w2vattn.Open(path)
	if err != nil {
		panic(err)
	}
	defer model.Close()
	near, err := model.MostSimilar([]string{"Cat"}, nil, 2)
	if err != nil {
		panic(err)
	}
	for _, n := range near {
		fmt.Printf("%s %.1f\n", n.Word, n.Cosine)
	}
	// Output:
	// dog 1.0
	// kitten 0.9
}

func ExampleModel_Attend() {
	model, err := library()
	if err != nil {
		panic(err)
	}
	a, err := model.Attend("cat", "A zyzzyva reads a book about a cat.",
		w2vattn.AttendOptions{Temperature: attention.Auto})
	if err != nil {
		panic(err)
	}
	for i, token := range a.Tokens {
		fmt.Printf("%s %.1f\n", token, a.Result.Weights[i])
	}
	fmt.Println("unknown:", a.Unknown())
	// Output:
	// a 0.0
	// zyzzyva 0.0
	// reads 0.1
	// a 0.0
	// book 0.4
	// about 0.0
	// a 0.0
	// cat 0.4
	// unknown: [zyzzyva]
}

func ExampleModel_MostSimilar() {
	model, err := library()
	if err != nil {
		panic(err)
	}
	_, err = model.MostSimilar([]string{"ktten"}, nil, 1)
	fmt.Println(err)
	// Output: the model does not know the word "ktten"; similar spelling: kitten
}

// An Attender attends to many texts and reuses its memory.
func ExampleAttender() {
	model, err := library()
	if err != nil {
		panic(err)
	}
	at, err := model.Attender([]string{"cat", "dog"}, w2vattn.AttendOptions{})
	if err != nil {
		panic(err)
	}
	for _, line := range []string{"The cat sleeps.", "A dog runs."} {
		a, err := at.Attend(line)
		if err != nil {
			panic(err)
		}
		fmt.Println(a.Query, len(a.Tokens), "tokens")
	}
	// Output:
	// [cat dog] 3 tokens
	// [cat dog] 3 tokens
}

func Example_report() {
	model, err := library()
	if err != nil {
		panic(err)
	}
	a, err := model.Attend("cat", "the cat", w2vattn.AttendOptions{Score: attention.Cosine})
	if err != nil {
		panic(err)
	}
	var page strings.Builder
	if err := report.Write(&page, a, report.HTML); err != nil {
		panic(err)
	}
	fmt.Println(strings.HasPrefix(page.String(), "<!DOCTYPE html>"))
	// Output: true
}
