package vocab

import "sync/atomic"

// group is how many words are looked up together.
const group = 128

// A search looks words up together, step by step: so many loads from memory go
// on side by side as the processor can have under way, while one word after the
// other would wait for each. A step is a short loop without a branch that cannot
// be foreseen, or else it would stop the loads.
type search struct {
	keys    [group]key
	hashes  [group]uint32
	slots   [group]uint64
	touched uint64 // keeps the loads of entries from being left out
}

// find finds the places of words, or gives them one.
func (s *search) find(t *table, places []place, text []byte, bounds []int32) {
	keys, hashes, slots := s.keys[:len(places)], s.hashes[:len(places)], s.slots[:len(places)]
	for i := range keys {
		keys[i] = t.keyAt(text, bounds[2*i], bounds[2*i+1])
		hashes[i] = t.hash(keys[i])
	}
	x := t.index.Load()
	for i, hash := range hashes {
		slots[i] = atomic.LoadUint64(&x.slots[hash>>x.shift])
	}
	touched := uint64(0)
	for i, slot := range slots {
		places[i] = place(slot)
		touched ^= t.entry(place(slot)).key.lo
	}
	s.touched = touched
	for i, slot := range slots {
		k, hash, word := keys[i], hashes[i], text[bounds[2*i]:bounds[2*i+1]]
		if slot>>32 != uint64(hash) || !holds(t, places[i], k, word) { // seldom: most words are in their first slot
			places[i] = put(t, x, k, hash, word)
		}
	}
}
