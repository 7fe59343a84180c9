package lexvec

// This file stores the associations of all pairs that occur, in a hash table for each
// word: a lookup costs one access to memory for nearly all pairs.

import (
	"math"
	"math/bits"
	"runtime"

	"github.com/w2vattn/w2vattn/corpus/cooccur"
	"github.com/w2vattn/w2vattn/vocab"
)

// targets holds the associations of all pairs of a word and a context, a hash table for each
// word. A context is a word, or with Config.Positional a word at an offset. Pairs with the same
// association as those that do not co-occur are left out. It is immutable.
type targets struct {
	starts []int // V+1: the slots of word i are slots[starts[i]:starts[i+1]]
	slots  []slot
	absent float32
	sum    uint64 // of the co-occurrences, by which a checkpoint recognises them
}

// slotBytes is the size of a slot.
const slotBytes = 4 + 4

// A slot is a context and its association.
type slot struct {
	context int32 // −1: the slot is empty
	y       float32
}

// newTargets returns the associations of the co-occurrences m.
func newTargets(m *cooccur.Matrix, c Config) *targets {
	n := m.Words()
	s := newSums(m, n*c.offsets(), c.Smooth)
	t := &targets{starts: make([]int, n+1), absent: c.absent()}
	for word := range vocab.ID(n) {
		row, kept := m.Row(word), 0
		for i, context := range row.Columns {
			t.sum = (bits.RotateLeft64(t.sum, 5) ^ uint64(word)<<32 ^ uint64(context)) * 0x9E3779B97F4A7C15
			t.sum ^= math.Float64bits(row.Weights[i])
			if s.target(c, word, context, row.Weights[i]) != t.absent {
				kept++
			}
		}
		t.starts[word+1] = t.starts[word] + capacity(kept)
	}
	t.slots = make([]slot, t.starts[n])
	for i := range t.slots {
		t.slots[i].context = -1
	}
	for word := range vocab.ID(n) {
		row := m.Row(word)
		for i, context := range row.Columns {
			if y := s.target(c, word, context, row.Weights[i]); y != t.absent {
				t.put(word, slot{int32(context), y})
			}
		}
	}
	return t
}

// capacity returns the number of slots for n pairs: two thirds are used, and at least one is
// empty, which ends each search.
func capacity(n int) int { return n + n/2 + 1 }

// first returns the slots of a word, and the index of the one where a search begins.
func (t *targets) first(word vocab.ID, context int32) ([]slot, uint) {
	slots := t.slots[t.starts[word]:t.starts[word+1]]
	hash := uint32(context) * 0x9E3779B1
	return slots, uint(uint64(hash) * uint64(len(slots)) >> 32)
}

// put adds a pair that is not in t.
func (t *targets) put(word vocab.ID, s slot) {
	slots, i := t.first(word, s.context)
	for slots[i].context >= 0 {
		if i++; i == uint(len(slots)) {
			i = 0
		}
	}
	slots[i] = s
}

// group is the number of pairs whose slots are read at once.
const group = 16

// set sets the associations of pairs. It first reads a slot of each pair of a group, so that the
// processor waits for all of them at once.
func (t *targets) set(pairs []pair) {
	read := int32(0)
	for ; len(pairs) > 0; pairs = pairs[min(group, len(pairs)):] {
		now := pairs[:min(group, len(pairs))]
		for _, p := range now {
			slots, first := t.first(vocab.ID(p.word), p.context)
			read ^= slots[first].context
		}
		for i := range now {
			now[i].y = t.of(vocab.ID(now[i].word), now[i].context)
		}
	}
	runtime.KeepAlive(read) // or the compiler would leave out the reads
}

// of returns the association of a word with a context.
func (t *targets) of(word vocab.ID, context int32) float32 {
	slots, i := t.first(word, context)
	for {
		if s := slots[i]; s.context == context {
			return s.y
		} else if s.context < 0 {
			return t.absent
		}
		if i++; i == uint(len(slots)) {
			i = 0
		}
	}
}
