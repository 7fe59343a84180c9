package w2vattn_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing/fstest"
	"time"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/report"
	"github.com/w2vattn/w2vattn/serve"
	"github.com/w2vattn/w2vattn/story"
)

// From a text to a report: train, save, open, attend, write.
func Example() {
	if err := tour(context.Background(), os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// trained 10 epochs
	// query “cat” · scaled q·k/√D · temperature 1
	// 5 tokens, unknown: [zyzzyva]
}

// tour is what Example does, with the errors returned.
func tour(ctx context.Context, w *os.File) error {
	text, err := data.Library("en")
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "w2vattn")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "library.safetensors")

	c := word2vec.Default()
	c.Dim, c.MinCount, c.Epochs, c.Sample = 16, 2, 10, 0
	epochs := 0
	trained, err := w2vattn.Train(ctx, corpus.FromReader(strings.NewReader(text)), c,
		word2vec.Progress(func(s word2vec.Status) { epochs = s.Epoch + 1 })) // called as training goes on
	if err != nil {
		return err
	}
	fmt.Fprintln(w, "trained", epochs, "epochs")
	if err := trained.Save(path); err != nil {
		return err
	}

	model, err := w2vattn.Open(path)
	if err != nil {
		return err
	}
	defer model.Close()
	a, err := model.Attend("cat", "The zyzzyva reads a book.", w2vattn.AttendOptions{})
	if err != nil {
		return err
	}
	var table bytes.Buffer
	if err := report.Write(&table, a, report.Text); err != nil {
		return err
	}
	first, _, _ := strings.Cut(table.String(), "\n")
	fmt.Fprintln(w, first)
	fmt.Fprintln(w, len(a.Tokens), "tokens, unknown:", a.Unknown())
	return nil
}

// An interrupted training continues from its checkpoint and gives the same model as an
// uninterrupted one.
func ExampleTrain_checkpoint() {
	text, err := data.Library("en")
	if err != nil {
		panic(err)
	}
	folder, err := os.MkdirTemp("", "w2vattn")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	c := word2vec.Default()
	c.Dim, c.MinCount, c.Epochs, c.Sample = 16, 2, 20, 0
	checkpoint := word2vec.Checkpoint(filepath.Join(folder, "state.safetensors"), 5*time.Minute)

	ctx, interrupt := context.WithCancel(context.Background())
	_, err = w2vattn.Train(ctx, corpus.FromReader(strings.NewReader(text)), c, checkpoint,
		word2vec.Progress(func(s word2vec.Status) {
			if s.Epoch == 10 {
				interrupt()
			}
		}))
	fmt.Println("interrupted:", errors.Is(err, context.Canceled))

	resumed, err := w2vattn.Train(context.Background(), corpus.FromReader(strings.NewReader(text)), c, checkpoint,
		word2vec.Resume())
	if err != nil {
		panic(err)
	}
	whole, err := w2vattn.Train(context.Background(), corpus.FromReader(strings.NewReader(text)), c)
	if err != nil {
		panic(err)
	}
	a, _ := resumed.Vector("cat")
	b, _ := whole.Vector("cat")
	fmt.Println("the same numbers:", a[0] == b[0] && a[15] == b[15])
	// Output:
	// interrupted: true
	// the same numbers: true
}

// With sparsemax, tokens of low scores get no weight at all.
func ExampleModel_Attend_sparsemax() {
	model, err := library()
	if err != nil {
		panic(err)
	}
	a, err := model.Attend("cat", "the dog reads a book", w2vattn.AttendOptions{Temperature: 5, Sparse: true})
	if err != nil {
		panic(err)
	}
	for i, token := range a.Tokens {
		if a.Result.Weights[i] > 0 {
			fmt.Printf("%s %.1f\n", token, a.Result.Weights[i])
		}
	}
	// Output:
	// dog 0.5
	// book 0.5
}

// Each token of one text attends to the tokens of another.
func ExampleModel_CrossAttend() {
	model, err := library()
	if err != nil {
		panic(err)
	}
	c, err := model.CrossAttend("kitten writes", "the cat reads", w2vattn.AttendOptions{Temperature: attention.Auto})
	if err != nil {
		panic(err)
	}
	for i, query := range c.Queries {
		fmt.Print(query)
		for j, token := range c.Tokens {
			fmt.Printf(" · %s %.1f", token, c.Result.Weights.Data[i*len(c.Tokens)+j])
		}
		fmt.Println()
	}
	// Output:
	// kitten · the 0.0 · cat 1.0 · reads 0.0
	// writes · the 0.0 · cat 0.7 · reads 0.3
}

// The sentences of a corpus that are nearest to a query.
func ExampleModel_Search() {
	trained, err := story.Train(context.Background(), "en") // on the same library
	if err != nil {
		panic(err)
	}
	text, err := data.Library("en")
	if err != nil {
		panic(err)
	}
	files := fstest.MapFS{"library.txt": {Data: []byte(text)}}
	lines := corpus.FromFS(files, nil, corpus.Format(input.Lines()))
	hits, err := trained.Model.Search(context.Background(), "a book about a cat", lines, 2)
	if err != nil {
		panic(err)
	}
	for _, h := range hits {
		fmt.Printf("%s:%d: %s\n", h.File, h.Line, strings.Split(text, "\n")[h.Line-1])
	}
	// Output:
	// library.txt:77: The reader wants a book about a dog.
	// library.txt:76: The reader wants a book about a cat.
}

// A model behind HTTP: a serve.Server is an http.Handler.
func Example_serve() {
	model, err := library()
	if err != nil {
		panic(err)
	}
	s, err := serve.New(serve.Config{Models: []*serve.Model{{Name: "library", Model: model}}})
	if err != nil {
		panic(err)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("POST", "/api/attend",
		strings.NewReader(`{"query": "cat", "text": "the zyzzyva", "nearest": 0}`)))
	fmt.Printf("%d %.65s…\n", w.Code, w.Body)
	// Output: 200 {"query":["cat"],"score":"scaled","temperature":1,"tokens":["the"…
}
