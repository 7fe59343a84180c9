package word2vec

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/data"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// library returns the sample corpus as a source.
func library(t testing.TB, lang string) corpus.Source {
	t.Helper()
	text, err := data.Library(lang)
	if err != nil {
		t.Fatal(err)
	}
	var lists corpus.Lists
	for line := range strings.Lines(text) {
		lists = append(lists, tokenize.Texts(tokenize.Words().Append(nil, line)))
	}
	return lists
}

// small returns a configuration for the sample corpus.
func small() Config {
	c := GensimDefault()
	c.Dim, c.MinCount, c.Epochs, c.Alpha, c.Sample = 32, 2, 150, .05, 0
	return c
}

func TestVectorsMakeSense(t *testing.T) {
	for lang, pairs := range map[string]map[string][]string{
		"en": {"cat": {"kitten", "dog"}, "apple": {"pear", "banana"}, "king": {"queen"}, "mother": {"father"}},
		"ko": {"고양이": {"강아지"}, "사과를": {"포도를", "배를"}, "임금은": {"왕비는"}, "어머니가": {"아버지가"}},
	} {
		m, err := Train(t.Context(), library(t, lang), small())
		if err != nil {
			t.Fatal(err)
		}
		for word, near := range pairs {
			var got []string
			for _, n := range must(m.Table.Similar(word, 5)) {
				got = append(got, n.Word)
			}
			for _, w := range near {
				if !slices.Contains(got, w) {
					t.Errorf("%s is not near %s: %v", w, word, got)
				}
			}
		}
	}
}

func TestLossFalls(t *testing.T) {
	for _, arch := range []string{CBOW, SkipGram} {
		for _, hs := range []bool{false, true} {
			c := small()
			c.Arch, c.HS, c.Epochs, c.Sample = arch, hs, 20, 0
			losses := map[int]float64{}
			if _, err := Train(t.Context(), library(t, "en"), c, Progress(func(s Status) {
				if !s.Reading {
					losses[s.Epoch] = s.Loss
				}
			})); err != nil {
				t.Fatal(err)
			}
			if !(losses[19] < .9*losses[0]) || losses[19] <= 0 {
				t.Errorf("%s, hs %v: loss %v after one epoch, %v after twenty", arch, hs, losses[0], losses[19])
			}
		}
	}
}

// TestGradient compares a step with the derivative of its loss by central differences.
// CBOW's sum divides the error by C, and its mean does not. The true gradients are the
// error and error/C, so the comparison allows for that factor.
func TestGradient(t *testing.T) {
	const dim, words = 5, 7
	v, _ := vocab.New([]string{"a", "b", "c", "d", "e", "f", "g"}, []int64{9, 7, 5, 4, 3, 2, 1})
	for _, mean := range []bool{true, false} {
		for _, hs := range []bool{true, false} {
			fresh := func() *step {
				s := &step{dim: dim, in: randomVectors(words, dim, 1), mean: mean, samples: 3, alpha: 1e-3, lcg: 99,
					x: make([]float32, dim), work: make([]float32, dim)}
				outputs := randomVectors(words, dim, 2)
				for i := range s.in {
					s.in[i] *= 4
					outputs[i] *= 4
				}
				if hs {
					s.tree, s.nodes = newHuffman(v), outputs
				} else {
					s.noise, s.out = newNoise(v, .75), outputs
				}
				return s
			}
			context := []vocab.ID{1, 3, 4}
			after := fresh()
			after.cbow(2, context)
			start := fresh()
			for _, w := range context {
				for d := range dim {
					i := int(w)*dim + d
					moved := float64(after.in[i]-start.in[i]) / 1e-3
					gradient := -exactSlope(fresh, context, i)
					if want := gradient * float64(len(context)); mean && math.Abs(moved-want) > .03 {
						t.Errorf("mean, hs %v: in[%d] moves by %v·α, want %v", hs, i, moved, want)
					}
					if want := gradient / float64(len(context)); !mean && math.Abs(moved-want) > .03 {
						t.Errorf("sum, hs %v: in[%d] moves by %v·α, want %v", hs, i, moved, want)
					}
				}
			}
		}
	}
}

