package word2vec

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"

	"github.com/w2vattn/w2vattn/vocab"
)

// Continued returns the configuration with which training goes on from a model that
// was trained with before: that configuration, except for the fields that given
// reports by their names in JSON, which are c's. All words of the model stay. The
// batched trainer goes on from the gensim trainer's models too, and then has its own
// learning rate; so it has if the learning rate that suits the fields has changed.
func (c Config) Continued(before Config, given func(field string) bool) Config {
	if before.Trainer == Gensim {
		before.Trainer, before.HS, before.CBOWMean = Batched, false, true
		before.Alpha, before.Negative = before.DefaultAlpha(), cmp.Or(before.Negative, c.Negative)
	}
	before.MaxVocab = 0
	to, from := reflect.ValueOf(&c).Elem(), reflect.ValueOf(before)
	for i := range to.NumField() {
		if !given(to.Type().Field(i).Tag.Get("json")) {
			to.Field(i).Set(from.Field(i))
		}
	}
	if rate := c.DefaultAlpha(); !given("alpha") && rate != before.DefaultAlpha() {
		c.Alpha = rate
	}
	return c
}

// merge returns the words of old and, of those that c counted, the new ones
// that occur at least minCount times, by falling counts. The counts of words
// that both have add up.
func merge(old *vocab.Vocab, c *vocab.Counter, minCount int64) (*vocab.Vocab, error) {
	var words []string
	var counts []int64
	for id, word := range old.All() {
		words = append(words, word)
		counts = append(counts, max(1, old.Count(id)))
	}
	for word, count := range c.All() {
		if id, ok := old.ID(word); ok {
			counts[id] += count
		} else if count >= minCount {
			words = append(words, word)
			counts = append(counts, count)
		}
	}
	order := make([]int, len(words))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(counts[b], counts[a]) })
	sortedWords, sortedCounts := make([]string, len(words)), make([]int64, len(words))
	for to, from := range order {
		sortedWords[to], sortedCounts[to] = words[from], counts[from]
	}
	return vocab.New(sortedWords, sortedCounts)
}

// checkBase wants a model that training can go on from.
func checkBase(m *Model, c Config) error {
	switch {
	case c.Trainer != Batched:
		return fmt.Errorf("word2vec: only the %s trainer continues a model", Batched)
	case m.Outputs.Data == nil:
		return fmt.Errorf("word2vec: the model to continue has no output vectors of negative sampling, so its training cannot go on")
	case m.Table.Dim() != c.Dim:
		return fmt.Errorf("word2vec: the model to continue has vectors of length %d, not %d", m.Table.Dim(), c.Dim)
	case m.Table.Len() == 0:
		return fmt.Errorf("word2vec: the model to continue has no words")
	}
	return nil
}

// adopt gives the words of a model their vectors.
func (b *batched) adopt(m *Model) {
	for id, word := range m.Table.Vocab().All() {
		if to, ok := b.text.words.ID(word); ok {
			begin := int(id) * m.Outputs.Stride
			b.scatter(int(to), m.Table.Row(id), m.Outputs.Data[begin:begin+m.Outputs.Cols])
		}
	}
}
