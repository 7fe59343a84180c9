package search

import (
	"cmp"
	"context"
	"math"
	"runtime"
	"slices"

	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// A candidate is a sentence whose score lies between low and high.
type candidate struct {
	sentence  int
	low, high float64
}

// A shortlist keeps what may be among the n best.
type shortlist struct {
	n, limit  int
	all       []candidate
	threshold float64 // n candidates are surely as good as this
}

func newShortlist(n int) *shortlist {
	return &shortlist{n: n, limit: 4*n + 64, threshold: math.Inf(-1)}
}

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

// prune raises the bar and drops what is below it.
func (l *shortlist) prune() {
	if len(l.all) < l.n || l.n == 0 {
		return
	}
	slices.SortFunc(l.all, func(a, b candidate) int { return cmp.Compare(b.low, a.low) })
	l.threshold = max(l.threshold, l.all[l.n-1].low)
	l.all = slices.DeleteFunc(l.all, func(c candidate) bool { return c.high < l.threshold })
}

// A scanner compares sentences with a question; each goroutine has one.
type scanner struct {
	*preparedQuery
	kernels  *simd.Kernels
	context  []float32 // stride
	weight   []float32 // of one word
	square   []float32 // of the context's length
	best     *shortlist
	rounding float64
}

func newScanner(q *preparedQuery, n int) *scanner {
	return &scanner{
		preparedQuery: q, kernels: simd.Best(), best: newShortlist(n),
		context: make([]float32, len(q.vector)), weight: make([]float32, 1), square: make([]float32, 1),
		rounding: rounding(len(q.vector)),
	}
}

// scan looks at part of a segment.
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

// score bounds the score of a sentence. With the sums, of float32,
//
//	a = Σ g,  h = Σ f‖v‖,  c = Σ f v
//
// the score is a/(‖q‖‖c‖). Of n tokens, a is off by at most h‖q‖·e and c by h·e,
// where e adds up what the factors and n roundings bring, and ‖c‖ by a little more.
//
// Some columns of c are no longer than c: where they show that a sentence lies
// below the bar, the others are not summed.
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
	doubt := 2.1 * (s.errorBound + s.rounding + float64(len(ids)+4)*0x1p-24) * float64(h)
	some := min(prefixColumns, len(s.context))
	if square := s.sum(ids, 0, some); square > minSquare && square < math.MaxFloat32 {
		length := math.Sqrt(square)
		most := max(0, float64(a)) / (s.norm * length)
		if most += (doubt/length + s.rounding) * max(1, most); most < s.best.threshold {
			return candidate{low: math.Inf(-1), high: most}, nil
		}
	}
	s.sum(ids, some, len(s.context))
	s.kernels.Dots(s.square, s.context, s.context, len(s.context))
	square := float64(s.square[0])
	if !(square > minSquare && square < math.MaxFloat32) {
		return candidate{low: math.Inf(-1), high: math.Inf(1)}, nil
	}
	length := math.Sqrt(square)
	score := float64(a) / (s.norm * length)
	doubt = doubt/length + s.rounding
	return candidate{low: score - doubt, high: score + doubt}, nil
}

// prefixColumns are summed first: two cache lines of a row.
const prefixColumns = 32

// minSquare is a square that float32 still holds with all its digits.
const minSquare = 1e-30

// sum makes columns of a sentence's context and returns the square of their length.
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

// scan returns every sentence that may be among the n best.
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
