package embed

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// An preparedQuestion question is one that was prepared.
type preparedQuestion struct {
	Question
	length float64
	bytes  int16Query // where the table has bytes
}

// prepare prepares questions. Their vectors may be the table's own.
func (t *Table) prepare(questions []Question) ([]preparedQuestion, error) {
	all := make([]preparedQuestion, len(questions))
	for i, q := range questions {
		t.checkLength("a question", len(q.Vector))
		all[i].Question = q
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

// A scan is what one goroutine found.
type scan struct {
	multiplier
	best     []topN // for each question
	dots     []float32 // of a block and two questions
	products []int32   // of a block of bytes
}

func (s *scan) begin(all []preparedQuestion, among int) {
	s.best = make([]topN, len(all))
	for i := range s.best {
		s.best[i] = newTopN(all[i].N, among)
	}
}

// blockBytes is how much of the matrix is multiplied with all questions before
// the next: it stays in the first cache.
const blockBytes = 24 << 10

// blockRows is how many rows of so many bytes a block has.
func blockRows(rowBytes int) int { return max(8, blockBytes/rowBytes&^7) }

// fillNorms fills in the quick lengths of the rows from number first on.
func (s *scan) fillNorms(lengths []float64, vectors blas32.General, first int) {
	for i := range lengths {
		lengths[i] = s.approximateNorm(linalg.Row(vectors, first+i))
	}
}

// scan goes over rows begin to end, block by block. Lengths that are not known it
// fills in, while the rows are in the cache. A table with bytes knows them.
func (t *Table) scan(s *scan, all []preparedQuestion, lengths []float64, known bool, begin, end int) {
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
		k.DotsAhead(one, all[0].Vector, rows, stride)
		if !known {
			s.fillNorms(lengths, t.vectors, begin)
		}
		t.collect(&all[0], &s.best[0], one, lengths, begin)
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

// collect puts those of the rows from number first on among the best that belong
// there. Most do not: their product tells, without a division.
func (t *Table) collect(q *preparedQuestion, best *topN, dots []float32, lengths []float64, first int) {
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

// collectEstimates is take for products that others may have rounded otherwise: of
// the few that they leave open, those that count are made anew.
func (t *Table) collectEstimates(s *scan, q *preparedQuestion, best *topN, estimates []float32, lengths []float64, first int) {
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

// boundsHold says whether bounds of rounding hold: where a product can neither overflow
// nor become so small that digits are lost.
func (q *preparedQuestion) boundsHold(length float64) bool {
	p := q.length * length
	return p > 1e-30 && p < 1e37
}

// estimateError bounds by how much of ‖x‖·‖y‖ an estimate of x·y differs from what
// simd's Dots gives.
func estimateError(d int) float64 { return float64(d/8+8+d/16+8) * 0x1p-24 }

// consider puts a word among the best if it belongs there. What its length's
// rounding leaves open is measured exactly, so that nothing depends on it.
func (t *Table) consider(q *preparedQuestion, best *topN, dot float32, id vocab.ID) bool {
	cosine := cosineOf(dot, q.length, linalg.Norm(linalg.Row(t.vectors, int(id))))
	if !best.accepts(cosine) || slices.Contains(q.Exclude, id) {
		return false
	}
	best.add(Neighbour{ID: id, Cosine: cosine})
	return true
}

// bound is the product, divided by the row's quick length, under which nothing is
// among the best.
func (t *Table) bound(q *preparedQuestion, h topN) float64 {
	if cap(h) == 0 {
		return math.Inf(1)
	}
	if len(h) < cap(h) || q.length == 0 {
		return math.Inf(-1)
	}
	b := h[0].Cosine * q.length
	return b - math.Abs(b)*(2*approximateNormError(t.Dim())+1e-12)
}
