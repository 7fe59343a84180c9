package simd

// reference is the arithmetic of the kernels that use fused products in its simplest form,
// one product after another. The other functions are those of plain Go.
var reference = func() *Kernels {
	k := portableOf[float64]()
	k.Name, k.Score, k.Apply, k.Tile = "reference", referenceScore, referenceApply, referenceTile
	return &k
}()

func referenceScore(p *Plan, t int, c *Columns, h, _ []float32, part []int32) {
	targets := part[p.Rows*p.Pitch:]
	clear(targets[:MaxRows])
	for b := range p.Rows {
		row := h[b*c.Width : (b+1)*c.Width]
		hidden(p, t*p.Rows+b, c, row)
		for d, o := range c.row(c.Out, p.Target[t*p.Rows+b]) {
			targets[b] += round(float64(row[d] * o))
		}
		for j, w := range p.Negative[t*p.Pitch : (t+1)*p.Pitch] {
			part[b*p.Pitch+j] = referenceDot(row, c.row(c.Out, w), c.Used)
		}
	}
}

// referenceDot returns the sum of the rounded sums of the lanes of the first used columns.
func referenceDot(x, y []float32, used int) int32 {
	var sum int32
	for first := 0; first < used; first += LaneWidth {
		var s float32
		for d := first; d < min(first+LaneWidth, used); d++ {
			s = fused(x[d], y[d], s)
		}
		sum += round(float64(s))
	}
	return sum
}

func referenceApply(p *Plan, t int, c *Columns, h []float32, packed []uint16, g []float32) {
	unpack(p, packed, g)
	negatives := p.Negative[t*p.Pitch : t*p.Pitch+p.Shared]
	for b := 0; b < p.Rows; b += 4 {
		e := make([][]float32, 4)
		for x := range e {
			e[x] = make([]float32, c.Width)
			for j, w := range negatives {
				fusedAxpy(e[x], g[(b+x)*p.Pitch+j], c.row(c.Out, w))
			}
		}
		for x := range e {
			i, coefficient, hidden := t*p.Rows+b+x, g[p.Rows*p.Pitch+b+x], h[(b+x)*c.Width:][:c.Width]
			o := c.row(c.Out, p.Target[i])
			fusedAxpy(e[x], coefficient, o)
			fusedAxpy(o, coefficient, hidden)
			for d := range e[x] {
				e[x][d] *= p.Scale[p.Size[i]]
			}
			before, after := p.Context(i)
			for _, words := range [][]int32{before, after} {
				for _, w := range words {
					add(c.row(c.In, w), e[x])
				}
			}
		}
	}
	for j, w := range negatives {
		sum := make([]float32, c.Width)
		for b := range p.Rows {
			fusedAxpy(sum, g[b*p.Pitch+j], h[b*c.Width:][:c.Width])
		}
		add(c.row(c.Out, w), sum)
	}
}

func referenceTile(dst []float32, pitch int, a []float32, stride int, b []float32) {
	for i := range TileRows {
		for k := range len(b) / TileColumns {
			fusedAxpy(dst[i*pitch:][:TileColumns], a[i*stride+k], b[k*TileColumns:][:TileColumns])
		}
	}
}

// fusedAxpy adds a·x to y, rounding once.
func fusedAxpy(y []float32, a float32, x []float32) {
	for d, v := range x {
		y[d] = fused(a, v, y[d])
	}
}
