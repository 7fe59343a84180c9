package main

// This file writes the kernel that applies a block's coefficients, for arm64.
// ../apply.go has the formulas. Multiplying by one lane of a register is an
// instruction of NEON (fmla by element), so four coefficients are loaded at once and
// need no broadcast.
//
// Sums have the order of plain Go: errors are summed over the negatives and then the target,
// updates of the negatives over the rows. A tile of four rows and five registers has 20 sums;
// with 4 registers of coefficients and 4 of numbers, at most 28 of 32 are in use.

// maxShared bounds the negatives of a block. Pointers to their rows take 8·64 bytes
// of the stack.
const maxShared = 64

// An updater is a frame with what updates need beside it.
type updater struct {
	frame
	negatives int // local memory for pointers to the negatives' rows
	shared    gp  // their number
	targets   gp  // the coefficients of the targets
	errors    gp  // scratch for the errors of four rows
}

// apply writes a kernel that updates a worker's columns by a block's coefficients:
// first the coefficients become floats, then come the errors with the targets and
// contexts, and last the negatives, whose old rows the errors need.
func apply() *kernel {
	k := newKernel("applyNEON", "p *Plan, t int, c *Columns, h []float32, g []uint16, m []float32", "")
	u := updater{frame: k.enter(true), negatives: k.local(8 * maxShared)}
	u.unpack()
	u.pointers()
	u.rowErrors()
	u.moveNegatives()
	k.ins("RET")
	return k
}

// unpack writes the coefficients, times the learning rates, to m as floats, and sets the
// pointers to those of the targets and to what follows them.
func (u *updater) unpack() {
	u.targets, u.errors, u.shared = u.gp(), u.gp(), u.load(field(u.plan, "Plan_Shared"))
	defer u.scope()()
	g, to, left := u.argument("g_base"), u.argument("m_base"), u.gp()
	u.ins("SUB", u.first, u.end, left)
	u.ins("MUL", u.pitch, left, left)
	u.ins("LSR", imm(8), left, left) // rows·4·pitch·4, in 16 coefficients
	convert := func(rate string) {
		defer u.scope()()
		r, half := u.single(field(u.plan, rate)), u.vecRegs(4)
		for i, v := range half {
			u.ins("FMOVD", mem(g, 8*i), v)
			u.fromHalf(v, v)
			u.fmulLane(v, v, r, 0)
		}
		u.storeVecs(to, 0, half...)
		u.ins("ADD", imm(32), g)
		u.ins("ADD", imm(64), to)
	}
	u.times(left, func() { convert("Plan_NegativeRate") })
	u.ins("MOVD", to, u.targets)
	convert("Plan_Rate")
	u.ins("MOVD", to, u.errors)
}

// pointers keeps pointers to the negatives' rows.
func (u *updater) pointers() {
	defer u.scope()()
	negative, n, to, row := u.frame.negatives(), u.copy(u.shared), u.gp(), u.gp()
	u.ins("MOVD", "$"+stack(u.negatives), to)
	u.times(n, func() {
		u.ins("MOVW.P", mem(negative, 4), row)
		u.row(u.out, row)
		u.ins("MOVD.P", row, mem(to, 8))
	})
}

// rowErrors updates the targets' and the contexts' vectors, four rows of the block at a
// time. The errors of four rows go through memory, at u.errors: a tile has all four rows for a
// few columns, but the contexts are updated row by row, in wider tiles.
func (u *updater) rowErrors() {
	defer u.scope()()
	i, h, g := u.copy(u.first), u.argument("h_base"), u.argument("m_base")
	rows := u.label("rows")
	u.here(rows)
	u.tiles(u.used, sizes, func(column gp, size int) {
		e := u.sumErrors(g, column, size)
		hx, to, ix, o := u.gp(), u.gp(), u.copy(i), u.gp()
		u.ins("ADD", column, h, hx)
		u.ins("ADD", column, u.errors, to)
		coefficients := u.vec()
		u.loadVecs(u.targets, 0, coefficients)
		for x := range e {
			u.entry("Plan_Target", ix, o)
			u.row(u.out, o)
			u.ins("ADD", column, o, o)
			u.moveTarget(e[x], o, hx, coefficients, x, u.bySize("Plan_Scale", ix))
			u.storeVecs(to, 0, e[x]...)
			if x < 3 {
				u.ins("ADD", u.width, hx)
				u.ins("ADD", u.width, to)
				u.ins("ADD", imm(4), ix)
			}
		}
	})
	u.moveContexts(i)
	u.ins("ADD", u.width.String()+"<<2", h, h)
	u.ins("ADD", u.pitch.String()+"<<2", g, g)
	u.ins("ADD", imm(16), u.targets)
	u.ins("ADD", imm(16), i)
	u.ins("CMP", u.end, i)
	u.ins("BLT", rows)
}

