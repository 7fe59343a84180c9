package vocab

import "sync/atomic"

// group is how many words are looked up together.
const group = 128

// A search looks words up together, step by step: so many loads from memory go
// on side by side as the processor can have under way, while one word after the
// other would wait for each. A step is a short loop without a branch that cannot
// be foreseen, or else it would stop the loads.
type search struct {
	keys   [group]key
	hashes [group]uint32
	slots  [group]uint64
	differ [group]uint64 // 0 if a word's first slot is that of the word
}

// find finds the places of words, or gives them one.
func (s *search) find(t *table, places []place, text []byte, bounds []int32) {
	n := len(places)
	keys, hashes, slots, differ := s.keys[:n], s.hashes[:n], s.slots[:n], s.differ[:n]
	for i := range keys {
		keys[i] = t.keyAt(text, bounds[2*i], bounds[2*i+1])
		hashes[i] = t.hash(keys[i])
	}
	x := t.index.Load()
	for i, hash := range hashes {
		slots[i] = atomic.LoadUint64(&x.slots[hash>>x.shift])
	}
	for i, slot := range slots {
		places[i] = place(slot)
		k, e := &keys[i], t.entry(place(slot))
		differ[i] = (k.lo ^ e.key.lo) | (k.hi ^ e.key.hi) | k.hi&long // in Go, ^ and | bind alike
	}
	for i, d := range differ {
		if d != 0 { // seldom
			places[i] = put(t, x, keys[i], hashes[i], text[bounds[2*i]:bounds[2*i+1]])
		}
	}
}
