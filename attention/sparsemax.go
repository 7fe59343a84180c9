package attention

// This file turns scores into weights by sparsemax: the point of the probability
// simplex that is nearest to the scores (Martins and Astudillo 2016). Low scores get
// the weight 0, exactly. For the scores (1, 0.6, −0.5), τ = 0.3 and the weights are
// (0.7, 0.3, 0); softmax gives (0.53, 0.35, 0.12).

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Sparsemax writes the sparsemax of scores to dst (Martins and Astudillo 2016,
// arXiv:1602.02068). It is the vector nearest to the scores among all vectors of weights
// that are at least 0 and sum to 1:
//
//	dstᵢ = max(sᵢ − τ, 0), with the τ for which they sum to 1
//
// Unlike with [Softmax], the weights of low scores are exactly 0. The mask, infinite
// scores and NaN are treated as in Softmax.
func Sparsemax(dst, scores []float32, visible []bool) { sparsemax(dst, scores, visible, 1) }

// sparsemax is [Sparsemax] at temperature t. It finds the threshold τ without sorting
// (Michelot 1986): it computes τ from all entries, drops the entries that are not above τ,
// and repeats this with the others until no entry is dropped. Each repetition takes O(m),
// and there are few.
func sparsemax(dst, scores []float32, visible []bool, t float64) {
	if len(dst) != len(scores) || visible != nil && len(visible) != len(scores) {
		panic(fmt.Sprintf("attention: sparsemax of different lengths: scores %d, dst %d, mask %d", len(scores), len(dst),
			len(visible)))
	}
	top := maximum(scores, visible)
	threshold := math.Inf(-1)
	for support := -1; ; {
		sum, n := 0.0, 0
		for i, s := range scores {
			if z := shiftScore(float64(s), top, t); isVisible(visible, i) && z > threshold {
				sum += z
				n++
			}
		}
		if n == support || n == 0 {
			break
		}
		threshold, support = (sum-1)/float64(n), n
	}
	for i, s := range scores {
		switch {
		case !isVisible(visible, i):
			dst[i] = 0
		case math.IsNaN(top):
			dst[i] = float32(math.NaN())
		default:
			dst[i] = float32(max(shiftScore(float64(s), top, t)-threshold, 0))
		}
	}
}

// shiftScore returns (s − top)/t. It is 0 for s = top, even if both are infinite.
func shiftScore(s, top, t float64) float64 {
	if s == top {
		return 0
	}
	return (s - top) / t
}

// Normalizers returns the names of the functions that turn scores into weights.
func Normalizers() []string { return []string{"softmax", "sparsemax"} }

// ParseNormalizer returns the value for the field Sparse of options: true for the name
// "sparsemax", false for "softmax". The error for another name lists [Normalizers].
func ParseNormalizer(name string) (sparse bool, err error) {
	if !slices.Contains(Normalizers(), name) {
		return false, fmt.Errorf("attention: unknown normalizer %q; use %s", name,
			strings.Join(Normalizers(), " or "))
	}
	return name == "sparsemax", nil
}
