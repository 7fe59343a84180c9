package simd

// This file has the inner loop of plain Go. It is compiled for float32 and for
// float64, of which one is right on each machine.

import (
	"math"
	"unsafe"
)

// The kernels in plain Go spend nearly all time in fused multiply-adds, in addProducts. It
// is compiled for two types. With float32 it is right where the compiler makes one
// instruction of a product and a sum; [fuses] finds out. With float64 it is right
// everywhere, except for rare sums, which it detects.
type number interface{ float32 | float64 }

// breadth is the number of sums that addProducts computes at once, in registers.
const breadth = 8

// addProducts adds products to sums, each of which it fuses with the addition:
//
//	sums[i] += Σ over n rows, in order, of a[row·stepA + i]·b[row·stepB]
//
// It reports whether all roundings are certain; if not, sums are undefined. With float64, all
// numbers must be float32, and sums 0 or at least 2⁻¹²⁵. Then a product is exact, and
// a sum is rounded twice, to float64 and to float32. That differs from one rounding only
// if the first result is midway between two float32.
func addProducts[T number](sums *[breadth]T, a []T, stepA int, b []T, stepB, n int) (certain bool) {
	s0, s1, s2, s3, s4, s5, s6, s7 := sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7]
	atA, atB := 0, 0
	for range n {
		x, y := (*[breadth]T)(a[atA:atA+breadth]), b[atB]
		atA += stepA
		atB += stepB
		// Each sum has a check of its own: one of all eight takes more registers than there are.
		if s0 += x[0] * y; isMidway(s0) {
			return false
		}
		s0 = T(float32(s0))
		if s1 += x[1] * y; isMidway(s1) {
			return false
		}
		s1 = T(float32(s1))
		if s2 += x[2] * y; isMidway(s2) {
			return false
		}
		s2 = T(float32(s2))
		if s3 += x[3] * y; isMidway(s3) {
			return false
		}
		s3 = T(float32(s3))
		if s4 += x[4] * y; isMidway(s4) {
			return false
		}
		s4 = T(float32(s4))
		if s5 += x[5] * y; isMidway(s5) {
			return false
		}
		s5 = T(float32(s5))
		if s6 += x[6] * y; isMidway(s6) {
			return false
		}
		s6 = T(float32(s6))
		if s7 += x[7] * y; isMidway(s7) {
			return false
		}
		s7 = T(float32(s7))
	}
	*sums = [breadth]T{s0, s1, s2, s3, s4, s5, s6, s7}
	return true
}

// isMidway reports whether x, as a float64, is midway between two float32 that are not
// very small.
func isMidway[T number](x T) bool {
	return unsafe.Sizeof(x) == 8 && uint32(math.Float64bits(float64(x)))&midwayMask == midway
}

// addProduct adds b·a to a tile of sums, and fuses each product with the addition.
func addProduct[T number](sums []float32, b float32, a []float32) {
	to, from, changed := (*[tile]float32)(sums), (*[tile]float32)(a), [tile]float32{}
	doubt := false
	for i, x := range to {
		sum := T(b)*T(from[i]) + T(x)
		if unsafe.Sizeof(sum) == 8 {
			doubt = doubt || uncertain(float64(sum))
		}
		changed[i] = float32(sum)
	}
	if doubt {
		for i, x := range to {
			changed[i] = fused(b, from[i], x)
		}
	}
	*to = changed
}

// An operand is a matrix for addProducts.
type operand[T number] struct {
	numbers []T
	step    int    // from row to row
	least   uint32 // the bits of the least number but 0, without the sign's
}

// noNumber is above the bits of all numbers but NaN.
const noNumber = 0xff << 24

// bitsOf returns the bits of x but for the sign, or more than noNumber for 0.
func bitsOf(x float32) uint32 {
	bits := math.Float32bits(x)
	return bits + bits - 1
}

// set stores numbers from place i of an operand on, the given distance apart.
func (o *operand[T]) set(i, distance int, numbers []float32) {
	if unsafe.Sizeof(T(0)) == 4 {
		for _, x := range numbers {
			o.numbers[i] = T(x)
			i += distance
		}
		return
	}
	least := o.least
	for _, x := range numbers {
		o.numbers[i] = T(x)
		least = min(least, bitsOf(x))
		i += distance
	}
	o.least = least
}

// add adds products of columns i to i+7 and b's column k to sums, as addProducts does,
// for all numbers. The argument least is what operand.least would be for the sums.
func (o *operand[T]) add(sums *[breadth]T, least uint32, i int, b *operand[T], k, n int) {
	before := *sums
	if multiples[T](o.least, b.least, least) && addProducts(sums, o.numbers[i:], o.step, b.numbers[k:], b.step, n) {
		return
	}
	for s, x := range before {
		for row := range n {
			x = T(fused(float32(o.numbers[row*o.step+i+s]), float32(b.numbers[row*b.step+k]), float32(x)))
		}
		sums[s] = x
	}
}

// multiples reports whether sums and products of numbers, which are not less than given,
// are multiples of 2⁻¹²⁵: then so are sums of them. A float32 with exponent e, as it is in
// its bits, is a multiple of 2^(e − 150).
func multiples[T number](a, b, sums uint32) bool {
	const unit = 127 + 23
	return unsafe.Sizeof(T(0)) == 4 || min(a>>24+b>>24, sums>>24+unit) >= 2*unit-125
}
