package attention

import (
	"math"

	"github.com/w2vattn/w2vattn/internal/simd"
)

// Bisections is how often the search for [Auto] halves the interval between two
// neighbouring powers of two, to be no longer than a thousandth of the temperature.
const Bisections = 10

// A Trial is a temperature that the search for [Auto] tries.
type Trial struct {
	Temperature float64
	Effective   float64 // the effective number of tokens at it
}

// Trials returns the temperatures that the search for [Auto] tries for the scores
// of r, in order: powers of two, the first of them above the largest difference
// of two scores, until the goal, half the number of visible keys, lies between two
// of them; then, [Bisections] times, the middle of the interval that the goal is in. Auto
// is the middle of the last interval. Trials returns nil if no temperature reaches
// the goal.
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

// An autoSearch finds the temperature that Auto stands for. It surveys every row
// of scores, then computes their effective numbers at each temperature that it
// tries.
type autoSearch struct {
	sparse bool

	// Sums over the rows that see two keys or more.
	half   float64 // of half the number of visible keys
	tied   float64 // of the visible keys with the row's largest score; +∞ if a score is NaN
	finite float64 // of the visible keys at a finite distance from it

	spread float64 // the largest of these distances
	unit   float64 // the power of two above it

	n             int       // visible scores of one row
	shifted, exps []float32 // of these, rounded up to whole panels
}

// reset starts anew and keeps the buffers.
func (s *autoSearch) reset(sparse bool) {
	*s = autoSearch{sparse: sparse, shifted: s.shifted, exps: s.exps}
}

// addBounds adds a row of scores to the sums.
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
		switch distance := -below(float64(score), top, 1); {
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

// reachable reports, after the survey, whether there may be a temperature at which
// the effective numbers are half of the visible keys: with the temperature they
// grow from the keys that share the largest score to all at a finite distance.
func (s *autoSearch) reachable() bool {
	_, exponent := math.Frexp(s.spread)
	s.unit = math.Ldexp(1, exponent)
	return s.tied < s.half && s.half < s.finite
}

// find returns the temperature at which effective, the sum over the rows of their
// effective numbers, is half the number of visible keys, or 1 if there is none.
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

// maxRatio bounds the search: distances that are this much smaller than the
// largest one count as 0. Float32 holds a number of this size and its inverse.
const maxRatio = 0x1p100

// bracket returns two neighbouring powers of two between which the goal lies. It
// tries unit first.
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

// rowEffective returns the effective number of tokens of a row at temperature t, 0
// if the row sees fewer than two keys.
func (s *autoSearch) rowEffective(scores []float32, visible []bool, t float64) float64 {
	if countVisible(visible, len(scores)) < 2 {
		return 0
	}
	s.shift(scores, visible)
	return s.effective(t)
}

// effective returns the effective number of tokens, at temperature t, of the row
// that was shifted last. It takes the exponentials of simd, which are the same on
// every machine, and many times as fast as math.Exp.
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

// shift writes (score − maximum)/unit of the n visible scores, and −∞ behind them
// to the end of a panel.
func (s *autoSearch) shift(scores []float32, visible []bool) {
	top := maximum(scores, visible)
	s.shifted = resized(s.shifted, roundUp(len(scores)))[:0]
	for i, score := range scores {
		if isVisible(visible, i) {
			s.shifted = append(s.shifted, float32(below(float64(score), top, s.unit)))
		}
	}
	s.n = len(s.shifted)
	for len(s.shifted) < roundUp(s.n) {
		s.shifted = append(s.shifted, float32(math.Inf(-1)))
	}
}
