package vocab

// This file looks many words up at once, so that the processor waits for many loads
// from memory at the same time.

import "sync/atomic"

// lookupSize is the largest number of words that are looked up together. With it the arrays
// of a batchLookup take 5 kB, a part of the first-level cache. No measurement of other
// sizes is recorded.
const lookupSize = 128

// A batchLookup looks up many words at once, in steps that each handle all words. The
// processor then loads the data of many words from memory at the same time. If words were
// looked up one after another, it would wait for each load. Each step is a short loop
// without unpredictable branches, which would stop the loads. docs/benchmarks.md, section
// "Reading corpora", has the measurements.
type batchLookup struct {
	keys     [lookupSize]key
	hashes   [lookupSize]uint32
	slots    [lookupSize]uint64 // first slots of the words
	mismatch [lookupSize]uint64 // 0 if the first slot has the word
}

// find sets positions[i] to the position of word i, text[bounds[2i]:bounds[2i+1]], which it
// inserts if it is not in t. There are at most lookupSize words. Only the first slot of
// each word is compared here. Words that are not in it (new words, collisions, and all
// words longer than 15 bytes, whose keys are not exact) go through insert. The position of
// an empty slot is 0, whose entry has a key that equals no other.
func (s *batchLookup) find(t *table, positions []position, text []byte, bounds []int32) {
	n := len(positions)
	keys, hashes, slots, mismatch := s.keys[:n], s.hashes[:n], s.slots[:n], s.mismatch[:n]
	for i := range keys {
		keys[i] = t.keyAt(text, bounds[2*i], bounds[2*i+1])
		hashes[i] = t.hash(keys[i])
	}
	x := t.index.Load()
	for i, hash := range hashes {
		slots[i] = atomic.LoadUint64(&x.slots[hash>>x.shift])
	}
	for i, slot := range slots {
		positions[i] = position(slot)
		k, e := &keys[i], t.entry(position(slot))
		mismatch[i] = (k.lo ^ e.key.lo) | (k.hi ^ e.key.hi) | k.hi&long // in Go, ^ and | have equal precedence
	}
	for i, different := range mismatch {
		if different != 0 { // rare
			positions[i] = insert(t, x, keys[i], hashes[i], text[bounds[2*i]:bounds[2*i+1]])
		}
	}
}
