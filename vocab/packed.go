package vocab

// This file searches vocabularies in the layout of a file, by binary search in the
// sorted order of the words: no map needs to be built.

import (
	"fmt"
	"sort"
	"sync"
)

// Packed is a vocabulary in the layout of a file. It is searched without a map and, if
// the file is mapped, without reading it into memory. If the data are damaged, words are
// missing or empty.
//
// A search reads about log₂ V words, each at a random place of Text. Ids from Sorted and
// offsets come from a file, so each use checks them.
type Packed struct {
	Text    []byte  // the words, one after another
	Offsets []int64 // V+1 offsets: word i is Text[Offsets[i]:Offsets[i+1]]
	Sorted  []int32 // V ids in the order of the words' bytes
	Counts  []int64 // V counts, or nil

	// Guard calls look, which reads the other fields and returns an error if they are
	// damaged. It may catch faults of a mapped file. nil just calls look.
	Guard func(look func() error)
}

// FromPacked returns the vocabulary of p and keeps the slices of p, which must not be
// changed. Slices whose lengths do not match are an error.
func FromPacked(p Packed) (*Vocab, error) {
	if len(p.Offsets) != len(p.Sorted)+1 || p.Counts != nil && len(p.Counts) != len(p.Sorted) {
		return nil, fmt.Errorf("vocab: %d words with %d offsets and %d counts", len(p.Sorted), len(p.Offsets),
			len(p.Counts))
	}
	if p.Guard == nil {
		p.Guard = func(look func() error) { look() } //nolint:errcheck // a damaged word is missing
	}
	v := &Vocab{packed: &p, counts: p.Counts}
	v.sum = sync.OnceValue(v.sumCounts)
	return v, nil
}

// word returns the bytes of word i, or an error if its offsets are damaged.
func (p *Packed) word(i int) ([]byte, error) {
	begin, end := p.Offsets[i], p.Offsets[i+1]
	if begin < 0 || begin > end || end > int64(len(p.Text)) {
		return nil, fmt.Errorf("vocab: the offsets of word %d are %d and %d in a text of %d bytes", i, begin, end,
			len(p.Text))
	}
	return p.Text[begin:end], nil
}

// find returns the id of word by binary search, and Unknown if it is not there. An error
// says what is damaged.
func (p *Packed) find(word string) (ID, error) {
	var err error
	at, found := sort.Find(len(p.Sorted), func(i int) int {
		id := p.Sorted[i]
		if id < 0 || int(id) >= len(p.Sorted) {
			err = fmt.Errorf("vocab: entry %d of the sorted order is the id %d; there are %d words", i, id, len(p.Sorted))
			return 0
		}
		b, e := p.word(int(id))
		if e != nil {
			err = e
		}
		switch {
		case word < string(b):
			return -1
		case word > string(b):
			return 1
		}
		return 0
	})
	if !found || err != nil {
		return Unknown, err
	}
	return ID(p.Sorted[at]), nil
}

// each yields the words by id. It reads 256 words in each call of Guard.
func (p *Packed) each(yield func(ID, string) bool) {
	const step = 256
	words := make([]string, 0, step)
	for begin := 0; begin < len(p.Sorted); begin += step {
		words = words[:0]
		p.Guard(func() error {
			for i := begin; i < min(begin+step, len(p.Sorted)); i++ {
				b, err := p.word(i)
				if err != nil {
					return err
				}
				words = append(words, string(b))
			}
			return nil
		})
		for len(words) < min(step, len(p.Sorted)-begin) {
			words = append(words, "") // damaged
		}
		for i, w := range words {
			if !yield(ID(begin+i), w) {
				return
			}
		}
	}
}
