package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// apply writes the kernel that updates a worker's columns by a block's coefficients.
// With B rows, N shared negatives and the coefficients G (B×N) and g (B) it computes
//
//	E   = G M + g·o          the errors, B × width; M has the negatives' rows, o the targets' rows
//	o  += g·h                each target
//	in += E·scale            each word of each context
//	M  += Gᵀ H               each negative
//
// E uses o and M from before their updates; see the comment of package simd.
//
//	g  coefficients, float16          h  hidden vectors, B × width
//	m  scratch: the coefficients as floats, then the errors E, B × width
func (v vector) apply() {
	TEXT("apply"+v.name, NOSPLIT, "func(p *Plan, t int, c *Columns, h []float32, g []uint16, m []float32)")
	Doc("apply" + v.name + " is apply in assembly.")
	f := v.enter(true)
	errors := v.unpack(f)
	rows := AllocLocal(8 * maxShared)
	{ // the negatives' rows
		// The addresses of the rows are computed once for the block and kept on the stack.
		negative, i, n := f.negatives(), GP64(), GP64()
		Load(f.plan.Field("Shared"), n)
		XORQ(i, i)
		next := label("negative")
		Label(next)
		MOVQ(f.row(f.out, Mem{Base: negative, Index: i, Scale: 4}), rows.Idx(i, 8))
		INCQ(i)
		CMPQ(i, n)
		JL(LabelRef(next))
	}
	v.errors(f, rows, errors)
	v.negatives(f, rows)
	VZEROUPPER()
	RET()
}

// unpack writes the coefficients, times the learning rates, to m as floats: first those
// of the negatives, times NegativeRate, then 16 for the targets, times Rate. It returns
// where the address behind them is kept, at which the errors begin.
func (v vector) unpack(f frame) (behind Mem) {
	g, to, end := GP64(), GP64(), GP64()
	Load(Param("g").Base(), g)
	Load(Param("m").Base(), to)
	MOVQ(f.targets(to), end)
	behind = AllocLocal(8)
	// The second loop goes on where the first ends: 16 coefficients of targets follow those
	// of negatives.
	for _, rate := range []string{"NegativeRate", "Rate"} {
		factor := v.broadcast(f.field(rate))
		next := label("coefficients")
		Label(next)
		x := v.reg()
		VCVTPH2PS(Mem{Base: g}, x)
		VMULPS(factor, x, x)
		VMOVUPS(x, Mem{Base: to})
		ADDQ(I32(v.bytes()/2), g)
		ADDQ(I32(v.bytes()), to)
		CMPQ(to, end)
		JL(LabelRef(next))
		ADDQ(I32(4*16), end)
	}
	MOVQ(to, behind)
	return behind
}

// maxShared is the maximum number of negatives of a block, for which the stack has space.
const maxShared = 64

// sizes are the widths in registers of tiles of four rows: with the sums of four
// rows, size registers of a fifth row and one coefficient, 5·size + 1 registers are
// used. That is 16 for size 3, all that AVX2 has, and 21 of 32 for size 4.
func (v vector) sizes() []int {
	if v.width == 16 {
		return []int{4, 3, 2, 1}
	}
	return []int{3, 2, 1}
}

// wideSizes are the widths in registers of tiles of one row, which need two registers
// more. Their numbers are those at which a row of common dimensions divides into few
// tiles: 100 columns are 13 registers of AVX2.
func (v vector) wideSizes() []int {
	if v.width == 16 {
		return []int{8, 7, 6, 5, 4, 3, 2, 1}
	}
	return []int{14, 13, 12, 10, 8, 7, 6, 4, 3, 2, 1}
}

// errors writes the loop that computes the errors of the block's rows, four rows at a
// time, and updates the targets' vectors and the contexts' vectors with them. negatives
// has the addresses of the negatives' rows, errors the address of the scratch for E.
func (v vector) errors(f frame, negatives, errors Mem) {
	i, h, g := load(f.first), GP64(), GP64()
	Load(Param("h").Base(), h)
	Load(Param("m").Base(), g)
	targets := AllocLocal(8)
	MOVQ(f.targets(g), targets)
	rows := label("rows")
	Label(rows)
	v.tiles(f.used, v.sizes(), func(column reg.GPVirtual, size int) {
		// A tile: the errors of four rows for some columns, first from the negatives, then the
		// target.
		if v.width == 16 {
			v.prefetchTile(f, i, column, size)
		}
		e := v.error(f, g, negatives, column, size)
		hx, to := GP64(), load(errors)
		LEAQ(at(h, column, 0), hx)
		ADDQ(column, to)
		for x := range e {
			v.moveTarget(f, i, load(targets), hx, column, x, e[x])
			for y := range e[x] {
				VMOVUPS(e[x][y], Mem{Base: to, Disp: y * v.bytes()})
			}
			ADDQ(f.width, hx)
			ADDQ(f.width, to)
		}
	})
	v.moveContexts(f, i, load(errors))
	LEAQ(Mem{Base: h, Index: load(f.width), Scale: 4}, h)
	LEAQ(Mem{Base: g, Index: load(f.pitch), Scale: 4}, g)
	ADDQ(I32(16), targets)
	ADDQ(I32(16), i)
	CMPQ(i, f.end)
	JL(LabelRef(rows))
}

// prefetchTile requests a tile of four rows of c.Ahead, of both matrices, into the
// second-level cache.
func (v vector) prefetchTile(f frame, i, column reg.GPVirtual, size int) {
	for x := range 4 {
		for _, matrix := range []Mem{f.in, f.out} {
			row := f.row(matrix, at(load(f.ahead), i, 4*x))
			for line := 0; line < size*v.bytes(); line += 64 {
				PREFETCHT1(at(row, column, line))
			}
		}
	}
}

