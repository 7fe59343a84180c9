package numpy

import "math/bits"

// smallSort is the length up to which a segment is insertion-sorted.
const smallSort = 16

// ArgsortInt64 returns the indices that sort v in rising order, with equal
// values in exactly the order in which numpy's default argsort (introsort, as
// built before numpy 1.25 or without SIMD sorts) leaves them. That order is
// not stable, but some models' vocabularies depend on it.
func ArgsortInt64(v []int64) []int {
	s := argsort{v: v, t: make([]int, len(v))}
	for i := range s.t {
		s.t[i] = i
	}
	s.sort()
	return s.t
}

// An argsort sorts the indices t by their values in v.
type argsort struct {
	v []int64
	t []int
}

type segment struct{ l, r, depth int } // inclusive bounds, partitions left

func (s *argsort) less(a, b int) bool { return s.v[a] < s.v[b] }

func (s *argsort) sort() {
	stack := []segment{{0, len(s.t) - 1, 2 * (bits.Len(uint(len(s.t))) - 1)}}
	for len(stack) > 0 {
		g := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		// The depth counts only where a segment comes off the stack.
		if g.depth < 0 {
			s.heapsort(g.l, g.r)
			continue
		}
		for g.r-g.l >= smallSort {
			i := s.partition(g.l, g.r)
			waiting, next := segment{g.l, i - 1, g.depth - 1}, segment{i + 1, g.r, g.depth - 1}
			if i-g.l < g.r-i { // the larger side waits
				waiting, next = next, waiting
			}
			stack = append(stack, waiting)
			g = next
		}
		s.insertion(g.l, g.r)
	}
}

// partition splits t[l..r] around the median of three and returns where the
// pivot came to stand.
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

// heapsort sorts t[l..r]; it serves segments that partition badly.
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

// sift lets a[root] sink until no child is larger.
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
