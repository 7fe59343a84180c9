package simd

// This file emulates a fused multiply-add of float32 where the processor has none.
// The product of two float32 is exact in float64; the sum is rounded to float64 and
// then to float32, which is wrong only if the first rounding hits the middle between
// two float32.

import "math"

// fused returns a·b + c, rounded once, as the processor's fused multiply-add does. In
// float64 the product is exact, and the sum is rounded once. Rounding that sum to float32
// gives the right result, except where it is exactly midway between two float32 or very
// small; then fusedExactly computes the result.
func fused(a, b, c float32) float32 {
	x, y := float64(a)*float64(b), float64(c)
	sum := x + y
	if uncertain(sum) {
		return fusedExactly(x, y, sum)
	}
	return float32(sum)
}

// uncertain reports whether rounding sum, a rounded sum, to float32 may differ from
// rounding the exact sum.
func uncertain(sum float64) bool {
	bits := math.Float64bits(sum)
	return bits&midwayMask == midway || bits<<1-1 < tiny-1 // 0 is certain
}

// The last 29 bits of a float64 do not fit into a float32, and more of them if the number
// is very small.
const (
	midwayMask = 1<<29 - 1          // these bits
	midway     = 1 << 28            // their value midway between two float32
	tiny       = (1023 - 125) << 53 // the bits of 2⁻¹²⁵, shifted left by one to drop the sign
)

// fusedExactly rounds x + y once; sum is x + y rounded to float64. Its error, rest, is
// exact in float64 (Knuth's TwoSum). If there is an error, the last bit of the sum is made
// odd, in the direction of the exact sum. An odd sum is rounded to float32 as the exact one
// would be (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums: proved
// algorithms using rounding to odd", 2008).
func fusedExactly(x, y, sum float64) float32 {
	z := sum - x
	rest, bits := (x-(sum-z))+(y-z), math.Float64bits(sum)
	switch {
	case rest == 0 || bits&1 == 1:
	case (rest > 0) == (sum > 0):
		bits++
	default:
		bits--
	}
	return float32(math.Float64frombits(bits))
}
