package embed

import (
	"cmp"
	"math"
)

// topN is a bounded heap of neighbours, the worst on top, with the room that
// it was made with.
type topN []Neighbour

// newTopN makes a heap for the best n of so many words.
func newTopN(n, among int) topN { return make(topN, 0, max(0, min(n, among))) }

// accepts reports whether a word with this cosine would be among the best, if
// it has a higher number than all that came before: of equal words the earlier
// stays.
func (h topN) accepts(cosine float64) bool {
	if math.IsNaN(cosine) || cap(h) == 0 {
		return false
	}
	return len(h) < cap(h) || cosine > h[0].Cosine
}

// add puts a neighbour in, in place of the worst one if the room is used up.
func (h *topN) add(n Neighbour) {
	if len(*h) < cap(*h) {
		*h = append(*h, n)
		h.siftUp(len(*h) - 1)
		return
	}
	(*h)[0] = n
	h.siftDown()
}

// merge puts in what the others hold, whose words all have higher numbers.
func (h *topN) merge(other topN) {
	for _, n := range other {
		if len(*h) < cap(*h) || h.better(n) {
			h.add(n)
		}
	}
}

func (h topN) better(n Neighbour) bool {
	return cap(h) > 0 && cmp.Or(cmp.Compare(n.Cosine, h[0].Cosine), cmp.Compare(h[0].ID, n.ID)) > 0
}

func (h topN) worse(i, j int) bool {
	if h[i].Cosine != h[j].Cosine {
		return h[i].Cosine < h[j].Cosine
	}
	return h[i].ID > h[j].ID
}

func (h topN) siftUp(i int) {
	for i > 0 && h.worse(i, (i-1)/2) {
		h[i], h[(i-1)/2] = h[(i-1)/2], h[i]
		i = (i - 1) / 2
	}
}

func (h topN) siftDown() {
	for i, child := 0, 1; child < len(h); child = 2*i + 1 {
		if child+1 < len(h) && h.worse(child+1, child) {
			child++
		}
		if !h.worse(child, i) {
			return
		}
		h[i], h[child] = h[child], h[i]
		i = child
	}
}
