package vocab

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// nearByScan is the definition of Near as a loop: it compares word with every word.
func nearByScan(v *Vocab, word string, n int) []string {
	var near []candidate
	letters := appendLetters(nil, word)
	if len(letters) == 0 {
		return nil
	}
	limit := max(1, 2*len(letters)/5)
	for id, w := range v.All() {
		if d := fullDistance(letters, appendLetters(nil, w)); d <= limit {
			near = append(near, candidate{d, id})
		}
	}
	slices.SortStableFunc(near, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	words := make([]string, 0, n)
	for _, c := range near[:min(n, len(near))] {
		words = append(words, v.Word(c.id))
	}
	return words
}

// fullDistance computes the whole matrix of the optimal string alignment distance.
func fullDistance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before, last, row = last, row, before
		row[0] = i + 1
		for j := range b {
			d := min(last[j+1]+1, row[j]+1)
			switch {
			case a[i] == b[j]:
				d = min(d, last[j])
			case i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j]:
				d = min(d, last[j]+1, before[j-1]+1)
			default:
				d = min(d, last[j]+1)
			}
			row[j+1] = d
		}
	}
	return row[len(b)]
}

// alphabets are the letters of the words of the tests: few of them, so that words are
// similar.
var alphabets = [][]rune{[]rune("ab"), []rune("abcde0"), []rune("고곡공가각나낙ㄱ"), []rune("жзи漢字a"), []rune("a𝒳é가�")}

func drawWord(t *rapid.T, alphabet []rune, longest int) string {
	return string(rapid.SliceOfN(rapid.SampledFrom(alphabet), 0, longest).Draw(t, "word"))
}

// drawVocab draws words of one alphabet, some of them beyond 64 letters, as strings
// or packed.
func drawVocab(t *rapid.T, alphabet []rune) *Vocab {
	longest := rapid.SampledFrom([]int{6, 12, 90}).Draw(t, "longest")
	words := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) string { return drawWord(t, alphabet, longest) }), 0,
		40, rapid.ID).Draw(t, "words")
	v, err := New(words, nil)
	if rapid.Bool().Draw(t, "packed") {
		v, err = FromPacked(pack(words))
	}
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// pack puts words into one text.
func pack(words []string) Packed {
	p := Packed{Text: []byte(strings.Join(words, "")), Offsets: []int64{0}}
	for i, w := range words {
		p.Offsets = append(p.Offsets, p.Offsets[i]+int64(len(w)))
		p.Sorted = append(p.Sorted, int32(i))
	}
	slices.SortFunc(p.Sorted, func(a, b int32) int { return cmp.Compare(words[a], words[b]) })
	return p
}

// TestNearIsScan checks that the search by the index finds the same words in the same order
// as a comparison with every word.
func TestNearIsScan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		alphabet := rapid.SampledFrom(alphabets).Draw(t, "alphabet")
		v := drawVocab(t, alphabet)
		n := rapid.SampledFrom([]int{0, 1, 3, 100}).Draw(t, "n")
		asked := []string{drawWord(t, alphabet, 12), drawWord(t, alphabet, 90)}
		if v.Len() > 0 {
			asked = append(asked, mistyped(t, v, alphabet))
		}
		got, err := v.NearAll(context.Background(), asked, n)
		if err != nil {
			t.Fatal(err)
		}
		for i, word := range asked {
			want := nearByScan(v, word, n)
			if !slices.Equal(got[i], want) || (got[i] == nil) != (want == nil) {
				t.Fatalf("%q, %d: got %q, want %q", word, n, got[i], want)
			}
		}
	})
}

// mistyped returns a word of the vocabulary with random edits.
func mistyped(t *rapid.T, v *Vocab, alphabet []rune) string {
	letters := []rune(v.Word(ID(rapid.IntRange(0, v.Len()-1).Draw(t, "id"))))
	for range rapid.IntRange(0, 3).Draw(t, "edits") {
		at := rapid.IntRange(0, len(letters)).Draw(t, "at")
		r := rapid.SampledFrom(alphabet).Draw(t, "letter")
		switch kind := rapid.IntRange(0, 2).Draw(t, "kind"); {
		case kind == 0 || at == len(letters):
			letters = slices.Insert(letters, at, r)
		case kind == 1:
			letters = slices.Delete(letters, at, at+1)
		case at > 0:
			letters[at-1], letters[at] = letters[at], letters[at-1]
		}
	}
	return string(letters)
}

// TestDistance checks that the three computations of the edit distance agree.
func TestDistance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		alphabet := rapid.SampledFrom(alphabets).Draw(t, "alphabet")
		a, b := appendLetters(nil, drawWord(t, alphabet, 64)), appendLetters(nil, drawWord(t, alphabet, 64))
		want := fullDistance(a, b)
		if len(a) <= 64 {
			if got := newPattern(a).distance(b, 0); got != want {
				t.Fatalf("bits: %d, want %d", got, want)
			}
		}
		limit := rapid.IntRange(0, 70).Draw(t, "limit")
		if got := editDistance(a, b, limit); got != min(want, limit+1) {
			t.Fatalf("limit %d: %d, want %d", limit, got, want)
		}
		if least := distanceBound(signature(a), signature(b)); least > want {
			t.Fatalf("the signatures say at least %d, it is %d", least, want)
		}
	})
}

// TestNearAllEnds checks that a search, and the construction of the index, end when their
// context ends, and that the vocabulary can be searched afterwards.
func TestNearAllEnds(t *testing.T) {
	words := make([]string, 3*contextInterval)
	for i := range words {
		words[i] = fmt.Sprintf("word%d", i)
	}
	v, err := New(words, nil)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // without and with an index
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := v.NearAll(ended, []string{"wrod1"}, 3); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
		if got, err := v.Near(t.Context(), "wrod1", 1); err != nil || !slices.Equal(got, []string{"word1"}) {
			t.Errorf("got %q", got)
		}
	}
}

// TestNearDamaged checks that words that cannot be read are not found, and that their
// damage is reported to Guard.
func TestNearDamaged(t *testing.T) {
	var err error
	p := pack([]string{"cat", "book"})
	p.Guard = func(look func() error) { err = errors.Join(err, look()) }
	v, fault := FromPacked(p)
	if fault != nil {
		t.Fatal(fault)
	}
	_, _ = v.Near(t.Context(), "cot", 1)
	p.Offsets[1] = 99
	if got, _ := v.Near(t.Context(), "cot", 1); len(got) > 0 && got[0] != "" || err == nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func BenchmarkNearAll(b *testing.B) {
	words := make([]string, 100_000)
	for i := range words {
		words[i] = fmt.Sprintf("word%d", i)
	}
	v, err := New(words, nil)
	if err != nil {
		b.Fatal(err)
	}
	asked := make([]string, 64)
	for i := range asked {
		asked[i] = fmt.Sprintf("wrod%dxyz", i*1511)
	}
	for b.Loop() {
		if _, err := v.NearAll(b.Context(), asked, 3); err != nil {
			b.Fatal(err)
		}
	}
}
