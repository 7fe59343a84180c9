package word2vec

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/phrases"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// TestOptionsCanBeReused checks that two calls of Train with the same option values do not
// share their phrases, and that the caller's configuration does not change.
func TestOptionsCanBeReused(t *testing.T) {
	known := tokenize.Phrases{{{"los", "angeles"}}}
	config := tokenize.Default()
	config.Phrases = append(make(tokenize.Phrases, 0, 4), known...) // with capacity for append
	pairs := phrases.Default()
	pairs.Threshold, pairs.Passes = 1, 1
	options := []Option{Tokenizer(config), Phrases(pairs)}
	c := fast()
	c.MinCount, c.Epochs = 1, 1
	found := func(a, b string) tokenize.Phrases {
		src := corpus.Lists(slices.Repeat([][]string{{a, b, "is", "far"}, {"is", "far", "and", "near"}}, 20))
		m := mustTrain(t, src, c, options...)
		var got tokenize.Config
		if err := json.Unmarshal(m.Tokenizer, &got); err != nil {
			t.Fatal(err)
		}
		return got.Phrases
	}
	for _, pair := range [][2]string{{"new", "york"}, {"san", "francisco"}} {
		got := found(pair[0], pair[1])
		if len(got) != 2 || !slices.Equal(got[0], known[0]) || !slices.Contains(got[1], pair) {
			t.Errorf("%v: the model's phrases are %v", pair, got)
		}
	}
	if spare := config.Phrases[:2]; spare[1] != nil {
		t.Errorf("the caller's slice was written to: %v", spare)
	}
}

// TestMeasureLeavesItsOptionsAlone checks that Measure does not add its own options to the
// caller's slice.
func TestMeasureLeavesItsOptionsAlone(t *testing.T) {
	options := append(make([]Option, 0, 8), Workers(1))
	src, c := library(t, "en"), fast()
	c.Epochs = 1
	if _, err := Measure(t.Context(), src, mustTrain(t, src, c).Table.Vocab(), c, time.Millisecond,
		options...); err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(options[1:cap(options)], func(o Option) bool { return o != nil }) {
		t.Error("Measure wrote to the spare capacity of the caller's slice")
	}
}

// TestOptionsReachTraining: an option of this package does what that of package train does.
func TestOptionsReachTraining(t *testing.T) {
	src := corpus.Lists(slices.Repeat([][]string{{"new", "york", "is", "far", "away"}}, 30))
	c := fast()
	c.MinCount, c.Epochs, c.Dim = 1, 2, 4
	given, err := vocab.New([]string{"far", "new"}, []int64{3, 2})
	if err != nil {
		t.Fatal(err)
	}
	pairs := phrases.Default()
	pairs.Threshold, pairs.Passes = 1, 1
	for name, test := range map[string]struct {
		options []Option
		want    []string
	}{
		"none":       {nil, []string{"new", "york", "is", "far", "away"}},
		"stop":       {[]Option{Stop([]string{"is", "away", "other"})}, []string{"new", "york", "far"}},
		"vocabulary": {[]Option{Vocabulary(given)}, []string{"far", "new"}},
		"phrases":    {[]Option{Phrases(pairs), Tokenizer(tokenize.Default())}, []string{"away", "new_york", "is_far"}},
		"memory": {[]Option{Memory(0), KeepMemory(), Workers(2), Kernel("generic")}, []string{"new", "york", "is",
			"far", "away"}},
	} {
		var inspected []string
		epochs := 0
		options := append(test.options, Inspect(func(s Statistics, v *vocab.Vocab) error {
			for _, word := range v.All() {
				inspected = append(inspected, word)
			}
			if s.Sentences != 30 {
				t.Errorf("%s: %d sentences", name, s.Sentences)
			}
			return nil
		}), EachEpoch(func(epoch int, m *Model) error {
			if epochs++; epoch != epochs || m.Table.Len() != len(test.want) {
				t.Errorf("%s: epoch %d of %d words is call %d", name, epoch, m.Table.Len(), epochs)
			}
			return nil
		}))
		m := mustTrain(t, src, c, options...)
		var words []string
		for _, word := range m.Table.Vocab().All() {
			words = append(words, word)
		}
		if !slices.Equal(words, test.want) || !slices.Equal(inspected, test.want) || epochs != c.Epochs {
			t.Errorf("%s: words %q, inspected %q, want %q; %d epochs", name, words, inspected, test.want, epochs)
		}
	}
}
