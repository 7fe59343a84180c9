package corpus

// This file removes Korean particles by the evidence of a corpus, after it has been
// counted; package tokenize has the rule.

import (
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// RemoveParticles finds the stems of a corpus with tokenize.FindStems and removes the
// particles after them: in words, the counts of the corpus, and in ids, its text as ids
// by first appearance, unless ids is nil. The corpus was cut by the tokenizer josa with
// options c, of which Learn is set. The result is the options with which that tokenizer
// cuts other text the same way. Errors are those of c.RemoveParticles, and of reading and
// writing the temporary file of ids; after one, ids and words are not usable.
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
