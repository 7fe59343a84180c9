package w2vattn_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/contract"
	"github.com/w2vattn/w2vattn/tokenize"
)

// trained returns a model of the library corpus.
func trained(t *testing.T) *w2vattn.Model {
	t.Helper()
	text, err := data.Library("en")
	if err != nil {
		t.Fatal(err)
	}
	src := corpus.Files([]string{"-"}, input.Lines(), tokenize.Words(), corpus.Stdin(strings.NewReader(text)))
	m, err := w2vattn.Train(t.Context(), src, contract.Config(), word2vec.Tokenizer(tokenize.Default()))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// same reports whether two models have the same words, vectors and tokenizer.
func same(t *testing.T, a, b *w2vattn.Model) {
	t.Helper()
	if a.Len() != b.Len() || a.TokenizerConfig().Name != b.TokenizerConfig().Name {
		t.Fatalf("%d words cut by %q, %d by %q", a.Len(), a.TokenizerConfig().Name, b.Len(), b.TokenizerConfig().Name)
	}
	for word, vector := range a.All() {
		if other, err := b.Vector(word); err != nil || !slices.Equal(vector, other) {
			t.Fatalf("%s: %v, %v: %v", word, vector, other, err)
		}
	}
}

// TestRoundTrip checks that a model that was saved or written opens unchanged, with its
// training.
func TestRoundTrip(t *testing.T) {
	m := trained(t)
	dir := t.TempDir()
	for _, name := range []string{"m.safetensors", "m.txt", "m.vec.gz", "m.bin"} {
		path := filepath.Join(dir, name)
		if err := m.Save(path); err != nil {
			t.Fatal(err)
		}
		again, err := w2vattn.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		same(t, m, again)
		if err := again.Save(filepath.Join(dir, "copy.safetensors")); err != nil {
			t.Error(err)
		}
		if err := again.Close(); err != nil {
			t.Error(err)
		}
		if name == "m.safetensors" {
			if _, err := word2vec.Open(filepath.Join(dir, "copy.safetensors")); err != nil {
				t.Errorf("a copy of a model cannot be trained further: %v", err)
			}
		}
	}
	for _, f := range []embed.Format{embed.Safetensors, embed.Word2VecText, embed.Word2VecBinary} {
		var b bytes.Buffer
		if err := m.Write(&b, f); err != nil {
			t.Fatal(err)
		}
		again, err := w2vattn.Read(&b, f)
		if err != nil {
			t.Fatal(err)
		}
		same(t, m, again)
	}
	if err := m.Write(&bytes.Buffer{}, embed.Projector); err == nil {
		t.Error("a format of two files was written to one writer")
	}
}

// TestErrors checks that mistakes are errors that a caller can distinguish.
func TestErrors(t *testing.T) {
	m := trained(t)
	var unknown *embed.UnknownWordError
	var invalid *input.InvalidUTF8Error
	var long *w2vattn.LongTextError
	var zero *embed.ZeroQueryError
	o := w2vattn.AttendOptions{}
	for name, c := range map[string]struct {
		do func() error
		as any
	}{
		"query": {func() error { _, err := m.Attend("cta", "a cat", o); return err }, &unknown},
		"token": {func() error {
			_, err := m.Attend("cat", "a cta", w2vattn.AttendOptions{Unknown: embed.Refuse})
			return err
		}, &unknown},
		"text":       {func() error { _, err := m.Attend("cat", "a \xff cat", o); return err }, &invalid},
		"self text":  {func() error { _, err := m.SelfAttend("a \xff cat", o); return err }, &invalid},
		"tokens":     {func() error { _, err := m.Tokens("\xff"); return err }, &invalid},
		"long":       {func() error { _, err := m.SelfAttend(strings.Repeat("cat ", 5000), o); return err }, &long},
		"similarity": {func() error { _, err := m.Similarity("cat", "cta"); return err }, &unknown},
		"similar": {func() error { _, err := m.MostSimilar([]string{"cat"}, []string{"cat"}, 3); return err },
			&zero},
		"vector":   {func() error { _, err := m.Vector("cta"); return err }, &unknown},
		"sentence": {func() error { _, err := m.SentenceVector("zyzzyva cta"); return err }, &unknown},
		"odd":      {func() error { _, _, err := m.Odd("cat", "cta"); return err }, &unknown},
	} {
		if err := c.do(); err == nil || !errors.As(err, c.as) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if !strings.Contains(unknown.Error(), "cta") {
		t.Error(unknown)
	}
	for name, do := range map[string]func() error{
		"temperature": func() error {
			_,
				err := m.Attend("cat", "a", w2vattn.AttendOptions{Temperature: -2})
			return err
		},
		"policy": func() error {
			_,
				err := m.Attend("cat", "a", w2vattn.AttendOptions{Unknown: "guess"})
			return err
		},
		"nearest": func() error { _, err := m.Attend("cat", "a", w2vattn.AttendOptions{Nearest: -1}); return err },
		"no query": func() error {
			at, err := m.Attender(nil, o)
			if err == nil {
				_, err = at.Attend("a cat")
			}
			return err
		},
		"values of self": func() error { _, err := m.SelfAttend("a", w2vattn.AttendOptions{Values: m}); return err },
		"no text":        func() error { _, err := m.SentenceVector("..."); return err },
		"subwords": func() error {
			_, err := m.Attend("cat", "a", w2vattn.AttendOptions{Unknown: embed.SubwordMean})
			return err
		},
		"no file":   func() error { _, err := w2vattn.Open("none.safetensors"); return err },
		"tokenizer": func() error { _, err := m.WithTokenizer(tokenize.Config{Name: "none"}); return err },
	} {
		if err := do(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestDefaults checks that the zero options mean scaled, temperature 1, softmax, and
// unknown words masked and listed.
func TestDefaults(t *testing.T) {
	m := trained(t)
	a, err := m.Attend("cat", "the cat and the zyzzyva and a zyzzyva", w2vattn.AttendOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if a.Result.Score != attention.Scaled || a.Result.Temperature != 1 || a.Result.Sparse || a.Auto ||
		a.Nearest != nil {
		t.Errorf("%v at %v", a.Result.Score, a.Result.Temperature)
	}
	if !slices.Equal(a.Unknown(), []string{"zyzzyva"}) || a.Result.Weights[4] != 0 {
		t.Errorf("unknown: %q of weight %v", a.Unknown(), a.Result.Weights[4])
	}
	vector, err := m.Vector("CAT")
	if err != nil || !slices.Equal(vector, a.QueryVector) {
		t.Errorf("the query is %v, not %v: %v", a.QueryVector, vector, err)
	}
	mean, err := m.SentenceVector("cat zyzzyva")
	if err != nil || !slices.Equal(vector, mean) {
		t.Errorf("the mean of one word is %v: %v", mean, err)
	}
}

// TestReplaced checks that a result names the word whose vector replaces that of another.
func TestReplaced(t *testing.T) {
	m := trained(t)
	a, err := m.Attend("cat", "the cta and a cta", w2vattn.AttendOptions{Unknown: embed.NearestSpelling})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Replaced) != 1 || a.Replaced[0].Token != "cta" || !slices.Equal(a.Replaced[0].Words, []string{"cat"}) ||
		a.Known[1] {
		t.Errorf("replaced: %+v", a.Replaced)
	}
}

// TestCrossAttend checks that cross-attention of a text over itself is its self-attention.
func TestCrossAttend(t *testing.T) {
	m := trained(t)
	const text = "the cat reads a book"
	c, err := m.CrossAttend(text, text, w2vattn.AttendOptions{Nearest: 1})
	if err != nil {
		t.Fatal(err)
	}
	s, err := m.SelfAttend(text, w2vattn.AttendOptions{Nearest: 1})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(c.Result.Weights.Data, s.Result.Weights.Data) || len(c.Nearest) != 5 ||
		c.Nearest[0][0].Word != s.Nearest[0][0].Word {
		t.Errorf("cross-attention %v\n self-attention %v", c.Result.Weights, s.Result.Weights)
	}
	other, err := m.CrossAttend("a zyzzyva", text, w2vattn.AttendOptions{Nearest: 1})
	if err != nil || other.Result.Weights.Rows != 2 || !slices.Equal(other.Unknown(), []string{"zyzzyva"}) {
		t.Errorf("%+v: %v", other, err)
	}
	if other.Result.Sees(1, 0) || other.Result.Effective[1] != 0 || len(other.Nearest[1]) != 0 ||
		!other.Result.Sees(0, 0) {
		t.Errorf("an unknown query attends to tokens: %+v", other.Result)
	}
	if zero, err := m.CrossAttend("a zyzzyva", text, w2vattn.AttendOptions{Unknown: embed.Zero}); err != nil ||
		zero.Result.Weights.Data[5] != .2 {
		t.Errorf("a query of zeros: %+v, %v", zero, err)
	}
}

// TestCrossAttendRows checks that each row equals, to the bit, the result of Attend for its
// word, also with ExcludeSelf, sparsemax, values of another model and no tokens at all.
func TestCrossAttendRows(t *testing.T) {
	m := trained(t)
	const queries = "cat the book reads"
	for _, o := range []w2vattn.AttendOptions{{}, {ExcludeSelf: true}, {Sparse: true, Temperature: 2},
		{Values: m, Nearest: 2}, {Score: attention.Euclidean, Unknown: embed.Zero}} {
		at, err := m.Attender(nil, o)
		if err != nil {
			t.Fatal(err)
		}
		texts := []string{"the cat reads a book", "", "zyzzyva", "a cat and a cat"}
		all, err := at.CrossAttendAll(queries, texts)
		if err != nil || len(all) != len(texts) {
			t.Fatalf("%d results, %v", len(all), err)
		}
		for k, c := range all {
			for i, word := range strings.Fields(queries) {
				a, err := m.Attend(word, texts[k], o)
				if err != nil {
					t.Fatal(err)
				}
				n := len(c.Tokens)
				if got := c.Result.Weights.Data[i*n : (i+1)*n]; !slices.Equal(got, a.Result.Weights) ||
					!slices.Equal(c.Result.Visible[i*n:(i+1)*n], a.Result.Visible) {
					t.Errorf("%+v: %s over %q: %v, want %v", o, word, texts[k], got, a.Result.Weights)
				}
				if o.Nearest > 0 && !slices.Equal(c.Nearest[i], a.Nearest) {
					t.Errorf("near: %v, want %v", c.Nearest[i], a.Nearest)
				}
			}
		}
	}
}

// TestCrossAttendErrors checks the errors of the queries and of the text.
func TestCrossAttendErrors(t *testing.T) {
	m := trained(t)
	var invalid *input.InvalidUTF8Error
	var unknown *embed.UnknownWordError
	var long *w2vattn.LongTextError
	for _, texts := range [][2]string{{"\xff", "cat"}, {"cat", "\xff"}} {
		if _, err := m.CrossAttend(texts[0], texts[1], w2vattn.AttendOptions{}); !errors.As(err, &invalid) {
			t.Errorf("%q: %v", texts, err)
		}
	}
	for _, texts := range [][2]string{{"cta", "cat"}, {"cat", "cta"}} {
		if _, err := m.CrossAttend(texts[0], texts[1], w2vattn.AttendOptions{Unknown: embed.Refuse}); !errors.As(err,
			&unknown) {
			t.Errorf("%q: %v", texts, err)
		}
	}
	many := strings.Repeat("cat ", 4097)
	for _, texts := range [][2]string{{many, "cat"}, {"cat", many}} {
		if _, err := m.CrossAttend(texts[0], texts[1], w2vattn.AttendOptions{}); !errors.As(err, &long) {
			t.Errorf("4,097 tokens: %v", err)
		}
	}
	at, err := m.Attender(nil, w2vattn.AttendOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := at.CrossAttendFound([]string{"cat"}, nil, nil, nil); err == nil {
		t.Error("a query that was not looked up is no error")
	}
	if _, err := at.CrossAttendFound(nil, nil, []string{"cat"}, nil); err == nil {
		t.Error("a token that was not looked up is no error")
	}
}

// TestConcurrentUse uses one model in many goroutines, for the race detector.
func TestConcurrentUse(t *testing.T) {
	m := trained(t)
	want, err := m.Attend("cat", "the cat reads a book", w2vattn.AttendOptions{Nearest: 1})
	if err != nil {
		t.Fatal(err)
	}
	at, err := m.Attender([]string{"cat"}, w2vattn.AttendOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			mine := at.Fork()
			for range 20 {
				a, err := mine.Attend("the cat reads a book")
				if err != nil || !slices.Equal(a.Result.Weights, want.Result.Weights) {
					t.Errorf("%v: %v", a, err)
				}
				if _, err := m.MostSimilar([]string{"cat"}, nil, 2); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
}

// TestSearch checks that a sentence of the corpus is the first result for its own text.
func TestSearch(t *testing.T) {
	m := trained(t)
	src := corpus.Files([]string{"-"}, input.Lines(), m.Tokenizer(),
		corpus.Stdin(strings.NewReader("the dog sleeps\nthe cat reads a book\n")))
	hits, err := m.Search(t.Context(), "cat book", src, 1)
	if err != nil || len(hits) != 1 || hits[0].Line != 2 {
		t.Errorf("%+v: %v", hits, err)
	}
}
