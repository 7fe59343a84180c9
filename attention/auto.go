package attention

// This file finds the temperature Auto. The effective number of tokens, exp(H),
// increases with T from the number of tokens that share the largest score to the
// number n of visible tokens, so the equation exp(H(T)) = n/2 has at most one
// solution. The search brackets it by powers of two and then bisects:
//
//	n = 4, scores (3, 1, 0, 0): exp(H(1)) = 1.96, exp(H(2)) = 3.21  →  T is between 1 and 2

import (
	"math"

	"github.com/w2vattn/w2vattn/internal/simd"
)

// Bisections is the number of times that the search for [Auto] halves the interval
// between two neighbouring powers of two. The last interval is at most a thousandth of
// the temperature.
const Bisections = 10

// A Trial is a temperature that the search for [Auto] tries.
type Trial struct {
	Temperature float64
	Effective   float64 // the effective number of tokens at that temperature
}

// Trials returns the temperatures that the search for [Auto] tries for the scores of r, in
// order. The search looks for the temperature T at which the effective number of tokens is
// half the number of visible keys. First, it tries powers of two until T lies between two
// neighbouring powers. The first power that it tries is the smallest one above the largest
// difference between two scores. Then it halves the interval that contains T, [Bisections]
// times. The temperature of Auto is the middle of the last interval. Trials returns nil if
// there is no such T.
func (r *Result) Trials() []Trial {
	var all []Trial
	var s autoSearch
	s.reset(r.Sparse)
	s.addBounds(r.Scores, r.Visible)
	if !s.reachable() {
		return nil
	}
	s.shift(r.Scores, r.Visible)
	s.find(func(t float64) float64 {
		n := s.effective(t)
		all = append(all, Trial{t, n})
		return n
	})
	return all
}

// An autoSearch finds the temperature of Auto. Call reset, then addBounds for each row
// of scores, then reachable, then find. The rows are the queries; they share one
// temperature.
type autoSearch struct {
	sparse bool

	// Sums over the rows with two visible keys or more.
	half   float64 // half the number of visible keys
	tied   float64 // the number of visible keys with the largest score of their row; +∞ if a score is NaN
	finite float64 // the number of visible keys at a finite distance from the largest score

	spread float64 // the largest finite difference from the largest score of a row
	unit   float64 // the first power of two above spread

	n             int       // number of visible scores of the row in shifted
	shifted, exps []float32 // n, padded to a multiple of panel
}

// reset begins a new search and keeps the buffers.
func (s *autoSearch) reset(sparse bool) {
	*s = autoSearch{sparse: sparse, shifted: s.shifted, exps: s.exps}
}

// addBounds adds one row of scores to the sums. Rows with fewer than two visible keys do
// not count.
func (s *autoSearch) addBounds(scores []float32, visible []bool) {
	n := countVisible(visible, len(scores))
	if n < 2 {
		return
	}
	top := maximum(scores, visible)
	if math.IsNaN(top) {
		s.tied = math.Inf(1)
		return
	}
	tied, finite := 0, 0
	for i, score := range scores {
		if !isVisible(visible, i) {
			continue
		}
		switch distance := -shiftScore(float64(score), top, 1); {
		case distance == 0:
			tied++
			finite++
		case !math.IsInf(distance, 0):
			finite++
			s.spread = max(s.spread, distance)
		}
	}
	s.half += float64(n) / 2
	s.tied += float64(tied)
	s.finite += float64(finite)
}

// reachable reports whether some temperature may reach the goal. It is called after
// addBounds. The effective number of tokens grows with the temperature, from the number
// of keys with the largest score to the number of keys at a finite distance from it.
func (s *autoSearch) reachable() bool {
	_, exponent := math.Frexp(s.spread)
	s.unit = math.Ldexp(1, exponent)
	return s.tied < s.half && s.half < s.finite
}

// find returns the temperature at which effective, a sum over the rows, equals half the
// number of visible keys, with a relative precision of 1/1000. It returns 1 if there is no
// such temperature. The effective number grows with the temperature, so bisection applies.
// Each step computes effective once.
func (s *autoSearch) find(effective func(t float64) float64) float64 {
	low, high, ok := s.bracket(effective)
	if !ok {
		return 1
	}
	for range Bisections {
		if mid := (low + high) / 2; effective(mid) < s.half {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}

// maxRatio limits the search: score differences smaller than spread/maxRatio count as 0. A
// float32 holds maxRatio and its inverse. The number only has to be large.
const maxRatio = 0x1p100

// bracket returns two neighbouring powers of two with the goal between them. It tries
// unit first.
func (s *autoSearch) bracket(effective func(t float64) float64) (low, high float64, ok bool) {
	if effective(s.unit) < s.half {
		for low = s.unit; low < s.unit*maxRatio; low *= 2 {
			if effective(2*low) >= s.half {
				return low, 2 * low, true
			}
		}
		return 0, 0, false
	}
	for high = s.unit; high > s.unit/maxRatio; high /= 2 {
		if effective(high/2) < s.half {
			return high / 2, high, true
		}
	}
	return 0, 0, false
}

// rowEffective returns the effective number of tokens of a row at temperature t, or 0 if
// the row has fewer than two visible keys.
func (s *autoSearch) rowEffective(scores []float32, visible []bool, t float64) float64 {
	if countVisible(visible, len(scores)) < 2 {
		return 0
	}
	s.shift(scores, visible)
	return s.effective(t)
}

// effective returns the effective number of tokens at temperature t of the row that
// shift prepared. With Z = Σ e and e = exp(−d/t), where d is the distance from the
// largest score, the entropy is
//
//	ln Z + Σ e d / (t Z)
//
// The exponentials are those of internal/simd: the same on every machine and faster than
// math.Exp.
func (s *autoSearch) effective(t float64) float64 {
	s.exps = resized(s.exps, len(s.shifted))
	if s.sparse {
		sparsemax(s.exps, s.shifted, nil, t/s.unit)
		return math.Exp(entropy(s.exps))
	}
	inverse := float32(s.unit / t)
	simd.Best().Exp(s.exps, s.shifted, 0, inverse)
	var z, distance float64
	for i, e := range s.exps[:s.n] {
		if e > 0 {
			z += float64(e)
			distance -= float64(float64(e) * float64(s.shifted[i]))
		}
	}
	return math.Exp(math.Log(z) + float64(distance/z*float64(inverse)))
}

// shift writes (score − maximum)/unit for the n visible scores to shifted, and −∞ for
// the padding.
func (s *autoSearch) shift(scores []float32, visible []bool) {
	top := maximum(scores, visible)
	s.shifted = resized(s.shifted, roundUp(len(scores)))[:0]
	for i, score := range scores {
		if isVisible(visible, i) {
			s.shifted = append(s.shifted, float32(shiftScore(float64(score), top, s.unit)))
		}
	}
	s.n = len(s.shifted)
	for len(s.shifted) < roundUp(s.n) {
		s.shifted = append(s.shifted, float32(math.Inf(-1)))
	}
}
