package corpus_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/vocab"
)

// randomLists returns sentences of up to 30 words, some of them empty, and one in fifty of
// some thousands, so that the corpus has several pages.
func randomLists(random *rand.Rand, sentences int) corpus.Lists {
	var lists corpus.Lists
	for range sentences {
		n := random.IntN(30)
		if random.IntN(50) == 0 {
			n = random.IntN(40_000)
		}
		var s []string
		for range n {
			s = append(s, fmt.Sprint("w", random.IntN(1+random.IntN(200))))
		}
		lists = append(lists, s)
	}
	return lists
}

// modelOf returns the sentences of a corpus as ids in the order of first appearance.
func modelOf(lists corpus.Lists) (model [][]vocab.ID, words int) {
	ids := map[string]vocab.ID{}
	for _, s := range lists {
		var sentence []vocab.ID
		for _, word := range s {
			if _, ok := ids[word]; !ok {
				ids[word] = vocab.ID(len(ids))
			}
			sentence = append(sentence, ids[word])
		}
		model = append(model, sentence)
	}
	return model, len(ids)
}

// checkIDs compares a corpus with its model, sentence by sentence and in ranges of several
// sizes.
func checkIDs(t *testing.T, what string, ids *corpus.IDs, model [][]vocab.ID) {
	t.Helper()
	tokens := 0
	var flat []vocab.ID
	for _, s := range model {
		tokens += len(s)
		flat = append(append(flat, s...), corpus.End)
	}
	if ids.Len() != len(model) || ids.Tokens() != int64(tokens) {
		t.Fatalf("%s: %d sentences of %d tokens, want %d of %d", what, ids.Len(), ids.Tokens(), len(model), tokens)
	}
	i := 0
	for s, err := range ids.Sentences() {
		if err != nil || i == len(model) || !slices.Equal(s, model[i]) {
			t.Fatalf("%s: sentence %d differs, %v", what, i, err)
		}
		i++
	}
	if i != len(model) {
		t.Fatalf("%s: %d sentences are read, want %d", what, i, len(model))
	}
	var buffer []vocab.ID
	for _, size := range []int{1, 7, 1000, 1 << 30} {
		ranges, err := ids.Cut(size)
		if err != nil {
			t.Fatal(err)
		}
		var all []vocab.ID
		token, sentence := int64(0), 0
		for _, r := range ranges {
			part, err := ids.Read(r, &buffer)
			if err != nil {
				t.Fatal(err)
			}
			ends := 0
			for _, id := range part {
				if id == corpus.End {
					ends++
				}
			}
			if r.Token != token || r.Sentence != sentence || ends == 0 || len(part)-ends > size && ends > 1 {
				t.Fatalf("%s, ranges of %d: %+v with %d ids and %d sentences after token %d, sentence %d", what, size, r,
					len(part), ends, token, sentence)
			}
			token, sentence = token+int64(len(part)-ends), sentence+ends
			all = append(all, part...)
		}
		if !slices.Equal(all, flat) {
			t.Fatalf("%s: ranges of %d tokens have other ids", what, size)
		}
	}
}

// TestIDsModel changes corpora in memory and in a temporary file, and compares them with
// slices of slices.
func TestIDsModel(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 9))
		lists := randomLists(random, 30+random.IntN(400))
		model, words := modelOf(lists)
		var c vocab.Counter
		ids, _, err := corpus.Encode(t.Context(), lists, &c, []int64{0, 1 << 20, 1 << 30}[seed%3])
		if err != nil {
			t.Fatal(err)
		}
		checkIDs(t, fmt.Sprint("seed ", seed), ids, model)
		for step := 0; step < 4; step++ {
			what := fmt.Sprint("seed ", seed, ", step ", step)
			switch random.IntN(4) {
			case 0: // each id becomes another, or unknown
				number := make([]vocab.ID, words)
				for i := range number {
					number[i] = vocab.ID(random.IntN(words+1) - 1)
				}
				err = ids.Renumber(number)
				for _, s := range model {
					for i, id := range s {
						s[i] = number[id]
					}
				}
				if slices.ContainsFunc(number, func(id vocab.ID) bool { return id < 0 }) {
					step = 4 // unknown words cannot be numbered again
				}
			case 1: // every second token of each sentence goes
				err = ids.Rewrite(func(s []vocab.ID) []vocab.ID { return half(s) })
				for i, s := range model {
					model[i] = half(slices.Clone(s))
				}
			case 2: // some sentences become empty
				n := 0
				err = ids.Rewrite(func(s []vocab.ID) []vocab.ID {
					if n++; n%3 == 0 {
						return nil
					}
					return s
				})
				for i := range model {
					if (i+1)%3 == 0 {
						model[i] = nil
					}
				}
			case 3: // the second half of each sentence, in a slice of its own
				err = ids.Rewrite(func(s []vocab.ID) []vocab.ID { return slices.Clone(s[len(s)/2:]) })
				for i, s := range model {
					model[i] = s[len(s)/2:]
				}
			}
			if err != nil {
				t.Fatal(err)
			}
			checkIDs(t, what, ids, model)
		}
		if err := ids.Close(); err != nil {
			t.Error(err)
		}
		if err := ids.Close(); err != nil {
			t.Errorf("closed twice: %v", err)
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("temporary files are left: %v, %v", left, err)
	}
}

// half returns every second id, in the memory of s.
func half(s []vocab.ID) []vocab.ID {
	kept := s[:0]
	for i, id := range s {
		if i%2 == 0 {
			kept = append(kept, id)
		}
	}
	return kept
}

// TestSum: after the first sentence the checksum depends on each id, on the order and on the
// ends of sentences, and not on where the ids are. (The most frequent word, of id 0, does not
// change it at the very beginning; checkpoints compare the counts too.)
func TestSum(t *testing.T) {
	sums := map[uint64]string{}
	for name, lists := range map[string]corpus.Lists{
		"a b":           {{"a", "b"}},
		"a | b":         {{"a"}, {"b"}},
		"a b |":         {{"a", "b"}, {}},
		"| a b":         {{}, {"a", "b"}},
		"a a b":         {{"a", "a", "b"}},
		"a b a":         {{"a", "b", "a"}},
		"a":             {{"a"}},
		"nothing":       {},
		"one empty":     {{}},
		"two empty":     {{}, {}},
		"a b c":         {{"a", "b", "c"}},
		"a b | a b":     {{"a", "b"}, {"a", "b"}},
		"a b | a b | a": {{"a", "b"}, {"a", "b"}, {"a"}},
	} {
		lists = append(corpus.Lists{{"x", "x", "x", "x", "x"}}, lists...)
		sum := encode(t, lists, 1<<30).Sum()
		if other, ok := sums[sum]; ok {
			t.Errorf("%q and %q have the same sum", name, other)
		}
		if sums[sum] = name; encode(t, lists, 0).Sum() != sum {
			t.Errorf("%q: another sum in a file", name)
		}
	}
}
