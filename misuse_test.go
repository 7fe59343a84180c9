package w2vattn_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/tokenize"
)

// TestFoundTokensStay checks that an attender does not write to the slices of its caller.
func TestFoundTokensStay(t *testing.T) {
	m := trained(t)
	at, err := m.Attender([]string{"cat"}, w2vattn.AttendOptions{})
	if err != nil {
		t.Fatal(err)
	}
	tokens := []string{"the", "dog", "book"}
	found, err := m.Lookup().Find(t.Context(), tokens, embed.Skip)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := at.AttendFound(tokens, found); err != nil {
		t.Fatal(err)
	}
	if _, err := at.Attend("a cat reads"); err != nil {
		t.Fatal(err)
	}
	if want := []string{"the", "dog", "book"}; !slices.Equal(tokens, want) {
		t.Errorf("%q, want %q", tokens, want)
	}
}

// TestCompareTemperatures checks that Compare refuses the temperatures that Attend refuses.
func TestCompareTemperatures(t *testing.T) {
	m := trained(t)
	for _, bad := range []attention.Temperature{-5, attention.Temperature(math.NaN()),
		attention.Temperature(math.Inf(1))} {
		if _, err := m.Compare("cat", "a cat and a dog", w2vattn.AttendOptions{}, 1, bad); err == nil ||
			!strings.Contains(err.Error(), "temperature") {
			t.Errorf("%v: got %v", float64(bad), err)
		}
	}
	if _, err := m.Compare("cat", "a cat and a dog", w2vattn.AttendOptions{}, 2, attention.Auto); err != nil {
		t.Error(err)
	}
}

// TestSimilarToNothing checks that the error of a query without words names the remedy.
func TestSimilarToNothing(t *testing.T) {
	_, err := trained(t).MostSimilar(nil, nil, 3)
	if err == nil || !strings.Contains(err.Error(), "has no words") {
		t.Errorf("got %v", err)
	}
}

// TestValuesAreNumbers checks that a value with a NaN is an error that names its word, and
// does not give a context vector of NaN.
func TestValuesAreNumbers(t *testing.T) {
	m := trained(t)
	words := m.Table().Vocab()
	for _, x := range []float32{1, float32(math.NaN())} {
		numbers := make([]float32, 2*words.Len())
		numbers[1] = x
		table, err := embed.New(words, blas32.General{Rows: words.Len(), Cols: 2, Stride: 2, Data: numbers})
		if err != nil {
			t.Fatal(err)
		}
		values, err := w2vattn.New(table, tokenize.Default())
		if err != nil {
			t.Fatal(err)
		}
		_, err = m.Attend(words.Word(0), words.Word(0), w2vattn.AttendOptions{Values: values})
		if refused := err != nil && strings.Contains(err.Error(), words.Word(0)); refused != (x != 1) {
			t.Errorf("a value of %v: got %v", x, err)
		}
	}
}

// TestReadHasOneFormat checks that an option From that contradicts the format is an error.
func TestReadHasOneFormat(t *testing.T) {
	for format, fine := range map[embed.Format]bool{embed.GloVe: true, embed.Word2VecText: false} {
		if _, err := w2vattn.Read(strings.NewReader("cat 1 2\n"), embed.GloVe,
			w2vattn.From(format)); (err == nil) != fine {
			t.Errorf("From(%s): %v", format, err)
		}
	}
}
