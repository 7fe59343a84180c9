package search

import (
	"context"
	"errors"
	"iter"
	"strings"
	"sync/atomic"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// endless yields the same sentence without end, and records whether it is being read.
type endless struct {
	text string
	read atomic.Bool
}

func (e *endless) Texts() iter.Seq2[corpus.RawSentence, error] {
	return func(yield func(corpus.RawSentence, error) bool) {
		e.read.Store(true)
		defer e.read.Store(false)
		for yield(corpus.RawSentence{Text: e.text, File: "endless"}, nil) {
		}
	}
}

// TestGoroutinesEnd checks that no goroutine reads a source after the call that reads it
// has returned, for whatever reason.
func TestGoroutinesEnd(t *testing.T) {
	words, _ := vocab.New([]string{"w"}, nil)
	table, err := embed.New(words, blas32.General{Rows: 1, Cols: 1, Stride: 1, Data: []float32{1}})
	if err != nil {
		t.Fatal(err)
	}
	m := Model{Table: table, Tokenizer: tokenize.Space(), TokenizerConfig: tokenize.Plain()}
	broken := errors.New("broken")
	e := &endless{text: strings.Repeat("x", 1<<20)}
	_, err = readSegments(context.Background(), m, e, func(*segment) error { return broken })
	if !errors.Is(err, broken) || e.read.Load() {
		t.Errorf("%v, and the source is read: %v", err, e.read.Load())
	}
	ctx, cancel := context.WithCancel(context.Background())
	_, err = readSegments(ctx, m, e, func(*segment) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) || e.read.Load() {
		t.Errorf("%v, and the source is read: %v", err, e.read.Load())
	}
}
