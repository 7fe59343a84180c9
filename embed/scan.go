package embed

// This file is the inner loop of a search: blocks of rows are multiplied with all
// queries while they are in the cache. Nearly all rows are rejected by one comparison
// of q·x/‖x‖ with the worst of the best; only the others get an exact cosine.

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// A preparedRequest is a NearestRequest with the values that a search computes once
// from its vector.
type preparedRequest struct {
	NearestRequest
	length float64    // the norm of Vector
	bytes  int16Query // set if the search uses int8 rows
}

// prepare computes the norm of each request's vector and, if the search uses
// int8 rows, its 16-bit form. The vectors may be rows of the table; the error
// is then that of a mapped file. It panics if a vector's length is not D.
func (t *Table) prepare(requests []NearestRequest) ([]preparedRequest, error) {
	all := make([]preparedRequest, len(requests))
	for i, q := range requests {
		t.checkLength("NearestBatch", len(q.Vector))
		all[i].NearestRequest = q
	}
	err := t.guard(func() {
		for i := range all {
			all[i].length = linalg.Norm(all[i].Vector)
			if t.usesInt8(len(all)) {
				all[i].bytes = t.int8Rows.query(all[i].Vector, all[i].length)
			}
		}
	})
	return all, err
}

// A scan holds the results and buffers of one goroutine of a search.
//
// A search multiplies the requests with all rows of the table. Each goroutine
// takes parts of the rows in turn, goes over them block by block, and keeps the
// best neighbours of each request in a heap. Nearly all rows are rejected by
// comparing their product with a bound: the smallest product with which a row
// of that norm could replace the worst neighbour of the heap. The bound has a
// margin for the rounding of the approximations (norms in float32, products of
// a batch, int8 rows). The product and the norm of a row that is not rejected
// are computed again, exactly as for a single query. The result therefore does
// not depend on the approximations, on the batch, or on how rows were divided
// among goroutines. At the end the heaps of the goroutines are merged.
type scan struct {
	multiplier
	best     []topN    // one heap for each request
	dots     []float32 // products of a block with two vectors
	products []int32   // products of a block of int8 rows
}

// begin makes an empty heap for each request of a search over limit rows.
func (s *scan) begin(all []preparedRequest, limit int) {
	s.best = make([]topN, len(all))
	for i := range s.best {
		s.best[i] = newTopN(all[i].N, limit)
	}
}

// blockBytes is the number of bytes of the matrix that are multiplied with all requests
// before the next block is read. A block stays in the first-level cache, of 32 KiB or more,
// until all requests have used it. The rest of the cache is for the vectors of two
// requests. No measurement of other sizes is recorded.
const blockBytes = 24 << 10

// blockRows returns the number of rows in a block, a multiple of 8, for rows
// of the given size.
func blockRows(rowBytes int) int { return max(8, blockBytes/rowBytes&^7) }

// fillNorms sets lengths to the approximate norms of the rows from first on.
func (s *scan) fillNorms(lengths []float64, vectors blas32.General, first int) {
	for i := range lengths {
		lengths[i] = s.approximateNorm(linalg.Row(vectors, first+i))
	}
}

// scan searches the rows from begin to end and adds the best to s.best. The
// rows are read once, block by block, for all requests. lengths has the
// approximate norm of each row of the table; if they are not known yet, scan
// fills in those of its rows.
//
// The products of the first request are those of a single query. The products
// of further requests are computed for two requests at a time, with another
// order of summation; collectEstimates allows for the difference, so that the
// answers do not depend on the batch.
func (t *Table) scan(s *scan, all []preparedRequest, lengths []float64, known bool, begin, end int) {
	if t.usesInt8(len(all)) {
		t.scanInt8(s, all, lengths, begin, end)
		return
	}
	block, stride := blockRows(4*t.Dim()), t.vectors.Stride
	if len(s.dots) < 2*block {
		s.dots = make([]float32, 2*block)
	}
	k := simd.Best()
	for ; begin < end; begin += block {
		n := min(block, end-begin)
		rows, lengths := t.vectors.Data[begin*stride:], lengths[begin:begin+n]
		one, two := s.dots[:n], s.dots[block:block+n]
		// The first request reads the block from memory and prefetches the next one.
		k.DotsAhead(one, all[0].Vector, rows, stride)
		if !known {
			s.fillNorms(lengths, t.vectors, begin)
		}
		t.collect(&all[0], &s.best[0], one, lengths, begin)
		// The other requests, two at a time, read the block from the cache. If the last
		// request has no partner, it is paired with itself.
		for i := 1; i < len(all); i += 2 {
			j := min(i+1, len(all)-1)
			k.Estimates(one, two, all[i].Vector, all[j].Vector, rows, stride)
			t.collectEstimates(s, &all[i], &s.best[i], one, lengths, begin)
			if j > i {
				t.collectEstimates(s, &all[j], &s.best[j], two, lengths, begin)
			}
		}
	}
}

