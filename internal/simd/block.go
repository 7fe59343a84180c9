package simd

// This file has the kernels of a block in plain Go: score computes the means h and
// the products with the negatives and targets, apply updates the rows by the
// coefficients. They define what the kernels in assembly must compute, bit by bit.
//
// Where products are fused with the additions, rows are copied to an operand[T] first; see
// sums.go.

import "math/bits"

// score is Score in plain Go.
func score[T number](p *Plan, t int, c *Columns, h, _ []float32, part []int32) {
	targets := part[p.Rows*p.Pitch:]
	clear(targets[:MaxRows])
	for b := range p.Rows {
		row := h[b*c.Width : (b+1)*c.Width]
		hidden(p, t*p.Rows+b, c, row)
		targets[b] = roundedDot(row, c.row(c.Out, p.Target[t*p.Rows+b]))
	}
	clear(part[:p.Rows*p.Pitch])
	var numbers [LaneWidth * MaxShared]T
	for d := 0; d < c.Used; d += LaneWidth {
		scoreLane(p, t, c, h, numbers[:], part, d)
	}
}

// scoreLane adds the rounded sums of the lane that begins at column d. The argument m is
// scratch for the negatives, column by column: the scores of a row with breadth negatives are
// then computed at once, each in the order of the columns. Only the sum of a lane is rounded to
// an integer, so a worker may own any lanes and the total over the workers is the same.
func scoreLane[T number](p *Plan, t int, c *Columns, h []float32, m []T, part []int32, d int) {
	n := min(LaneWidth, c.Used-d)
	negatives := operand[T]{m, p.Pitch, noNumber}
	for j, w := range p.Negative[t*p.Pitch : (t+1)*p.Pitch] {
		negatives.set(j, p.Pitch, c.row(c.Out, w)[d:d+n])
	}
	for b := range p.Rows {
		var numbers [LaneWidth]T
		row := operand[T]{numbers[:], 1, noNumber}
		row.set(0, 1, h[b*c.Width+d:][:n])
		for j := 0; j < p.Pitch; j += breadth {
			var sums [breadth]T
			negatives.add(&sums, noNumber, j, &row, 0, n)
			to := (*[breadth]int32)(part[b*p.Pitch+j:])
			for i, s := range sums {
				to[i] += round(float64(s))
			}
		}
	}
}

// row returns a row of one of the matrices.
func (c *Columns) row(m []float32, i int32) []float32 {
	return m[int(i)*c.Stride:][:c.Width]
}

// hidden writes the mean of row i's context to h: the sum of the input vectors, in the order of
// the context, times 1/size. A padding row has no context, and zeros as its mean.
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

// roundedDot returns the sum of the rounded products. Each product is rounded by itself, and
// sums of integers do not depend on their order: any division of the columns is right.
func roundedDot(x, y []float32) int32 {
	var sum int32
	for d := range x {
		sum += round(float64(x[d] * y[d]))
	}
	return sum
}

// tile is the number of columns that apply updates at once. Columns do not depend on one
// another. The width of a row is a multiple of tile, so the last tile is whole too.
const tile = 16

// An update is what apply needs for each tile.
type update[T number] struct {
	plan         *Plan
	columns      *Columns
	t            int
	h            []float32
	negatives    []int32
	targets      []float32           // the coefficients of the targets
	coefficients operand[T]          // by rows: those of the negatives, then the target's
	m            []T                 // scratch for the rows of the negatives and a target
	changed      [MaxRows / 4]uint64 // for four rows each: bit j says that negative j is a target
}

// apply is Apply in plain Go.
func apply[T number](p *Plan, t int, c *Columns, h []float32, packed []uint16, g []float32) {
	unpack(p, packed, g)
	var numbers [MaxRows * (MaxShared + 1)]T
	var m [(MaxShared + 1) * tile]T
	u := update[T]{
		plan: p, columns: c, t: t, h: h, negatives: p.Negative[t*p.Pitch : t*p.Pitch+p.Shared],
		targets: g[p.Rows*p.Pitch:], coefficients: operand[T]{numbers[:], p.Shared + 1, noNumber}, m: m[:],
	}
	for b := range p.Rows {
		u.coefficients.set(b*(p.Shared+1), 1, g[b*p.Pitch:][:p.Shared])
		u.coefficients.set(b*(p.Shared+1)+p.Shared, 1, u.targets[b:b+1])
	}
	for b, target := range p.Target[t*p.Rows:][:p.Rows] {
		for j, w := range u.negatives {
			if w == target {
				u.changed[b/4] |= 1 << j
			}
		}
	}
	for d := 0; d < c.Used; d += tile {
		u.moveRows(d)
		u.moveNegatives(d)
	}
}

