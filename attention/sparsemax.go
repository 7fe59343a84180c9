package attention

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Sparsemax writes the sparsemax of scores into dst (Martins and Astudillo 2016,
// arXiv:1602.02068), the point of the simplex that is nearest to them:
//
//	dstᵢ = max(sᵢ − τ, 0), where τ is such that they add up to 1
//
// Unlike those of [Softmax], weights of low scores are exactly 0. visible, and
// scores that are infinite or NaN, mean what they mean there.
func Sparsemax(dst, scores []float32, visible []bool) { sparsemax(dst, scores, visible, 1) }

// sparsemax is Sparsemax at a temperature. The threshold is found as Michelot
// (1986) does, without sorting: take the mean of what is above the last one until
// nothing falls below any more.
func sparsemax(dst, scores []float32, visible []bool, t float64) {
	if len(dst) != len(scores) || visible != nil && len(visible) != len(scores) {
		panic(fmt.Sprintf("attention: sparsemax of %d scores into %d with a mask of %d", len(scores), len(dst), len(visible)))
	}
	top := maximum(scores, visible)
	threshold := math.Inf(-1)
	for support := -1; ; {
		sum, n := 0.0, 0
		for i, s := range scores {
			if z := below(float64(s), top, t); isVisible(visible, i) && z > threshold {
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
			dst[i] = float32(max(below(float64(s), top, t)-threshold, 0))
		}
	}
}

// below returns (s − top)/t; infinities equal to top count as top.
func below(s, top, t float64) float64 {
	if s == top {
		return 0
	}
	return (s - top) / t
}

// Normalizers lists the names of what turns scores into weights.
func Normalizers() []string { return []string{"softmax", "sparsemax"} }

// ParseNormalizer reports whether a name of [Normalizers] stands for sparsemax, as
// the field Sparse of options does.
func ParseNormalizer(name string) (sparse bool, err error) {
	if !slices.Contains(Normalizers(), name) {
		return false, fmt.Errorf("attention: no normalizer %q; there are %s", name, strings.Join(Normalizers(), " and "))
	}
	return name == "sparsemax", nil
}
