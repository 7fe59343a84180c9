//go:build !purego

package simd

import "sync/atomic"

// native returns the kernels in assembly. Every arm64 processor can run them.
func native() []*Kernels {
	return []*Kernels{{
		Name: "neon", Score: scoreInRange, Coefficients: coefficientsNEON, Pairs: pairsNEON, Apply: applyNEON,
		Prefetch: prefetchNEON, Publish: atomic.StoreInt64, Dots: dotsNEON, DotsAhead: dotsAheadNEON,
		Estimates: estimatesNEON, DotBytes: dotBytesNEON, Mix: mixNEON,
		Tile: productNEON, Exp: exponentialsNEON, AdaGrad: adaGradNEON, SGD: sgdNEON,
	}}
}

// scoreInRange is Score. Sums beyond the range of int32, and those that are not numbers,
// are rounded to other integers by arm64 than by x86. The processor signals them as an
// invalid operation; then plain Go computes the block.
func scoreInRange(p *Plan, t int, c *Columns, h, m []float32, part []int32) {
	if scoreNEON(p, t, c, h, m, part) {
		generic.Score(p, t, c, h, m, part)
	}
}
