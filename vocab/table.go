package vocab

// This file is a hash table of words into which several goroutines insert at once.
// Readers take no lock: entries are complete before their position is published, and
// a reader of an old index does not find a new word and then looks again.

import (
	"math/bits"
	"sync"
	"sync/atomic"
)

// A position is the index of a word in a table, from 1. Which position a word gets
// depends on which goroutine inserts first; its ID does not. 0 means no word.
type position uint32

// A table is a set of words, each at a position of its own. Any number of goroutines may
// look words up and insert new ones at once. Looking up takes no lock. Entries and text
// never move or change after they are inserted; only the index is replaced by a larger
// one when it is half full.
//
// Looking words up takes most of the time of reading a corpus, and most of that is
// waiting for memory. So the index has eight bytes for each word, and entries are in the
// order of insertion, which puts frequent words close together. There are no pointers
// that the garbage collector has to follow.
type table struct {
	keyer
	index   atomic.Pointer[index]
	entries [chunks][]entry // chunk i has 2^i·firstEntries entries

	mu      sync.Mutex     // held by insert
	last    atomic.Uint32  // position of the last word, 0 if there is none
	text    [chunks][]byte // chunk i has 2^i·firstBytes bytes
	textEnd uint64         // offset in text of the first unused byte
}

// The sizes of an empty table, and the number of chunks that it can grow to. Chunk i is 2^i
// times as large as chunk 0, so 25 chunks hold 2^33 − 2^8 entries, more than a position can
// count, and 137 GB of text.
const (
	minSlots     = 1 << 10
	firstEntries = 1 << 8
	firstBytes   = 1 << 12
	chunks       = 25
)

// An index is a hash table with linear probing that is at most half full. A slot has the
// hash of a word in its upper 32 bits and the word's position in its lower 32 bits; 0
// means that it is empty. The first slot of a word is given by the upper bits of its
// hash, so a larger index is filled in the order of the smaller one.
type index struct {
	slots []uint64 // their number is a power of two; read and written atomically
	shift int      // hash >> shift is the first slot
}

// An entry is a word: its key, and the offset of its bytes in text.
type entry struct {
	key key
	at  uint64
}

// newTable returns an empty table.
func newTable() *table {
	t := &table{keyer: newKeyer()}
	t.entries[0] = make([]entry, firstEntries)
	t.entries[0][0].key.hi = long
	t.index.Store(newIndex(minSlots))
	return t
}

// newIndex returns an empty index with the given number of slots, a power of two.
func newIndex(slots int) *index {
	return &index{make([]uint64, slots), 33 - bits.Len(uint(slots))}
}

// len returns the number of positions, 0 included.
func (t *table) len() int { return int(t.last.Load()) + 1 }

// entry returns the entry at a position. Any goroutine that got p from an index, or from
// len, sees the complete entry.
func (t *table) entry(p position) *entry {
	i, k := chunkOf(uint64(p), firstEntries)
	return &t.entries[i][k]
}

// chunkOf returns the chunk of element i and its index there. Chunk k has 2^k·first
// elements; first is a power of two.
func chunkOf(i, first uint64) (chunk int, at uint64) {
	chunk = bits.Len64(i/first+1) - 1
	return chunk, i - first*(1<<chunk-1)
}

// bytes returns the word of an entry, which must not be changed.
func (t *table) bytes(e *entry) []byte {
	i, k := chunkOf(e.at, firstBytes)
	return t.text[i][k : k+uint64(e.key.len())]
}

// word returns the word at a position.
func (t *table) word(p position) string { return string(t.bytes(t.entry(p))) }

// A wordList is the words of a table at the time of the call of wordList. Its words are
// parts of a few strings, so that no string is allocated for each.
type wordList struct {
	*table
	text [chunks]string
}

// wordList returns the words that are in t now. No word may be inserted meanwhile.
func (t *table) wordList() wordList {
	l := wordList{table: t}
	last, n := chunkOf(t.textEnd, firstBytes)
	for i, text := range t.text[:last+1] {
		if i == last {
			text = text[:min(int(n), len(text))]
		}
		l.text[i] = string(text)
	}
	return l
}

// word returns the word at a position.
func (l *wordList) word(p position) string {
	e := l.entry(p)
	i, k := chunkOf(e.at, firstBytes)
	return l.text[i][k : k+uint64(e.key.len())]
}

// A stringOrBytes is a word as a string or as bytes.
type stringOrBytes interface{ string | []byte }

// matches reports whether word, which has key k, is the word at position p.
func matches[W stringOrBytes](t *table, p position, k key, word W) bool {
	e := t.entry(p)
	return e.key == k && (k.hi < long || string(t.bytes(e)) == string(word))
}

// lookUp returns the position of a word in index x. If the word is not there, p is 0 and
// slot is the empty slot that ends the search.
func lookUp[W stringOrBytes](t *table, x *index, k key, hash uint32, word W) (p position, slot *uint64) {
	for i := int(hash >> x.shift); ; i++ {
		slot := &x.slots[i&(len(x.slots)-1)]
		s := atomic.LoadUint64(slot)
		if s == 0 {
			return 0, slot
		}
		if uint32(s>>32) == hash && matches(t, position(s), k, word) {
			return position(s), nil
		}
	}
}

// insert returns the position of a word, which it inserts if it is not there. x is an
// index of the table, perhaps one that has been replaced since.
//
// The order of the writes matters: first text and entry, then last, then the slot. A
// goroutine that reads the slot or last atomically therefore sees the entry. The new index,
// if any, is stored after its slots are filled.
func insert[W stringOrBytes](t *table, x *index, k key, hash uint32, word W) position {
	if p, _ := lookUp(t, x, k, hash, word); p != 0 {
		return p
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	x = t.index.Load()
	p, slot := lookUp(t, x, k, hash, word)
	if p != 0 {
		return p
	}
	p = position(t.len())
	i, n := chunkOf(uint64(p), firstEntries)
	if t.entries[i] == nil {
		t.entries[i] = make([]entry, firstEntries<<i)
	}
	t.entries[i][n] = entry{k, store(t, word)}
	t.last.Store(uint32(p))
	atomic.StoreUint64(slot, uint64(hash)<<32|uint64(p)) // from here on other goroutines see the entry
	if 2*int(p) > len(x.slots) {
		t.index.Store(x.doubled())
	}
	return p
}

// store copies a word into text, because it may be part of a long line, and returns its
// offset. t.mu is held. A word that does not fit into the rest of a chunk begins the next
// one; a word longer than several chunks skips them, and they stay nil.
func store[W stringOrBytes](t *table, word W) uint64 {
	i, k := chunkOf(t.textEnd, firstBytes)
	for k+uint64(len(word)) > firstBytes<<i {
		t.textEnd += firstBytes<<i - k // the next chunk
		i, k = i+1, 0
	}
	if t.text[i] == nil {
		t.text[i] = make([]byte, firstBytes<<i)
	}
	copy(t.text[i][k:], word)
	at := t.textEnd
	t.textEnd += uint64(len(word))
	return at
}

// doubled returns an index of twice the size with the same words. A goroutine that still
// reads the old one and does not find a word there calls insert, which reads the new one.
func (x *index) doubled() *index {
	larger := newIndex(2 * len(x.slots))
	last := len(larger.slots) - 1
	for _, s := range x.slots {
		if s == 0 {
			continue
		}
		i := int(uint32(s>>32) >> larger.shift)
		for larger.slots[i&last] != 0 {
			i++
		}
		larger.slots[i&last] = s
	}
	return larger
}

// extended returns a slice of at least n elements: those of s, followed by zeros.
func extended[E any](s []E, n int) []E {
	longer := make([]E, max(n, 2*len(s), minSlots))
	copy(longer, s)
	return longer
}
