package words

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/prismtest"
	"github.com/w2vattn/w2vattn/beam/text"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

func TestMain(m *testing.M) { prismtest.Main(m) }

// oneMachine returns the file that `w2vattn vocab` writes.
func oneMachine(t *testing.T, paths []string, r text.Reading, s Selection) []byte {
	t.Helper()
	tok, err := r.Tokenizer.New()
	if err != nil {
		t.Fatal(err)
	}
	input, err := input.Parse(r.Input, r.Field, corpus.MaxSentence)
	if err != nil {
		t.Fatal(err)
	}
	var c vocab.Counter
	if _, err := corpus.Count(t.Context(), corpus.Files(paths, input, tok), &c); err != nil {
		t.Fatal(err)
	}
	v, _ := c.Vocab(vocab.Selection{MinCount: s.MinCount, MaxVocab: s.MaxVocab})
	var b bytes.Buffer
	if _, err := v.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestSameBytes: the file is that of one machine, for any cut.
func TestSameBytes(t *testing.T) {
	paths := []string{"../../data/library.ko.txt", "../../data/library.en.txt"}
	for _, c := range []struct {
		r text.Reading
		s Selection
	}{
		{text.Reading{Tokenizer: tokenize.Default(), Input: "lines"}, Selection{MinCount: 1}},
		{text.Reading{Tokenizer: tokenize.Plain(), Input: "lines"}, Selection{MinCount: 2, MaxVocab: 100}},
		{text.Reading{Tokenizer: tokenize.Default(), Input: "text"}, Selection{MinCount: 3}},
	} {
		want := oneMachine(t, paths, c.r, c.s)
		for _, size := range []int64{100, 3333, 1 << 20} {
			spans, err := c.r.Cut(t.Context(), paths, size)
			if err != nil {
				t.Fatal(err)
			}
			out := filepath.Join(t.TempDir(), "vocab.tsv")
			counters, err := Count(t.Context(), spans, c.r, c.s, out)
			if err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%+v in %d spans: the files differ", c, len(spans))
			}
			if n := int64(bytes.Count(want, []byte("\n"))); counters["frequent"] < n || counters["tokens"] == 0 {
				t.Errorf("counters %v for %d words", counters, n)
			}
		}
	}
}

// TestStatistics: the counters are the statistics that one machine counts, however the text is cut.
func TestStatistics(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corpus.txt")
	if err := os.WriteFile(path, []byte(strings.Repeat("alone\na cat and b\nx\n\xff\nthe cat \xff sees\n책\n\n", 9)),
		0o600); err != nil {
		t.Fatal(err)
	}
	r := text.Reading{Tokenizer: tokenize.Default(), Input: "lines", Replace: true}
	var c vocab.Counter
	want, err := corpus.Count(t.Context(), corpus.Files([]string{path}, input.Lines(), tokenize.Words(),
		corpus.Invalid(input.ReplaceInvalid)), &c)
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int64{40, 1 << 20} {
		spans, err := r.Cut(t.Context(), []string{path}, size)
		if err != nil {
			t.Fatal(err)
		}
		n, err := Count(t.Context(), spans, r, Selection{MinCount: 1}, filepath.Join(t.TempDir(), "vocab.tsv"))
		if err != nil {
			t.Fatal(err)
		}
		got := corpus.Statistics{Sentences: n["sentences"], Tokens: n["tokens"], Cut: n["cut"], Replaced: n["replaced"],
			Letters: n["letters"], Single: n["single"]}
		if got != want || want.Single == 0 || want.Letters == 0 {
			t.Errorf("%d spans: %+v, want %+v", len(spans), got, want)
		}
	}
}

// TestAdd: the sum of counts does not depend on their order.
func TestAdd(t *testing.T) {
	a, b, c := WordCount{1, 7, 3}, WordCount{2, 7, 1}, WordCount{5, 2, 9}
	want := WordCount{8, 2, 9}
	for _, order := range [][]WordCount{{a, b, c}, {c, b, a}, {b, c, a}} {
		if got := add(add(order[0], order[1]), order[2]); got != want {
			t.Errorf("%v: got %v", order, got)
		}
	}
	if got := add(a, b); got != (WordCount{3, 7, 1}) {
		t.Errorf("in one span: got %v", got)
	}
}

func TestCoders(t *testing.T) {
	e := Entry{"고양이", WordCount{1 << 40, 12, 345}}
	b := encodeEntry(e)
	got, err := decodeEntry(b)
	if err != nil || got != e {
		t.Errorf("got %v, %v", got, err)
	}
	if count, err := decodeWordCount(encodeWordCount(e.WordCount)); err != nil || count != e.WordCount {
		t.Errorf("got %v, %v", count, err)
	}
	for n := range len(encodeWordCount(e.WordCount)) {
		if _, err := decodeEntry(b[:n]); err == nil {
			t.Errorf("%d bytes are an entry", n)
		}
	}
}

func TestBadInput(t *testing.T) {
	r := text.Reading{Tokenizer: tokenize.Default(), Input: "lines"}
	folder := t.TempDir()
	file := func(name, content string) []text.Span {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		spans, err := r.Cut(t.Context(), []string{path}, text.Size)
		if err != nil {
			t.Fatal(err)
		}
		return spans
	}
	out := filepath.Join(folder, "vocab.tsv")
	gone := file("gone", "a b\n")
	if err := os.Remove(gone[0].File); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		spans []text.Span
		out   string
		want  string
	}{
		{file("bad", "fine\nbad \xff\n"), out, "line 2"},
		{file("rare", "every word once\n"), out, "no word of the corpus occurs 5 times (different words: 3)"},
		{file("empty", ""), out, "no words"},
		{gone, out, "no such file"},
		{file("much", strings.Repeat("word\n", 9)), "/dev/full", "no space left"},
	} {
		_, err := Count(t.Context(), c.spans, r, Selection{MinCount: 5}, c.out)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.ContainsAny(err.Error(), "\n⟦⟧") {
			t.Errorf("%s: got %v, want %q", c.spans[0], err, c.want)
		}
	}
	if _, err := os.Stat(out); !errors.Is(err, os.ErrNotExist) {
		t.Error("a vocabulary was written nevertheless")
	}
	if names, _ := filepath.Glob(filepath.Join(folder, "*")); !slices.Equal(names,
		[]string{filepath.Join(folder, "bad"), filepath.Join(folder, "empty"), filepath.Join(folder, "much"),
			filepath.Join(folder, "rare")}) {
		t.Errorf("left over: %v", names)
	}
}

// TestOtherVersion: a worker refuses a pipeline of another version of the program.
func TestOtherVersion(t *testing.T) {
	f := countFn{Build: engine.Build{Format: engine.Format + 1}}
	if err := f.Setup(); err == nil || !strings.Contains(err.Error(), "same build") {
		t.Errorf("got %v", err)
	}
}