// exactSlope returns the derivative of the loss with respect to in[i], with the logarithm
// of the exact sigmoid: the steps of the table have no slope.
func exactSlope(fresh func() *step, context []vocab.ID, i int) float64 {
	const h = 1e-2
	at := func(shift float32) float64 {
		s := fresh()
		s.in[i] += shift
		return exactLoss(s, 2, context)
	}
	return (at(h) - at(-h)) / (2 * h)
}

// exactLoss returns −Σ ln σ(±x·out) over the targets of a step, in float64.
func exactLoss(s *step, centre vocab.ID, context []vocab.ID) float64 {
	inverse := 1 / float32(len(context))
	s.sum(context, inverse)
	var loss float64
	add := func(out []float32, likely bool) {
		var f float64
		for d, x := range s.x {
			f += float64(x) * float64(out[d])
		}
		if !likely {
			f = -f
		}
		loss += math.Log1p(math.Exp(-f))
	}
	if s.tree != nil {
		for k, node := range s.tree.points[centre] {
			add(s.row(s.nodes, vocab.ID(node)), s.tree.codes[centre][k] == 0)
		}
		return loss
	}
	add(s.row(s.out, centre), true)
	for range s.samples {
		if w := s.noise.draw(s.next() % noiseTotal); w != centre {
			add(s.row(s.out, w), false)
		}
	}
	return loss
}

