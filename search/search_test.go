package search_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// lines is a source of sentences in memory.
type lines []string

func (l lines) Texts() iter.Seq2[corpus.RawSentence, error] {
	return func(yield func(corpus.RawSentence, error) bool) {
		for i, text := range l {
			if !yield(corpus.RawSentence{Text: text, File: "lines", Line: i + 1}, nil) {
				return
			}
		}
	}
}

// random returns a model of v words w0, w1, … and n sentences of them, some with unknown
// words and some twice.
func random(t testing.TB, v, d, n int) (search.Model, lines) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	names, data := make([]string, v), make([]float32, v*d)
	for i := range names {
		names[i] = fmt.Sprint("w", i)
	}
	for i := range data {
		data[i] = float32(r.NormFloat64() + .3)
	}
	words, err := vocab.New(names, nil)
	if err != nil {
		t.Fatal(err)
	}
	table, err := embed.New(words, blas32.General{Rows: v, Cols: d, Stride: d, Data: data})
	if err != nil {
		t.Fatal(err)
	}
	var all lines
	for i := range n {
		var s []string
		for range 1 + r.IntN(12) {
			s = append(s, fmt.Sprint("w", int(float64(v)*1.1*r.Float64()*r.Float64())))
		}
		all = append(all, strings.Join(s, " "))
		if i%50 == 0 {
			all = append(all, all[r.IntN(len(all))])
		}
	}
	return search.Model{Table: table, Tokenizer: tokenize.Space(), TokenizerConfig: tokenize.Plain()}, all
}

func build(t testing.TB, m search.Model, src search.Source, o search.Options) *search.Index {
	t.Helper()
	ix, err := search.Build(context.Background(), m, src, o)
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

// brute ranks all sentences with package attention, without any shortcut.
func brute(m search.Model, all lines, query []float32, temperature float64) []search.Ranked {
	var ranked []search.Ranked
	for i, text := range all {
		keys, known, _ := m.Table.Gather(strings.Fields(text))
		a := attention.Attend(query, keys, keys, attention.Options{Score: attention.Scaled,
			Temperature: attention.Temperature(temperature), Mask: known})
		if slices.Contains(known, true) {
			ranked = append(ranked, search.Ranked{Sentence: i, Score: float64(attention.Cosine.Of(query, a.Context))})
		}
	}
	slices.SortStableFunc(ranked, func(a, b search.Ranked) int { return cmp.Compare(b.Score, a.Score) })
	return ranked
}

// TestAttention checks that a score is the cosine with the context vector of package
// attention, and that the ranking is that of all sentences.
func TestAttention(t *testing.T) {
	m, all := random(t, 300, 20, 3000)
	for _, temperature := range []float64{.5, 1, 3, 1e9} {
		ix := build(t, m, all, search.Options{Weighting: search.Even, Temperature: temperature})
		for _, word := range []string{"w0", "w7", "w299"} {
			query, _ := m.Table.Vector(word)
			want := brute(m, all, query, temperature)
			hits, err := ix.Search(context.Background(), query, 25)
			if err != nil || len(hits) != 25 {
				t.Fatalf("%d hits, %v", len(hits), err)
			}
			for i, h := range hits {
				if math.Abs(h.Score-want[i].Score) > 1e-5 {
					t.Errorf("T %v, %s, rank %d: %v, want %v", temperature, word, i, h.Score, want[i].Score)
				}
			}
		}
	}
}

// manyOptions are options of each weighting, at different temperatures.
var manyOptions = []search.Options{
	search.Default(),
	{Weighting: search.Even, Temperature: .01},
	{Weighting: search.IDF, Temperature: 2},
	{Weighting: search.SIF, Common: true, Temperature: math.Inf(1)},
}

// TestExact checks that the n best sentences are the first n of all, in the same order.
func TestExact(t *testing.T) {
	m, all := random(t, 200, 33, 4000)
	for _, o := range manyOptions {
		ix := build(t, m, all, o)
		for _, text := range []string{"w0", "w5 w17 w3", "w190 w12"} {
			q, err := ix.Query(t.Context(), text)
			if err != nil {
				t.Fatal(err)
			}
			everything, err := ix.Rank(context.Background(), q.Vector, len(all))
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range []int{0, 1, 10, 500} {
				got, err := ix.Rank(context.Background(), q.Vector, n)
				if err != nil || !slices.Equal(got, everything[:n]) {
					t.Errorf("%+v, %s: the %d best differ: %v", o, text, n, err)
				}
			}
		}
	}
}

// TestShares checks that the contributions sum to the score and the weights to 1, and that
// a sentence without a token has the score that Without implies.
func TestShares(t *testing.T) {
	m, all := random(t, 200, 16, 500)
	for _, o := range manyOptions {
		ix := build(t, m, all, o)
		q, err := ix.Query(t.Context(), "w3 w50")
		if err != nil {
			t.Fatal(err)
		}
		hits, err := ix.Search(context.Background(), q.Vector, len(all))
		if err != nil || len(hits) < 400 {
			t.Fatalf("%d hits, %v", len(hits), err)
		}
		for _, h := range hits {
			var shares, weights float64
			for _, token := range h.Tokens {
				shares += token.Share
				weights += token.Weight
				if got := h.Text[token.Start:token.End]; got != token.Text {
					t.Errorf("%q at the offsets of %q", got, token.Text)
				}
			}
			if math.Abs(shares-h.Score) > 1e-6 || math.Abs(weights-1) > 1e-6 {
				t.Errorf("%+v: shares add up to %v of %v, weights to %v", o, shares, h.Score, weights)
			}
			if h.Text != all[h.Sentence] || h.Line != h.Sentence+1 || h.File != "lines" {
				t.Errorf("sentence %d is %q, line %d of %s", h.Sentence, h.Text, h.Line, h.File)
			}
		}
	}
}

// TestWithout removes each token from a sentence and compares the scores.
func TestWithout(t *testing.T) {
	m, all := random(t, 50, 8, 20)
	const text = "w1 w2 unknown w3"
	rest := []string{"w2 unknown w3", "w1 unknown w3", text, "w1 w2 unknown"}
	o := search.Options{Weighting: search.Even, Temperature: 1.5}
	ix := build(t, m, append(slices.Concat(lines{text}, lines(rest)), all...), o)
	query, _ := m.Table.Vector("w1")
	hits, err := ix.Search(context.Background(), query, ix.Len())
	if err != nil {
		t.Fatal(err)
	}
	scores := map[string]float64{}
	for _, h := range hits {
		scores[h.Text] = h.Score
	}
	for _, h := range hits {
		if h.Text != text {
			continue
		}
		for i, token := range h.Tokens {
			if want := scores[rest[i]] - scores[text]; math.Abs(token.Without-want) > 1e-9 {
				t.Errorf("without %s: %v, want %v", token.Text, token.Without, want)
			}
		}
	}
}

// TestSeveralTexts checks that the vector of several texts is the mean of their vectors.
func TestSeveralTexts(t *testing.T) {
	m, all := random(t, 50, 8, 20)
	ix := build(t, m, all, search.Default())
	texts := []string{"w1 strange w2", "w3", "w7 odd"}
	got, err := ix.Query(t.Context(), texts...)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Unknown, []string{"strange", "odd"}) || len(got.Tokens) != 6 {
		t.Errorf("got %v, of which unknown: %v", got.Tokens, got.Unknown)
	}
	for k, x := range got.Vector {
		var sum float64
		for _, text := range texts {
			q, err := ix.Query(t.Context(), text)
			if err != nil {
				t.Fatal(err)
			}
			sum += float64(q.Vector[k])
		}
		if math.Abs(float64(x)-sum/3) > 1e-6 {
			t.Errorf("number %d is %v, want %v", k, x, sum/3)
		}
	}
}

