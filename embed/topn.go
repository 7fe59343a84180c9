package embed

// This file keeps the n best of many candidates in a heap of size n: O(log n) for a
// candidate that is kept, O(1) for one that is not.

import (
	"cmp"
	"math"
)

// A topN is a binary heap of the best neighbours that a search has found, with
// the worst of them first. Its capacity is the number of neighbours to keep.
// Neighbours are ordered by descending cosine and, where cosines are equal, by
// ascending id.
type topN []Neighbour

// newTopN returns an empty heap that keeps the best n of rows neighbours.
func newTopN(n, rows int) topN { return make(topN, 0, max(0, min(n, rows))) }

// accepts reports whether add would keep a neighbour with this cosine. Its id
// must be higher than those of all neighbours that were offered before: of
// equal cosines the lower id stays. NaN is never accepted.
func (h topN) accepts(cosine float64) bool {
	if math.IsNaN(cosine) || cap(h) == 0 {
		return false
	}
	return len(h) < cap(h) || cosine > h[0].Cosine
}

// add inserts a neighbour for whose cosine accepts returned true. A full heap
// drops its worst neighbour.
func (h *topN) add(n Neighbour) {
	if len(*h) < cap(*h) {
		*h = append(*h, n)
		h.siftUp(len(*h) - 1)
		return
	}
	(*h)[0] = n
	h.siftDown()
}

// merge inserts the neighbours of another heap, in any order of ids. The result
// is the best of both, whatever the order in which heaps are merged.
func (h *topN) merge(other topN) {
	for _, n := range other {
		if len(*h) < cap(*h) || h.better(n) {
			h.add(n)
		}
	}
}

// better reports whether n precedes the worst neighbour of a full heap.
func (h topN) better(n Neighbour) bool {
	return cap(h) > 0 && cmp.Or(cmp.Compare(n.Cosine, h[0].Cosine), cmp.Compare(h[0].ID, n.ID)) > 0
}

// worse reports whether neighbour i comes after neighbour j in the order of
// results.
func (h topN) worse(i, j int) bool {
	if h[i].Cosine != h[j].Cosine {
		return h[i].Cosine < h[j].Cosine
	}
	return h[i].ID > h[j].ID
}

// siftUp restores the heap after neighbour i was appended.
func (h topN) siftUp(i int) {
	for i > 0 && h.worse(i, (i-1)/2) {
		h[i], h[(i-1)/2] = h[(i-1)/2], h[i]
		i = (i - 1) / 2
	}
}

// siftDown restores the heap after its first neighbour was replaced.
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
