package w2vattn_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// randomModel returns a model of n words, w0, w1, …, with random vectors of length d.
func randomModel(t *testing.T, n, d int) *w2vattn.Model {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	words := make([]string, n)
	x := blas32.General{Rows: n, Cols: d, Stride: d, Data: make([]float32, n*d)}
	for i := range words {
		words[i] = fmt.Sprint("w", i)
	}
	for i := range x.Data {
		x.Data[i] = float32(r.NormFloat64())
	}
	v, err := vocab.New(words, nil)
	if err != nil {
		t.Fatal(err)
	}
	table, err := embed.New(v, x)
	if err != nil {
		t.Fatal(err)
	}
	m, err := w2vattn.New(table, tokenize.Default())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// shown returns the fields of a result as text, for comparisons to the bit.
func shown(a *w2vattn.Attention) string {
	r := &a.Result
	return fmt.Sprint(a.Query, a.Tokens, a.Known, a.Replaced, a.Auto, a.Eojeols, a.Nearest, r.Score, r.Temperature,
		r.Sparse, r.Scores, r.Visible, r.Weights, r.Context, r.Norms,
		r.Entropy, r.Effective, a.Keys.Data, a.Values.Data)
}

// TestAttenderReset checks that an attender that is reset, to any options after any others,
// gives the results of a new one.
func TestAttenderReset(t *testing.T) {
	m, other := randomModel(t, 50, 6), randomModel(t, 40, 9)
	r := rand.New(rand.NewPCG(3, 4))
	text := func() string {
		words := make([]string, r.IntN(12))
		for i := range words {
			words[i] = fmt.Sprint("w", r.IntN(60)) // w50 and above are unknown
		}
		return strings.Join(words, " ")
	}
	var reset w2vattn.Attender
	for range 300 {
		o := w2vattn.AttendOptions{
			Score:       attention.Scores()[r.IntN(4)],
			Temperature: []attention.Temperature{0, 2, attention.Auto}[r.IntN(3)],
			Sparse:      r.IntN(2) == 0, ExcludeSelf: r.IntN(2) == 0, Eojeols: r.IntN(2) == 0,
			Unknown: []embed.Policy{"", embed.Skip, embed.Zero, embed.NearestSpelling}[r.IntN(4)],
		}
		if r.IntN(3) == 0 {
			o.Values = other
		}
		query := []string{fmt.Sprint("w", r.IntN(50)), fmt.Sprint("w", r.IntN(50))}[:1+r.IntN(2)]
		fresh, err := m.Attender(query, o)
		if err != nil {
			t.Fatal(err)
		}
		found, err := m.Lookup().Find(t.Context(), query, embed.Refuse)
		if err != nil {
			t.Fatal(err)
		}
		if err := reset.Reset(m, query, found, o); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			text := text()
			want, err := fresh.Fork().Attend(text)
			if err != nil {
				t.Fatal(err)
			}
			got, err := reset.Attend(text)
			if err != nil {
				t.Fatal(err)
			}
			if shown(got) != shown(want) {
				t.Fatalf("%q attends over %q with %+v:\n%s\nwant\n%s", query, text, o, shown(got), shown(want))
			}
		}
	}
}

// TestResultsOfAll checks that results of AttendAll and SelfAttendAll do not change when
// the attender is used again.
func TestResultsOfAll(t *testing.T) {
	at, err := randomModel(t, 50, 6).Attender([]string{"w1"}, w2vattn.AttendOptions{Temperature: attention.Auto})
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{"w1 w2 w3", "w4 w99 w5 w6", "", "w1 w1"}
	all, err := at.AttendAll(texts)
	if err != nil {
		t.Fatal(err)
	}
	var before []string
	for _, a := range all {
		before = append(before, shown(a))
	}
	self, err := at.SelfAttend("w7 w8 w9")
	if err != nil {
		t.Fatal(err)
	}
	weights := slices.Clone(self.Result.Weights.Data)
	for range 3 {
		if _, err := at.AttendAll([]string{"w10 w11 w12 w13 w14", "w15"}); err != nil {
			t.Fatal(err)
		}
		if _, err := at.SelfAttend("w16 w17"); err != nil {
			t.Fatal(err)
		}
	}
	for i, a := range all {
		if shown(a) != before[i] {
			t.Errorf("the result for %q has changed:\n%s\nwas\n%s", texts[i], shown(a), before[i])
		}
	}
	if !slices.Equal(self.Result.Weights.Data, weights) {
		t.Error("the weights of SelfAttend have changed")
	}
}

// TestLongText checks the limit of the vectors of a text, which includes the values of
// another model.
func TestLongText(t *testing.T) {
	wide := randomModel(t, 2, 1<<14)
	most := 64 << 20 / (1 << 14)
	for name, o := range map[string]w2vattn.AttendOptions{"keys": {}, "values": {Values: wide}} {
		m := wide
		if o.Values != nil {
			m = randomModel(t, 2, 3)
		}
		_, err := m.Attend("w1", strings.Repeat("w0 ", most+1), o)
		var long *w2vattn.LongTextError
		if !errors.As(err, &long) || long.Matrix || long.Tokens != most+1 || long.Most != most {
			t.Errorf("%s: %d tokens: %v", name, most+1, err)
		}
	}
	a, err := randomModel(t, 2, 3).Attend("w1", strings.Repeat("w0 ", most+1), w2vattn.AttendOptions{})
	if err != nil || len(a.Tokens) != most+1 {
		t.Errorf("short vectors: %v", err)
	}
}

// TestManyUnknownWords checks that the cache of an attender is bounded for unknown words
// too, and that they get no weight.
func TestManyUnknownWords(t *testing.T) {
	at, err := randomModel(t, 3, 1000).Attender([]string{"w1"}, w2vattn.AttendOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for batch := range 20 {
		text := "w2"
		for i := range 2000 {
			text += fmt.Sprintf(" u%d", 2000*batch+i)
		}
		a, err := at.Attend(text)
		if err != nil {
			t.Fatal(err)
		}
		if a.Result.Weights[0] != 1 || len(a.Unknown()) != 2000 || a.Unknown()[1999] != fmt.Sprint("u",
			2000*batch+1999) {
			t.Fatalf("batch %d: weight %v, %d unknown", batch, a.Result.Weights[0], len(a.Unknown()))
		}
	}
	if size := at.Size(); size > 20<<20 {
		t.Errorf("the attender keeps %d bytes", size)
	}
}
