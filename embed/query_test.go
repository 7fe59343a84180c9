package embed_test

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// royal returns a table in which the analogies of textbooks hold exactly.
func royal(t testing.TB) *embed.Table {
	return table(t, []string{"man", "woman", "king", "queen", "apple"},
		[]float32{1, 0, 0}, []float32{0, 1, 0}, []float32{1, 0, 1}, []float32{0, 1, 1}, []float32{0, 0, -1})
}

func TestFind(t *testing.T) {
	tab := royal(t)
	for _, method := range []embed.Method{embed.Add, embed.Multiply, ""} {
		got := must(tab.Find(t.Context(), embed.Query{Plus: []vocab.ID{1, 2}, Minus: []vocab.ID{0}, Method: method}, 9))
		if len(got) != 2 || got[0].Word != "queen" || got[1].Word != "apple" {
			t.Errorf("%q: got %v", method, got)
		}
	}
	if got := must(
		tab.Find(t.Context(), embed.Query{Plus: []vocab.ID{1, 2}, Minus: []vocab.ID{0}, RestrictVocab: 3}, 9),
	); len(
		got,
	) != 0 {
		t.Errorf("among the first three words: %v", got)
	}
	if _, err := embed.ParseMethod("sum"); err == nil {
		t.Error("an unknown method gives no error")
	}
}

// TestMultiplyIsItsFormula compares the method Multiply with its formula.
func TestMultiplyIsItsFormula(t *testing.T) {
	tab := royal(t)
	cosine := func(a, b int) float64 { return (1 + must(tab.Cosine(vocab.ID(a), vocab.ID(b)))) / 2 }
	want := cosine(3, 1) * cosine(3, 2) / (cosine(3, 0) + 1e-6)
	if got := must(
		tab.Find(t.Context(), embed.Query{Plus: []vocab.ID{1, 2}, Minus: []vocab.ID{0}, Method: embed.Multiply}, 1),
	); math.Abs(
		got[0].Score-want,
	) > 1e-12 {
		t.Errorf("got %v, want %v", got[0].Score, want)
	}
}

// TestMultiplyHasCosines checks that both methods give a word the same cosine, and that
// only Multiply gives a score.
func TestMultiplyHasCosines(t *testing.T) {
	tab := royal(t)
	q := embed.Query{Plus: []vocab.ID{1, 2}, Minus: []vocab.ID{0}}
	added := must(tab.Find(t.Context(), q, 1))[0]
	q.Method = embed.Multiply
	multiplied := must(tab.Find(t.Context(), q, 1))[0]
	if added.ID != multiplied.ID || math.Abs(added.Cosine-multiplied.Cosine) > 1e-7 {
		t.Errorf("%+v, but multiplied %+v", added, multiplied)
	}
	if added.Score != 0 || multiplied.Score <= 1 {
		t.Errorf("scores %v and %v", added.Score, multiplied.Score)
	}
}

// TestZeroQuery checks that a query whose vector is zero is an error that names the reason.
func TestZeroQuery(t *testing.T) {
	tab := table(
		t,
		[]string{"king", "gnik", "queen", "none"},
		[]float32{.1, .7, .3},
		[]float32{-.2, -1.4, -.6},
		[]float32{.3, .1, .9},
		[]float32{0, 0, 0},
	)
	for _, test := range []struct {
		plus, minus []vocab.ID
		want        string
	}{
		{[]vocab.ID{0}, []vocab.ID{0}, `the words cancel each other out ("king" − "king")`},
		{[]vocab.ID{0, 2}, []vocab.ID{2, 0}, `("king" + "queen" − "queen" − "king")`},
		{[]vocab.ID{0, 1}, nil, `("king" + "gnik")`},
		{[]vocab.ID{3}, nil, `the model has only zeros for "none"`},
		{[]vocab.ID{3, 3}, []vocab.ID{3}, `only zeros for "none", "none", "none"`},
		{[]vocab.ID{3, 0}, []vocab.ID{0}, `("none" + "king" − "king")`},
	} {
		for _, method := range []embed.Method{embed.Add, embed.Multiply} {
			q := embed.Query{Plus: test.plus, Minus: test.minus, Method: method}
			var zero *embed.ZeroQueryError
			if err := tab.CheckQuery(q); !errors.As(err, &zero) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v − %v: %v, want %s", test.plus, test.minus, err, test.want)
			}
			if near, err := tab.Find(t.Context(), q, 3); !errors.As(err, &zero) {
				t.Errorf("%v − %v: found %v, %v", test.plus, test.minus, near, err)
			}
		}
	}
	for _, q := range []embed.Query{{Plus: []vocab.ID{0}}, {Plus: []vocab.ID{0, 3}}, {Minus: []vocab.ID{2}},
		{Plus: []vocab.ID{0}, Minus: []vocab.ID{1}}} {
		if err := tab.CheckQuery(q); err != nil {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

// TestEqualAnswersByNumber checks that words with equal cosines are ordered by id, for any
// n.
func TestEqualAnswersByNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.IntRange(2, 20).Draw(t, "v")
		words, rows := make([]string, v), make([][]float32, v)
		for i := range words {
			words[i], rows[i] = fmt.Sprint("w", i), []float32{1, float32(rapid.IntRange(0, 1).Draw(t, "x"))}
		}
		voc, _ := vocab.New(words, nil)
		tab, err := embed.New(voc, matrix(rows...))
		if err != nil {
			t.Fatal(err)
		}
		n := rapid.IntRange(1, v).Draw(t, "n")
		all := must(tab.Find(t.Context(), embed.Query{Plus: []vocab.ID{0}}, v))
		if got := must(
			tab.Find(t.Context(), embed.Query{Plus: []vocab.ID{0}}, n),
		); !slices.Equal(
			got,
			all[:min(n, len(all))],
		) {
			t.Fatalf("the first %d are %v, of all %v", n, got, all)
		}
		for i := 1; i < len(all); i++ {
			if all[i-1].Cosine == all[i].Cosine && all[i-1].ID > all[i].ID {
				t.Fatalf("out of order: %v", all)
			}
		}
	})
}

