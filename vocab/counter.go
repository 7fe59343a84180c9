package vocab

import (
	"iter"
	"slices"
)

// A Counter counts words and numbers them by first appearance. Its memory
// grows with the distinct words, not with the words counted. The zero value is
// ready to use.
type Counter struct {
	table  *table
	ids    []ID       // numbers + 1 by place; 0: none yet
	counts []int64    // by place
	order  []position // by number
	total  int64
}

// openTable returns the table, which there is from the first word on.
func (c *Counter) openTable() *table {
	if c.table == nil {
		c.table = newTable()
	}
	return c.table
}

// Add counts word once and returns its number of first appearance.
func (c *Counter) Add(word string) ID {
	id := c.Intern(word)
	c.counts[c.order[id]]++
	c.total++
	return id
}

// Intern gives word a number of first appearance, unless it has one, and
// returns it without counting the word.
func (c *Counter) Intern(word string) ID {
	t := c.openTable()
	k := t.key(word)
	return c.assignID(insert(t, t.index.Load(), k, t.hash(k), word))
}

// assignID returns the assignID of the word at a place, which is the next one if it
// has none.
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

// reserve makes room for what is known of each word in the table.
func (c *Counter) reserve() {
	if n := c.openTable().len(); n > len(c.ids) {
		c.ids, c.counts = extended(c.ids, n), extended(c.counts, n)
	}
}

// Adjust adds changes, by number of first appearance, to the counts.
func (c *Counter) Adjust(changes []int64) {
	for id, n := range changes {
		c.counts[c.order[id]] += n
		c.total += n
	}
}

// Distinct returns how many different words were counted.
func (c *Counter) Distinct() int { return len(c.order) }

// Total returns how many words were counted.
func (c *Counter) Total() int64 { return c.total }

// Word returns the word with a number of first appearance.
func (c *Counter) Word(id ID) string { return c.table.word(c.order[id]) }

// All yields the words with their counts, by first appearance.
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

// Short yields the words of up to n bytes with their counts, by first appearance.
func (c *Counter) Short(n int) iter.Seq2[string, int64] {
	return func(yield func(string, int64) bool) {
		for _, p := range c.order {
			if e := c.table.entry(p); e.key.len() <= n && !yield(string(c.table.bytes(e)), c.counts[p]) {
				return
			}
		}
	}
}

// DistinctAtLeast returns how many words were counted at least minCount times.
func (c *Counter) DistinctAtLeast(minCount int64) int {
	n := 0
	for _, p := range c.order {
		if c.counts[p] >= minCount {
			n++
		}
	}
	return n
}

// MaxCount returns how often the most frequent word was counted.
func (c *Counter) MaxCount() int64 {
	if len(c.order) == 0 {
		return 0
	}
	return slices.Max(c.counts)
}
