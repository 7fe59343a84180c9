package attention

import (
	"fmt"
	"math"
)

// A Temperature divides the scores before softmax: above 1 it flattens the
// weights, below 1 it sharpens them. 0 stands for 1.
type Temperature float64

// Auto is the temperature, above or below 1, at which the effective number of
// tokens, exp(entropy), is half the number of tokens that may get weight. It is
// found by bisection, to a thousandth of itself; see [Result.Trials].
//
// Above 0 the effective number is larger than the number of tokens that share the
// largest score. Where these are half of the tokens or more, as with one token,
// with two, or with equal scores, no temperature does and Auto is exactly 1. An
// Auto that was found is never exactly 1. The same holds where scores are infinite
// or NaN, so that half of the tokens get no weight at any temperature.
//
// For a matrix Auto is one temperature, at which the mean effective number of the
// rows that see two tokens or more is half their mean number of visible tokens.
//
// Trained vectors are long, and at temperature 1 one token often gets all the
// weight; hardly trained ones are short, and all tokens get nearly the same.
const Auto Temperature = -1

// fixed returns the temperature as a number. One that is none panics.
func (t Temperature) fixed() float64 {
	switch {
	case t == 0:
		return 1
	case !(t > 0):
		panic(fmt.Sprintf("attention: a temperature of %v", float64(t)))
	}
	return float64(t)
}

// Softmax writes the softmax of scores into dst:
//
//	dstᵢ = exp(sᵢ − max s) / Σⱼ exp(sⱼ − max s)
//
// over the visible entries, all of them if visible is nil; the others get 0.
// The maximum is taken off so that no exponential overflows. If nothing is
// visible, all are 0. A score of −∞ gets 0, unless all are −∞; the scores +∞,
// or all of −∞, share the weight equally. A NaN makes all visible weights NaN.
// dst, scores and visible must have the same length; dst may be scores.
func Softmax(dst, scores []float32, visible []bool) {
	softmax(dst, scores, visible, 1)
}

// softmax is Softmax at a temperature.
func softmax(dst, scores []float32, visible []bool, t float64) {
	if len(dst) != len(scores) || visible != nil && len(visible) != len(scores) {
		panic(fmt.Sprintf("attention: softmax of %d scores into %d with a mask of %d", len(scores), len(dst), len(visible)))
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

// exponential returns exp((s − top)/t); infinities equal to top count as top.
func exponential(s, top, t float64) float64 {
	if s == top {
		return 1
	}
	return math.Exp((s - top) / t)
}

func isVisible(visible []bool, i int) bool { return visible == nil || visible[i] }

// maximum returns the largest visible score, NaN if there is one, −∞ if
// nothing is visible.
func maximum(scores []float32, visible []bool) float64 {
	top := math.Inf(-1)
	for i, s := range scores {
		if isVisible(visible, i) {
			top = max(top, float64(s))
		}
	}
	return top
}

// entropy returns −Σ wᵢ ln wᵢ in nats.
func entropy(weights []float32) float64 {
	var h float64
	for _, w := range weights {
		if w != 0 {
			h -= float64(float64(w) * math.Log(float64(w)))
		}
	}
	return h
}

// countVisible returns how many of n entries are visible.
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
