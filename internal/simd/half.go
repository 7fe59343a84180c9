package simd

// This file converts between float32 and half precision (IEEE 754 binary16): 1 sign,
// 5 exponent and 10 mantissa bits.

import "math"

// Workers exchange coefficients in the half precision of IEEE 754: 10 bits of
// fraction, exponents from −14 on, and multiples of 2⁻²⁴ below. All are from −127 to 127.

// half rounds x to half precision, ties to even.
func half(x float32) uint16 {
	if x < 0x1p-14 {
		return uint16(round(float64(x * 0x1p24)))
	}
	bits := math.Float32bits(x)
	bits += 1<<12 - 1 + bits>>13&1
	return uint16(bits>>13 - 112<<10)
}

// signedHalf is half for numbers of both signs.
func signedHalf(x float32) uint16 {
	bits := math.Float32bits(x)
	return half(math.Float32frombits(bits&^(1<<31))) | uint16(bits>>31<<15)
}

// whole converts half precision to float32.
func whole(h uint16) float32 {
	sign, h := uint32(h>>15)<<31, h&^(1<<15)
	if h < 1<<10 {
		return math.Float32frombits(math.Float32bits(float32(h)*0x1p-24) | sign)
	}
	return math.Float32frombits((uint32(h)+112<<10)<<13 | sign)
}

// unpack writes a block's coefficients, times the learning rates, to m.
func unpack(p *Plan, g []uint16, m []float32) {
	targets, rate := p.Rows*p.Pitch, p.NegativeRate
	for i, h := range g[:p.PartSize()] {
		if i == targets {
			rate = p.Rate
		}
		m[i] = whole(h) * rate
	}
}
