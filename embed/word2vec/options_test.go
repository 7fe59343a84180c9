package word2vec

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/phrases"
	"github.com/w2vattn/w2vattn/tokenize"
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
