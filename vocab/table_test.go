package vocab

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// A tableModel is a table beside a Go map with the same words. Its hash function is
// replaced by one of the test, so that words collide.
type tableModel struct {
	*table
	want map[string]position
	key  func(word string) key
	hash func(k key) uint32
}

// newTableModel returns an empty model. hashes names the hash function:
//
//   - "random": the table's own;
//   - "bucket": different hashes that begin at the same slot of every index;
//   - "equal": one hash for all words, whose first slot is the last of the index,
//     so that probing goes on at the index's beginning.
//
// With sameKeys all words of the same length above 15 bytes have the same key, as
// if their 64-bit hashes collided.
func newTableModel(hashes string, sameKeys bool) *tableModel {
	t := newTable()
	m := &tableModel{table: t, want: map[string]position{}, key: t.key, hash: t.hash}
	switch hashes {
	case "bucket":
		m.hash = func(k key) uint32 { return t.hash(k) & 0xff }
	case "equal":
		m.hash = func(key) uint32 { return 1<<32 - 1 }
	}
	if sameKeys {
		m.key = func(word string) key {
			if len(word) > short {
				return key{7, uint64(len(word)) | long}
			}
			return t.key(word)
		}
	}
	return m
}

// insert inserts a word, as a string or as bytes, through an index that may be out of date,
// and compares with the map.
func (m *tableModel) insert(t rapid.TB, x *index, word string, bytes bool) {
	k := m.key(word)
	var got position
	if bytes {
		text := []byte(word)
		got = insert(m.table, x, k, m.hash(k), text)
		clear(text) // the table must have copied it
	} else {
		got = insert(m.table, x, k, m.hash(k), word)
	}
	want, known := m.want[word]
	if !known {
		want = position(len(m.want) + 1)
		m.want[word] = want
	}
	if got != want {
		t.Fatalf("put %.40q: position %d, want %d (known: %v)", word, got, want, known)
	}
}

// lookUp looks a word up without inserting it, and compares with the map.
func (m *tableModel) lookUp(t rapid.TB, word string) {
	k := m.key(word)
	if got, _ := lookUp(m.table, m.index.Load(), k, m.hash(k), word); got != m.want[word] {
		t.Fatalf("lookUp %.40q: position %d, want %d", word, got, m.want[word])
	}
}

// check compares all words of the table with those of the map.
func (m *tableModel) check(t rapid.TB) {
	if m.len() != len(m.want)+1 {
		t.Fatalf("the table has %d positions, want %d", m.len(), len(m.want)+1)
	}
	if slots := len(m.index.Load().slots); slots < 2*len(m.want) {
		t.Fatalf("an index of %d slots for %d words is more than half full", slots, len(m.want))
	}
	list := m.wordList()
	for word, p := range m.want {
		if m.word(p) != word || list.word(p) != word {
			t.Fatalf("position %d has %.40q and %.40q in the list, want %.40q", p, m.word(p), list.word(p), word)
		}
		m.lookUp(t, word)
	}
}

// tableWord draws words that are easily confused: empty ones, those around the lengths at
// which keys change their layout, those that differ in one byte or in trailing NULs, and
// those that are longer than a chunk of text.
func tableWord(t *rapid.T) string {
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0:
		return strings.Repeat("\x00", rapid.IntRange(0, 17).Draw(t, "NULs"))
	case 1:
		n := rapid.SampledFrom([]int{firstBytes - 1, firstBytes, firstBytes + 1, 3*firstBytes + 5}).Draw(t, "length")
		return strings.Repeat("x", n) + rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "end")
	case 2:
		n := rapid.SampledFrom([]int{1, 3, 4, 7, 8, 11, 12, 14, 15, 16, 17, 31}).Draw(t, "length")
		word := []byte(strings.Repeat("o", n))
		word[rapid.IntRange(0, n-1).Draw(t, "at")] = rapid.SampledFrom([]byte("anoO\x00\xff")).Draw(t, "byte")
		return string(word)
	case 3:
		return rapid.StringN(0, 8, 24).Draw(t, "word")
	}
	return fmt.Sprint("w", rapid.IntRange(0, 3000).Draw(t, "number"))
}