// collect adds the rows of a block to the best neighbours of a request. dots
// and lengths are the products and approximate norms of the rows from first
// on. Nearly all rows are rejected by one comparison, without a division.
func (t *Table) collect(q *preparedRequest, best *topN, dots []float32, lengths []float64, first int) {
	bound := t.bound(q, *best)
	for i, d := range dots {
		if float64(d) < bound*lengths[i] {
			continue
		}
		if t.consider(q, best, d, vocab.ID(first+i)) {
			bound = t.bound(q, *best)
		}
	}
}

// collectEstimates does the same as collect with products that differ from
// those of a single query by rounding, at most by estimateError. Rows that the
// estimate cannot reject are multiplied again as in a single query.
func (t *Table) collectEstimates(s *scan, q *preparedRequest, best *topN, estimates []float32, lengths []float64,
	first int) {
	slack := q.length * estimateError(t.Dim())
	bound := t.bound(q, *best) - slack
	for i, d := range estimates {
		if float64(d) < bound*lengths[i] && q.boundsHold(lengths[i]) {
			continue
		}
		if id := first + i; t.consider(q, best, s.dot(q.Vector, linalg.Row(t.vectors, id)), vocab.ID(id)) {
			bound = t.bound(q, *best) - slack
		}
	}
}

// boundsHold reports whether the bounds of rounding errors apply to a row of
// the given norm: the product can neither overflow in float32 nor be so small
// that digits are lost.
func (q *preparedRequest) boundsHold(length float64) bool {
	p := q.length * length
	return p > 1e-30 && p < 1e37
}

// estimateError returns a bound, relative to ‖x‖·‖y‖, of the difference
// between an estimate of x·y and the result of the kernel Dots. d/8+8 and
// d/16+8 are the numbers of roundings in the two orders of summation.
func estimateError(d int) float64 { return float64(d/8+8+d/16+8) * 0x1p-24 }

// consider adds the word id to the best neighbours if its cosine qualifies and
// the request does not exclude it. The cosine uses the row's exact norm, so
// that the result does not depend on how the norm was approximated. It reports
// whether the word was added.
func (t *Table) consider(q *preparedRequest, best *topN, dot float32, id vocab.ID) bool {
	cosine := cosineOf(dot, q.length, linalg.Norm(linalg.Row(t.vectors, int(id))))
	if !best.accepts(cosine) || slices.Contains(q.Exclude, id) {
		return false
	}
	best.add(Neighbour{ID: id, Cosine: cosine})
	return true
}

// bound returns the smallest ratio of a dot product to the approximate norm of
// a row at which the row can still be among the best, with a margin for
// rounding. A row x is not among the best if
//
//	v·x < bound · ‖x‖
//
// The bound is the cosine of the worst neighbour in the heap times ‖v‖. It is
// +Inf if no neighbours are wanted, −Inf while the heap is not full.
func (t *Table) bound(q *preparedRequest, h topN) float64 {
	if cap(h) == 0 {
		return math.Inf(1)
	}
	if len(h) < cap(h) || q.length == 0 {
		return math.Inf(-1)
	}
	b := h[0].Cosine * q.length
	return b - math.Abs(b)*(2*approximateNormError(t.Dim())+1e-12)
}
