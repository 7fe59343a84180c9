package main

// This file writes the kernel of scores for arm64. It transposes the hidden vectors,
// of which there are fewer, where ../score.go transposes the negatives: with four
// numbers in a register, four rows fill it.

// Numbers of registers of tiles: wide ones of one row, beside which few registers are
// needed, and those of four rows.
var (
	wideSizes = []int{25, 20, 16, 13, 12, 9, 8, 6, 5, 4, 3, 2, 1}
	sizes     = []int{5, 4, 3, 2, 1}
)

// score writes a kernel that computes the block's hidden vectors, and a worker's part of
// their scores. Its result says that the processor signalled an invalid operation: then a
// number that was to be rounded may be out of the range of integers, for which the
// instruction gives other integers than that of x86.
func score() *kernel {
	k := newKernel("scoreNEON", "p *Plan, t int, c *Columns, h, m []float32, part []int32", "invalid")
	f := k.enter(true)
	k.ins("MOVD", "ZR", "FPSR")
	f.hidden()
	f.transpose()
	f.products()
	status := k.gp()
	k.ins("MOVD", "FPSR", status)
	k.ins("AND", imm(1), status, status)
	k.ins("MOVB", status, k.operand("invalid"))
	k.ins("RET")
	return k
}

// hidden computes the hidden vectors, the means of the contexts, and their products with
// the targets.
func (f frame) hidden() {
	defer f.scope()()
	part := f.argument("part_base")
	targets := f.targets(part)
	func() {
		defer f.scope()()
		f.storeVecs(targets, 0, f.zeros(4)...)
	}()
	f.tiles(f.used, wideSizes, func(column gp, size int) {
		h, i, to, o := f.argument("h_base"), f.copy(f.first), f.copy(targets), f.gp()
		f.ins("ADD", column, h, h)
		rows := f.label("rows")
		f.here(rows)
		x := f.sumContext(i, column, size)
		f.entry("Plan_Target", i, o)
		f.row(f.out, o)
		f.ins("ADD", column, o, o)
		inverse, total := f.bySize("Plan_Inverse", i), f.zeros(1)[0]
		for y := range x {
			f.fmulLane(x[y], x[y], inverse, 0)
		}
		f.storeVecs(h, 0, x...)
		f.inChunks(x, 4, func(y int, x []vec) {
			products := f.vecRegs(len(x))
			f.loadVecs(o, 16*y, products...)
			for i, p := range products {
				f.fmul(p, p, x[i])
				f.fcvtns(p, p)
				f.add(total, total, p)
			}
		})
		f.ins("VADDV", total.as("S4"), total.name())
		before := f.single(mem(to, 0))
		f.add(total, total, before)
		f.ins("FMOVS", total, mem(to, 0))
		f.ins("ADD", imm(4), to)
		f.ins("ADD", f.width, h)
		f.ins("ADD", imm(4), i)
		f.ins("CMP", f.end, i)
		f.ins("BLT", rows)
	})
}

// sumContext adds up a tile of row i's context: x = Σ v(c) over the context words c,
// in their order, which fixes the rounding.
func (f frame) sumContext(i, column gp, size int) []vec {
	x := f.zeros(size)
	f.context(i, func(row gp) {
		f.ins("ADD", column, row, row)
		f.inChunks(x, 4, func(y int, x []vec) {
			numbers := f.vecRegs(len(x))
			f.loadVecs(row, 16*y, numbers...)
			for i, n := range numbers {
				f.fadd(x[i], x[i], n)
			}
		})
	})
	return x
}

// transpose copies the hidden vectors to m, column by column, in squares of 4×4:
// products then multiplies four rows by one number of a negative at once.
func (f frame) transpose() {
	defer f.scope()()
	i, h, m, pitch := f.copy(f.first), f.argument("h_base"), f.argument("m_base"), f.gp()
	f.ins("SUB", f.first, f.end, pitch)
	rows := f.label("rows")
	f.here(rows)
	to, left := f.copy(m), f.gp()
	f.ins("LSR", imm(4), f.used, left)
	pointers := []gp{h, f.gp(), f.gp(), f.gp()}
	for x := 1; x < 4; x++ {
		f.ins("ADD", f.width, pointers[x-1], pointers[x])
	}
	last := f.gp()
	f.ins("ADD", f.width, pointers[3], last)
	f.times(left, func() {
		square := f.vecRegs(4)
		for x, v := range square {
			f.fetch(v, pointers[x])
		}
		for _, v := range f.transposed(square) {
			f.ins("FMOVQ", v, mem(to, 0))
			f.ins("ADD", pitch, to)
		}
	})
	f.ins("MOVD", last, h)
	f.ins("ADD", imm(16), m)
	f.ins("ADD", imm(16), i)
	f.ins("CMP", f.end, i)
	f.ins("BLT", rows)
}

// group is the number of negatives whose scores are computed at once. Eight negatives
// and two registers of rows give 16 sums, which with the 8 registers of negatives and
// the 2 of rows take 26 of 32.
const group = 8

// A scorer computes the scores with the negatives from the transposed hidden vectors.
// The registers of rows and negatives live for a tile; totals, which are integers,
// are in local memory, because the sums already take 16 of the 32 registers.
type scorer struct {
	frame
	rows   [group]gp // of the negatives
	m      gp        // the hidden vectors of the tile
	pitch  gp        // bytes from one column of hidden vectors to the next
	part   gp        // the scores of the tile
	totals int       // local memory for the tile's totals of lanes
}

