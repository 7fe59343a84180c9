package w2vattn_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
)

// axes is a model of words whose cosines are easy to compute.
const axes = "5 2\nx 1 0\ny 0 2\nxy 3 3\nnew_york -1 0\nnone 0 0\n"

// readAxes returns the model axes.
func readAxes(tb testing.TB) *w2vattn.Model {
	tb.Helper()
	m, err := w2vattn.Read(strings.NewReader(axes), embed.Word2VecText)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

func TestTextSimilarity(t *testing.T) {
	m := readAxes(t)
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"x", "y", 0}, {"x", "X", 1}, {"x", "new_york", -1}, {"x", "none", 0}, {"x x", "none none", 0},
		{"x y", "x", 1 / math.Sqrt(5)},         // the mean is (½, 1)
		{"x y unknown", "x", 1 / math.Sqrt(5)}, // unknown words are left out
		{"x, x.", "xy xy xy", math.Sqrt(.5)}, {"y\ty", "y", 1},
	} {
		got, err := m.TextSimilarity(c.a, c.b)
		swapped, swappedErr := m.TextSimilarity(c.b, c.a)
		if err != nil || swappedErr != nil || math.Abs(got-c.want) > 1e-6 || got != swapped {
			t.Errorf("%q, %q: %v and %v, want %v: %v", c.a, c.b, got, swapped, c.want, err)
		}
	}
	words, err := m.Similarity("x", "xy")
	if both, bothErr := m.TextSimilarity("x", "xy"); err != nil || bothErr != nil || both != words {
		t.Errorf("two words: %v, Similarity %v", both, words)
	}
	var unknown *embed.UnknownWordError
	for _, text := range []string{"z", "z z", "x-z"} {
		if _, err := m.TextSimilarity("x y", text); !errors.As(err, &unknown) {
			t.Errorf("%q: %v", text, err)
		}
		if _, err := m.TextSimilarity(text, "x"); !errors.As(err, &unknown) {
			t.Errorf("%q: %v", text, err)
		}
	}
	for _, text := range []string{"", " ", ". .", "a \xff"} {
		if got, err := m.TextSimilarity("x", text); err == nil {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestTextSimilarityOver: the policy is for words, not for the tokens of texts.
func TestTextSimilarityOver(t *testing.T) {
	m := readAxes(t)
	if got, err := m.TextSimilarityOver("newyork", "x", embed.NearestSpelling); err != nil || got != -1 {
		t.Errorf("newyork as new_york: %v, %v", got, err)
	}
	if got, err := m.TextSimilarityOver("y newyork", "y", embed.NearestSpelling); err != nil || got != 1 {
		t.Errorf("a text: %v, %v", got, err)
	}
	var unknown *embed.UnknownWordError
	if _, err := m.TextSimilarityOver("newyork", "x", embed.Auto); !errors.As(err, &unknown) {
		t.Errorf("auto: %v", err)
	}
	if got, err := m.TextSimilarityOver("x", "newyork", embed.Skip); err == nil {
		t.Errorf("a policy that is not for words: %v", got)
	}
}

func ExampleModel_TextSimilarityOver() {
	m, err := w2vattn.Read(strings.NewReader(axes), embed.Word2VecText)
	if err != nil {
		panic(err)
	}
	cosine, err := m.TextSimilarityOver("newyork", "x", embed.NearestSpelling) // as new_york
	fmt.Println(cosine, err)
	// Output: -1 <nil>
}

func ExampleModel_TextSimilarity() {
	m, err := w2vattn.Read(strings.NewReader(axes), embed.Word2VecText)
	if err != nil {
		panic(err)
	}
	cosine, err := m.TextSimilarity("x", "x and y")
	fmt.Printf("%.3f %v\n", cosine, err)
	// Output: 0.447 <nil>
}
