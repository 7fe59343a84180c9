package word2vec

import (
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/vocab"
)

// TestUpdates checks that every vector that changed was counted, and that vectors without a
// count did not change, for any number of workers.
func TestUpdates(t *testing.T) {
	for _, arch := range []string{CBOW, SkipGram} {
		c := fast()
		c.Arch, c.Epochs, c.MinCount = arch, 1, 1
		c.Alpha = c.DefaultAlpha()
		words := mustTrain(t, library(t, "en"), c).Table.Vocab()
		part := library(t, "en").(corpus.Lists)[:10]
		var one, four Updates
		m := mustTrain(t, part, c, Vocabulary(words), Workers(1), CountUpdates(&one))
		mustTrain(t, part, c, Vocabulary(words), Workers(4), CountUpdates(&four))
		if !slices.Equal(one.Inputs, four.Inputs) || !slices.Equal(one.Outputs, four.Outputs) {
			t.Errorf("%s: the counts depend on the number of workers", arch)
		}
		still := 0
		for id, moved := range m.Updated() {
			row := m.Outputs.Data[id*m.Outputs.Stride:][:c.Dim]
			if moved != (one.Inputs[id] > 0) {
				t.Errorf("%s: %q moved: %v, but %d updates", arch, m.Table.Vocab().Word(vocab.ID(id)), moved,
					one.Inputs[id])
			}
			if slices.Max(row) > 0 && one.Outputs[id] == 0 {
				t.Errorf("%s: %q has output vectors without an update", arch, m.Table.Vocab().Word(vocab.ID(id)))
			}
			if !moved {
				still++
			}
		}
		if still == 0 || still == m.Table.Len() {
			t.Errorf("%s: %d of %d words were not updated: the test shows nothing", arch, still, m.Table.Len())
		}
	}
	if _, err := Train(t.Context(), library(t, "en"), small(), CountUpdates(&Updates{})); err == nil ||
		!strings.Contains(err.Error(), "cannot count updates") {
		t.Errorf("gensim: got %v", err)
	}
}

// TestContinuePart checks that training on a part of a corpus can use the words and counts
// of the whole.
func TestContinuePart(t *testing.T) {
	c := fast()
	c.Epochs = 2
	whole := mustTrain(t, library(t, "en"), c)
	part := corpus.Lists{{"the", "cat", "sees", "a", "robot"}, {"a", "dog"}}
	m := mustTrain(t, part, c, Continue(whole), Vocabulary(whole.Table.Vocab()))
	if m.Table.Vocab() != whole.Table.Vocab() {
		t.Error("the vocabulary is another one")
	}
	if m.Statistics.Unknown != 2 { // the robot
		t.Errorf("%d unknown tokens", m.Statistics.Unknown)
	}
	for _, word := range []string{"king", "cat"} {
		before, _ := whole.Table.Vector(word)
		after, _ := m.Table.Vector(word)
		if moved := !slices.Equal(before, after); moved != (word == "cat") {
			t.Errorf("%s has moved: %v", word, moved)
		}
	}
	same := mustTrain(t, corpus.Lists{}, c, Continue(whole), Vocabulary(whole.Table.Vocab()))
	if !slices.Equal(same.Table.Matrix().Data, whole.Table.Matrix().Data) {
		t.Error("no text has moved the vectors")
	}
}