// moveRows updates the targets and contexts in the tile at column d. A target may also be one of
// the negatives, and then its update changes what the errors of later rows are computed from.
// Assembly computes the sums over the negatives for four rows before it changes the targets of
// these rows; for the same bits, the copies of negatives that are targets are renewed after every
// four rows, not after each.
func (u *update[T]) moveRows(d int) {
	p, c := u.plan, u.columns
	rows := operand[T]{u.m, tile, noNumber} // of the negatives, then the target's
	for j, w := range u.negatives {
		rows.set(j*tile, 1, c.tile(c.Out, w, d))
	}
	for b := range p.Rows {
		u.moveRow(d, b, &rows)
		if b%4 < 3 {
			continue
		}
		for changed := u.changed[b/4]; changed != 0; changed &= changed - 1 {
			j := bits.TrailingZeros64(changed)
			rows.set(j*tile, 1, c.tile(c.Out, u.negatives[j], d))
		}
	}
}

// moveRow computes row b's error in a tile and adds the gradients to its target and context.
func (u *update[T]) moveRow(d, b int, rows *operand[T]) {
	p, c, i := u.plan, u.columns, u.t*u.plan.Rows+b
	o, coefficients := c.tile(c.Out, p.Target[i], d), u.coefficients
	coefficients.step = 1
	rows.set(p.Shared*tile, 1, o)
	var e [tile]float32
	for k := 0; k < tile && d+k < c.Used; k += breadth {
		var sums [breadth]T
		rows.add(&sums, noNumber, k, &coefficients, b*u.coefficients.step, p.Shared+1)
		for x, s := range sums {
			e[k+x] = float32(s) * p.Scale[p.Size[i]]
		}
	}
	addProduct[T](o, u.targets[b], u.h[b*c.Width+d:])
	before, after := p.Context(i)
	for _, words := range [][]int32{before, after} {
		for _, w := range words {
			add(c.tile(c.In, w, d), e[:])
		}
	}
}

// moveNegatives updates the negatives in the tile at column d.
func (u *update[T]) moveNegatives(d int) {
	p, c := u.plan, u.columns
	var numbers [MaxRows * tile]T
	rows := operand[T]{numbers[:], tile, noNumber}
	for b := range p.Rows {
		rows.set(b*tile, 1, u.h[b*c.Width+d:][:tile])
	}
	for j, w := range u.negatives {
		for k := 0; k < tile && d+k < c.Used; k += breadth {
			var sums [breadth]T
			rows.add(&sums, noNumber, k, &u.coefficients, j, p.Rows)
			m := (*[breadth]float32)(c.tile(c.Out, w, d)[k:])
			for i, s := range sums {
				m[i] += float32(s)
			}
		}
	}
}

// tile returns the columns from d on of a row.
func (c *Columns) tile(m []float32, row int32, d int) []float32 {
	begin := int(row)*c.Stride + d
	return m[begin : begin+tile]
}

// axpy adds a·x to y, rounding twice.
func axpy(y []float32, a float32, x []float32) {
	y = y[:len(x)]
	for d, v := range x {
		y[d] += float32(a * v)
	}
}

// add adds x to y.
func add(y, x []float32) {
	for len(x) >= breadth {
		to, from := (*[breadth]float32)(y), (*[breadth]float32)(x)
		to[0] += from[0]
		to[1] += from[1]
		to[2] += from[2]
		to[3] += from[3]
		to[4] += from[4]
		to[5] += from[5]
		to[6] += from[6]
		to[7] += from[7]
		y, x = y[breadth:], x[breadth:]
	}
	for d, v := range x {
		y[d] += v
	}
}
