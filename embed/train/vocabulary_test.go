package train

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/vocab"
)

func mustVocab(t testing.TB, words []string, counts []int64) *vocab.Vocab {
	t.Helper()
	v, err := vocab.New(words, counts)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestPartsOf(t *testing.T) {
	if got := partsOf(nil); len(got) != 0 {
		t.Errorf("parts of no vocabulary: %v", got)
	}
	got := partsOf(mustVocab(t, []string{"new_york_city", "cat"}, nil))
	want := []string{"cat", "city", "new", "new_york", "new_york_city", "york", "york_city"}
	if all := slices.Sorted(maps.Keys(got)); !slices.Equal(all, want) {
		t.Errorf("%v, want %v", all, want)
	}
	longest, tooLong := strings.Repeat("a_", maxParts-1)+"a", strings.Repeat("b_", maxParts)+"b"
	got = partsOf(mustVocab(t, []string{longest, tooLong}, nil))
	if !got[longest] || got["b"] || got[tooLong] || len(got) != maxParts {
		t.Errorf("%d parts of words with %d and %d parts", len(got), maxParts, maxParts+1)
	}
}

func TestCheckCounts(t *testing.T) {
	if err := checkCounts(mustVocab(t, []string{"cat", "dog"}, []int64{2, 1})); err != nil {
		t.Error(err)
	}
	err := checkCounts(mustVocab(t, []string{"cat", "dog"}, []int64{2, 0}))
	if err == nil || !strings.Contains(err.Error(), `"dog" has a count of 0`) {
		t.Errorf("a word without a count: %v", err)
	}
}

// count returns the counter of a corpus in which each word occurs that often, in the order
// of the words.
func count(t testing.TB, words []string, counts map[string]int64) *vocab.Counter {
	t.Helper()
	var src corpus.Lists
	for _, w := range words {
		src = append(src, slices.Repeat([]string{w}, int(counts[w])))
	}
	c, err := Count(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c.Words
}

// TestMerge compares merge with its definition, computed with maps, for random
// vocabularies and corpora. Old words may have the count 0, as those of a vector file.
func TestMerge(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 9))
	for range 50 {
		var oldWords, newWords []string
		var oldCounts []int64
		want, fresh := map[string]int64{}, map[string]int64{}
		for i := range random.IntN(20) + 1 {
			w, n := fmt.Sprint("w", i), random.Int64N(9)
			oldWords, oldCounts = append(oldWords, w), append(oldCounts, n)
			want[w] = max(1, n)
		}
		minCount := random.Int64N(5) + 1
		for _, i := range random.Perm(30)[:random.IntN(20)] {
			w := fmt.Sprint("w", i)
			newWords, fresh[w] = append(newWords, w), random.Int64N(8)+1
			if _, old := want[w]; old || fresh[w] >= minCount {
				want[w] += fresh[w]
			}
		}
		v, err := merge(mustVocab(t, oldWords, oldCounts), count(t, newWords, fresh), minCount)
		if err != nil {
			t.Fatal(err)
		}
		got, last := map[string]int64{}, int64(1<<62)
		for id, w := range v.All() {
			if got[w] = v.Count(id); got[w] > last {
				t.Errorf("%q with the count %d follows a count of %d", w, got[w], last)
			}
			last = got[w]
		}
		if !maps.Equal(got, want) {
			t.Fatalf("old %v %v, corpus %v, min-count %d: %v, want %v", oldWords, oldCounts, fresh, minCount, got, want)
		}
	}
}

// TestMergeOrder: words with equal counts keep the order of the old vocabulary; new words
// follow in the order of the corpus.
func TestMergeOrder(t *testing.T) {
	v, err := merge(mustVocab(t, []string{"b", "a"}, []int64{2, 2}),
		count(t, []string{"d", "c"}, map[string]int64{"d": 2, "c": 2}), 1)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range v.All() {
		got = append(got, w)
	}
	if want := []string{"b", "a", "d", "c"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestJoinObjects: fields of both follow one another, and a state without fields adds none.
func TestJoinObjects(t *testing.T) {
	first := struct {
		A int `json:"a"`
	}{1}
	for want, second := range map[string]any{
		`{"a":1,"b":"x"}`: map[string]string{"b": "x"},
		`{"a":1}`:         struct{}{},
		`{"a":1,"c":[]}`:  map[string][]int{"c": {}},
	} {
		if got, err := joinObjects(first, second); string(got) != want || err != nil {
			t.Errorf("%v: %s, %v; want %s", second, got, err, want)
		}
	}
	if got, err := joinObjects(first, nil); string(got) != `{"a":1}` || err != nil {
		t.Errorf("null: %s, %v", got, err)
	}
	if _, err := joinObjects(first, func() {}); err == nil {
		t.Error("a state that JSON cannot hold is no error")
	}
	if _, err := joinObjects(func() {}, nil); err == nil {
		t.Error("a position that JSON cannot hold is no error")
	}
}

// TestSameConfig: the order of the fields in the file does not matter, and all fields that
// differ are named.
func TestSameConfig(t *testing.T) {
	type config struct {
		Trainer
		Dim  int   `json:"dim"`
		Seed int64 `json:"seed"`
	}
	here := config{Dim: 4, Seed: 1}
	if err := sameConfig([]byte(`{"seed":1,"dim":4}`), here); err != nil {
		t.Error(err)
	}
	if err := sameConfig([]byte(`{"seed":1,"dim":4}`), &here); err != nil {
		t.Error(err)
	}
	err := sameConfig([]byte(`{"seed":2,"dim":5}`), here)
	if want := "dim 5 there, 4 here; seed 2 there, 1 here"; err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
	if err := sameConfig([]byte(`{"dim":"four"}`), here); err == nil {
		t.Error("a field of another type is no error")
	}
}
