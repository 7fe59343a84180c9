package vocab

import (
	"encoding/binary"
	"hash/maphash"
	"math/bits"
)

// A table counts words: a hash table with linear probing over the words that
// its owner keeps. Counting is most of what reading a corpus costs, and what a
// lookup costs is the cache lines that it touches. So a word of up to fifteen
// bytes is found and counted in its slot alone, which is half a cache line.
type table struct {
	seed  maphash.Seed
	mix   key    // random, so that nobody can choose words that collide
	slots []slot // a power of two of them, at most three quarters in use
	used  int
}

// A slot holds a word's key, count and number; number + 1 is kept, so that the
// zero slot is empty.
type slot struct {
	key   key
	count int64
	next  ID
}

// A key stands for a word: its bytes and its length for a short word, which no
// other word has, a hash for a longer one.
type key struct{ lo, hi uint64 }

const (
	minSlots = 1 << 10
	short    = 15      // bytes of a word that its key holds whole
	long     = 1 << 63 // marks hi of a longer word
)

// find returns the slot of word or, if there is none, the empty one that it is
// to have.
func (t *table) find(word string, words []string) *slot {
	if 4*t.used >= 3*len(t.slots) {
		t.grow()
	}
	k := t.key(word)
	return t.seek(k, t.hash(k), word, words)
}

// seek is find for a word whose key and hash are known.
func (t *table) seek(k key, i uint64, word string, words []string) *slot {
	mask := uint64(len(t.slots) - 1)
	for ; ; i++ {
		s := &t.slots[i&mask]
		if s.key == k && s.next != 0 && (k.hi < long || words[s.next-1] == word) {
			return s
		}
		if s.next == 0 {
			s.key = k
			return s
		}
	}
}

// insert gives the empty slot that find returned to the word with number id.
func (t *table) insert(s *slot, id ID) {
	s.next = id + 1
	t.used++
}

// key makes the key of a word. Where the loads of its head and its tail overlap
// they have the same bytes.
func (t *table) key(word string) key {
	n := len(word)
	length := uint64(n) << 56
	switch {
	case n > short:
		return key{maphash.String(t.seed, word), uint64(n) | long}
	case n >= 8:
		return key{load64(word), load64(word[n-8:])>>(8*(16-n)) | length}
	case n >= 4:
		return key{uint64(load32(word)) | uint64(load32(word[n-4:]))<<(8*(n-4)), length}
	case n > 0:
		return key{uint64(word[0]) | uint64(word[n/2])<<8 | uint64(word[n-1])<<16, length}
	}
	return key{}
}

func load32(s string) uint32 { return binary.LittleEndian.Uint32([]byte(s[:4])) }

func load64(s string) uint64 { return binary.LittleEndian.Uint64([]byte(s[:8])) }

// hash returns where to look for a key first.
func (t *table) hash(k key) uint64 {
	hi, lo := bits.Mul64(k.lo^t.mix.lo, k.hi^t.mix.hi)
	return hi ^ lo
}

// grow doubles the table.
func (t *table) grow() {
	old := t.slots
	if old == nil {
		t.seed = maphash.MakeSeed()
		t.mix = key{maphash.String(t.seed, "lo"), maphash.String(t.seed, "hi")}
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

// counts returns the counts by word number, on top of those in more.
func (t *table) counts(more []int64) []int64 {
	counts := make([]int64, t.used)
	copy(counts, more)
	for _, s := range t.slots {
		if s.next != 0 {
			counts[s.next-1] += s.count
		}
	}
	return counts
}