// sumErrors returns Σⱼ gⱼ·mⱼ for a tile of four rows; e[x] has the registers of row
// x. g points to the coefficients of the first row; those of the others follow at
// distances of pitch bytes. Four negatives are processed in a turn, one for each lane
// of a register of coefficients.
func (u *updater) sumErrors(g, column gp, size int) [4][]vec {
	var e [4][]vec
	for x := range e {
		e[x] = u.zeros(size)
	}
	defer u.scope()()
	quads, table := u.gp(), u.gp()
	u.ins("LSR", imm(2), u.shared, quads)
	u.ins("MOVD", "$"+stack(u.negatives), table)
	pointers := []gp{u.copy(g), u.gp(), u.gp(), u.gp()}
	for x := 1; x < 4; x++ {
		u.ins("ADD", u.pitch, pointers[x-1], pointers[x])
	}
	u.times(quads, func() {
		coefficients := u.vecRegs(4)
		for x, v := range coefficients {
			u.fetch(v, pointers[x])
		}
		rows := []gp{u.gp(), u.gp()}
		for j := range 4 {
			if j%2 == 0 {
				u.ins("LDP.P", mem(table, 16), "("+rows[0].String()+", "+rows[1].String()+")")
			}
			row := rows[j%2]
			u.ins("ADD", column, row)
			u.inChunks(e[0], 4, func(y int, tile []vec) {
				numbers := u.vecRegs(len(tile))
				u.loadVecs(row, 16*y, numbers...)
				for x := range e {
					for i, n := range numbers {
						u.fmlaLane(e[x][y+i], n, coefficients[x], j)
					}
				}
			})
		}
	})
	return e
}

// moveTarget completes the error of row x of four by the target's share, scales it,
// and updates the target's vector: e = (e + g·o)·scale with the old o, then o += g·h.
// coefficients has the g of the four rows in its lanes.
func (u *updater) moveTarget(e []vec, o, h gp, coefficients vec, x int, scale vec) {
	u.inChunks(e, 2, func(y int, e []vec) {
		old, hidden := u.vecRegs(len(e)), u.vecRegs(len(e))
		u.loadVecs(o, 16*y, old...)
		u.loadVecs(h, 16*y, hidden...)
		for i := range e {
			u.fmlaLane(e[i], old[i], coefficients, x)
			u.fmulLane(e[i], e[i], scale, 0)
			u.fmlaLane(old[i], hidden[i], coefficients, x)
		}
		u.storeVecs(o, 16*y, old...)
	})
}

// moveContexts adds the errors of row i and the three that follow to the vectors of their
// contexts. Tiles are wide: each ends a loop over the context, which is mispredicted.
func (u *updater) moveContexts(i gp) {
	defer u.scope()()
	ix, e, left := u.copy(i), u.copy(u.errors), u.number(4)
	u.times(left, func() {
		u.tiles(u.used, wideSizes, func(column gp, size int) {
			from, errors := u.gp(), u.vecRegs(size)
			u.ins("ADD", column, e, from)
			u.loadVecs(from, 0, errors...)
			u.context(ix, func(row gp) {
				u.ins("ADD", column, row, row)
				u.inChunks(errors, 4, func(y int, errors []vec) {
					moved := u.vecRegs(len(errors))
					u.loadVecs(row, 16*y, moved...)
					for i, m := range moved {
						u.fadd(m, m, errors[i])
					}
					u.storeVecs(row, 16*y, moved...)
				})
			})
		})
		u.ins("ADD", imm(4), ix)
		u.ins("ADD", u.width, e)
	})
}

// moveNegatives updates the negatives' vectors, four at a time: mⱼ += Σᵢ gᵢⱼ·hᵢ over
// the rows i of the block. The coefficients of four negatives are contiguous in a row, so one
// load has a lane for each. The sum begins at 0 and is added to mⱼ at the end.
func (u *updater) moveNegatives() {
	defer u.scope()()
	g, table, left := u.argument("m_base"), u.gp(), u.gp()
	u.ins("MOVD", "$"+stack(u.negatives), table)
	u.ins("LSR", imm(2), u.shared, left)
	u.times(left, func() {
		u.tiles(u.used, sizes, func(column gp, size int) {
			var sums [4][]vec
			for x := range sums {
				sums[x] = u.zeros(size)
			}
			h, gb, rows := u.argument("h_base"), u.copy(g), u.gp()
			u.ins("ADD", column, h)
			u.ins("SUB", u.first, u.end, rows)
			u.ins("LSR", imm(2), rows, rows)
			u.times(rows, func() {
				coefficients := u.vec()
				u.loadVecs(gb, 0, coefficients)
				u.inChunks(sums[0], 4, func(y int, tile []vec) {
					numbers := u.vecRegs(len(tile))
					u.loadVecs(h, 16*y, numbers...)
					for x := range sums {
						for i, n := range numbers {
							u.fmlaLane(sums[x][y+i], n, coefficients, x)
						}
					}
				})
				u.ins("ADD", u.width, h)
				u.ins("ADD", u.pitch, gb)
			})
			row := u.gp()
			for x := range sums {
				u.ins("MOVD", mem(table, 8*x), row)
				u.ins("ADD", column, row)
				u.inChunks(sums[x], 4, func(y int, sums []vec) {
					old := u.vecRegs(len(sums))
					u.loadVecs(row, 16*y, old...)
					for i, v := range old {
						u.fadd(v, v, sums[i])
					}
					u.storeVecs(row, 16*y, old...)
				})
			}
		})
		u.ins("ADD", imm(16), g)
		u.ins("ADD", imm(32), table)
	})
}