// TestTableAgainstMap inserts and looks up words in random order, and compares with a Go
// map after each step.
func TestTableAgainstMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newTableModel(
			rapid.SampledFrom([]string{"random", "bucket", "equal"}).Draw(t, "hashes"),
			rapid.Bool().Draw(t, "same keys"),
		)
		x := m.index.Load()
		t.Repeat(map[string]func(*rapid.T){
			"insert string":          func(t *rapid.T) { m.insert(t, m.index.Load(), tableWord(t), false) },
			"insert bytes":           func(t *rapid.T) { m.insert(t, m.index.Load(), tableWord(t), true) },
			"insert by an old index": func(t *rapid.T) { m.insert(t, x, tableWord(t), true) },
			"put many": func(t *rapid.T) {
				first, n := rapid.IntRange(0, 3000).Draw(t, "first"), rapid.IntRange(1, 400).Draw(t, "words")
				for i := range n {
					m.insert(t, m.index.Load(), fmt.Sprint("w", first+i), i%2 == 0)
				}
			},
			"renew the old index": func(*rapid.T) { x = m.index.Load() },
			"lookUp":              func(t *rapid.T) { m.lookUp(t, tableWord(t)) },
			"":                    func(t *rapid.T) { m.lookUp(t, "never put in") },
		})
		m.check(t)
	})
}

// TestTableGrows checks, with every hash function, that words keep their positions while
// the index doubles four times and the chunks of entries and text are filled.
func TestTableGrows(t *testing.T) {
	for _, hashes := range []string{"random", "bucket", "equal"} {
		m := newTableModel(hashes, true)
		x := m.index.Load()
		for i := range 4*minSlots + 1 {
			word := fmt.Sprintf("%0*d", 1+i%20, i)
			m.insert(t, m.index.Load(), word, i%2 == 0)
			m.insert(t, x, word, i%2 == 1)
		}
		m.check(t)
		if got := len(m.index.Load().slots); got < 8*minSlots {
			t.Errorf("%s: the index has %d slots, it has not grown", hashes, got)
		}
	}
}

// oneText returns the words one after another with their bounds, and spare bytes at the
// end.
func oneText(words []string, spare int) (text []byte, bounds []int32) {
	for _, w := range words {
		bounds = append(bounds, int32(len(text)), int32(len(text)+len(w)))
		text = append(text, w...)
	}
	return append(text, make([]byte, spare)...), bounds
}

// TestFindAgainstMap checks that a look-up of many words at once finds the positions of a
// Go map, for any number of words in the last group and any number of bytes after them.
func TestFindAgainstMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := newTable()
		want := map[string]position{}
		for range rapid.IntRange(1, 4).Draw(t, "rounds") {
			words := rapid.SliceOfN(rapid.Custom(tableWord), 0, lookupSize).Draw(t, "words")
			text, bounds := oneText(words, rapid.IntRange(0, 16).Draw(t, "spare"))
			positions := make([]position, len(words))
			var s batchLookup
			s.find(tab, positions, text, bounds)
			for i, w := range words {
				if want[w] == 0 {
					want[w] = position(len(want) + 1)
				}
				if positions[i] != want[w] {
					t.Fatalf("word %d, %.40q: position %d, want %d", i, w, positions[i], want[w])
				}
			}
		}
	})
}

