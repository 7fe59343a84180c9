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
	packed *Packed      // in place of words and ids
	sum    func() int64 // in place of total
	near   lazyNearIndex
}

// New numbers words in the order given. counts, of the same length, says how
// often each occurred; it may be nil when that is not known. New keeps both
// slices. A word that stands twice is an error that wraps ErrDuplicate.
func New(words []string, counts []int64) (*Vocab, error) {
	ids := make(map[string]ID, len(words))
	for i, w := range words {
		if first, ok := ids[w]; ok {
			return nil, fmt.Errorf("vocab: %w %q, numbers %d and %d", ErrDuplicate, w, first, i)
		}
		ids[w] = ID(i)
	}
	return newVocab(words, ids, counts)
}

// newVocab makes a vocabulary of words that have their numbers.
func newVocab(words []string, ids map[string]ID, counts []int64) (*Vocab, error) {
	if counts != nil && len(counts) != len(words) {
		return nil, fmt.Errorf("vocab: %d words but %d counts", len(words), len(counts))
	}
	v := &Vocab{words: words, counts: counts, ids: ids}
	for _, c := range counts {
		v.total += c
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

// ID returns the number of word, or Unknown and false.
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

// Word returns the word with number id. It panics if there is none.
func (v *Vocab) Word(id ID) (word string) {
	if v.packed == nil {
		return v.words[id]
	}
	if id < 0 || int(id) >= v.Len() {
		panic(fmt.Sprintf("vocab: Word of number %d in a vocabulary of %d words", id, v.Len()))
	}
	v.packed.Guard(func() error {
		b, err := v.packed.word(int(id))
		word = string(b)
		return err
	})
	return word
}

// Counted says whether the words' counts are known.
func (v *Vocab) Counted() bool { return v.counts != nil }

// Count returns how often the word with number id occurred, 0 if the counts
// are not known.
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

// Total returns the sum of all counts.
func (v *Vocab) Total() int64 {
	if v.packed != nil {
		return v.sum()
	}
	return v.total
}

func (v *Vocab) sumCounts() (total int64) {
	v.packed.Guard(func() error {
		for _, n := range v.counts {
			total += n
		}
		return nil
	})
	return total
}

// guard runs look, which reads words.
func (v *Vocab) guard(look func() error) {
	if v.packed != nil {
		v.packed.Guard(look)
		return
	}
	look() //nolint:errcheck // words in memory are not damaged
}

// All yields the words with their numbers, in order.
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
