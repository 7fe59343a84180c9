// Package float16 converts between float32 and the 16-bit floating-point
// format of IEEE 754 (binary16): a sign bit, 5 bits of exponent and 10 bits of
// fraction. A test compares all 65,536 numbers, and the numbers midway between
// them, with their definition.
package float16

import "math"

// ToFloat32 returns the number that h represents. Float32 represents all of
// them exactly.
func ToFloat32(h uint16) float32 {
	sign := uint32(h&0x8000) << 16
	exponent, fraction := uint32(h>>10&0x1f), uint32(h&0x3ff)
	switch exponent {
	case 0: // subnormal: fraction · 2⁻²⁴
		x := float32(fraction) * 0x1p-24
		return math.Float32frombits(math.Float32bits(x) | sign)
	case 0x1f: // infinity, NaN
		return math.Float32frombits(sign | 0x7f800000 | fraction<<13)
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}

// FromFloat32 returns the float16 that is nearest to x, of two equally near
// ones the even one. Numbers from 65,520 on become infinity, NaN stays NaN.
func FromFloat32(x float32) uint16 {
	bits := math.Float32bits(x)
	sign := uint16(bits >> 16 & 0x8000)
	bits &= 0x7fffffff
	switch {
	case bits > 0x7f800000: // NaN
		return sign | 0x7e00
	case bits >= 0x477ff000: // 65520 and more
		return sign | 0x7c00
	case bits < 0x38800000: // under 2⁻¹⁴: a multiple of 2⁻²⁴, rounded by the addition
		return sign | uint16(math.Float32bits(math.Float32frombits(bits)+0.5)-math.Float32bits(0.5))
	}
	// Add half of the last kept place, less one bit unless that place is odd: ties go to even.
	// Then 112, the difference of the two exponent biases, is subtracted.
	bits += 0xfff + bits>>13&1
	return sign | uint16((bits-112<<23)>>13)
}
