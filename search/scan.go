package search

// This file finds the sentences that may be among the best, by bounds. Sums in
// float32 give the score up to a known error; sentences whose largest possible score
// is below the n-th best smallest possible one are dropped, and hit.go computes the
// others exactly.

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"

	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// A candidate is a sentence with bounds for its score. The exact score, in float64, is from
// low to high.
type candidate struct {
	sentence  int
	low, high float64
}

// A shortlist contains the sentences that may be among the n best. A sentence is dropped
// once n others have lower bounds above its upper bound. The list is pruned when it has
// limit elements, so that adding is cheap.
type shortlist struct {
	n, limit  int // limit: length at which the list is pruned
	all       []candidate
	threshold float64 // n candidates have at least this score
}

// newShortlist returns an empty shortlist.
func newShortlist(n int) *shortlist {
	return &shortlist{n: n, limit: 4*n + 64, threshold: math.Inf(-1)}
}

// add adds a candidate that may be among the n best. The limit at which the list is sorted
// grows with the candidates that remain.
func (l *shortlist) add(c candidate) {
	if c.high < l.threshold {
		return
	}
	l.all = append(l.all, c)
	if len(l.all) >= l.limit {
		l.prune()
		l.limit = max(l.limit, 2*len(l.all))
	}
}

// prune raises the threshold and removes the candidates below it. The threshold is the n-th
// largest lower bound: n candidates are at least as good.
func (l *shortlist) prune() {
	if len(l.all) < l.n || l.n == 0 {
		return
	}
	slices.SortFunc(l.all, func(a, b candidate) int { return cmp.Compare(b.low, a.low) })
	l.threshold = max(l.threshold, l.all[l.n-1].low)
	l.all = slices.DeleteFunc(l.all, func(c candidate) bool { return c.high < l.threshold })
}

// A scanner compares sentences with a query. It belongs to one goroutine. The context
// vector is computed in its buffer, one sentence after the other.
type scanner struct {
	*preparedQuery
	kernels  *simd.Kernels
	context  []float32 // padded to the stride
	weight   []float32 // length 1, the raw weight of the current word
	square   []float32 // length 1, the squared norm of context
	best     *shortlist
	rounding float64 // see rounding
}

// newScanner returns a scanner for the n best sentences.
func newScanner(q *preparedQuery, n int) *scanner {
	return &scanner{
		preparedQuery: q, kernels: simd.Best(), best: newShortlist(n),
		context: make([]float32, len(q.vector)), weight: make([]float32, 1), square: make([]float32, 1),
		rounding: rounding(len(q.vector)),
	}
}

// scan adds the sentences of a part to the shortlist. Sentences without a known word are
// skipped.
func (s *scanner) scan(p part) error {
	for i := p.begin; i < p.end; i++ {
		ids, ok := p.sentence(i)
		if !ok {
			return errDamaged
		}
		if len(ids) == 0 {
			continue
		}
		c, err := s.score(ids)
		if err != nil {
			return err
		}
		if c.sentence = p.first + i; c.high >= s.best.threshold {
			s.best.add(c)
		}
	}
	return nil
}

// score returns bounds for the score of a sentence. With the sums in float32
//
//	a = Σ g,  h = Σ f‖v‖,  c = Σ f v
//
// the score is a/(‖q‖‖c‖). The error of a is at most h·‖q‖·e and that of c at most h·e,
// where e is the relative error of a factor plus that of the roundings of a sum over n
// tokens. Each of the two changes the score by at most about h·e/‖c‖. The bound is
// 2.1·h·e/‖c‖, which also covers the error of the computed ‖c‖.
//
// The norm of the first columns of c is at most ‖c‖, so dividing by it gives an upper bound
// of a positive score. If this bound is below the threshold, the other columns are not
// summed.
func (s *scanner) score(ids []vocab.ID) (candidate, error) {
	var a, h float32
	for _, id := range ids {
		if uint(id) >= uint(len(s.factors)) || s.factors[id].row < 0 {
			return candidate{}, errDamaged
		}
		f := &s.factors[id]
		a += f.g
		h += f.h
	}
	bound := 2.1 * (s.errorBound + s.rounding + float64(len(ids)+4)*0x1p-24) * float64(h)
	prefix := min(prefixColumns, len(s.context))
	if square := s.sum(ids, 0, prefix); square > minSquare && square < math.MaxFloat32 {
		length := math.Sqrt(square)
		high := max(0, float64(a)) / (s.norm * length)
		if high += (bound/length + s.rounding) * max(1, high); high < s.best.threshold {
			return candidate{low: math.Inf(-1), high: high}, nil
		}
	}
	s.sum(ids, prefix, len(s.context))
	s.kernels.Dots(s.square, s.context, s.context, len(s.context))
	square := float64(s.square[0])
	if !(square > minSquare && square < math.MaxFloat32) {
		return candidate{low: math.Inf(-1), high: math.Inf(1)}, nil
	}
	length := math.Sqrt(square)
	score := float64(a) / (s.norm * length)
	bound = bound/length + s.rounding
	return candidate{low: score - bound, high: score + bound}, nil
}

// prefixColumns is the number of columns that are summed first: two cache lines of a row.
// Other numbers are not recorded in docs/benchmarks.md, whose section "Search speed" has
// the time of whole searches.
const prefixColumns = 32

// minSquare is a squared norm that a float32 still holds with full precision.
const minSquare = 1e-30

// sum computes columns begin … end−1 of the context vector and returns their squared
// norm.
func (s *scanner) sum(ids []vocab.ID, begin, end int) float64 {
	columns := s.context[begin:end]
	if len(columns) == 0 {
		return 0
	}
	clear(columns)
	stride := len(s.context)
	for _, id := range ids {
		f := &s.factors[id]
		s.weight[0] = f.f
		s.kernels.Mix(columns, s.weight, s.view.vectors.Data[int(f.row)*stride+begin:], stride)
	}
	s.kernels.Dots(s.square, columns, columns, len(columns))
	return float64(s.square[0])
}

// scan returns all sentences that may be among the n best. Each goroutine has a shortlist
// of its own; they are joined and pruned at the end.
func (q *preparedQuery) scan(ctx context.Context, n int) ([]candidate, error) {
	scanners := make([]*scanner, runtime.GOMAXPROCS(0))
	for w := range scanners {
		scanners[w] = newScanner(q, n)
	}
	err := q.forEachPart(ctx, len(scanners), func(w int, p part) error { return scanners[w].scan(p) })
	if err != nil {
		return nil, err
	}
	best := newShortlist(n)
	for _, s := range scanners {
		best.all = append(best.all, s.best.all...)
	}
	best.prune()
	return best.all, nil
}
