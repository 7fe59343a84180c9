package vocab

import (
	"fmt"
	"sort"
	"sync"
)

// Packed is a vocabulary in the form in which a file may keep it: it needs no
// map and, if the file is mapped, no memory. What it holds may be damaged: then
// words are missing or empty.
type Packed struct {
	Text    []byte  // the words, one after another
	Offsets []int64 // V+1: word i is Text[Offsets[i]:Offsets[i+1]]
	Sorted  []int32 // V: word numbers in the order of the words' bytes
	Counts  []int64 // V, or nil

	// Guard runs look, which reads the other fields and returns an error if they
	// are damaged. It may be nil.
	Guard func(look func() error)
}

// FromPacked returns the vocabulary that p holds. It keeps p.
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

// word returns the bytes of word i.
func (p *Packed) word(i int) ([]byte, error) {
	begin, end := p.Offsets[i], p.Offsets[i+1]
	if begin < 0 || begin > end || end > int64(len(p.Text)) {
		return nil, fmt.Errorf("vocab: word %d has bytes %d to %d of %d", i, begin, end, len(p.Text))
	}
	return p.Text[begin:end], nil
}

// find looks word up by halving.
func (p *Packed) find(word string) (ID, error) {
	var err error
	at, found := sort.Find(len(p.Sorted), func(i int) int {
		id := p.Sorted[i]
		if id < 0 || int(id) >= len(p.Sorted) {
			err = fmt.Errorf("vocab: entry %d of the order is %d", i, id)
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

// each yields the words, some at a time so that Guard costs little.
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