// error returns registers with Σⱼ gⱼ·mⱼ over the negatives j, for a tile of four rows:
// e[x][y] is row x, register y. g points to the coefficients of the four rows.
func (v vector) error(f frame, g reg.GPVirtual, negatives Mem, column reg.GPVirtual, size int) [4][]reg.VecVirtual {
	var e [4][]reg.VecVirtual
	for x := range e {
		e[x] = v.zeros(size)
	}
	// g0 and g3 address the coefficients of rows 0 to 2 and 3, pitch bytes apart.
	j, n, pitch, g0, g3 := GP64(), GP64(), load(f.pitch), GP64(), GP64()
	Load(f.plan.Field("Shared"), n)
	XORQ(j, j)
	MOVQ(g, g0)
	LEAQ(Mem{Base: g, Index: pitch, Scale: 2}, g3)
	ADDQ(pitch, g3)
	next := label("negative")
	align()
	Label(next)
	// A negative's vector is loaded once for four rows.
	row := load(negatives.Idx(j, 8))
	numbers := v.regs(size)
	for y := range numbers {
		VMOVUPS(at(row, column, y*v.bytes()), numbers[y])
	}
	for x, m := range []Mem{{Base: g0}, at(g0, pitch, 0), {Base: g0, Index: pitch, Scale: 2}, {Base: g3}} {
		coefficient := v.broadcast(m)
		for y := range numbers {
			v.fused(e[x][y], numbers[y], coefficient)
		}
	}
	ADDQ(I32(4), g0)
	ADDQ(I32(4), g3)
	INCQ(j)
	CMPQ(j, n)
	JL(LabelRef(next))
	return e
}

// moveTarget finishes the error e of row i+x, e = (e + g·o)·scale, and updates the
// target's vector, o += g·h. The old o is used for the error.
func (v vector) moveTarget(f frame, i, targets, h, column reg.GPVirtual, x int, e []reg.VecVirtual) {
	o := f.row(f.out, f.entry("Target", i, x))
	coefficient, scale := v.broadcast(Mem{Base: targets, Disp: 4 * x}), v.broadcast(f.bySize("Scale", i, x))
	for y := range e {
		old := v.reg()
		// e += g·o with the old o, then o += g·h.
		VMOVUPS(at(o, column, y*v.bytes()), old)
		v.fused(e[y], coefficient, old)
		VMULPS(e[y], scale, e[y])
		v.fused(old, Mem{Base: h, Disp: y * v.bytes()}, coefficient)
		VMOVUPS(old, at(o, column, y*v.bytes()))
	}
}

// moveContexts adds the errors of rows i to i+3, the first of which is at e, to the
// vectors of their contexts. Tiles are wide, because the end of the loop over a context
// is hard to predict, and each tile has that loop.
func (v vector) moveContexts(f frame, i, e reg.GPVirtual) {
	for x := range 4 {
		v.tiles(f.used, v.wideSizes(), func(column reg.GPVirtual, size int) {
			// The error stays in registers while it is added to all words of the context.
			from, error := GP64(), v.regs(size)
			LEAQ(at(e, column, 0), from)
			for y := range error {
				VMOVUPS(Mem{Base: from, Disp: y * v.bytes()}, error[y])
			}
			f.context(i, x, func(row reg.GPVirtual) {
				for y := range error {
					moved := v.reg()
					VADDPS(at(row, column, y*v.bytes()), error[y], moved)
					VMOVUPS(moved, at(row, column, y*v.bytes()))
				}
			})
		})
		ADDQ(f.width, e)
	}
}

// negatives writes the loop that updates the negatives' vectors, four at a time: mⱼ
// += Σᵢ gᵢⱼ·hᵢ over the rows i of the block. The sum starts at 0 and is added to mⱼ
// at the end, so a vector is rounded once more than if it were the start of the sum;
// plain Go does the same.
func (v vector) negatives(f frame, negatives Mem) {
	g, j, n := GP64(), GP64(), GP64()
	Load(f.plan.Field("Shared"), n)
	Load(Param("m").Base(), g)
	XORQ(j, j)
	next := label("negatives")
	Label(next)
	v.tiles(f.used, v.sizes(), func(column reg.GPVirtual, size int) {
		var sums [4][]reg.VecVirtual
		for x := range sums {
			sums[x] = v.zeros(size)
		}
		h, gb, i, width, pitch := GP64(), GP64(), load(f.first), load(f.width), load(f.pitch)
		Load(Param("h").Base(), h)
		ADDQ(column, h)
		MOVQ(g, gb)
		rows := label("rows")
		align()
		Label(rows)
		numbers := v.regs(size)
		for y := range numbers {
			VMOVUPS(Mem{Base: h, Disp: y * v.bytes()}, numbers[y])
		}
		for x := range sums {
			coefficient := v.broadcast(Mem{Base: gb, Disp: 4 * x})
			for y := range numbers {
				v.fused(sums[x][y], numbers[y], coefficient)
			}
		}
		ADDQ(width, h)
		ADDQ(pitch, gb)
		ADDQ(I32(4), i)
		CMPQ(i, f.end)
		JL(LabelRef(rows))
		for x := range sums {
			// mⱼ is read and written once for the block.
			row := load(negatives.Offset(8*x).Idx(j, 8))
			for y, s := range sums[x] {
				VADDPS(at(row, column, y*v.bytes()), s, s)
				VMOVUPS(s, at(row, column, y*v.bytes()))
			}
		}
	})
	ADDQ(I32(16), g)
	ADDQ(I32(4), j)
	CMPQ(j, n)
	JL(LabelRef(next))
}
