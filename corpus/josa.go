package corpus

// This file removes Korean particles by the evidence of a corpus, after it has been
// counted; package tokenize has the rule.

import (
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// RemoveParticles removes Korean particles from a corpus that has been counted. It finds the
// stems of the corpus with tokenize.FindStems, and replaces each word that consists of a stem
// and particles by its stem. It changes both the counts in words and the corpus in ids. The ids
// must still be those that the counter assigned, so call RemoveParticles before IDs.Renumber.
// If ids is nil, only the counts change.
//
// The corpus must have been tokenized by the tokenizer josa with the options c, where c.Learn
// is set, so that no particle is removed yet. The result is c with the stems and without Learn.
// With this result as its options, the tokenizer josa removes particles from other text in the
// same way. Errors are those of c.RemoveParticles, and of reading and writing the temporary
// file of ids; do not use ids and words after an error.
func RemoveParticles(ids *IDs, words *vocab.Counter, c tokenize.Josa) (tokenize.Josa, error) {
	c.Learn, c.Stems = false, tokenize.FindStems(words.All())
	remove, err := c.RemoveParticles()
	if err != nil {
		return c, err
	}
	stems := make([]vocab.ID, words.Distinct()) // of each word
	changed := make([]int64, words.Distinct())  // occurrences with a particle
	id := vocab.ID(0)
	for word, n := range words.All() {
		if stems[id] = id; n > 0 && len(remove(word)) < len(word) {
			changed[id] = n
		}
		id++
	}
	for id, n := range changed {
		if n > 0 {
			stems[id] = words.Intern(remove(words.Word(vocab.ID(id)))) //nolint:gosec // ids are int32
		}
	}
	changes := make([]int64, words.Distinct())
	for id, n := range changed {
		changes[id] -= n
		changes[stems[id]] += n
	}
	words.Adjust(changes)
	if ids == nil {
		return c, nil
	}
	return c, ids.Rewrite(func(sentence []vocab.ID) []vocab.ID {
		for i, id := range sentence {
			sentence[i] = stems[id]
		}
		return sentence
	})
}
