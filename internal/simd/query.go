package simd

// This file has the kernels of queries in plain Go: dots multiplies a vector by rows,
// mix adds rows times weights.

// dots is Dots in plain Go.
func dots(dst, x, m []float32, stride int) {
	for i := range dst {
		dst[i] = dot(x, m[i*stride:i*stride+len(x)])
	}
}

// dot sums columns 0 to 7 of each 16 first and then the others, because registers hold
// only eight sums.
func dot(x, y []float32) float32 {
	var s [8]float32
	low, high := eight(x, y, 0), eight(x, y, 8)
	for k := range s {
		s[k] = low[k] + high[k]
	}
	return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]))
}

// eight returns the sums of every 16th product from columns begin to begin+7 on.
func eight(x, y []float32, begin int) [8]float32 {
	y = y[:len(x)]
	var a, b, c, d, e, f, g, h float32
	i := begin
	for ; i+8 <= len(x); i += 16 {
		x, y := x[i:i+8:i+8], y[i:i+8:i+8]
		a += float32(x[0] * y[0])
		b += float32(x[1] * y[1])
		c += float32(x[2] * y[2])
		d += float32(x[3] * y[3])
		e += float32(x[4] * y[4])
		f += float32(x[5] * y[5])
		g += float32(x[6] * y[6])
		h += float32(x[7] * y[7])
	}
	s := [8]float32{a, b, c, d, e, f, g, h}
	for k := 0; i+k < len(x); k++ {
		s[k] += float32(x[i+k] * y[i+k])
	}
	return s
}

// mix is Mix in plain Go.
func mix(dst, weights, m []float32, stride int) {
	for i, w := range weights {
		if w != 0 {
			axpy(dst, w, m[i*stride:i*stride+len(dst)])
		}
	}
}

// pairsOf returns Estimates, implemented with Dots.
func pairsOf(dots func(dst, x, m []float32, stride int)) func(dst, dst2, x, x2, m []float32, stride int) {
	return func(dst, dst2, x, x2, m []float32, stride int) {
		dots(dst, x, m, stride)
		dots(dst2, x2, m, stride)
	}
}

// dotBytes is DotBytes in plain Go.
func dotBytes(dst []int32, x []int16, m []int8) {
	for i := range dst {
		var sum int32
		for k, y := range m[i*len(x) : (i+1)*len(x)] {
			sum += int32(x[k]) * int32(y)
		}
		dst[i] = sum
	}
}
