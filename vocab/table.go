package vocab

import (
	"encoding/binary"
	"hash/maphash"
	"math/bits"
)

// A table counts words: a hash table with linear probing over the words that
// its owner keeps. Counting is most of what reading a corpus costs, and what a
// lookup costs is the cache lines that it touches. So a word of up to seven
// bytes is found and counted in its slot alone.
type table struct {
	seed  maphash.Seed
	mix   uint64
	slots []slot // a power of two of them, at most three quarters in use
	used  int
}

// A slot holds a word's key, count and number; number + 1 is kept, so that the
// zero slot is empty.
type slot struct {
	key   uint64
	count int64
	next  ID
}

const (
	minSlots = 1 << 10
	short    = 7       // bytes of a word that its key holds whole
	long     = 1 << 63 // marks the key of a longer word, which is its hash
)

// find returns the slot of word or, if there is none, the empty one that it is
// to have.
func (t *table) find(word string, words []string) *slot {
	if 4*t.used >= 3*len(t.slots) {
		t.grow()
	}
	key := t.key(word)
	for i := t.hash(key); ; i++ {
		s := &t.slots[i&uint64(len(t.slots)-1)]
		if s.next == 0 {
			s.key = key
			return s
		}
		if s.key == key && (key < long || words[s.next-1] == word) {
			return s
		}
	}
}

// insert gives the empty slot that find returned to the word with number id.
func (t *table) insert(s *slot, id ID) {
	s.next = id + 1
	t.used++
}

// key returns, for a short word, its bytes and its length; no other word has
// that key. For a long one it returns a hash.
func (t *table) key(word string) uint64 {
	n := len(word)
	switch {
	case n > short:
		return maphash.String(t.seed, word) | long
	case n >= 4:
		head, tail := load32(word), load32(word[n-4:])
		return uint64(head) | uint64(tail)>>(8*(8-n))<<32 | uint64(n)<<56
	case n > 0:
		return uint64(word[0]) | uint64(word[n/2])<<8 | uint64(word[n-1])<<16 | uint64(n)<<56
	}
	return 0
}

func load32(s string) uint32 {
	return binary.LittleEndian.Uint32([]byte(s[:4]))
}

// hash returns where to look for key first.
func (t *table) hash(key uint64) uint64 {
	hi, lo := bits.Mul64(key^t.mix, 0x9e3779b97f4a7c15)
	return hi ^ lo
}

// grow doubles the table.
func (t *table) grow() {
	old := t.slots
	if old == nil {
		t.seed = maphash.MakeSeed()
		t.mix = maphash.String(t.seed, "")
	}
	t.slots = make([]slot, max(minSlots, 2*len(old)))
	for _, s := range old {
		if s.next == 0 {
			continue
		}
		i := t.hash(s.key)
		for t.slots[i&uint64(len(t.slots)-1)].next != 0 {
			i++
		}
		t.slots[i&uint64(len(t.slots)-1)] = s
	}
}

// counts returns the counts by word number.
func (t *table) counts() []int64 {
	counts := make([]int64, t.used)
	for _, s := range t.slots {
		if s.next != 0 {
			counts[s.next-1] = s.count
		}
	}
	return counts
}