// TestKeys checks that the keys of a word are the same whether they are made from a string,
// from bytes inside a text or from its last bytes, and that different short words have
// different keys.
func TestKeys(t *testing.T) {
	k := newKeyer()
	rapid.Check(t, func(t *rapid.T) {
		a, b := tableWord(t), tableWord(t)
		text := []byte("before" + a + "and sixteen bytes behind")
		begin, end := int32(6), int32(6+len(a))
		inside, last := k.keyAt(text, begin, end), k.keyAt(text[:end], begin, end)
		if want := k.key(a); inside != want || last != want || want.len() != len(a) {
			t.Fatalf("%.40q: keys %x, %x and %x of length %d", a, want, inside, last, want.len())
		}
		if a != b && len(a) <= short && k.key(a) == k.key(b) {
			t.Fatalf("%.40q and %.40q have the same key", a, b)
		}
	})
}

// TestTableConcurrently checks that goroutines that insert the same words in different
// orders get the same position for a word, and that each word has a position of its own.
// With -race it also shows that look-ups without the lock are ordered after the writes that
// they read.
func TestTableConcurrently(t *testing.T) {
	const goroutines, n = 8, 6 * minSlots
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("%0*d", 1+i%20, i)
	}
	words[0] = ""
	words[1] = strings.Repeat("long", firstBytes)
	for _, hashes := range []string{"random", "bucket"} {
		m := newTableModel(hashes, hashes == "bucket")
		some := words
		if hashes != "random" {
			some = words[:n/8] // all in one bucket: each costs a walk over the others
		}
		found := make([][]position, goroutines)
		var all sync.WaitGroup
		for g := range goroutines {
			found[g] = make([]position, len(some))
			all.Go(func() {
				r := rand.New(rand.NewPCG(uint64(g), 0))
				x := m.index.Load()
				for i, at := range r.Perm(len(some)) {
					if i%100 == 0 {
						x = m.index.Load() // in between it may be replaced
					}
					k := m.key(some[at])
					found[g][at] = insert(m.table, x, k, m.hash(k), []byte(some[at]))
				}
			})
		}
		all.Wait()
		for at, p := range found[0] {
			m.want[some[at]] = p
		}
		for g := range found {
			if !slices.Equal(found[g], found[0]) {
				t.Errorf("%s: goroutines 0 and %d found different positions", hashes, g)
			}
		}
		m.check(t)
	}
}

// TestLocalCountersConcurrently checks that local counters of several goroutines, whose
// batches get ids in the order of the text, give the ids and counts of a single Counter.
func TestLocalCountersConcurrently(t *testing.T) {
	const goroutines, batches, size = 4, 64, 300
	r := rand.New(rand.NewPCG(1, 2))
	texts := make([][]string, batches)
	var want Counter
	var wantIDs []ID
	for i := range texts {
		for range size {
			n := int(r.ExpFloat64() * 500)
			word := fmt.Sprintf("%0*d", n%19, n) // of "": none
			if n%19 == 0 {
				word = ""
			}
			texts[i] = append(texts[i], word)
			wantIDs = append(wantIDs, want.Add(word))
		}
	}
	var got Counter
	filled := make([]Batch, batches)
	counters := make([]*LocalCounter, goroutines)
	var all sync.WaitGroup
	for g := range counters {
		counters[g] = got.Local()
		all.Go(func() {
			for i := g; i < batches; i += goroutines {
				text, bounds := oneText(texts[i], 16)
				counters[g].Add(&filled[i], text, bounds)
			}
		})
	}
	all.Wait()
	var ids []ID
	for i := range filled {
		got.AssignIDs(&filled[i])
		ids = got.IDs(ids, &filled[i])
	}
	for _, local := range counters {
		got.Merge(local)
	}
	if !slices.Equal(ids, wantIDs) {
		t.Error("the ids differ from those of a single Counter")
	}
	if got.Total() != want.Total() || got.Distinct() != want.Distinct() {
		t.Errorf("%d words, %d different; want %d and %d", got.Total(), got.Distinct(), want.Total(), want.Distinct())
	}
	for id := range ID(want.Distinct()) {
		if got.Word(id) != want.Word(id) || got.counts[got.order[id]] != want.counts[want.order[id]] {
			t.Errorf("word %d is %q, want %q", id, got.Word(id), want.Word(id))
		}
	}
}
