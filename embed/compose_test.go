package embed_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// composing returns a lookup in which the parts of a word are those between hyphens.
func composing(t *testing.T) embed.Lookup {
	t.Helper()
	v, err := vocab.New([]string{"book", "shop", "cat"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	table, err := embed.New(v, blas32.General{Rows: 3, Cols: 2, Stride: 2, Data: []float32{1, 2, 3, 6, 5, 5}})
	if err != nil {
		t.Fatal(err)
	}
	return embed.Lookup{Table: table, Parts: func(word string) []string { return strings.Split(word, "-") }}
}

func TestCompose(t *testing.T) {
	found, err := composing(t).Find(t.Context(), []string{"book-shop", "cat", "cat-food", "a-b"}, embed.Compose)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		words    []string
		vector   []float32
		included bool
	}{
		{[]string{"book", "shop"}, []float32{2, 4}, true}, {nil, nil, true}, {[]string{"cat"}, []float32{5, 5}, true},
		{nil, nil, false},
	} {
		f := found[i]
		if !slices.Equal(f.Words, want.words) || !slices.Equal(f.Vector, want.vector) || f.Included != want.included ||
			f.Known != (i == 1) {
			t.Errorf("%d: %+v", i, f)
		}
	}
}

// TestAuto: the policy follows what the lookup can do.
func TestAuto(t *testing.T) {
	l := composing(t)
	if p := l.Resolve(embed.Auto); p != embed.Compose {
		t.Errorf("with parts: %s", p)
	}
	l.Parts = nil
	if p := l.Resolve(embed.Auto); p != embed.Skip {
		t.Errorf("without parts: %s", p)
	}
	if p := l.Resolve(embed.Zero); p != embed.Zero {
		t.Errorf("zero is %s", p)
	}
	found, err := l.Find(t.Context(), []string{"book-shop"}, embed.Auto)
	if err != nil || found[0].Included {
		t.Errorf("%+v, %v", found, err)
	}
	if _, err := l.Find(t.Context(), nil, embed.Compose); !errors.Is(err, embed.ErrNoParts) {
		t.Errorf("compose without parts: %v", err)
	}
}

// TestQueryOf: words with rows become ids, composed vectors are added, and negated for words
// to be far from.
func TestQueryOf(t *testing.T) {
	l := composing(t)
	words := []string{"cat", "book-shop", "shop", "cat-food"}
	found, err := l.Find(t.Context(), words, embed.Compose)
	if err != nil {
		t.Fatal(err)
	}
	q := embed.QueryOf(found, 2)
	want := embed.Query{Plus: []vocab.ID{2}, Minus: []vocab.ID{1}, Vectors: [][]float32{{2, 4}, {-5, -5}}}
	if !reflect.DeepEqual(q, want) {
		t.Errorf("%+v, want %+v", q, want)
	}
	if found[3].Vector[0] != 5 {
		t.Error("the vector that was found is changed")
	}
	var zero *embed.ZeroQueryError // cat and the negated cat-food cancel out, as do book-shop and shop
	if _, err := l.Table.QueryDirection(q); !errors.As(err, &zero) {
		t.Errorf("the direction: %v", err)
	}
	direction, err := l.Table.QueryDirection(embed.QueryOf(found, 3))
	if err != nil || direction[0] <= 0 || direction[1] <= direction[0] {
		t.Errorf("%v, %v", direction, err)
	}
}
