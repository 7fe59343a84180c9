package vocab

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
	touched uint64
}

// find finds the places of words, or gives them one.
func (s *search) find(t *table, places []place, text []byte, bounds []int32) {
	n := len(places)
	for i := range s.keys[:n] {
		s.keys[i] = t.keyAt(text, bounds[2*i], bounds[2*i+1])
		s.hashes[i] = t.hash(s.keys[i])
	}
	x := t.index.Load()
	for i, hash := range s.hashes[:n] {
		s.slots[i] = x.slots[hash>>x.shift].Load()
	}
	for i, slot := range s.slots[:n] {
		places[i] = place(slot)
		s.touched ^= t.entry(place(slot)).key.lo
	}
	for i, slot := range s.slots[:n] {
		if k := s.keys[i]; slot>>32 == uint64(s.hashes[i]) && k.hi < long && t.entry(places[i]).key == k {
			continue // in its first slot, as most are
		}
		places[i] = put(t, x, s.keys[i], s.hashes[i], text[bounds[2*i]:bounds[2*i+1]])
	}
}
