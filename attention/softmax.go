package attention

// This file turns scores into weights by softmax. Subtracting the largest score
// before exp changes nothing in the result, because exp(s − m)/Σ exp(s − m) =
// exp(s)/Σ exp(s), and keeps every exponential at or below 1.

import (
	"fmt"
	"math"
)

// A Temperature divides the scores before softmax. Above 1 the weights become more even,
// below 1 they concentrate on the largest scores. 0 means 1. A number below 0 panics,
// except [Auto].
type Temperature float64

// Auto requests a search for the temperature at which the effective number of tokens,
// exp(entropy), is half the number of visible tokens. A visible token is one that the query
// may attend to. The temperature can be above or below 1. It is found by bisection, with a
// relative precision of 1/1000; see [Result.Trials].
//
// There is no such temperature if half of the visible tokens or more have the largest score,
// because the effective number is at least the number of these tokens. This is so for one
// token, for two tokens, and for equal scores. There is also no such temperature if the
// difference from the largest score is infinite for half of the visible tokens or more, or if a
// score is NaN. In these cases the temperature is exactly 1. A search that succeeds never
// returns exactly 1, so with Auto a temperature of 1 means that none was found.
//
// For a matrix, one temperature is used for all rows. At this temperature, the mean effective
// number of tokens per row is half the mean number of visible tokens per row. Rows with fewer
// than two visible tokens are left out of both means.
//
// Auto is useful because the norms of vectors grow in training. At temperature 1, the scores
// of well-trained vectors often differ so much that one token has nearly all the weight. The
// scores of vectors after little training differ so little that all tokens have nearly the
// same weight.
const Auto Temperature = -1

// fixed returns the temperature as a number. It panics for Auto and other numbers below
// 0.
func (t Temperature) fixed() float64 {
	switch {
	case t == 0:
		return 1
	case !(t > 0):
		panic(fmt.Sprintf("attention: temperature %v is not above 0; use a number above 0, or Auto", float64(t)))
	}
	return float64(t)
}

// Softmax writes the softmax of scores to dst:
//
//	dstᵢ = exp(sᵢ − max s) / Σⱼ exp(sⱼ − max s)
//
// The sums are over the visible entries, all of them if visible is nil; other entries
// become 0. The maximum is subtracted so that no exponential overflows. If nothing is
// visible, all entries are 0. A score of −∞ gets weight 0. If some scores are +∞, these
// share the weight equally; if all are −∞, all share it. A NaN makes all visible weights
// NaN. dst, scores and visible must have the same length, else Softmax panics; dst may be
// scores.
func Softmax(dst, scores []float32, visible []bool) {
	softmax(dst, scores, visible, 1)
}

// softmax is [Softmax] at temperature t.
func softmax(dst, scores []float32, visible []bool, t float64) {
	if len(dst) != len(scores) || visible != nil && len(visible) != len(scores) {
		panic(fmt.Sprintf("attention: softmax of different lengths: scores %d, dst %d, mask %d", len(scores), len(dst),
			len(visible)))
	}
	top := maximum(scores, visible)
	sum := 0.0
	for i, s := range scores {
		e := 0.0
		if isVisible(visible, i) {
			e = exponential(float64(s), top, t)
		}
		sum += e
	}
	for i, s := range scores {
		dst[i] = 0
		if isVisible(visible, i) {
			dst[i] = float32(exponential(float64(s), top, t) / sum)
		}
	}
}

// exponential returns exp((s − top)/t). It is 1 for s = top, even if both are infinite.
func exponential(s, top, t float64) float64 {
	if s == top {
		return 1
	}
	return math.Exp((s - top) / t)
}

// isVisible reports whether entry i is visible; without a mask all are.
func isVisible(visible []bool, i int) bool { return visible == nil || visible[i] }

// maximum returns the largest visible score, NaN if one is NaN, and −∞ if nothing is
// visible.
func maximum(scores []float32, visible []bool) float64 {
	top := math.Inf(-1)
	for i, s := range scores {
		if isVisible(visible, i) {
			top = max(top, float64(s))
		}
	}
	return top
}

// entropy returns −Σ wᵢ ln wᵢ in nats, with 0 ln 0 = 0.
func entropy(weights []float32) float64 {
	var h float64
	for _, w := range weights {
		if w != 0 {
			h -= float64(float64(w) * math.Log(float64(w)))
		}
	}
	return h
}

// countVisible returns the number of visible entries among n.
func countVisible(visible []bool, n int) int {
	if visible == nil {
		return n
	}
	count := 0
	for _, v := range visible {
		if v {
			count++
		}
	}
	return count
}
