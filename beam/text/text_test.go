package text

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
)

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// sentences returns the sentences of spans, one span after another.
func sentences(t *testing.T, r Reading, spans []Span) (all []string) {
	t.Helper()
	for _, s := range spans {
		err := r.Source(t.Context(), s, func(src *corpus.FileSource) error {
			for s, err := range src.Sentences() {
				if err != nil {
					return err
				}
				all = append(all, strings.Join(s.Tokens, " "))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func byLine() Reading { return Reading{Tokenizer: tokenize.Default(), Input: "lines"} }

// TestEverySize: spans of any size together contain the lines of the file, each once and
// in order.
func TestEverySize(t *testing.T) {
	for _, content := range []string{
		"one\ntwo words\n\n\nthree of them\nend", "a\nb\nc\n", "BZh is a word\nof text\n", "\n\n\n", "no end of line",
		"windows\r\nlines\r\n",
		"\ufeffmark\n\ufeffno mark\nBZh91AY&SY\n고양이가\n" + strings.Repeat("long ", 30) + "\nshort\n",
	} {
		path := write(t, "text", content)
		var want []string
		for s, err := range corpus.Files([]string{path}, input.Lines(), tokenize.Words()).Sentences() {
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, strings.Join(s.Tokens, " "))
		}
		for size := int64(1); size <= int64(len(content)+1); size++ {
			spans, err := byLine().Cut(t.Context(), []string{path}, size)
			if err != nil {
				t.Fatal(err)
			}
			if got := sentences(t, byLine(), spans); !slices.Equal(got, want) {
				t.Fatalf("%q in spans of %d bytes: got %q, want %q", content, size, got, want)
			}
		}
	}
}

// TestLongLines: lines may be longer than any buffer.
func TestLongLines(t *testing.T) {
	var content strings.Builder
	var want []string
	for i := range 5 {
		line := strings.Repeat(fmt.Sprintf("w%d ", i), 40_000)
		content.WriteString(line + "\n")
		want = append(want, strings.Fields(line)...)
	}
	path := write(t, "text", content.String())
	for _, size := range []int64{1000, 70_000, 120_001, 1 << 20} {
		spans, err := byLine().Cut(t.Context(), []string{path}, size)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Fields(strings.Join(sentences(t, byLine(), spans), " ")); !slices.Equal(got, want) {
			t.Errorf("spans of %d bytes: %d words, want %d", size, len(got), len(want))
		}
	}
}

// TestWhole: a file that cannot be cut is one span.
func TestWhole(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write([]byte("a b\nc d\n"))
	_ = z.Close()
	stream := byLine()
	stream.Input = "stream"
	for _, c := range []struct {
		r       Reading
		content string
		want    []string
	}{
		{byLine(), packed.String(), []string{"a b", "c d"}},
		{stream, "a b\nc d\n", []string{"a b c d"}},
	} {
		spans, err := c.r.Cut(t.Context(), []string{write(t, "text", c.content)}, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(spans) != 1 || !spans[0].Whole {
			t.Errorf("spans %v", spans)
		}
		if got := sentences(t, c.r, spans); !slices.Equal(got, c.want) {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestBadInput(t *testing.T) {
	ctx := t.Context()
	for _, c := range []struct{ path, want string }{
		{"-", "standard input"},
		{filepath.Join(t.TempDir(), "none"), "no such file"},
		{filepath.Join(t.TempDir(), "*.txt"), "no file matches"},
		{"ftp://host/file", "not registered"},
	} {
		if _, err := byLine().Cut(ctx, []string{c.path}, Size); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.path, err, c.want)
		}
	}
	path := write(t, "text", "good\nbad \xff\n")
	spans, err := byLine().Cut(ctx, []string{path}, 5)
	if err != nil {
		t.Fatal(err)
	}
	err = byLine().Source(ctx, spans[1], func(src *corpus.FileSource) error {
		for _, err := range src.Sentences() {
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil || !strings.Contains(err.Error(), path+" (bytes 5 to 10)") ||
		!strings.Contains(err.Error(), "not UTF-8") {
		t.Errorf("got %v", err)
	}
}

func TestDigest(t *testing.T) {
	path := write(t, "text", "a\n")
	digest := func() string {
		spans, err := byLine().Cut(t.Context(), []string{path}, Size)
		if err != nil {
			t.Fatal(err)
		}
		d, err := Digest(t.Context(), spans)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	before := digest()
	if digest() != before {
		t.Error("the digest changes by itself")
	}
	if err := os.WriteFile(path, []byte("a\nb\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if digest() == before {
		t.Error("the digest does not notice a change")
	}
}

// TestSample: the sample has text of the first and of later files, records and archives
// among them; a path that does not exist gives none.
func TestSample(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte("three\n")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	paths := []string{write(t, "a.txt", "one\n"), write(t, "b.jsonl", `{"text":"고양이","id":"x"}`+"\n"),
		write(t, "c.txt.gz", packed.String())}
	r := Reading{Tokenizer: tokenize.Default(), Field: "text"}
	if got := r.Sample(t.Context(), paths); got != "one\n고양이\nthree\n" {
		t.Errorf("%q", got)
	}
	if got := r.Sample(t.Context(), append(paths, "none.txt")); got != "" {
		t.Errorf("with a file that does not exist: %q", got)
	}
	for range 7 { // ten files, of which the first, third, sixth and eighth are read
		paths = append(paths, write(t, "more.txt", "more\n"))
	}
	if got := r.Sample(t.Context(), paths); got != "one\nthree\nmore\nmore\n" {
		t.Errorf("%q", got)
	}
}