func TestStepAllocatesNothing(t *testing.T) {
	v, _ := vocab.New([]string{"a", "b", "c"}, []int64{3, 2, 1})
	c := GensimDefault()
	c.HS, c.Dim = true, 9
	g := newGensim(c, &train.Text{Words: v})
	job := [][]vocab.ID{{0, 1, 2, 1, 0, 2}, {1, 0}}
	g.job(job)
	if n := testing.AllocsPerRun(20, func() { g.job(job) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestNoiseDraw(t *testing.T) {
	words, counts := make([]string, 3000), make([]int64, 3000)
	for i := range words {
		words[i], counts[i] = strings.Repeat("x", i+1), int64(1+3000/(i+1))
	}
	v, _ := vocab.New(words, counts)
	n := newNoise(v, .75)
	for r := uint32(0); r < noiseTotal-99991; r += 99991 {
		want, _ := slices.BinarySearch(n.cum, r)
		if got := n.draw(r); int(got) != want {
			t.Fatalf("draw(%d) = %d, want %d", r, got, want)
		}
	}
	for _, r := range []uint32{0, 1, noiseTotal - 1} {
		if want, _ := slices.BinarySearch(n.cum, r); int(n.draw(r)) != want {
			t.Errorf("draw(%d) = %d, want %d", r, n.draw(r), want)
		}
	}
}

func TestValidateNamesAll(t *testing.T) {
	c := Config{Arch: "rnn", Dim: -1, Sample: math.NaN(), Alpha: math.Inf(1), NSExponent: 1000}
	var e *FieldError
	if err := c.Validate(); !errors.As(err, &e) {
		t.Fatal(err)
	}
	for _, field := range []string{"trainer", "arch", "gensim_order", "dim", "window", "epochs", "batch_words",
		"negative", "sample", "alpha", "ns_exponent"} {
		if !slices.Contains(e.Fields, field) || !strings.Contains(e.Error(), field) {
			t.Errorf("%s is not named in %v", field, e)
		}
	}
	if err := GensimDefault().Validate(); err != nil {
		t.Error(err)
	}
}

func TestErrors(t *testing.T) {
	c := small()
	c.MinCount = 10_000
	var empty *EmptyVocabularyError
	if _, err := Train(t.Context(), library(t, "en"), c); !errors.As(err, &empty) || empty.Keeps[1] == 0 {
		t.Errorf("got %v", err)
	}
	if _, err := Train(t.Context(), corpus.Lists{}, small()); !errors.As(err, &empty) {
		t.Errorf("got %v", err)
	}
	uncounted, _ := vocab.New([]string{"cat", "dog"}, []int64{3, 0})
	if _, err := Train(t.Context(), library(t, "en"), small(), Vocabulary(uncounted)); err == nil ||
		!strings.Contains(err.Error(), `"dog" has a count of 0`) {
		t.Errorf("got %v", err)
	}
	stop := errors.New("stop")
	if _, err := Train(t.Context(), library(t, "en"), small(), Inspect(func(Statistics,
		*vocab.Vocab) error {
		return stop
	})); !errors.Is(err, stop) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := Train(ctx, library(t, "en"), small(), Progress(func(s Status) {
		if s.Epoch == 1 {
			cancel()
		}
	})); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	c = small()
	c.Alpha = 1e20
	if _, err := Train(t.Context(), library(t, "en"), c); err == nil || !strings.Contains(err.Error(), "lower alpha") {
		t.Errorf("got %v", err)
	}
}

func TestGivenVocabulary(t *testing.T) {
	v, _ := vocab.New([]string{"dog", "cat", "unicorn"}, []int64{5, 9, 1})
	m, err := Train(t.Context(), library(t, "en"), small(), Vocabulary(v))
	if err != nil {
		t.Fatal(err)
	}
	if m.Table.Vocab() != v || m.Statistics.Unknown == 0 || m.Updated()[2] {
		t.Errorf("%d words, %d unknown tokens", m.Table.Len(), m.Statistics.Unknown)
	}
}

func TestSaveAndOpen(t *testing.T) {
	c := small()
	c.HS, c.Epochs = true, 2
	m, err := Train(t.Context(), library(t, "en"), c, Tokenizer(tokenize.Default()))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "m.safetensors")
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	back, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if back.Config != m.Config || back.Statistics != m.Statistics || !slices.Equal(back.Nodes.Data, m.Nodes.Data) ||
		!slices.Equal(back.Outputs.Data, m.Outputs.Data) || !slices.Equal(back.Table.Matrix().Data,
		m.Table.Matrix().Data) {
		t.Error("something changed on the way")
	}
	var tok tokenize.Config
	if err := json.Unmarshal(back.Tokenizer, &tok); err != nil || !reflect.DeepEqual(tok, tokenize.Default()) {
		t.Errorf("%v, %v", tok, err)
	}
	text := filepath.Join(dir, "m.txt")
	if err := m.Save(text); err != nil {
		t.Fatal(err)
	}
	if table, err := embed.Open(text); err != nil || table.Len() != m.Table.Len() {
		t.Error(err)
	}
	if _, err := Open(text); err == nil {
		t.Error("vectors without a model open as one")
	}
	if err := m.Save(filepath.Join(dir, "m.doc")); err == nil {
		t.Error("saving to an unknown extension is no error")
	}
}

// TestOddCorpora checks that unusual corpora can be trained on.
func TestOddCorpora(t *testing.T) {
	many := func(s ...string) corpus.Lists { return slices.Repeat(corpus.Lists{s}, 50) }
	for name, test := range map[string]struct {
		lists corpus.Lists
		set   func(*Config)
	}{
		"one distinct word":     {many("a"), func(*Config) {}},
		"sentences of one word": {append(many("a"), many("b")...), func(*Config) {}},
		"dim 1":                 {many("a", "b"), func(c *Config) { c.Dim = 1 }},
		"dim 4096":              {many("a", "b"), func(c *Config) { c.Dim = 4096 }},
		"a huge window":         {many("a", "b", "c"), func(c *Config) { c.Window = 1000 }},
		"many negatives":        {many("a", "b"), func(c *Config) { c.Negative = 100 }},
		"empty sentences":       {append(many(), many("a", "b")...), func(*Config) {}},
		"one word and a tree":   {many("a", "a"), func(c *Config) { c.HS, c.Negative = true, 0 }},
		"repeated in a window":  {many("a", "a", "b", "a"), func(c *Config) { c.Arch = SkipGram; c.HS = true }},
		"a very long sentence":  {corpus.Lists{slices.Repeat([]string{"a", "b", "c"}, 20_000)}, func(*Config) {}},
	} {
		c := GensimDefault()
		c.MinCount, c.Epochs, c.Dim, c.Sample = 1, 2, 8, 0
		test.set(&c)
		m, err := Train(t.Context(), test.lists, c)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, x := range m.Table.Matrix().Data {
			if x-x != 0 {
				t.Errorf("%s: %v among the vectors", name, x)
				break
			}
		}
		if (name == "a very long sentence") != (m.Statistics.Dropped == 50_000) {
			t.Errorf("%s: %d tokens dropped", name, m.Statistics.Dropped)
		}
	}
}

// must returns result, and panics on an error, which no caller here expects.
func must[T any](result T, err error) T {
	if err != nil {
		panic(err)
	}
	return result
}
