package w2vattn_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/word2vec"
)

// trainedSmall returns a small trained model, which has output vectors.
func trainedSmall(t *testing.T) *w2vattn.Model {
	t.Helper()
	c := word2vec.Default()
	c.Dim, c.MinCount, c.Epochs = 8, 1, 3
	text := strings.Repeat("the cat reads a book\nthe dog sleeps\n", 30)
	m, err := w2vattn.Train(t.Context(), corpus.FromReader(strings.NewReader(text)), c)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestOutputKeys: with OutputKeys the scores are those of the vectors with the output vectors,
// and the contexts are still means of the vectors. A token without an output vector is hidden.
func TestOutputKeys(t *testing.T) {
	m := trainedSmall(t)
	s, err := m.SelfAttend("the cat reads zzz", w2vattn.AttendOptions{OutputKeys: true})
	if err != nil {
		t.Fatal(err)
	}
	outputs := m.Trained().Outputs
	for i := range 3 {
		q, err := m.Vector(s.Tokens[i])
		if err != nil {
			t.Fatal(err)
		}
		for j := range 3 {
			id, _ := m.Table().Vocab().ID(s.Tokens[j])
			sum := 0.0
			for d, x := range q {
				sum += float64(x) * float64(outputs.Data[int(id)*outputs.Stride+d])
			}
			got, want := float64(s.Result.Scores.Data[4*i+j]), sum/math.Sqrt(8)
			if math.Abs(got-want) > 1e-5*(1+math.Abs(want)) {
				t.Errorf("%s → %s: %v, want %v", s.Tokens[i], s.Tokens[j], got, want)
			}
		}
		var context float64
		for j := range 3 {
			v, _ := m.Vector(s.Tokens[j])
			context += float64(s.Result.Weights.Data[4*i+j]) * float64(v[0])
		}
		if got := float64(s.Result.Context.Data[8*i]); math.Abs(got-context) > 1e-5 {
			t.Errorf("the context of %s begins with %v, want %v", s.Tokens[i], got, context)
		}
	}
	if !s.OutputKeys || s.Result.Sees(0, 3) || !s.Result.Sees(0, 2) {
		t.Errorf("visible: %v", s.Result.Visible)
	}
}

// TestNoOutputKeys: a model without output vectors is an error that says which models have them.
func TestNoOutputKeys(t *testing.T) {
	m := trainedSmall(t)
	var b strings.Builder
	if err := m.Write(&b, embed.Word2VecText); err != nil {
		t.Fatal(err)
	}
	plain, err := w2vattn.Read(strings.NewReader(b.String()), embed.Word2VecText)
	if err != nil {
		t.Fatal(err)
	}
	_, err = plain.SelfAttend("the cat", w2vattn.AttendOptions{OutputKeys: true})
	if !errors.Is(err, w2vattn.ErrNoOutputs) || !strings.Contains(err.Error(), ".safetensors") {
		t.Errorf("got %v", err)
	}
}

// TestOtherWords: with OtherWords the nearest words are those without it, in their order, except
// for the words of the query and of the text, and there are as many.
func TestOtherWords(t *testing.T) {
	m := trainedSmall(t)
	all := nearestWords(t, m, w2vattn.AttendOptions{Nearest: 7})
	own := []string{"cat", "the", "dog"}
	want := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return slices.Contains(own, w) })[:2]
	got := nearestWords(t, m, w2vattn.AttendOptions{Nearest: 2, OtherWords: true})
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v of %v", got, want, all)
	}
	at, err := m.Attender(nil, w2vattn.AttendOptions{Nearest: 3, OtherWords: true})
	if err != nil {
		t.Fatal(err)
	}
	selves, err := at.SelfAttendAll([]string{"the cat", "zzz", "Dog sleeps"})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range selves {
		for i, near := range s.Nearest {
			if s.Known[i] && len(near) != 3 {
				t.Errorf("%s has %d nearest words", s.Tokens[i], len(near))
			}
			for _, n := range near {
				if slices.Contains(s.Tokens, n.Word) {
					t.Errorf("%s is near %s", n.Word, s.Tokens[i])
				}
			}
		}
	}
}

// nearestWords returns the words nearest to the context of cat over "the dog".
func nearestWords(t *testing.T, m *w2vattn.Model, o w2vattn.AttendOptions) []string {
	t.Helper()
	a, err := m.Attend("cat", "the dog", o)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, n := range a.Nearest {
		words = append(words, n.Word)
	}
	return words
}
