package embed

import (
	"errors"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// A question is a vector that near words are sought for.
type question struct {
	vector  []float32
	length  float64 // answer computes it
	exclude []vocab.ID
}

// NearestAll answers Nearest for each row of vectors, n×D, with at most limit
// words: a batch takes a fraction of the time of as many single questions, since
// the table is read once for all of them. Rows of another length than D are a
// programming error and panic.
func (t *Table) NearestAll(vectors blas32.General, limit int) [][]Neighbour {
	t.checkLength("NearestAll", vectors.Cols)
	all := make([]question, vectors.Rows)
	for i := range all {
		all[i].vector = rowOf(vectors, i)
	}
	return t.answer(all, limit, t.Len())
}

const (
	// partRows is how many rows a goroutine takes at a time.
	partRows = 4096
	// blockBytes is how much of the matrix is multiplied with all questions
	// before the next: it stays in the first cache.
	blockBytes = 24 << 10
)

// answer finds the n best of the first rows for each question.
func (t *Table) answer(all []question, n, among int) [][]Neighbour {
	err := t.read(func() { // a vector may be the table's own
		for i := range all {
			all[i].length = norm(all[i].vector)
		}
	})
	if err != nil {
		return make([][]Neighbour, len(all)) // Err tells
	}
	var lengths []float64
	measure := true
	if known := t.norms.quick.Load(); known != nil {
		lengths, measure = *known, false
	} else {
		lengths = make([]float64, among)
	}
	searches := make([]search, workers(among))
	err = t.inParts(among, func(worker, begin, end int) {
		s := &searches[worker]
		if s.best == nil {
			s.begin(all, n, among)
		}
		t.search(s, all, lengths, measure, begin, end)
	})
	if err != nil {
		return make([][]Neighbour, len(all)) // Err tells
	}
	if measure && among == t.Len() {
		t.norms.quick.Store(&lengths)
	}
	answers := make([][]Neighbour, len(all))
	for i := range all {
		best := newNearest(n, among)
		for _, s := range searches {
			if s.best != nil {
				best.merge(s.best[i])
			}
		}
		answers[i] = t.named(best)
	}
	return answers
}

// A search is what one goroutine found.
type search struct {
	best []nearest // for each question
	dots []float32 // of a question and a block
}

func (s *search) begin(all []question, n, among int) {
	s.best = make([]nearest, len(all))
	for i := range s.best {
		s.best[i] = newNearest(n, among)
	}
}

// search goes over rows begin to end, block by block. With measure it fills
// lengths on the way.
func (t *Table) search(s *search, all []question, lengths []float64, measure bool, begin, end int) {
	block := max(4, blockBytes/(4*t.Dim())&^3)
	if len(s.dots) < block {
		s.dots = make([]float32, block)
	}
	dots := simd.Best().Dots
	for ; begin < end; begin += block {
		n := min(block, end-begin)
		rows := t.vectors.Data[begin*t.vectors.Stride:]
		if measure {
			for i := range n {
				lengths[begin+i] = quickNorm(rowOf(t.vectors, begin+i))
			}
		}
		for k := range all {
			dots(s.dots[:n], all[k].vector, rows, t.vectors.Stride)
			t.take(&all[k], &s.best[k], s.dots[:n], lengths[begin:begin+n], begin)
		}
	}
}

// take puts those of the rows from number first on among the best that belong
// there. Most do not: their product tells, without a division. What its length's
// rounding leaves open is measured exactly, so that nothing depends on it.
func (t *Table) take(q *question, best *nearest, dots []float32, lengths []float64, first int) {
	bound := t.bound(q, *best)
	for i, d := range dots {
		if float64(d) < bound*lengths[i] {
			continue
		}
		id := vocab.ID(first + i)
		cosine := cosineOf(d, q.length, norm(rowOf(t.vectors, first+i)))
		if best.accepts(cosine) && !slices.Contains(q.exclude, id) {
			best.add(Neighbour{ID: id, Cosine: cosine})
			bound = t.bound(q, *best)
		}
	}
}

// bound is the product, divided by the row's quick length, under which nothing is
// among the best.
func (t *Table) bound(q *question, h nearest) float64 {
	if len(h) < cap(h) || cap(h) == 0 || q.length == 0 {
		return math.Inf(-1)
	}
	b := h[0].Cosine * q.length
	return b - math.Abs(b)*(2*quickError(t.Dim())+1e-12)
}

// workers is how many goroutines share so many rows.
func workers(rows int) int {
	return max(1, min(runtime.GOMAXPROCS(0), (rows+partRows-1)/partRows))
}

// inParts calls do for parts of n rows, on all processors. A goroutine's parts
// come to it by rising numbers. The error is that of a mapped file.
func (t *Table) inParts(n int, do func(worker, begin, end int)) error {
	var next atomic.Int64
	count := workers(n)
	errs := make([]error, count)
	work := func(worker int) {
		for {
			end := int(next.Add(partRows))
			begin := end - partRows
			if begin >= n {
				return
			}
			if errs[worker] = t.read(func() { do(worker, begin, min(end, n)) }); errs[worker] != nil {
				return
			}
		}
	}
	var all sync.WaitGroup
	for w := 1; w < count; w++ {
		all.Go(func() { work(w) })
	}
	work(0)
	all.Wait()
	return errors.Join(errs...)
}
