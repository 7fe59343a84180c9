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
	places []place // of the words
	fresh  []place // of those that were new to the tally
}

// Reset empties the batch.
func (b *Batch) Reset() { b.places, b.fresh = b.places[:0], b.fresh[:0] }

// Len returns the number of words.
func (b *Batch) Len() int { return len(b.places) }

// Local returns a new Local for c.
func (c *Counter) Local() *LocalCounter { return &LocalCounter{table: c.open()} }

// Add counts words that stand in text: word i is text[bounds[2i]:bounds[2i+1]].
// It is fastest for words that are followed by fifteen more bytes.
func (t *LocalCounter) Add(b *Batch, text []byte, bounds []int32) {
	b.places = slices.Grow(b.places, len(bounds)/2)
	var s search
	for len(bounds) > 0 {
		some := bounds[:min(2*group, len(bounds))]
		bounds = bounds[len(some):]
		n := len(b.places)
		b.places = b.places[:n+len(some)/2]
		s.find(t.table, b.places[n:], text, some)
		t.count(b, b.places[n:])
	}
}

// count counts words once each.
func (t *LocalCounter) count(b *Batch, places []place) {
	if n := t.table.len(); n > len(t.counts) {
		t.counts = lengthened(t.counts, n)
	}
	for _, p := range places {
		if t.counts[p]++; t.counts[p] == 1 {
			b.fresh = append(b.fresh, p)
		}
	}
}

// Number gives numbers to the words of a batch that have none yet. The batches
// of all tallies come to it one by one, in the order of the text.
func (c *Counter) Number(b *Batch) {
	for _, p := range b.fresh {
		c.number(p)
	}
}

// IDs appends the numbers of a batch's words, which Number has given, to ids and
// returns the longer slice.
func (c *Counter) IDs(ids []ID, b *Batch) []ID {
	for _, p := range b.places {
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
