package simd

// This file has the step of plain gradient descent in plain Go, the specification of the kernels in
// assembly.

// sgd is SGD in plain Go.
func sgd(x, y []float32, slope, rate float32) {
	y = y[:len(x)]
	for i, a := range x {
		b := y[i]
		p := float32(rate * min(max(slope*b, -Clip), Clip))
		q := float32(rate * min(max(slope*a, -Clip), Clip))
		x[i] = a - p
		y[i] = b - q
	}
}
