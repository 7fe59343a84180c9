package vocab

import (
	"math/bits"
	"sync"
	"sync/atomic"
)

// A position is where a table keeps a word. Which one it is depends on which
// goroutine came first; an ID does not. Place 0 is no word's.
type position uint32

// A table gives each word that is put into it a place of its own. Any
// number of goroutines may look words up and put new ones in at once: looking up
// takes no lock. Nothing in it moves or changes once it is there but the index,
// which is replaced by a larger one.
//
// Looking words up is most of what reading a corpus costs, and what a look-up
// costs is the cache lines that it touches. The index has eight bytes a word, and
// entries are in the order in which words came, so that the frequent ones are
// close together. There are no pointers for the garbage collector to follow.
type table struct {
	keyer
	index   atomic.Pointer[index]
	entries [chunks][]entry // chunk i has 2^i·firstEntries of them

	mu      sync.Mutex     // for all that changes
	last    atomic.Uint32  // places, the one that is no word's left out
	text    [chunks][]byte // chunk i has 2^i·firstBytes
	textEnd uint64         // the first byte of text without use
}

const (
	minSlots     = 1 << 10
	firstEntries = 1 << 8
	firstBytes   = 1 << 12
	chunks       = 25
)

// An index is a hash table with linear probing, at most half full. A slot holds
// the hash of a word in its upper half and its place in the lower: 0 if it is
// empty. A word's first slot is said by its hash's upper bits, so that a larger
// index is filled in the order of the smaller one.
type index struct {
	slots []uint64 // a power of two of them; read and written atomically
	shift int      // of a hash, to the first slot
}

// An entry is a word: its key, and its bytes in text.
type entry struct {
	key key
	at  uint64
}

func newTable() *table {
	t := &table{keyer: newKeyer()}
	t.entries[0] = make([]entry, firstEntries)
	t.entries[0][0].key.hi = long
	t.index.Store(newIndex(minSlots))
	return t
}

func newIndex(slots int) *index {
	return &index{make([]uint64, slots), 33 - bits.Len(uint(slots))}
}

// len returns the number of places.
func (t *table) len() int { return int(t.last.Load()) + 1 }

// entry returns what is at a place.
func (t *table) entry(p position) *entry {
	i, k := chunkOf(uint64(p), firstEntries)
	return &t.entries[i][k]
}

// chunkOf says which chunk holds the element i if the first one has so many, a
// power of two, and each further one as many as all before it and the first.
func chunkOf(i, first uint64) (chunk int, at uint64) {
	chunk = bits.Len64(i/first+1) - 1
	return chunk, i - first*(1<<chunk-1)
}

// bytes returns the word of an entry. It must not be changed.
func (t *table) bytes(e *entry) []byte {
	i, k := chunkOf(e.at, firstBytes)
	return t.text[i][k : k+uint64(e.key.len())]
}

// word returns the word at a place.
func (t *table) word(p position) string { return string(t.bytes(t.entry(p))) }

// A wordList is the words of a table as they were at a time, without a string for
// each of them.
type wordList struct {
	*table
	text [chunks]string
}

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

func (l *wordList) word(p position) string {
	e := l.entry(p)
	i, k := chunkOf(e.at, firstBytes)
	return l.text[i][k : k+uint64(e.key.len())]
}

// A stringOrBytes is a word in either of its types.
type stringOrBytes interface{ string | []byte }

// matches reports whether a word that has this key is the one at a place.
func matches[W stringOrBytes](t *table, p position, k key, word W) bool {
	e := t.entry(p)
	return e.key == k && (k.hi < long || string(t.bytes(e)) == string(word))
}

// lookUp looks a word up in an index. If it is not there, the slot returned is the
// empty one where it would have been.
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

// insert returns the place of a word, which it gives one if it has none. x is an
// index that was the newest a moment ago.
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
	atomic.StoreUint64(slot, uint64(hash)<<32|uint64(p)) // from here on others see the entry
	if 2*int(p) > len(x.slots) {
		t.index.Store(x.doubled())
	}
	return p
}

// store copies a word, which may be part of a long line, and returns where it is.
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

// doubled returns an index of twice the size. Who still looks at the old one and
// does not find a word there asks put.
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

// extended returns a slice of at least n elements that begins with those of s,
// and goes on with zeros.
func extended[E any](s []E, n int) []E {
	longer := make([]E, max(n, 2*len(s), minSlots))
	copy(longer, s)
	return longer
}
