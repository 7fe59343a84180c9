package main

// This file writes the kernels of queries: dots multiplies a vector by the rows of a
// matrix (scores, cosines), and mix adds rows times weights (context vectors). Rows
// have any length. The columns beyond the last full 16 are loaded under a mask, which
// reads nothing behind the row: the next page may not be mapped.

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A tail is the columns of a row beyond the last full 16, 0 to 15 columns.
type tail struct {
	bytes reg.GPVirtual    // offset of its first column in a row
	mask  reg.Register     // AVX-512: a bit for each column
	masks []reg.VecVirtual // AVX2: all bits set in each column, of columns 0 to 7 and 8 to 15
}

// tailOf returns the tail of rows of n columns.
func (v vector) tailOf(n reg.GPVirtual) tail {
	t := tail{bytes: GP64()}
	MOVQ(n, t.bytes)
	ANDQ(I32(-16), t.bytes)
	SHLQ(U8(2), t.bytes)
	left := GP64()
	MOVQ(n, left)
	ANDQ(U32(15), left)
	if v.width == 16 {
		// 2^left − 1: a bit for each column that is left. A shift by a register takes its count
		// from CL.
		ones, count := GP64(), reg.CL
		MOVQ(left, reg.RCX)
		MOVQ(U32(1), ones)
		SHLQ(count, ones)
		DECQ(ones)
		k := K()
		KMOVW(ones.As32(), k)
		t.mask = k
		return t
	}
	NEGQ(left)
	table := GP64()
	LEAQ(tailMasks(), table)
	LEAQ(Mem{Base: table, Index: left, Scale: 4, Disp: 64}, table)
	t.masks = v.regs(2)
	for i := range t.masks {
		VMOVUPS(Mem{Base: table, Disp: 32 * i}, t.masks[i])
	}
	return t
}

// masks is the table of tailMasks, once it is written.
var masks *Mem

// tailMasks returns the address of a table of 16 words with all bits set and 16 of zeros.
// Read from word 16−n on, it is the mask of n columns.
func tailMasks() Mem {
	if masks == nil {
		m := GLOBL("tailMasks", RODATA|NOPTR)
		for i := range 32 {
			word := U32(0)
			if i < 16 {
				word = 0xffffffff
			}
			DATA(4*i, word)
		}
		masks = &m
	}
	return *masks
}

// sixteen returns the number of registers that hold 16 floats, 1 or 2.
func (v vector) sixteen() int { return 16 / v.width }

// load16 loads 16 columns of a row, or its tail if t is not nil; columns beyond the row
// are 0 and are not read.
func (v vector) load16(row, column reg.Register, t *tail) []reg.VecVirtual {
	r := v.regs(v.sixteen())
	for i := range r {
		m := at(row, column, i*v.bytes())
		switch {
		case t == nil:
			VMOVUPS(m, r[i])
		case v.width == 16:
			VMOVUPS_Z(m, t.mask, r[i])
		default:
			VMASKMOVPS(m, t.masks[i], r[i])
		}
	}
	return r
}

// dots writes the kernel that multiplies a vector by many rows. With ahead it prefetches
// rows, for matrices that are not in the cache.
func (v vector) dots(name string, ahead bool) {
	TEXT(name+v.name, NOSPLIT, "func(dst, x, m []float32, stride int)")
	Doc(name + v.name + " is dots in assembly.")
	dst, x, m, n, left, stride := GP64(), GP64(), GP64(), GP64(), GP64(), GP64()
	Load(Param("x").Len(), n)
	t := v.tailOf(n)
	Load(Param("dst").Base(), dst)
	Load(Param("dst").Len(), left)
	Load(Param("x").Base(), x)
	Load(Param("m").Base(), m)
	Load(Param("stride"), stride)
	SHLQ(U8(2), stride)
	for _, rows := range []int{4, 1} {
		next, done := label("rows"), label("done")
		Label(next)
		CMPQ(left, U32(uint32(rows)))
		JL(LabelRef(done))
		v.dotRows(dst, x, m, n, stride, t, rows, ahead && rows == 4)
		for range rows {
			ADDQ(stride, m)
		}
		ADDQ(I32(4*rows), dst)
		SUBQ(I32(rows), left)
		JMP(LabelRef(next))
		Label(done)
	}
	VZEROUPPER()
	RET()
}

// dotRows multiplies x by rows rows, 1 or 4. Four rows make eight independent sums with
// AVX2, so additions need not wait for each other.
func (v vector) dotRows(dst, x, m, n, stride reg.GPVirtual, t tail, rows int, ahead bool) {
	sums := make([][]reg.VecVirtual, rows)
	pointers := make([]reg.GPVirtual, rows)
	for i := range sums {
		sums[i] = v.zeros(v.sixteen())
		pointers[i] = m
		if i > 0 {
			pointers[i] = GP64()
			LEAQ(at(pointers[i-1], stride, 0), pointers[i])
		}
	}
	// step multiplies 16 columns, or the tail, of all rows.
	step := func(column reg.GPVirtual, t *tail) {
		xs := v.load16(x, column, t)
		for i, p := range pointers {
			for k, r := range v.load16(p, column, t) {
				v.muladd(sums[i][k], xs[k], r)
			}
		}
	}
	column := GP64()
	XORQ(column, column)
	next, end, whole := label("columns"), label("tail"), label("whole")
	Label(next)
	CMPQ(column, t.bytes)
	JGE(LabelRef(end))
	if ahead {
		askAhead(m, column)
	}
	step(column, nil)
	ADDQ(I32(64), column)
	JMP(LabelRef(next))
	Label(end)
	TESTQ(U32(15), n)
	JZ(LabelRef(whole))
	step(column, &t)
	Label(whole)
	for i, s := range sums {
		VMOVSS(v.sumHalves(s), Mem{Base: dst, Disp: 4 * i})
	}
}

