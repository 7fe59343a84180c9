package corpus

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A result is everything that counting returns.
type result struct {
	statistics Statistics
	words      []string
	ids        []string
}

func (r *result) keep(ids []vocab.ID) error {
	r.ids = append(r.ids, fmt.Sprint(ids))
	return nil
}

func (r *result) list(c *vocab.Counter) {
	for w, n := range c.All() {
		r.words = append(r.words, fmt.Sprint(w, n))
	}
}

// TestWorkers checks that any number of workers gives the result of reading sentence by
// sentence: the same statistics, words, counts, ids and sentences.
func TestWorkers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.StringMatching(`([abC가 .]{1,9}\n?|\xff){1,30}`).Draw(t, "unit")
		text := strings.Repeat(unit, 1+rapid.IntRange(0, 900_000/len(unit)).Draw(t, "times")) + "fin"
		format := []input.Format{input.Lines(), input.Text(), input.Stream(7)}[rapid.IntRange(0, 2).Draw(t, "input")]
		source := func() *FileSource {
			return Files([]string{"-"}, format, tokenize.Words(), Stdin(strings.NewReader(text)),
				Invalid(input.ReplaceInvalid))
		}
		var want result
		var c vocab.Counter
		var err error
		if want.statistics, err = countSentences(t.Context(), source(), &c, want.keep); err != nil {
			t.Fatal(err)
		}
		want.list(&c)
		for _, workers := range []int{1, 3} {
			var got result
			var c vocab.Counter
			if got.statistics, err = source().count(t.Context(), &c, workers, Visitor{Sentence: got.keep}); err != nil {
				t.Fatal(err)
			}
			got.list(&c)
			if got.statistics != want.statistics || !slices.Equal(got.words, want.words) || !slices.Equal(got.ids, want.ids) {
				t.Fatalf("%d workers: %+v, want %+v", workers, got.statistics, want.statistics)
			}
		}
	})
}
