package vocab

import "slices"

// A LocalCounter counts words for a Counter. Several goroutines may count for one
// Counter at once, each with a LocalCounter of its own: they share its words, but not
// the counts. The counter learns what they counted by Number and Join.
type LocalCounter struct {
	table  *table
	counts []int64 // by place
}

// A Batch is what a Tally found in some words. It may be used again.
type Batch struct {
	positions []position // of the words
	added     []position // of those that were new to the tally
}

// Reset empties the batch.
func (b *Batch) Reset() { b.positions, b.added = b.positions[:0], b.added[:0] }

// Len returns the number of words.
func (b *Batch) Len() int { return len(b.positions) }

// Local returns a new Local for c.
func (c *Counter) Local() *LocalCounter { return &LocalCounter{table: c.openTable()} }

// Add counts words that stand in text: word i is text[bounds[2i]:bounds[2i+1]].
// It is fastest for words that are followed by fifteen more bytes.
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

// count counts words once each.
func (t *LocalCounter) count(b *Batch, places []position) {
	if n := t.table.len(); n > len(t.counts) {
		t.counts = extended(t.counts, n)
	}
	for _, p := range places {
		if t.counts[p]++; t.counts[p] == 1 {
			b.added = append(b.added, p)
		}
	}
}

// AssignIDs gives numbers to the words of a batch that have none yet. The batches
// of all tallies come to it one by one, in the order of the text.
func (c *Counter) AssignIDs(b *Batch) {
	for _, p := range b.added {
		c.assignID(p)
	}
}

// IDs appends the numbers of a batch's words, which Number has given, to ids and
// returns the longer slice.
func (c *Counter) IDs(ids []ID, b *Batch) []ID {
	for _, p := range b.positions {
		ids = append(ids, c.ids[p]-1)
	}
	return ids
}

// Merge adds the counts of a tally to c, once all its batches have been numbered.
// The tally must not be used any more.
func (c *Counter) Merge(t *LocalCounter) {
	c.reserve()
	for p, n := range t.counts[:min(len(t.counts), len(c.counts))] {
		c.counts[p] += n
		c.total += n
	}
}
