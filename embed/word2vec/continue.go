package word2vec

import (
	"cmp"
	"fmt"
	"reflect"

	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/linalg"
)

// Continued returns the configuration for continuing a model that was trained with
// before: the fields of c for which given returns true (by their JSON names), and the
// fields of before for the others. All words of the model are kept (MaxVocab is 0). The
// batched trainer also continues models of the gensim trainer. Alpha, if not given, is
// that of before, or DefaultAlpha if the two configurations have different defaults.
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

// checkBase returns an error if training cannot continue from m.
func checkBase(m *train.Model, c Config) error {
	switch {
	case m.Matrices[outputsName].Data == nil, m.Matrices[outputsName].Cols != m.Table.Dim():
		return fmt.Errorf("word2vec: the model to continue has no output vectors of negative sampling, which training " +
			"needs")
	case m.Table.Dim() != c.Dim:
		return fmt.Errorf("word2vec: the model to continue has vectors of length %d, not %d", m.Table.Dim(), c.Dim)
	case m.Table.Len() == 0:
		return fmt.Errorf("word2vec: the model to continue has no words")
	}
	return nil
}

// initFrom sets the vectors of the words that m has to those of m. Words of m that are not
// in the vocabulary are ignored, and words that m does not have keep their initial vectors.
func (b *batched) initFrom(m *train.Model) {
	outputs := m.Matrices[outputsName]
	for id, word := range m.Table.Vocab().All() {
		if to, ok := b.text.Words.ID(word); ok {
			b.scatter(int(to), m.Table.Row(id), linalg.Row(outputs, int(id)))
		}
	}
}
