package eval

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// TestFasterIsTheSame checks that many questions about a large table use rounded vectors,
// and that their answers are those without.
func TestFasterIsTheSame(t *testing.T) {
	const v, d = 16_400, 64
	draw := rand.New(rand.NewPCG(1, 2))
	words, m := make([]string, v), blas32.General{Rows: v, Cols: d, Stride: d, Data: make([]float32, v*d)}
	for i := range words {
		words[i] = fmt.Sprint("w", i)
	}
	for i := range m.Data {
		m.Data[i] = float32(draw.NormFloat64())
	}
	vocabulary, err := vocab.New(words, nil)
	if err != nil {
		t.Fatal(err)
	}
	table, err := embed.New(vocabulary, m)
	if err != nil {
		t.Fatal(err)
	}
	fast, err := fastestTable(t.Context(), table, int8Questions, embed.Add)
	if err != nil || fast == table {
		t.Fatalf("the table itself: %v", err)
	}
	for i := range vocab.ID(10) {
		q := embed.Query{Plus: []vocab.ID{i, i + 1}, Minus: []vocab.ID{i + 2}, RestrictVocab: v / 2}
		got, err1 := fast.Find(t.Context(), q, candidates)
		want, err2 := table.Find(t.Context(), q, candidates)
		if fmt.Sprint(got, err1) != fmt.Sprint(want, err2) {
			t.Errorf("question %d: %v, want %v", i, got, want)
		}
	}
	for name, other := range map[string]func() (*embed.Table, error){
		"few questions": func() (*embed.Table, error) {
			return fastestTable(t.Context(), table, int8Questions-1,
				embed.Add)
		},
		"multiply": func() (*embed.Table, error) {
			return fastestTable(t.Context(), table, int8Questions,
				embed.Multiply)
		},
	} {
		if got, err := other(); err != nil || got != table {
			t.Errorf("%s: another table, %v", name, err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	questions := make([]Question, int8Questions)
	if _, err := Analogies(ended, table, []Section{{Questions: questions}}, Default()); !errors.Is(err,
		context.Canceled) {
		t.Errorf("got %v", err)
	}
}
