package vocab

import "sync/atomic"

// lookupSize is how many words are looked up together.
const lookupSize = 128

// A batchLookup looks words up together, step by step: so many loads from memory go
// on side by side as the processor can have under way, while one word after the
// other would wait for each. A step is a short loop without a branch that cannot
// be foreseen, or else it would stop the loads.
type batchLookup struct {
	keys     [lookupSize]key
	hashes   [lookupSize]uint32
	slots    [lookupSize]uint64
	mismatch [lookupSize]uint64 // 0 if a word's first slot is that of the word
}

// find finds the places of words, or gives them one.
func (s *batchLookup) find(t *table, places []position, text []byte, bounds []int32) {
	n := len(places)
	keys, hashes, slots, differ := s.keys[:n], s.hashes[:n], s.slots[:n], s.mismatch[:n]
	for i := range keys {
		keys[i] = t.keyAt(text, bounds[2*i], bounds[2*i+1])
		hashes[i] = t.hash(keys[i])
	}
	x := t.index.Load()
	for i, hash := range hashes {
		slots[i] = atomic.LoadUint64(&x.slots[hash>>x.shift])
	}
	for i, slot := range slots {
		places[i] = position(slot)
		k, e := &keys[i], t.entry(position(slot))
		differ[i] = (k.lo ^ e.key.lo) | (k.hi ^ e.key.hi) | k.hi&long // in Go, ^ and | bind alike
	}
	for i, d := range differ {
		if d != 0 { // seldom
			places[i] = insert(t, x, keys[i], hashes[i], text[bounds[2*i]:bounds[2*i+1]])
		}
	}
}
