package numpy

// This file sorts as numpy does. numpy's default sort is not stable, so the order of
// equal values depends on each step of its introsort, and the order of equally
// frequent words in gensim depends on that.

import "math/bits"

// smallSort is the length up to which a segment is insertion-sorted. It is numpy's number,
// and the order of equal values depends on it.
const smallSort = 16

// ArgsortInt64 returns the indices that sort v in ascending order, as numpy.argsort does
// by default in versions before 1.25 or without SIMD: by introsort (Musser 1997). The
// sort is not stable, and equal values come in exactly numpy's order, on which the order
// of gensim's vocabularies depends.
func ArgsortInt64(v []int64) []int {
	s := argsort{v: v, t: make([]int, len(v))}
	for i := range s.t {
		s.t[i] = i
	}
	s.sort()
	return s.t
}

// An argsort sorts the indices t by their values in v. All steps follow numpy's code,
// because the order of equal values depends on each exchange.
type argsort struct {
	v []int64
	t []int
}

// A segment is a range of t that is not sorted yet.
type segment struct{ l, r, depth int } // inclusive bounds, and partitions until heapsort

// less reports whether the value at index a is smaller than that at index b.
func (s *argsort) less(a, b int) bool { return s.v[a] < s.v[b] }

// sort sorts t by quicksort, short segments by insertion, and segments of too many
// partitions by heapsort. The stack has at most log₂ n segments, because the smaller side
// is sorted first.
func (s *argsort) sort() {
	stack := []segment{{0, len(s.t) - 1, 2 * (bits.Len(uint(len(s.t))) - 1)}}
	for len(stack) > 0 {
		g := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		// As in numpy, the depth is only checked for segments from the stack.
		if g.depth < 0 {
			s.heapsort(g.l, g.r)
			continue
		}
		for g.r-g.l >= smallSort {
			i := s.partition(g.l, g.r)
			later, next := segment{g.l, i - 1, g.depth - 1}, segment{i + 1, g.r, g.depth - 1}
			if i-g.l < g.r-i { // the larger side is sorted later
				later, next = next, later
			}
			stack = append(stack, later)
			g = next
		}
		s.insertion(g.l, g.r)
	}
}

// partition splits t[l..r] around the median of its first, middle and last element and
// returns the index of that pivot: elements left of it are not larger, elements right of
// it not smaller.
func (s *argsort) partition(l, r int) int {
	t, m := s.t, l+(r-l)/2
	if s.less(t[m], t[l]) {
		t[m], t[l] = t[l], t[m]
	}
	if s.less(t[r], t[m]) {
		t[r], t[m] = t[m], t[r]
	}
	if s.less(t[m], t[l]) {
		t[m], t[l] = t[l], t[m]
	}
	pivot := s.v[t[m]]
	t[m], t[r-1] = t[r-1], t[m]
	i, j := l, r-1
	for {
		for i++; s.v[t[i]] < pivot; i++ {
		}
		for j--; pivot < s.v[t[j]]; j-- {
		}
		if i >= j {
			break
		}
		t[i], t[j] = t[j], t[i]
	}
	t[i], t[r-1] = t[r-1], t[i]
	return i
}

// insertion sorts t[l..r], keeping the order of equal values.
func (s *argsort) insertion(l, r int) {
	for i := l + 1; i <= r; i++ {
		x, j := s.t[i], i
		for ; j > l && s.less(x, s.t[j-1]); j-- {
			s.t[j] = s.t[j-1]
		}
		s.t[j] = x
	}
}

// heapsort sorts t[l..r] in time n log n in the worst case.
func (s *argsort) heapsort(l, r int) {
	a := s.t[l : r+1]
	for root := len(a)/2 - 1; root >= 0; root-- {
		s.sift(a, root)
	}
	for n := len(a) - 1; n > 0; n-- {
		a[0], a[n] = a[n], a[0]
		s.sift(a[:n], 0)
	}
}

// sift moves a[root] down in the heap until no child is larger.
func (s *argsort) sift(a []int, root int) {
	x := a[root]
	for child := 2*root + 1; child < len(a); child = 2*root + 1 {
		if child+1 < len(a) && s.less(a[child], a[child+1]) {
			child++
		}
		if !s.less(x, a[child]) {
			break
		}
		a[root] = a[child]
		root = child
	}
	a[root] = x
}
