package word2vec

// The vector arithmetic of the gensim trainer. Products are rounded before they are
// added (float32(a*b)), which rules out fused multiply-adds, so that every machine
// computes the same bits. Loops are unrolled by hand, because the compiler does not
// unroll them.

// dot returns x·y. It sums the products in sixteen partial sums, in the order of a BLAS
// with four vectors of four floats, so that a score falls into the same entry of the
// sigmoid table as in gensim.
func dot(x, y []float32) float32 {
	whole := len(x) &^ 15
	var tailX, tailY [16]float32 // zeros after the end change no sum
	copy(tailX[:], x[whole:])
	copy(tailY[:], y[whole:len(x)])
	x, y = x[:whole], y[:whole]
	a, b, c, d := eighths(x, y, &tailX, &tailY, 0)
	e, f, g, h := eighths(x, y, &tailX, &tailY, 8)
	return ((a + e) + (b + f)) + ((c + g) + (d + h))
}

// eighths sums the products x[i]·y[i] with from ≤ i mod 16 < from+8, and then those of the
// tail. It keeps a sum for each of these eight residues of i, adds the last four sums to the
// first four, and returns these four.
func eighths(x, y []float32, tailX, tailY *[16]float32, from int) (float32, float32, float32, float32) {
	var a, b, c, d, e, f, g, h float32
	for {
		u, v := tailX[from:from+8:16], tailY[from:from+8:16]
		last := len(x) < 16 || len(y) < 16
		if !last {
			u, v = x[from:from+8:16], y[from:from+8:16]
			x, y = x[16:], y[16:]
		}
		a += float32(u[0] * v[0])
		b += float32(u[1] * v[1])
		c += float32(u[2] * v[2])
		d += float32(u[3] * v[3])
		e += float32(u[4] * v[4])
		f += float32(u[5] * v[5])
		g += float32(u[6] * v[6])
		h += float32(u[7] * v[7])
		if last {
			return a + e, b + f, c + g, d + h
		}
	}
}

// add adds x to y.
func add(y, x []float32) {
	x = x[:len(y)]
	for len(x) >= 4 && len(y) >= 4 {
		y[0] += x[0]
		y[1] += x[1]
		y[2] += x[2]
		y[3] += x[3]
		x, y = x[4:], y[4:]
	}
	for i, v := range x {
		y[i] += v
	}
}

// add2 adds first a and then b to y.
func add2(y, a, b []float32) {
	a, b = a[:len(y)], b[:len(y)]
	for len(y) >= 4 && len(a) >= 4 && len(b) >= 4 {
		y[0] = y[0] + a[0] + b[0]
		y[1] = y[1] + a[1] + b[1]
		y[2] = y[2] + a[2] + b[2]
		y[3] = y[3] + a[3] + b[3]
		y, a, b = y[4:], a[4:], b[4:]
	}
	for i := range y {
		y[i] = y[i] + a[i] + b[i]
	}
}

// scale multiplies x by a.
func scale(a float32, x []float32) {
	for i := range x {
		x[i] *= a
	}
}

// updatePair adds g·out to work and then g·x to out.
func updatePair(g float32, work, out, x []float32) {
	out, x = out[:len(work)], x[:len(work)]
	for len(work) >= 4 && len(out) >= 4 && len(x) >= 4 {
		o0, o1, o2, o3 := out[0], out[1], out[2], out[3]
		work[0] += float32(g * o0)
		work[1] += float32(g * o1)
		work[2] += float32(g * o2)
		work[3] += float32(g * o3)
		out[0] = o0 + float32(g*x[0])
		out[1] = o1 + float32(g*x[1])
		out[2] = o2 + float32(g*x[2])
		out[3] = o3 + float32(g*x[3])
		work, out, x = work[4:], out[4:], x[4:]
	}
	for i, o := range out {
		work[i] += float32(g * o)
		out[i] = o + float32(g*x[i])
	}
}
