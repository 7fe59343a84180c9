package word2vec

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/internal/leaktest"
	"github.com/w2vattn/w2vattn/tokenize"
)

// TestEnds checks that every goroutine of Train has ended when it returns, also after an
// error and after cancellation while it reads or trains.
func TestEnds(t *testing.T) {
	text := strings.Repeat("the cat reads a book about the dog\n", 2000)
	for name, c := range map[string]Config{"batched": Default(), "gensim": GensimDefault()} {
		c.Dim, c.Epochs, c.MinCount = 8, 2, 1
		for kind, in := range map[string]io.Reader{
			"all":      strings.NewReader(text),
			"broken":   io.MultiReader(strings.NewReader(text+"\xff\n"), leaktest.Forever(text)),
			"reading":  leaktest.Forever(text),
			"training": strings.NewReader(text),
		} {
			t.Run(name+" "+kind, func(t *testing.T) { leaktest.None(t, func() { trainEnds(t, c, kind, in) }) })
		}
	}
}

func trainEnds(t *testing.T, c Config, kind string, in io.Reader) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r := leaktest.Watch(in)
	src := corpus.Files([]string{"-"}, input.Lines(), tokenize.Words(), corpus.Stdin(r))
	progress := func(s Status) {
		if kind == "reading" && s.Reading || kind == "training" && !s.Reading {
			cancel()
		}
	}
	_, err := Train(ctx, src, c, Progress(progress), Workers(3))
	r.Ended(t)
	if cancelled := kind == "reading" || kind == "training"; errors.Is(err, context.Canceled) != cancelled ||
		(err == nil) != (kind == "all") {
		t.Error(err)
	}
}
