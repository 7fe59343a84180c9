package doctor

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/internal/leaktest"
	"github.com/w2vattn/w2vattn/vocab"
)

// sampleOf returns the sample of a text.
func sampleOf(t *testing.T, text string) *Sample {
	t.Helper()
	var c vocab.Counter
	e, err := Examine(t.Context(), corpus.FromReader(strings.NewReader(text)).(*corpus.FileSource), &c)
	if err != nil {
		t.Fatal(err)
	}
	return e.Sample
}

// sentencesOf returns up to limit sentences of a sample as text.
func sentencesOf(s *Sample, limit int) (all []string) {
	for sentence := range s.Sentences() {
		if all = append(all, fmt.Sprint(sentence.Line, sentence.Tokens)); len(all) == limit {
			break
		}
	}
	return all
}

// TestSampleReadTwice checks that a sample yields the same sentences again, also after a
// reading that stopped in the middle, and to several goroutines at once.
func TestSampleReadTwice(t *testing.T) {
	s := sampleOf(t, strings.Repeat("the cat reads\nthe dog sleeps\n고양이는 책을 읽는다\n", 1000))
	want := sentencesOf(s, 0)
	if len(want) != 3000 || want[0] != "1 [the cat reads]" || s.Tokens() != 9000 {
		t.Fatalf("%d sentences, %d tokens, first %q", len(want), s.Tokens(), want[:1])
	}
	if got := sentencesOf(s, 10); !slices.Equal(got, want[:10]) {
		t.Errorf("stopped: %q", got)
	}
	leaktest.None(t, func() {
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if !slices.Equal(sentencesOf(s, 0), want) {
					t.Error("a goroutine reads other sentences")
				}
			})
		}
		all.Wait()
	})
}

// TestSampleCancelled checks that counting a sample ends with its context.
func TestSampleCancelled(t *testing.T) {
	s := sampleOf(t, strings.Repeat("the cat reads\n", 1000))
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	_, err := corpus.Visit(ctx, s, new(vocab.Counter), corpus.Visitor{Sentence: func([]vocab.ID) error {
		if n++; n == 300 {
			cancel()
		}
		return nil
	}})
	if !errors.Is(err, context.Canceled) || n == 1000 {
		t.Errorf("after %d sentences: %v", n, err)
	}
}

// cancelAt reads as the same line without end, and cancels a context after n reads.
type cancelAt struct {
	io.Reader
	n      int
	cancel func()
}

func (c *cancelAt) Read(p []byte) (int, error) {
	if c.n--; c.n == 0 {
		c.cancel()
	}
	return c.Reader.Read(p)
}

// TestExamineCancelled checks that Examine and Read, cancelled in the middle, return the
// error of the context and leave no goroutine.
func TestExamineCancelled(t *testing.T) {
	for name, read := range map[string]func(context.Context, *corpus.FileSource) error{
		"Examine": func(ctx context.Context, src *corpus.FileSource) error {
			_, err := Examine(ctx, src, new(vocab.Counter))
			return err
		},
		"Read": func(ctx context.Context, src *corpus.FileSource) error {
			_, err := Read(ctx, src)
			return err
		},
	} {
		leaktest.None(t, func() {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			r := leaktest.Watch(&cancelAt{leaktest.Forever("the cat reads a book\n"), 20, cancel})
			if err := read(ctx, corpus.FromReader(r).(*corpus.FileSource)); !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v", name, err)
			}
			r.Ended(t)
		})
	}
}
