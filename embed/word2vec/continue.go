package word2vec

import (
	"cmp"
	"fmt"
	"reflect"

	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/linalg"
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

// checkBase wants a model that training can go on from.
func checkBase(m *train.Model, c Config) error {
	switch {
	case m.Matrices[outputsName].Data == nil:
		return fmt.Errorf("word2vec: the model to continue has no output vectors of negative sampling, so its training cannot go on")
	case m.Table.Dim() != c.Dim:
		return fmt.Errorf("word2vec: the model to continue has vectors of length %d, not %d", m.Table.Dim(), c.Dim)
	case m.Table.Len() == 0:
		return fmt.Errorf("word2vec: the model to continue has no words")
	}
	return nil
}

// adopt gives the words of a model their vectors.
func (b *batched) initFrom(m *train.Model) {
	outputs := m.Matrices[outputsName]
	for id, word := range m.Table.Vocab().All() {
		if to, ok := b.text.Words.ID(word); ok {
			b.scatter(int(to), m.Table.Row(id), linalg.Row(outputs, int(id)))
		}
	}
}
