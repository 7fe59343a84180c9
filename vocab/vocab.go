package vocab

import (
	"errors"
	"fmt"
	"iter"
)

// ID is a word's number in a vocabulary: 0 for the first word, V−1 for the
// last. It is a type of its own so that it cannot be mixed up with a position
// in a text.
type ID int32

// Unknown stands for a token that is not in the vocabulary.
const Unknown ID = -1

// ErrDuplicate is wrapped by New's error when a word stands twice.
var ErrDuplicate = errors.New("duplicate word")

// A Vocab numbers V distinct words and knows how often each one occurred.
// It never changes once made and is safe for concurrent use.
type Vocab struct {
	words  []string
	counts []int64
	ids    map[string]ID
	total  int64
}

// New numbers words in the order given. counts, of the same length, says how
// often each occurred; it may be nil when that is not known. New keeps both
// slices. A word that stands twice is an error that wraps ErrDuplicate.
func New(words []string, counts []int64) (*Vocab, error) {
	if counts != nil && len(counts) != len(words) {
		return nil, fmt.Errorf("vocab: %d words but %d counts", len(words), len(counts))
	}
	v := &Vocab{words: words, counts: counts, ids: make(map[string]ID, len(words))}
	for i, w := range words {
		if first, ok := v.ids[w]; ok {
			return nil, fmt.Errorf("vocab: %w %q, numbers %d and %d", ErrDuplicate, w, first, i)
		}
		v.ids[w] = ID(i)
	}
	for _, c := range counts {
		v.total += c
	}
	return v, nil
}

// Len returns V, the number of words.
func (v *Vocab) Len() int { return len(v.words) }

// ID returns the number of word, or Unknown and false.
func (v *Vocab) ID(word string) (ID, bool) {
	if id, ok := v.ids[word]; ok {
		return id, true
	}
	return Unknown, false
}

// Word returns the word with number id. It panics if there is none.
func (v *Vocab) Word(id ID) string { return v.words[id] }

// Counted says whether the words' counts are known.
func (v *Vocab) Counted() bool { return v.counts != nil }

// Count returns how often the word with number id occurred, 0 if the counts
// are not known.
func (v *Vocab) Count(id ID) int64 {
	if v.counts == nil {
		return 0
	}
	return v.counts[id]
}

// Total returns the sum of all counts.
func (v *Vocab) Total() int64 { return v.total }

// All yields the words with their numbers, in order.
func (v *Vocab) All() iter.Seq2[ID, string] {
	return func(yield func(ID, string) bool) {
		for i, w := range v.words {
			if !yield(ID(i), w) {
				return
			}
		}
	}
}
