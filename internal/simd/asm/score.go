package main

import (
	"math/bits"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// score writes the kernel that computes a block's hidden vectors h, and a worker's
// part of its scores:
//
//	h     = Σ in[w] / C          mean of the context, B × width, stored for apply
//	S     = H Mᵀ                 scores with the negatives, B × N
//	s     = h·o                  scores with the targets, B
//
// over the worker's columns. The parts are integers, scores times a power of two:
// sums of integers do not depend on the order, so any division of the columns gives
// the same scores. m is scratch for the negatives' rows.
func (v vector) score() {
	TEXT("score"+v.name, NOSPLIT, "func(p *Plan, t int, c *Columns, h, m []float32, part []int32)")
	Doc("score" + v.name + " is score in assembly.")
	f := v.enter(true)
	v.hidden(f)
	v.transpose(f)
	v.products(f)
	VZEROUPPER()
	RET()
}

// hidden writes the loop that computes the hidden vectors, the means of the contexts, and
// their products with the targets. Products are rounded to integers, each on its own, and
// summed, so that the sum does not depend on the order.
func (v vector) hidden(f frame) {
	part := GP64()
	Load(Param("part").Base(), part)
	targets, zero := f.targets(part), v.zeros(1)[0]
	// The scores with the targets are sums over tiles, so they begin at 0.
	for i := 0; i < 16; i += v.width { // those of no row too
		VMOVUPS(zero, Mem{Base: targets, Disp: 4 * i})
	}
	v.tiles(f.used, v.wideSizes(), func(column reg.GPVirtual, size int) {
		h, sums, i := GP64(), GP64(), load(f.first)
		Load(Param("h").Base(), h)
		Load(Param("m").Base(), sums)
		ADDQ(column, h)
		rows := label("rows")
		Label(rows)
		// h = Σ / size, stored; then h·o, rounded to integers and summed over the registers of
		// the tile.
		x := v.sumContext(f, i, column, size)
		o := f.row(f.out, f.entry("Target", i, 0))
		inverse, total := v.broadcast(f.bySize("Inverse", i, 0)), v.zeros(1)[0]
		for y := range x {
			VMULPS(x[y], inverse, x[y])
			VMOVUPS(x[y], Mem{Base: h, Disp: y * v.bytes()})
			VMULPS(at(o, column, y*v.bytes()), x[y], x[y])
			VCVTPS2DQ(x[y], x[y])
			VPADDD(x[y], total, total)
		}
		VMOVUPS(total, Mem{Base: sums})
		ADDQ(I32(v.bytes()), sums)
		ADDQ(f.width, h)
		ADDQ(I32(4), i)
		CMPQ(i, f.end)
		JL(LabelRef(rows))
		v.addSums(f, targets)
	})
}

// sumContext returns registers with the sum of a tile of the vectors in row i's
// context, added in the order of the words.
func (v vector) sumContext(f frame, i, column reg.GPVirtual, size int) []reg.VecVirtual {
	x := v.zeros(size)
	f.context(i, 0, func(row reg.GPVirtual) {
		for y := range x {
			VADDPS(at(row, column, y*v.bytes()), x[y], x[y])
		}
	})
	return x
}

// addSums adds to the score of each row with its target the sum of the integers that m
// has for it, one register for each row. It sums four rows at a time: unpacking
// interleaves two registers, so that one addition halves the numbers of both.
func (v vector) addSums(f frame, targets reg.GPVirtual) {
	m, to, i := GP64(), GP64(), load(f.first)
	Load(Param("m").Base(), m)
	MOVQ(targets, to)
	rows := label("sums")
	Label(rows)
	// Four registers with one sum spread over their elements become one with four sums.
	r, t := v.regs(4), v.regs(4)
	for x := range r {
		VMOVUPS(Mem{Base: m, Disp: x * v.bytes()}, r[x])
	}
	add := func(a, b reg.VecVirtual) reg.VecVirtual {
		VPADDD(b, a, a)
		return a
	}
	for x := 0; x < 4; x += 2 {
		VPUNPCKLDQ(r[x+1], r[x], t[x])
		VPUNPCKHDQ(r[x+1], r[x], t[x+1])
		add(t[x], t[x+1])
	}
	low, high := v.reg(), v.reg()
	VPUNPCKLQDQ(t[2], t[0], low)
	VPUNPCKHQDQ(t[2], t[0], high)
	sum := v.folded(add(low, high))
	VPADDD(Mem{Base: to}, sum, sum)
	VMOVDQU(sum, Mem{Base: to})
	ADDQ(I32(4*v.bytes()), m)
	ADDQ(I32(16), to)
	ADDQ(I32(16), i)
	CMPQ(i, f.end)
	JL(LabelRef(rows))
}

// folded returns a register of four integers: the sum of the two halves (AVX2) or four
// quarters (AVX-512) of r.
func (v vector) folded(r reg.VecVirtual) reg.VecVirtual {
	y := r
	if v.width == 16 {
		y = YMM()
		VEXTRACTI64X4(U8(1), r, y)
		VPADDD(r.AsY(), y, y)
	}
	x := XMM()
	VEXTRACTI128(U8(1), y, x)
	VPADDD(y.AsX(), x, x)
	return x
}

// transpose copies the negatives' rows to m, column by column: m has a row of N numbers
// for each column. products then loads negatives side by side, in one register.
func (v vector) transpose(f frame) {
	pointers := AllocLocal(8 * v.width)
	negatives, m, groups, pitch := f.negatives(), GP64(), load(f.pitch), load(f.pitch)
	Load(Param("m").Base(), m)
	SHRQ(U8(log2(v.bytes())), groups)
	times(groups, func() {
		// Squares of width rows × width columns: the rows' addresses go to the stack, since there
		// are too many for registers.
		for i := range v.width {
			MOVQ(f.row(f.out, Mem{Base: negatives, Disp: 4 * i}), pointers.Offset(8*i))
		}
		to, column := GP64(), GP64()
		MOVQ(m, to)
		XORQ(column, column)
		next := label("square")
		align()
		Label(next)
		rows := v.regs(v.width)
		for i := range rows {
			VMOVUPS(at(load(pointers.Offset(8*i)), column, 0), rows[i])
		}
		for _, r := range v.transposed(rows) {
			VMOVUPS(r, Mem{Base: to})
			ADDQ(pitch, to)
		}
		ADDQ(I32(v.bytes()), column)
		CMPQ(column, f.used)
		JL(LabelRef(next))
		ADDQ(I32(v.bytes()), negatives)
		ADDQ(I32(v.bytes()), m)
	})
}

// log2 returns the binary logarithm of a power of two.
func log2(n int) uint8 { return uint8(bits.TrailingZeros(uint(n))) }

// transposed returns a square of registers with rows and columns exchanged: by pairs of
// elements, by pairs of pairs, and by quarters of registers.
func (v vector) transposed(r []reg.VecVirtual) []reg.VecVirtual {
	t := v.regs(len(r))
	for i := 0; i < len(r); i += 2 {
		VUNPCKLPS(r[i+1], r[i], t[i])
		VUNPCKHPS(r[i+1], r[i], t[i+1])
	}
	u := v.regs(len(r))
	for i := 0; i < len(r); i += 4 {
		VUNPCKLPD(t[i+2], t[i], u[i])
		VUNPCKHPD(t[i+2], t[i], u[i+1])
		VUNPCKLPD(t[i+3], t[i+1], u[i+2])
		VUNPCKHPD(t[i+3], t[i+1], u[i+3])
	}
	w := v.regs(len(r))
	if v.width == 8 {
		for i := range 4 {
			VPERM2F128(U8(0x20), u[i+4], u[i], w[i])
			VPERM2F128(U8(0x31), u[i+4], u[i], w[i+4])
		}
		return w
	}
	for i := range 4 {
		VSHUFF32X4(U8(0x88), u[i+4], u[i], w[i])
		VSHUFF32X4(U8(0xdd), u[i+4], u[i], w[i+4])
		VSHUFF32X4(U8(0x88), u[i+12], u[i+8], w[i+8])
		VSHUFF32X4(U8(0xdd), u[i+12], u[i+8], w[i+12])
	}
	x := v.regs(len(r))
	for i := range 4 {
		VSHUFF32X4(U8(0x88), w[i+8], w[i], x[i])
		VSHUFF32X4(U8(0xdd), w[i+8], w[i], x[i+8])
		VSHUFF32X4(U8(0x88), w[i+12], w[i+4], x[i+4])
		VSHUFF32X4(U8(0xdd), w[i+12], w[i+4], x[i+12])
	}
	return x
}

// products computes the scores of every hidden vector with every negative: in each lane
// of columns, the products are summed in the order of the columns and rounded to an
// integer. A tile is some rows × some registers of negatives, the largest of those
// written here that divides the block.
func (v vector) products(f frame) {
	// Which tile fits depends on the numbers of negatives and rows, known at run time.
	if v.width == 8 {
		v.narrowProducts(f)
		return
	}
	odd, four, eight, done := label("odd"), label("four"), label("eight"), label("done")
	TESTQ(U32(uint32(v.bytes())), load(f.pitch))
	JNZ(LabelRef(odd))
	v.productTiles(f, 4, 2)
	JMP(LabelRef(done))
	Label(odd)
	rows := load(f.end)
	SUBQ(f.first, rows)
	TESTQ(U32(4*4), rows)
	JZ(LabelRef(eight))
	CMPQ(rows, U32(4*12))
	JNE(LabelRef(four))
	v.productTiles(f, 12, 1)
	JMP(LabelRef(done))
	Label(eight)
	v.productTiles(f, 8, 1)
	JMP(LabelRef(done))
	Label(four)
	v.productTiles(f, 4, 1)
	Label(done)
}

// narrowProducts is products with AVX2. A multiply-add takes four cycles and two begin in each,
// so that a tile should have more than eight sums: 4 rows × 3 registers if there are 48 negatives,
// 6 rows × 2 registers in blocks of 12 rows.
func (v vector) narrowProducts(f frame) {
	two, four, done, rows := label("two"), label("four"), label("done"), load(f.end)
	CMPQ(f.pitch, U32(4*48))
	JNE(LabelRef(two))
	v.productTiles(f, 4, 3)
	JMP(LabelRef(done))
	Label(two)
	SUBQ(f.first, rows)
	CMPQ(rows, U32(4*12))
	JNE(LabelRef(four))
	v.productTiles(f, 6, 2)
	JMP(LabelRef(done))
	Label(four)
	v.productTiles(f, 4, 2)
	Label(done)
}

// productTiles writes the loop over the tiles of a block.
func (v vector) productTiles(f frame, rows, registers int) {
	h, part, i := GP64(), GP64(), load(f.first)
	Load(Param("h").Base(), h)
	Load(Param("part").Base(), part)
	nextRows := label("rows")
	Label(nextRows)
	column := GP64()
	XORQ(column, column)
	nextColumn := label("negatives")
	Label(nextColumn)
	v.productTile(f, h, part, column, rows, registers)
	ADDQ(I32(registers*v.bytes()), column)
	CMPQ(column, f.pitch)
	JL(LabelRef(nextColumn))
	for _, next := range []struct {
		pointer reg.GPVirtual
		step    Mem
	}{{h, f.width}, {part, f.pitch}} {
		step := load(next.step)
		IMUL3Q(U8(rows), step, step)
		ADDQ(step, next.pointer)
	}
	ADDQ(I32(4*rows), i)
	CMPQ(i, f.end)
	JL(LabelRef(nextRows))
}

// productTile computes the scores of rows × registers of negatives. The totals of the
// lanes stay in registers if there are enough beside the sums of a lane (AVX-512),
// otherwise in the part.
func (v vector) productTile(f frame, h, part, column reg.GPVirtual, rows, registers int) {
	var totals []reg.VecVirtual
	if v.width == 16 {
		totals = v.zeros(rows * registers)
	}
	c := Dereference(Param("c"))
	left, m, h0, width, pitch := GP64(), GP64(), GP64(), load(f.width), load(f.pitch)
	Load(c.Field("Used"), left)
	Load(Param("m").Base(), m)
	ADDQ(column, m)
	MOVQ(h, h0)
	// The rows of h: 0, 1, 2, 4 and 8 strides from the first pointer, 3, 5, 7 and 11
	// from the second, 6 and 10 from the third, 9 from the fourth.
	h3, h6, h9 := GP64(), h0, h0
	LEAQ(Mem{Base: width, Index: width, Scale: 2}, h3)
	ADDQ(h, h3)
	if rows > 4 {
		h6 = GP64()
		LEAQ(Mem{Base: h3, Index: width, Scale: 2}, h6)
		ADDQ(width, h6)
	}
	if rows > 8 {
		h9 = GP64()
		LEAQ(Mem{Base: h6, Index: width, Scale: 2}, h9)
		ADDQ(width, h9)
	}
	address := []Mem{
		{Base: h0}, {Base: h0, Index: width, Scale: 1}, {Base: h0, Index: width, Scale: 2}, {Base: h3},
		{Base: h0, Index: width, Scale: 4}, {Base: h3, Index: width, Scale: 2}, {Base: h6},
		{Base: h3, Index: width, Scale: 4}, {Base: h0, Index: width, Scale: 8}, {Base: h9},
		{Base: h6, Index: width, Scale: 4}, {Base: h3, Index: width, Scale: 8},
	}[:rows]
	each := func(body func(i int, total Mem)) {
		v.eachTotal(part, column, pitch, rows, registers, body)
	}
	if totals == nil {
		zero := v.zeros(1)[0]
		each(func(_ int, total Mem) { VMOVUPS(zero, total) })
	}
	v.eachLane(left, func(width reg.GPVirtual) {
		sums := v.zeros(rows * registers)
		align()
		times(width, func() {
			negatives := v.regs(registers)
			for y := range negatives {
				VMOVUPS(Mem{Base: m, Disp: y * v.bytes()}, negatives[y])
			}
			for x, a := range address {
				if registers == 1 { // AVX-512 multiplies by a broadcast number in one instruction
					VFMADD231PS_BCST(a, negatives[0], sums[x])
					continue
				}
				number := v.broadcast(a)
				for y := range negatives {
					v.fused(sums[x*registers+y], number, negatives[y])
				}
			}
			ADDQ(pitch, m)
			ADDQ(I32(4), h0)
			ADDQ(I32(4), h3)
			if rows > 4 {
				ADDQ(I32(4), h6)
			}
			if rows > 8 {
				ADDQ(I32(4), h9)
			}
		})
		for i := range totals {
			VCVTPS2DQ(sums[i], sums[i])
			VPADDD(sums[i], totals[i], totals[i])
		}
		if totals == nil {
			each(func(i int, total Mem) {
				VCVTPS2DQ(sums[i], sums[i])
				VPADDD(total, sums[i], sums[i])
				VMOVUPS(sums[i], total)
			})
		}
	})
	if totals != nil {
		each(func(i int, total Mem) { VMOVUPS(totals[i], total) })
	}
}

// eachLane writes a loop over the lanes of left columns, at least one, with the
// number of columns of each in width: 16, or fewer in the last lane. left is 0 at the
// end.
func (v vector) eachLane(left reg.GPVirtual, body func(width reg.GPVirtual)) {
	next := label("lane")
	Label(next)
	width := GP64()
	MOVQ(U32(laneWidth), width)
	CMPQ(left, width)
	CMOVQLT(left, width)
	SUBQ(width, left)
	body(width)
	TESTQ(left, left)
	JNZ(LabelRef(next))
}

// laneWidth is the number of columns whose products are summed before the sum is rounded.
// It is part of the definition of a score; see the comment of package simd.
const laneWidth = 16

// eachTotal calls body with the number and the address of each register of a tile in a
// part.
func (v vector) eachTotal(part, column, pitch reg.GPVirtual, rows, registers int, body func(i int, total Mem)) {
	to := GP64()
	LEAQ(at(part, column, 0), to)
	for x := range rows {
		for y := range registers {
			body(x*registers+y, Mem{Base: to, Disp: y * v.bytes()})
		}
		if x < rows-1 {
			ADDQ(pitch, to)
		}
	}
}
