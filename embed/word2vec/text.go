package word2vec

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/phrases"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// An EmptyVocabularyError says that no word is frequent enough.
type EmptyVocabularyError struct {
	MinCount int
	Distinct int           // words in the corpus
	MaxCount int64         // of the most frequent one
	Keeps    map[int64]int // how many words some lower min-counts would keep
}

func (e *EmptyVocabularyError) Error() string {
	if e.Distinct == 0 {
		return "word2vec: the corpus has no words"
	}
	var hints []string
	for _, n := range []int64{5, 3, 2, 1} {
		if k := e.Keeps[n]; k > 0 {
			hints = append(hints, fmt.Sprintf("%d would keep %d", n, k))
		}
	}
	return fmt.Sprintf("word2vec: none of the corpus's %d words occurs min-count %d times (the most frequent one %d times); a min-count of %s",
		e.Distinct, e.MinCount, e.MaxCount, strings.Join(hints, ", of "))
}

// A text is a corpus as the trainer sees it.
type text struct {
	words   *vocab.Vocab
	ids     *corpus.IDs
	figures Figures
	phrases tokenize.Phrases // found in it
}

// read counts and encodes the corpus and chooses the vocabulary, unless it is
// given.
func read(ctx context.Context, src corpus.Source, c Config, o options) (_ *text, err error) {
	var counter vocab.Counter
	ids, figures, err := corpus.Encode(ctx, src, &counter, o.memory)
	if err != nil {
		return nil, err
	}
	t := &text{ids: ids, figures: Figures{Figures: figures}}
	defer func() {
		if err != nil {
			err = errors.Join(err, ids.Close())
		}
	}()
	if err := t.join(ctx, &counter, o); err != nil {
		return nil, err
	}
	number, err := t.choose(&counter, c, o)
	if err != nil {
		return nil, err
	}
	t.figures.Unknown = unknown(&counter, number)
	if err := o.inspect(t.figures, t.words); err != nil {
		return nil, err
	}
	if t.words.Len() == 0 {
		return nil, emptyVocabulary(&counter, c.MinCount)
	}
	return t, ids.Renumber(number)
}

// join joins phrases if that was asked for and, if the vocabulary is given, only
// those that lead to its words: of others it would lose the parts.
func (t *text) join(ctx context.Context, counter *vocab.Counter, o options) error {
	if o.phrases == nil {
		return nil
	}
	wanted := partsOf(o.vocab)
	keep := func(word string) bool { return !o.stop[word] && (o.vocab == nil || wanted[word]) }
	found, err := phrases.Join(ctx, t.ids, counter, *o.phrases, keep)
	t.phrases = found.Phrases
	t.figures.Phrases, t.figures.PairsForgotten = found.Len(), found.Forgotten
	t.figures.Tokens = t.ids.Tokens()
	return err
}

const maxParts = 32

// partsOf returns what phrases of a vocabulary can be joined from, whatever comes
// first: of new_york_city also new, york, city, new_york and york_city. A word of
// more than maxParts is no phrase but a line that somebody drew.
func partsOf(v *vocab.Vocab) map[string]bool {
	parts := map[string]bool{}
	if v == nil {
		return parts
	}
	for _, word := range v.All() {
		words := strings.Split(word, "_")
		if len(words) > maxParts {
			continue
		}
		for i := range words {
			for j := i + 1; j <= len(words); j++ {
				parts[strings.Join(words[i:j], "_")] = true
			}
		}
	}
	return parts
}

// choose makes the vocabulary and says which of its numbers each of the
// counter's words has.
func (t *text) choose(counter *vocab.Counter, c Config, o options) (number []vocab.ID, err error) {
	switch {
	case o.vocab != nil:
		t.words, err = o.vocab, checkCounts(o.vocab)
	case o.base != nil:
		t.words, err = merge(o.base.Table.Vocab(), counter, int64(c.MinCount))
	default:
		t.words, number = counter.Vocab(vocab.Selection{MinCount: int64(c.MinCount), MaxVocab: c.MaxVocab, Order: c.order(), Exclude: func(word string) bool { return o.stop[word] }})
		return number, nil
	}
	if err != nil {
		return nil, err
	}
	for word := range counter.All() {
		id, _ := t.words.ID(word)
		number = append(number, id)
	}
	return number, nil
}

// checkCounts wants every word of a given vocabulary to have been counted:
// subsampling, negative samples and the tree are made of the counts.
func checkCounts(v *vocab.Vocab) error {
	for id, word := range v.All() {
		if v.Count(id) < 1 {
			return fmt.Errorf("word2vec: the vocabulary's word %q has a count of %d, must be at least 1", word, v.Count(id))
		}
	}
	return nil
}

// unknown counts the tokens that have no number.
func unknown(counter *vocab.Counter, number []vocab.ID) int64 {
	var n int64
	i := 0
	for _, count := range counter.All() {
		if number[i] == vocab.Unknown {
			n += count
		}
		i++
	}
	return n
}

func emptyVocabulary(counter *vocab.Counter, minCount int) error {
	e := &EmptyVocabularyError{MinCount: minCount, Distinct: counter.Distinct(), MaxCount: counter.MaxCount(), Keeps: map[int64]int{}}
	for _, n := range []int64{5, 3, 2, 1} {
		if n < int64(minCount) {
			e.Keeps[n] = counter.DistinctAtLeast(n)
		}
	}
	return e
}
