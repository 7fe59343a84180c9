package simd

// score is Score in plain Go.
func score(p *Plan, t int, c *Columns, h, _ []float32, part []int32) {
	targets := part[p.Rows*p.Pitch:]
	clear(targets[:MaxRows])
	for b := range p.Rows {
		row := h[b*c.Width : (b+1)*c.Width]
		hidden(p, t*p.Rows+b, c, row)
		targets[b] = roundedDot(row, c.row(c.Out, p.Target[t*p.Rows+b]))
	}
	negatives := p.Negative[t*p.Pitch : (t+1)*p.Pitch]
	for b := range p.Rows {
		row := h[b*c.Width : (b+1)*c.Width]
		for j, w := range negatives {
			part[b*p.Pitch+j] = laneDot(row, c.row(c.Out, w), c.Used)
		}
	}
}

// row returns a row of one of the matrices.
func (c *Columns) row(m []float32, i int32) []float32 {
	return m[int(i)*c.Stride:][:c.Width]
}

// hidden writes the mean of row i's context to h.
func hidden(p *Plan, i int, c *Columns, h []float32) {
	clear(h)
	before, after := p.Context(i)
	for _, words := range [][]int32{before, after} {
		for _, w := range words {
			add(h, c.row(c.In, w))
		}
	}
	for d := range h {
		h[d] *= p.Inverse[p.Size[i]]
	}
}

// roundedDot returns the sum of the rounded products.
func roundedDot(x, y []float32) int32 {
	var sum int32
	for d := range x {
		sum += round(x[d] * y[d])
	}
	return sum
}

// laneDot returns the sum of the rounded sums of the lanes of the first used columns.
func laneDot(x, y []float32, used int) int32 {
	var sum int32
	for first := 0; first < used; first += LaneWidth {
		var s float32
		for d := first; d < min(first+LaneWidth, used); d++ {
			s = fused(x[d], y[d], s)
		}
		sum += round(s)
	}
	return sum
}

// tile is the number of columns that apply updates at once. Columns do not depend on one
// another.
const tile = 16

// apply is Apply in plain Go.
func apply(p *Plan, t int, c *Columns, h []float32, packed []uint16, g []float32) {
	unpack(p, packed, g)
	negatives := p.Negative[t*p.Pitch : t*p.Pitch+p.Shared]
	for d := 0; d < c.Width; d += tile {
		for b := 0; b < p.Rows; b += 4 {
			var e [4][tile]float32
			for j, w := range negatives {
				m := c.tile(c.Out, w, d)
				for x := range e {
					fusedAxpy(e[x][:], g[(b+x)*p.Pitch+j], m)
				}
			}
			for x := range e {
				move(p, t*p.Rows+b+x, c, d, h[(b+x)*c.Width+d:], e[x][:], g[p.Rows*p.Pitch+b+x])
			}
		}
		for j, w := range negatives {
			var sum [tile]float32
			for b := range p.Rows {
				fusedAxpy(sum[:], g[b*p.Pitch+j], h[b*c.Width+d:][:tile])
			}
			add(c.tile(c.Out, w, d), sum[:])
		}
	}
}

// tile returns the columns from d on of a row.
func (c *Columns) tile(m []float32, row int32, d int) []float32 {
	begin := int(row)*c.Stride + d
	return m[begin : begin+tile]
}

// move completes row i's error e and adds the gradients to its target and context.
func move(p *Plan, i int, c *Columns, d int, h, e []float32, g float32) {
	o := c.tile(c.Out, p.Target[i], d)
	for k, x := range o {
		e[k] = fused(g, x, e[k]) * p.Scale[p.Size[i]]
		o[k] = fused(g, h[k], x)
	}
	before, after := p.Context(i)
	for _, words := range [][]int32{before, after} {
		for _, w := range words {
			add(c.tile(c.In, w, d), e)
		}
	}
}

// axpy adds a·x to y, rounding twice.
func axpy(y []float32, a float32, x []float32) {
	y = y[:len(x)]
	for d, v := range x {
		y[d] += float32(a * v)
	}
}

// fusedAxpy adds a·x to y, rounding once.
func fusedAxpy(y []float32, a float32, x []float32) {
	y = y[:len(x)]
	for d, v := range x {
		y[d] = fused(a, v, y[d])
	}
}

// add adds x to y.
func add(y, x []float32) {
	y = y[:len(x)]
	for d, v := range x {
		y[d] += v
	}
}