// distance is how many bytes ahead rows are prefetched. Four rows are read side by side,
// a pattern that the processor's own prefetcher does not follow. docs/benchmarks.md,
// section Queries of large tables, has the speed with it; measure other distances with
// the benchmark Queries of package embed.
const distance = 8 << 10

// askAhead prefetches four cache lines for the 16 columns of four rows. Since rows follow
// each other in memory, these are the next lines in the order of addresses, not those of
// the same columns; after all columns of four rows, all lines of the next rows have been
// prefetched.
func askAhead(m, column reg.GPVirtual) {
	for i := range 4 {
		PREFETCHT0(Mem{Base: m, Index: column, Scale: 4, Disp: distance + 64*i})
	}
}

// sumHalves sums 16 floats: 8 and 8, 4 and 4, 2 and 2, 1 and 1, which is the order of
// plain Go. The sum is in the first element. Floating-point addition is not
// associative, so the order is part of the result.
func (v vector) sumHalves(s []reg.VecVirtual) reg.VecVirtual {
	y := YMM()
	if v.width == 16 {
		VEXTRACTF64X4(U8(1), s[0], y)
		VADDPS(y, s[0].AsY(), y)
	} else {
		VADDPS(s[1], s[0], y)
	}
	x, half := XMM(), XMM()
	VEXTRACTF128(U8(1), y, x)
	VADDPS(x, y.AsX(), x)
	VPSHUFD(U8(0x4e), x, half)
	VADDPS(half, x, x)
	VPSHUFD(U8(0xb1), x, half)
	VADDPS(half, x, x)
	return x
}

// mix writes the kernel that adds rows times their weights to dst.
func (v vector) mix() {
	TEXT("mix"+v.name, NOSPLIT, "func(dst, weights, m []float32, stride int)")
	Doc("mix" + v.name + " is mix in assembly.")
	n, column := GP64(), GP64()
	Load(Param("dst").Len(), n)
	t := v.tailOf(n)
	XORQ(column, column)
	// Tiles of 64 columns, then of 16; the tail is last.
	for _, size := range []int{4, 1} {
		next, end := label("tile"), label("end")
		Label(next)
		after := GP64()
		LEAQ(Mem{Base: column, Disp: 64 * size}, after)
		CMPQ(after, t.bytes)
		JG(LabelRef(end))
		v.mixTile(column, nil, size)
		ADDQ(I32(64*size), column)
		JMP(LabelRef(next))
		Label(end)
	}
	whole := label("whole")
	TESTQ(U32(15), n)
	JZ(LabelRef(whole))
	v.mixTile(column, &t, 1)
	Label(whole)
	VZEROUPPER()
	RET()
}

// mixTile adds 16·size columns of all rows, each times its weight. Rows with the weight 0
// are skipped and not read.
func (v vector) mixTile(column reg.GPVirtual, t *tail, size int) {
	dst, weights, left, row, stride := GP64(), GP64(), GP64(), GP64(), GP64()
	Load(Param("dst").Base(), dst)
	ADDQ(column, dst)
	Load(Param("weights").Base(), weights)
	Load(Param("weights").Len(), left)
	Load(Param("m").Base(), row)
	ADDQ(column, row)
	Load(Param("stride"), stride)
	SHLQ(U8(2), stride)
	zero := GP64()
	XORQ(zero, zero)
	var sums []reg.VecVirtual
	for i := range size {
		p := GP64()
		LEAQ(Mem{Base: dst, Disp: 64 * i}, p)
		sums = append(sums, v.load16(p, zero, t)...)
	}
	next, skip, end := label("row"), label("skip"), label("end")
	Label(next)
	SUBQ(I32(1), left)
	JL(LabelRef(end))
	bits := GP32()
	MOVL(Mem{Base: weights}, bits)
	ADDL(bits, bits) // without its sign, 0 is all zeros
	JZ(LabelRef(skip))
	weight := v.broadcast(Mem{Base: weights})
	for i := range size {
		p := GP64()
		LEAQ(Mem{Base: row, Disp: 64 * i}, p)
		for k, r := range v.load16(p, zero, t) {
			v.muladd(sums[i*v.sixteen()+k], weight, r)
		}
	}
	Label(skip)
	ADDQ(I32(4), weights)
	ADDQ(stride, row)
	JMP(LabelRef(next))
	Label(end)
	for i, s := range sums {
		m := Mem{Base: dst, Disp: i * v.bytes()}
		switch {
		case t == nil:
			VMOVUPS(s, m)
		case v.width == 16:
			VMOVUPS(s, t.mask, m)
		default:
			VMASKMOVPS(s, t.masks[i], m)
		}
	}
}
