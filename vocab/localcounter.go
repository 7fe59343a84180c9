package vocab

// This file counts on several goroutines. Each has counts of its own; words get their
// ids in the order of the text, so the result does not depend on the number of
// goroutines.

import "slices"

// A LocalCounter counts words for a Counter in one goroutine. Several goroutines may count
// for one Counter at once, each with a LocalCounter of its own: they share the table of
// words, and have counts of their own.
//
//	for each batch of text, in any goroutine:   local.Add(batch, text, bounds)
//	for each batch, in the order of the text:   counter.AssignIDs(batch)
//	at the end, for each local counter:         counter.Merge(local)
//
// Which position a word gets depends on the scheduling of the goroutines. Ids are assigned
// in the order of the text, and counts are sums, so the Counter has the same content for
// any number of goroutines.
type LocalCounter struct {
	table  *table
	counts []int64 // by position
}

// A Batch is the words of one call of LocalCounter.Add. It may be used again after Reset.
type Batch struct {
	positions []position // of the words, in order
	added     []position // of words that the LocalCounter had not counted before
}

// Reset empties the batch.
func (b *Batch) Reset() { b.positions, b.added = b.positions[:0], b.added[:0] }

// Len returns the number of words.
func (b *Batch) Len() int { return len(b.positions) }

// Local returns a new LocalCounter for c.
func (c *Counter) Local() *LocalCounter { return &LocalCounter{table: c.openTable()} }

// Add counts the words of text and appends them to b. Word i is
// text[bounds[2i]:bounds[2i+1]]. Words that are followed by at least fifteen bytes are
// looked up fastest.
func (t *LocalCounter) Add(b *Batch, text []byte, bounds []int32) {
	b.positions = slices.Grow(b.positions, len(bounds)/2)
	var s batchLookup
	for len(bounds) > 0 {
		some := bounds[:min(2*lookupSize, len(bounds))]
		bounds = bounds[len(some):]
		n := len(b.positions)
		b.positions = b.positions[:n+len(some)/2]
		s.find(t.table, b.positions[n:], text, some)
		t.count(b, b.positions[n:])
	}
}

// count adds 1 to the count of the word at each position. A word is appended to b.added the
// first time that this LocalCounter counts it. Another LocalCounter may have counted it
// before; AssignIDs then finds its id and keeps it.
func (t *LocalCounter) count(b *Batch, positions []position) {
	if n := t.table.len(); n > len(t.counts) {
		t.counts = extended(t.counts, n)
	}
	for _, p := range positions {
		if t.counts[p]++; t.counts[p] == 1 {
			b.added = append(b.added, p)
		}
	}
}

// AssignIDs gives ids to the words of a batch that have none yet. It is called for each
// batch of all local counters, in the order of the text, by one goroutine at a time.
func (c *Counter) AssignIDs(b *Batch) {
	for _, p := range b.added {
		c.assignID(p)
	}
}

// IDs appends the ids of the words of b to ids and returns the longer slice. AssignIDs
// must have been called for b.
func (c *Counter) IDs(ids []ID, b *Batch) []ID {
	for _, p := range b.positions {
		ids = append(ids, c.ids[p]-1)
	}
	return ids
}

// Merge adds the counts of a local counter to c, after AssignIDs was called for all its
// batches. The local counter must not be used afterwards.
func (c *Counter) Merge(t *LocalCounter) {
	c.reserve()
	for p, n := range t.counts[:min(len(t.counts), len(c.counts))] {
		c.counts[p] += n
		c.total += n
	}
}
