package vocab

// This file counts words and gives them ids in the order of first appearance.

import (
	"iter"
	"slices"
)

// A Counter counts words and gives them ids 0, 1, 2 … by first appearance. Its memory
// grows with the number of distinct words. The zero value is ready to use. Only one
// goroutine may use it, except through LocalCounters.
type Counter struct {
	table  *table     // nil before the first word
	ids    []ID       // id + 1, by position; 0: none yet
	counts []int64    // by position
	order  []position // by id
	total  int64      // sum of counts
}

// openTable returns the table, which it creates if there is none.
func (c *Counter) openTable() *table {
	if c.table == nil {
		c.table = newTable()
	}
	return c.table
}

// Add adds 1 to the count of word and returns its id.
func (c *Counter) Add(word string) ID {
	id := c.Intern(word)
	c.counts[c.order[id]]++
	c.total++
	return id
}

// Intern returns the id of word, and gives it the next one if it has none. It does not
// count the word. The counting of phrases gives ids to joined words this way.
func (c *Counter) Intern(word string) ID {
	t := c.openTable()
	k := t.key(word)
	return c.assignID(insert(t, t.index.Load(), k, t.hash(k), word))
}

// assignID returns the id of the word at position p, and gives it the next one if it has
// none.
func (c *Counter) assignID(p position) ID {
	if int(p) >= len(c.ids) {
		c.reserve()
	}
	if c.ids[p] == 0 {
		c.order = append(c.order, p)
		c.ids[p] = ID(len(c.order))
	}
	return c.ids[p] - 1
}

// reserve extends ids and counts to all positions of the table. A LocalCounter may have
// inserted words, so the table can be longer than ids and counts.
func (c *Counter) reserve() {
	if n := c.openTable().len(); n > len(c.ids) {
		c.ids, c.counts = extended(c.ids, n), extended(c.counts, n)
	}
}

// Adjust adds changes[id] to the count of each word; changes has at most Distinct elements.
// It is for callers that count by id, such as the counting of phrases.
func (c *Counter) Adjust(changes []int64) {
	for id, n := range changes {
		c.counts[c.order[id]] += n
		c.total += n
	}
}

// Distinct returns the number of distinct words, that is, of ids.
func (c *Counter) Distinct() int { return len(c.order) }

// Total returns the sum of all counts.
func (c *Counter) Total() int64 { return c.total }

// Word returns the word with an id of c. It panics if there is none.
func (c *Counter) Word(id ID) string { return c.table.word(c.order[id]) }

// All yields the words with their counts, by id. No word may be added meanwhile. It copies
// the text of the table once and yields parts of that copy, so it does not allocate a
// string for each word.
func (c *Counter) All() iter.Seq2[string, int64] {
	return func(yield func(string, int64) bool) {
		if len(c.order) == 0 {
			return
		}
		words := c.table.wordList()
		for _, p := range c.order {
			if !yield(words.word(p), c.counts[p]) {
				return
			}
		}
	}
}

// Short yields the words of at most n bytes with their counts, by id. It is faster than All
// for small n. It looks at the keys, which contain the lengths, and makes strings of the
// short words only.
func (c *Counter) Short(n int) iter.Seq2[string, int64] {
	return func(yield func(string, int64) bool) {
		for _, p := range c.order {
			if e := c.table.entry(p); e.key.len() <= n && !yield(string(c.table.bytes(e)), c.counts[p]) {
				return
			}
		}
	}
}

// DistinctAtLeast returns the number of words with a count of at least minCount.
func (c *Counter) DistinctAtLeast(minCount int64) int {
	n := 0
	for _, p := range c.order {
		if c.counts[p] >= minCount {
			n++
		}
	}
	return n
}

// MaxCount returns the largest count, and 0 without words.
func (c *Counter) MaxCount() int64 {
	if len(c.order) == 0 {
		return 0
	}
	return slices.Max(c.counts)
}
