// Package linalg holds small helpers for float32 vectors and matrices: the rows of a
// matrix, and sums that are taken in float64, one product after the other. Neither large
// nor small numbers are lost in these sums, and they are the same on all machines, since
// the product of two float32 is exact in float64.
//
// Sums in another order or precision are elsewhere, on purpose: those of package
// attention are in two parts, and the kernels of internal/simd are in float32.
package linalg

import "math"

// Dot returns x·y. y must not be shorter than x; what it has beyond that is left out.
func Dot(x, y []float32) float64 {
	y = y[:len(x)]
	var sum float64
	for i, v := range x {
		sum += float64(v) * float64(y[i])
	}
	return sum
}

// Norm returns ‖x‖, the square root of Dot(x, x).
func Norm(x []float32) float64 { return math.Sqrt(Dot(x, x)) }
