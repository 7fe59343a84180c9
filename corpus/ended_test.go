package corpus_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/internal/leaktest"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// The tests of this file check that every goroutine of a call has ended when it returns.

// readers are the calls that read a source.
var readers = map[string]func(context.Context, *corpus.FileSource) error{
	"Count": func(ctx context.Context, src *corpus.FileSource) error {
		var c vocab.Counter
		_, err := corpus.Count(ctx, src, &c)
		return err
	},
	"Encode": func(ctx context.Context, src *corpus.FileSource) error {
		var c vocab.Counter
		ids, _, err := corpus.Encode(ctx, src, &c, 1<<20)
		if err != nil {
			return err
		}
		return ids.Close()
	},
	"Visit": func(ctx context.Context, src *corpus.FileSource) error {
		var c vocab.Counter
		see := corpus.Visitor{Passage: func(string, input.Passage) {}, Sentence: func([]vocab.ID) error { return nil }}
		_, err := corpus.Visit(ctx, src, &c, see)
		return err
	},
	"Sentences": func(ctx context.Context, src *corpus.FileSource) error {
		for _, err := range src.Sentences() {
			if err := errors.Join(err, ctx.Err()); err != nil {
				return err
			}
		}
		return nil
	},
	"Texts": func(ctx context.Context, src *corpus.FileSource) error {
		for _, err := range src.Texts() {
			if err := errors.Join(err, ctx.Err()); err != nil {
				return err
			}
		}
		return nil
	},
}

// compressed returns text compressed by zstd.
func compressed(t *testing.T, text string) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := zstd.NewWriter(&out)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// linesOf returns a source that reads r.
func linesOf(r io.Reader) *corpus.FileSource {
	return corpus.Files([]string{"-"}, input.Lines(), tokenize.Words(), corpus.Stdin(r))
}

// TestEnds checks that no goroutine reads after a call, whether or not it fails.
func TestEnds(t *testing.T) {
	text := strings.Repeat("the cat reads a book\n", 30_000) // some batches
	zipped := compressed(t, text)
	for name, read := range readers {
		for kind, c := range map[string]struct {
			in    io.Reader
			fails bool
		}{
			"all":          {strings.NewReader(text), false},
			"zstd":         {bytes.NewReader(zipped), false},
			"invalid":      {io.MultiReader(strings.NewReader("cat\nbook\xff\n"), leaktest.Forever("the cat\n")), true},
			"invalid zstd": {bytes.NewReader(compressed(t, text+"\xff\n"+text)), true},
			"cut zstd":     {bytes.NewReader(zipped[:40]), true},
		} {
			t.Run(name+" "+kind, func(t *testing.T) {
				leaktest.None(t, func() {
					r := leaktest.Watch(c.in)
					err := read(t.Context(), linesOf(r))
					r.Ended(t)
					if (err != nil) != c.fails {
						t.Error(err)
					}
				})
			})
		}
	}
}

// cancelling is a reader that cancels a context once a number of bytes has been read.
type cancelling struct {
	r      io.Reader
	left   int
	cancel func()
}

func (c *cancelling) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if c.left -= n; c.left < 0 {
		c.cancel()
	}
	return n, err
}

// TestCancelEnds checks that cancellation ends a call that would read forever.
func TestCancelEnds(t *testing.T) {
	for name, read := range readers {
		for _, after := range []int{0, 2 << 20} {
			t.Run(name, func(t *testing.T) {
				leaktest.None(t, func() {
					ctx, cancel := context.WithCancel(t.Context())
					defer cancel()
					r := leaktest.Watch(&cancelling{leaktest.Forever("the cat reads a book\n"), after, cancel})
					err := read(ctx, linesOf(r))
					r.Ended(t)
					if !errors.Is(err, context.Canceled) || strings.Contains(err.Error(), "line") {
						t.Error(err)
					}
				})
			})
		}
	}
}

// TestReuse checks that a source can be read again after a call that failed or was
// cancelled.
func TestReuse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "text.txt")
	text := strings.Repeat("the cat reads a book\n", 100_000)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, read := range readers {
		src := corpus.Files([]string{path}, input.Lines(), tokenize.Words())
		for range 5 {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if err := read(ctx, src); !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
			if err := readers["Count"](t.Context(), src); err != nil {
				t.Error(err)
			}
			if got := src.BytesRead(); got != src.Size() {
				t.Errorf("after %s: %d bytes read of %d", name, got, src.Size())
			}
		}
	}
}

// TestLimits checks that an input that can never end a sentence is an error.
func TestLimits(t *testing.T) {
	for name, in := range map[string]input.Format{"0": input.Stream(0), "-1": input.Stream(-1), "none": {}} {
		for call, read := range readers {
			if err := read(t.Context(), stdin("the cat", in)); err == nil ||
				!strings.Contains(err.Error(), "corpus: ") {
				t.Errorf("%s of %s: %v", call, name, err)
			}
		}
	}
	if _, err := input.Parse("stream", "text", 0); err == nil ||
		err.Error() != "corpus: stream: sentences are cut every 0 tokens, must be at least 1" {
		t.Error(err)
	}
	if _, err := input.Parse("lines", "text", 0); err != nil {
		t.Error(err)
	}
}
