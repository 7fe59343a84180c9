package vocab

// This file declares the vocabulary, a list of V distinct words with counts; the id
// of a word is its index.

import (
	"errors"
	"fmt"
	"iter"
)

// ID is the index of a word in a vocabulary of V words, from 0 to V−1. It is a type of its
// own so that it is not confused with a position in a text.
type ID int32

// Unknown is the ID of a token that is not in the vocabulary.
const Unknown ID = -1

// ErrDuplicate is wrapped by the error of New for a word that occurs twice.
var ErrDuplicate = errors.New("duplicate word")

// A Vocab is V distinct words with their ids and, if known, their counts. It is immutable
// and safe for concurrent use.
type Vocab struct {
	words  []string // by id
	counts []int64  // by id; nil: not known
	ids    map[string]ID
	total  int64        // sum of counts
	packed *Packed      // replaces words and ids if not nil
	sum    func() int64 // replaces total if packed is not nil
	near   lazyNearIndex
}

// New returns a vocabulary of words, whose ids are their indices. counts has the count of
// each word, or is nil if counts are not known. New keeps both slices. A word that occurs
// twice is an error that wraps ErrDuplicate. Different numbers of words and counts,
// negative counts and counts whose sum is above 2^63−1 are errors too.
func New(words []string, counts []int64) (*Vocab, error) {
	ids := make(map[string]ID, len(words))
	for i, w := range words {
		if first, ok := ids[w]; ok {
			return nil, fmt.Errorf("vocab: %w %q, ids %d and %d", ErrDuplicate, w, first, i)
		}
		ids[w] = ID(i)
	}
	return newVocab(words, ids, counts)
}

// newVocab returns a vocabulary of words with their ids.
func newVocab(words []string, ids map[string]ID, counts []int64) (*Vocab, error) {
	if counts != nil && len(counts) != len(words) {
		return nil, fmt.Errorf("vocab: %d words but %d counts", len(words), len(counts))
	}
	v := &Vocab{words: words, counts: counts, ids: ids}
	for i, c := range counts {
		if c < 0 {
			return nil, fmt.Errorf("vocab: the count of word %d, %q, is %d", i, words[i], c)
		}
		if v.total += c; v.total < 0 {
			return nil, fmt.Errorf("vocab: the sum of the counts of words 0 to %d is above 2^63-1", i)
		}
	}
	return v, nil
}

// Len returns V, the number of words.
func (v *Vocab) Len() int {
	if v.packed != nil {
		return len(v.packed.Sorted)
	}
	return len(v.words)
}

// ID returns the id of word and true, or Unknown and false.
func (v *Vocab) ID(word string) (ID, bool) {
	id, ok := Unknown, false
	if v.packed != nil {
		v.packed.Guard(func() (err error) {
			id, err = v.packed.find(word)
			return err
		})
		return id, id != Unknown
	}
	if id, ok = v.ids[word]; ok {
		return id, true
	}
	return Unknown, false
}

// Word returns the word with an id. It panics if id is not from 0 to V−1.
func (v *Vocab) Word(id ID) (word string) {
	if v.packed == nil {
		return v.words[id]
	}
	if id < 0 || int(id) >= v.Len() {
		panic(fmt.Sprintf("vocab: Word of id %d in a vocabulary of %d words", id, v.Len()))
	}
	v.packed.Guard(func() error {
		b, err := v.packed.word(int(id))
		word = string(b)
		return err
	})
	return word
}

// Counted reports whether the counts are known.
func (v *Vocab) Counted() bool { return v.counts != nil }

// Count returns the count of the word with an id, and 0 if counts are not known. It panics
// if id is not from 0 to V−1.
func (v *Vocab) Count(id ID) (n int64) {
	switch {
	case v.counts == nil:
		return 0
	case v.packed == nil:
		return v.counts[id]
	}
	v.packed.Guard(func() error {
		n = v.counts[id]
		return nil
	})
	return n
}

// Total returns the sum of all counts, and 0 if they are not known.
func (v *Vocab) Total() int64 {
	if v.packed != nil {
		return v.sum()
	}
	return v.total
}

// sumCounts returns the sum of the counts of a packed vocabulary. It reads all counts, so
// Total calls it once, when the sum is first needed.
func (v *Vocab) sumCounts() (total int64) {
	v.packed.Guard(func() error {
		for _, n := range v.counts {
			total += n
		}
		return nil
	})
	return total
}

// guard calls look, which reads words. It calls look through Packed.Guard if the vocabulary
// is packed.
func (v *Vocab) guard(look func() error) {
	if v.packed != nil {
		v.packed.Guard(look)
		return
	}
	look() //nolint:errcheck // words in memory are not damaged
}

// All yields the ids and words, in the order of the ids.
func (v *Vocab) All() iter.Seq2[ID, string] {
	if v.packed != nil {
		return v.packed.each
	}
	return func(yield func(ID, string) bool) {
		for i, w := range v.words {
			if !yield(ID(i), w) {
				return
			}
		}
	}
}
