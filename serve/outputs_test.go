package serve

import (
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/tokenize"
)

// newTrainedServer returns a server with a trained model, which has output vectors, and one without.
func newTrainedServer(t *testing.T) *Server {
	t.Helper()
	text := strings.Repeat("the cat reads a book\nthe dog reads a poem\n", 20)
	source := corpus.Files([]string{"-"}, input.Lines(), tokenize.Words(), corpus.Stdin(strings.NewReader(text)))
	c := word2vec.Default()
	c.Dim, c.MinCount, c.Epochs = 8, 1, 2
	trained, err := w2vattn.Train(t.Context(), source, c)
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Config{Models: []*Model{{Name: "trained", Model: trained}, newModel("two", newTable(t, 60, 8))},
		Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// TestOutputKeys: with output vectors as keys the weights differ; a model without them refuses, and the
// list of models says which have them.
func TestOutputKeys(t *testing.T) {
	s := newTrainedServer(t)
	type answer struct {
		Keys    string
		Weights [][]float32
	}
	vectors := get[answer](t, s, `POST /api/attend {"self":true,"text":"the cat reads"}`)
	outputs := get[answer](t, s, `POST /api/attend {"self":true,"text":"the cat reads","keys":"outputs"}`)
	if vectors.Keys != "" || outputs.Keys != "outputs" || slices.Equal(vectors.Weights[0], outputs.Weights[0]) {
		t.Errorf("%+v, %+v", vectors, outputs)
	}
	if models := get[[]listed](t, s, "GET /api/models"); !models[0].Outputs || models[1].Outputs {
		t.Errorf("%+v", models)
	}
	for _, body := range []string{`{"model":"two","self":true,"text":"the cat","keys":"outputs"}`,
		`{"query":"cat","text":"the cat","keys":"outputs"}`, `{"self":true,"text":"cat","keys":"values"}`} {
		if r := ask(s, "POST /api/attend "+body); r.StatusCode != 422 {
			t.Errorf("%s has status %d: %s", body, r.StatusCode, bodyOf(t, r))
		}
	}
}

// TestNearestOthers: the words of the query and of the text are left out of the nearest words.
func TestNearestOthers(t *testing.T) {
	s := newServer(t)
	near := func(more string) (words []string) {
		t.Helper()
		got := get[struct{ Nearest []embed.Neighbour }](t, s, `POST /api/attend {"query":"cat","text":"the cat"`+more+`}`)
		for _, n := range got.Nearest {
			words = append(words, n.Word)
		}
		return words
	}
	if words := near(""); !slices.Contains(words, "cat") {
		t.Errorf("%q", words)
	}
	words := near(`,"nearest_others":true`)
	if len(words) != 5 || slices.Contains(words, "cat") || slices.Contains(words, "the") {
		t.Errorf("%q", words)
	}
}