func TestOdd(t *testing.T) {
	tab := royal(t)
	if odd, cosines, _ := tab.Odd([]vocab.ID{2, 3, 4, 1}); odd != 2 || len(cosines) != 4 {
		t.Errorf("got %d, %v", odd, cosines)
	}
	if odd, _, _ := tab.Odd(nil); odd != -1 {
		t.Errorf("of no words, %d is odd", odd)
	}
	if odd, cosines, _ := tab.Odd([]vocab.ID{1, 1}); odd != 0 || cosines[0] != cosines[1] {
		t.Errorf("of equal words, %d is odd: %v", odd, cosines)
	}
}

func TestCheckFinite(t *testing.T) {
	tab := table(t, []string{"a", "책"}, []float32{1, 2}, []float32{3, float32(math.Inf(-1))})
	if err := tab.CheckFinite(0); err != nil {
		t.Error(err)
	}
	if err := tab.CheckFinite(
		0,
		1,
	); err == nil ||
		!strings.Contains(err.Error(), `number 2 of the vector of "책" is -Inf`) {
		t.Errorf("got %v", err)
	}
}

func TestPolicies(t *testing.T) {
	tab := table(t, []string{"cat", "고양이", "library"}, []float32{1}, []float32{2}, []float32{3})
	l := embed.Lookup{Table: tab, Fold: strings.ToLower}
	words := []string{"CAT", "libary", "zebra"}
	none, known := embed.Found{ID: vocab.Unknown}, embed.Found{Known: true, Included: true}
	for policy, want := range map[embed.Policy][]embed.Found{
		embed.Skip:            {known, none, none},
		embed.Zero:            {known, {ID: vocab.Unknown, Included: true}, {ID: vocab.Unknown, Included: true}},
		embed.NearestSpelling: {known, {ID: 2, Included: true}, none},
	} {
		if got, err := l.Find(t.Context(), words, policy); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, %v; want %v", policy, got, err, want)
		}
		if back, err := embed.ParsePolicy(string(policy)); err != nil || back != policy {
			t.Errorf("%s is parsed as %s, %v", policy, back, err)
		}
	}
	_, err := l.Find(t.Context(), append(words, "고앙이"), embed.Refuse)
	var unknown *embed.UnknownWordError
	if !errors.As(err, &unknown) || !slices.Equal(unknown.Words, []string{"libary", "zebra", "고앙이"}) {
		t.Fatalf("got %v", err)
	}
	want := `the model does not know the word "libary"; similar spelling: library; the model does not know the word "zebra"; the model does not know the word "고앙이"; similar spelling: 고양이`
	if err.Error() != want {
		t.Errorf("got %v", err)
	}
	if ids, err := l.IDs(t.Context(), []string{"Cat", "library"}); err != nil || !slices.Equal(ids, []vocab.ID{0, 2}) {
		t.Errorf("%v, %v", ids, err)
	}
	if _, ok := (embed.Lookup{Table: tab}).ID("CAT"); ok {
		t.Error("without Fold, CAT is cat")
	}
	if _, err := embed.ParsePolicy("guess"); err == nil {
		t.Error("an unknown policy gives no error")
	}
}

// TestMean checks that the mean is the sum in order, in float32, divided by the number of
// words, and that vectors of unknown words are included.
func TestMean(t *testing.T) {
	words, err := vocab.New([]string{"a", "b", "c"}, []int64{3, 2, 1})
	if err != nil {
		t.Fatal(err)
	}
	table, err := embed.New(words, blas32.General{Rows: 3, Cols: 2, Stride: 2, Data: []float32{.1, 1e8, .7, 1, -.3,
		-1e8}})
	if err != nil {
		t.Fatal(err)
	}
	made := []float32{5, 3}
	for _, found := range [][]embed.Found{{{ID: 0}}, {{ID: 0}, {ID: 1}, {ID: 2}}, {{ID: 2}, {ID: 2},
		{ID: vocab.Unknown, Vector: made}, {ID: 1}, {ID: 0}}} {
		want := make([]float32, 2)
		for _, f := range found {
			v := made
			if f.ID != vocab.Unknown {
				v = table.Row(f.ID)
			}
			want[0], want[1] = want[0]+v[0], want[1]+v[1]
		}
		want[0], want[1] = want[0]/float32(len(found)), want[1]/float32(len(found))
		if got := must(table.Mean(found)); !slices.Equal(got, want) {
			t.Errorf("%v: %v, want %v", found, got, want)
		}
	}
	if got := must(table.Mean(nil)); !slices.Equal(got, []float32{0, 0}) {
		t.Errorf("of no words: %v", got)
	}
	if made[0] != 5 || table.Row(0)[0] != .1 {
		t.Error("a vector was changed")
	}
}