// products computes the scores with the negatives, in tiles of 8 or 4 rows and a group of
// negatives.
func (f frame) products() {
	defer f.scope()()
	s := scorer{frame: f, pitch: f.gp(), totals: f.local(group * 2 * 16)}
	f.ins("SUB", f.first, f.end, s.pitch)
	negatives, parts, groups := f.negatives(), f.argument("part_base"), f.gp()
	f.ins("LSR", imm(5), f.pitch, groups)
	f.free(f.plan, f.first, f.end, f.in, f.width)
	f.times(groups, func() {
		for x := range s.rows {
			s.rows[x] = f.gp()
			f.ins("MOVW.P", mem(negatives, 4), s.rows[x])
			f.row(f.out, s.rows[x])
		}
		left := f.copy(s.pitch)
		s.m, s.part = f.argument("m_base"), f.copy(parts)
		four, done, next := f.label("four"), f.label("done"), f.label("eight")
		f.here(next)
		f.below(left, 4*8, four)
		s.tile(2)
		f.ins("SUBS", imm(4*8), left, left)
		f.ins("BNE", next)
		f.ins("B", done)
		f.here(four)
		s.tile(1)
		f.here(done)
		f.ins("ADD", imm(4*group), parts)
	})
}

// tile computes the scores of n registers of rows with a group of negatives, and
// moves on to the next rows: n is 2 for eight rows, 1 for four.
func (s scorer) tile(n int) {
	s.lanes(n)
	s.put(n)
	s.ins("ADD", imm(16*n), s.m)
}

// lanes adds the rounded sums of all lanes to the tile's totals. A lane is laneWidth
// columns: their products are added in float32 and rounded to an integer, so that
// sums of lanes do not depend on their order (docs/decisions/0001).
func (s scorer) lanes(n int) {
	defer s.scope()()
	sums := s.vecRegs(group * n)
	s.zero(sums[:2]...)
	for i := 0; i < len(sums); i += 2 {
		s.ins("FSTPQ", pair(sums), stack(s.totals+16*i))
	}
	h, left, quads, column := s.copy(s.m), s.gp(), s.gp(), s.number(0)
	s.ins("LSR", imm(4), s.used, left)
	lane, next, end := s.label("lane"), s.label("columns"), s.label("end")
	s.here(lane)
	s.ins("MOVD", imm(laneWidth/4), quads)
	s.ins("CMP", quads, left)
	s.ins("CSEL", "LT", left, quads, quads)
	s.ins("SUB", quads, left)
	s.columns(sums, h, column, true)
	s.ins("SUBS", imm(1), quads, quads)
	s.ins("BEQ", end)
	s.here(next)
	s.columns(sums, h, column, false)
	s.ins("SUBS", imm(1), quads, quads)
	s.ins("BNE", next)
	s.here(end)
	for _, v := range sums {
		s.fcvtns(v, v)
	}
	for i := 0; i < len(sums); i += 2 {
		s.addTotals(sums[i:i+2], s.totals+16*i)
	}
	s.ins("CBNZ", left, lane)
}

// laneWidth is the number of columns whose products are summed before they are rounded.
const laneWidth = 16

// columns adds the products of four columns to the sums. The first of a lane replaces
// them.
func (s scorer) columns(sums []vec, h, column gp, first bool) {
	defer s.scope()()
	n := len(sums) / group
	negatives := s.vecRegs(group)
	for x, v := range negatives {
		s.loadAt(v, s.rows[x], column)
	}
	for c := range 4 {
		func() {
			defer s.scope()()
			rows := s.vecRegs(n)
			s.loadVecs(h, 0, rows...)
			s.ins("ADD", s.pitch, h)
			for x, v := range negatives {
				for y, r := range rows {
					if first && c == 0 {
						s.fmulLane(sums[x*n+y], r, v, c)
					} else {
						s.fmlaLane(sums[x*n+y], r, v, c)
					}
				}
			}
		}()
	}
	s.ins("ADD", imm(16), column)
}

// addTotals adds two registers to local memory.
func (s scorer) addTotals(sums []vec, offset int) {
	defer s.scope()()
	totals := s.vecRegs(2)
	s.ins("FLDPQ", stack(offset), pair(totals))
	for i, t := range totals {
		s.add(t, t, sums[i])
	}
	s.ins("FSTPQ", pair(totals), stack(offset))
}

// put stores the totals of n registers of rows in the part, and moves on to the next
// rows. Totals have a register for each negative with four rows in its lanes; the
// part has a row of N negatives for each row, so squares of 4×4 are transposed.
func (s scorer) put(n int) {
	for y := range n {
		func() {
			defer s.scope()()
			var columns [2][]vec
			for half := range columns {
				rows := s.vecRegs(4)
				for x, v := range rows {
					s.ins("FMOVQ", stack(s.totals+16*((4*half+x)*n+y)), v)
				}
				columns[half] = s.transposed(rows)
			}
			for b := range 4 {
				s.storeVecs(s.part, 0, columns[0][b], columns[1][b])
				s.ins("ADD", s.frame.pitch, s.part)
			}
		}()
	}
}