func TestBadInput(t *testing.T) {
	m, all := random(t, 20, 4, 10)
	for _, bad := range []lines{nil, {"", "   "}, {"unknown words only"}} {
		if _, err := search.Build(context.Background(), m, bad, search.Default()); !errors.Is(err, search.ErrEmpty) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	ix := build(t, m, all, search.Default())
	var unknown *embed.UnknownWordError
	if _, err := ix.Query(t.Context(), "strange w1x"); !errors.As(err, &unknown) || len(unknown.Words) != 2 {
		t.Errorf("a query of unknown words: %v", err)
	}
	if q, err := ix.Query(t.Context(), "strange w1"); err != nil || !slices.Equal(q.Unknown, []string{"strange"}) {
		t.Errorf("got %v, %v", q, err)
	}
	if _, err := ix.Query(t.Context(), "w1", "strange"); !errors.As(err, &unknown) ||
		!slices.Equal(unknown.Words, []string{"strange"}) {
		t.Errorf("a query of a known and an unknown text: %v", err)
	}
	if _, err := ix.Query(t.Context(), " "); err == nil {
		t.Error("a query without words is answered")
	}
	if _, err := ix.Search(context.Background(), make([]float32, 4), 3); err == nil {
		t.Error("a query without direction is answered")
	}
	for _, o := range []search.Options{{}, {Weighting: "tfidf"}, {Weighting: search.Even, Temperature: -1},
		{Weighting: search.Even, Temperature: math.NaN()}} {
		if _, err := ix.With(o); err == nil {
			t.Errorf("%+v is no error", o)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ix.Search(ctx, []float32{1, 2, 3, 4}, 3); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := ix.Query(ctx, "strange"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := search.Build(ctx, m, all, search.Default()); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestNotFinite checks that the error names the word whose vector is not finite.
func TestNotFinite(t *testing.T) {
	words, _ := vocab.New([]string{"good", "bad"}, nil)
	table, _ := embed.New(words, blas32.General{Rows: 2, Cols: 2, Stride: 2, Data: []float32{1, 2, float32(math.NaN()),
		3}})
	m := search.Model{Table: table, Tokenizer: tokenize.Words()}
	for _, common := range []bool{false, true} {
		_, err := search.Build(context.Background(), m, lines{"good bad"}, search.Options{Weighting: search.Even,
			Common: common})
		if err == nil || !strings.Contains(err.Error(), `"bad"`) {
			t.Errorf("got %v", err)
		}
	}
}
