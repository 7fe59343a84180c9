package simd

// This file has the step of AdaGrad in plain Go, the specification of the kernels in
// assembly.

import "math"

// Clip is the largest absolute value of a derivative in AdaGrad and SGD.
const Clip = 100

// adaGrad is AdaGrad in plain Go.
func adaGrad(x, y []float32, slope, rate float32) {
	n := len(x) / 2
	v, u := x[n:][:n], y[n:][:n]
	x, y = x[:n], y[:n]
	for i, a := range x {
		b := y[i]
		p := rate * min(max(slope*b, -Clip), Clip)
		q := rate * min(max(slope*a, -Clip), Clip)
		x[i] = a - p/sqrt(v[i])
		y[i] = b - q/sqrt(u[i])
		v[i] += float32(p * p)
		u[i] += float32(q * q)
	}
}

// sqrt returns the square root of x, rounded once: the compiler makes one instruction of it.
func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }
