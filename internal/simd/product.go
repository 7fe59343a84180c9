package simd

import "math"

// The shape of the tile that Tile computes: six rows of 16 numbers are 12 registers of AVX2
// or 6 of AVX-512, which leaves some for the operands.
const (
	TileRows    = 6
	TileColumns = 16
)

// product is Tile in plain Go.
func product(dst []float32, pitch int, a []float32, stride int, b []float32) {
	for i := range TileRows {
		row := dst[i*pitch : i*pitch+TileColumns]
		for k := range len(b) / TileColumns {
			fusedAxpy(row, a[i*stride+k], b[k*TileColumns:(k+1)*TileColumns])
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
		n := round(float32(y * float32(math.Log2E)))
		y -= float32(float32(n) * float32(ln2High))
		y -= float32(float32(n) * float32(ln2Low))
		e := polynomial(float32(y*float32(math.Log2E)), exp2[:])
		dst[i] = math.Float32frombits(math.Float32bits(e) + uint32(n)<<23)
	}
}
