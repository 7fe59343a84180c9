package simd

// This file has the kernels of matrices of attention in plain Go: products of tiles,
// and exponentials.

import "math"

// The shape of the tile that Tile computes: six rows of 16 numbers are 12 registers of AVX2
// or 6 of AVX-512, which leaves some for the operands.
const (
	TileRows    = 6
	TileColumns = 16
)

// product is Tile in plain Go.
func product[T number](dst []float32, pitch int, a []float32, stride int, b []float32) {
	const most = 64 // of the depth, at a time
	var rows [TileRows * most]T
	var panel [most * TileColumns]T
	for first, depth := 0, len(b)/TileColumns; first < depth; first += most {
		n := min(most, depth-first)
		x, y := operand[T]{panel[:], TileColumns, noNumber}, operand[T]{rows[:], 1, noNumber}
		x.set(0, 1, b[first*TileColumns:][:n*TileColumns])
		for i := range TileRows {
			y.set(i*most, 1, a[i*stride+first:][:n])
			for j := 0; j < TileColumns; j += breadth {
				to := (*[breadth]float32)(dst[i*pitch+j:])
				var sums [breadth]T
				least := uint32(noNumber)
				for k, v := range to {
					sums[k] = T(v)
					least = min(least, bitsOf(v))
				}
				x.add(&sums, least, j, &y, i*most, n)
				for k, v := range sums {
					to[k] = float32(v)
				}
			}
		}
	}
}

// faint is the exponent at and below which exponentials are 0.
const faint = -87

// ln 2 as a sum of two numbers. The first has so few bits that its products with
// integers are exact.
const (
	ln2High = 0.693359375
	ln2Low  = -2.12194440e-4
)

// exponentials is Exp in plain Go.
func exponentials(dst, x []float32, top, inverse float32) {
	for i, v := range x {
		y := float32((v - top) * inverse)
		if !(y > faint) {
			dst[i] = 0
			continue
		}
		n := round(float64(float32(y * float32(math.Log2E))))
		y -= float32(float32(n) * float32(ln2High))
		y -= float32(float32(n) * float32(ln2Low))
		e := polynomial(float32(y*float32(math.Log2E)), exp2[:])
		dst[i] = math.Float32frombits(math.Float32bits(e) + uint32(n)<<23)
	}
}
