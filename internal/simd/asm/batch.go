package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// dotPairs writes a kernel that multiplies two vectors by many rows, for AVX2:
// what is loaded of a row is used twice.
func (v vector) dotPairs() {
	TEXT("dotPairs"+v.name, NOSPLIT, "func(dst, dst2, x, x2, m []float32, stride int)")
	Doc("dotPairs" + v.name + " is dotPairs in assembly.")
	var p pairs
	p.dst, p.x, p.m = [2]reg.GPVirtual{GP64(), GP64()}, [2]reg.GPVirtual{GP64(), GP64()}, GP64()
	p.n = GP64()
	left, stride := AllocLocal(8), GP64()
	Load(Param("x").Len(), p.n)
	p.tail = v.tailOf(p.n)
	p.half = AllocLocal(32 * 8)
	for i, name := range []string{"", "2"} {
		Load(Param("dst"+name).Base(), p.dst[i])
		Load(Param("x"+name).Base(), p.x[i])
	}
	Load(Param("m").Base(), p.m)
	Load(Param("stride"), stride)
	SHLQ(U8(2), stride)
	count := GP64()
	Load(Param("dst").Len(), count)
	MOVQ(count, left)
	for _, rows := range []int{4, 1} {
		next, done := label("rows"), label("done")
		Label(next)
		CMPQ(left, U8(rows))
		JL(LabelRef(done))
		v.pairRows(p, stride, rows)
		for range rows {
			ADDQ(stride, p.m)
		}
		for _, dst := range p.dst {
			ADDQ(I32(4*rows), dst)
		}
		SUBQ(I32(rows), left)
		JMP(LabelRef(next))
		Label(done)
	}
	VZEROUPPER()
	RET()
}

// pairs are the arguments of dotPairs.
type pairs struct {
	dst, x [2]reg.GPVirtual
	m, n   reg.GPVirtual
	tail   tail
	half   Mem // the sums of columns 0 to 7 of each 16
}

// pairRows multiplies so many rows. There are registers for eight sums of 8
// columns only, so columns 0 to 7 of each 16 come first.
func (v vector) pairRows(p pairs, stride reg.GPVirtual, rows int) {
	pointers := rowPointers(p.m, stride, rows)
	for half := range 2 {
		sums := v.zeros(2 * rows)
		step := func(column reg.GPVirtual, load func(m Mem, r reg.VecVirtual)) {
			xs := v.regs(2)
			for i, x := range xs {
				load(at(p.x[i], column, 32*half), x)
			}
			for i, pointer := range pointers {
				row := v.reg()
				load(at(pointer, column, 32*half), row)
				for k, x := range xs {
					v.muladd(sums[k*rows+i], x, row)
				}
			}
		}
		column := GP64()
		XORQ(column, column)
		next, end := label("columns"), label("tail")
		Label(next)
		CMPQ(column, p.tail.bytes)
		JGE(LabelRef(end))
		step(column, func(m Mem, r reg.VecVirtual) { VMOVUPS(m, r) })
		ADDQ(I32(64), column)
		JMP(LabelRef(next))
		Label(end)
		whole := label("whole")
		TESTQ(U32(15), p.n)
		JZ(LabelRef(whole))
		step(column, func(m Mem, r reg.VecVirtual) { VMASKMOVPS(m, p.tail.masks[half], r) })
		Label(whole)
		for i, s := range sums {
			if half == 0 {
				VMOVUPS(s, p.half.Offset(32*i))
			} else {
				VADDPS(p.half.Offset(32*i), s, s)
			}
		}
		if half == 1 {
			storeSums(sums[:rows], p.dst[0])
			storeSums(sums[rows:], p.dst[1])
		}
	}
}

func rowPointers(m, stride reg.GPVirtual, rows int) []reg.GPVirtual {
	pointers := []reg.GPVirtual{m}
	for i := 1; i < rows; i++ {
		pointers = append(pointers, GP64())
		LEAQ(at(pointers[i-1], stride, 0), pointers[i])
	}
	return pointers
}

// storeSums adds up the 8 numbers of each of one or four registers in halves, as
// sumHalves does, and stores the sums.
func storeSums(sums []reg.VecVirtual, dst reg.GPVirtual) {
	four := make([]reg.VecVirtual, len(sums))
	for i, s := range sums {
		four[i] = XMM()
		VEXTRACTF128(U8(1), s, four[i])
		VADDPS(four[i], s.AsX(), four[i])
	}
	if len(sums) == 1 {
		half := XMM()
		for _, order := range []uint8{0x4e, 0xb1} {
			VPSHUFD(U8(order), four[0], half)
			VADDPS(half, four[0], four[0])
		}
		VMOVSS(four[0], Mem{Base: dst})
		return
	}
	for i := 0; i < 4; i += 2 { // to numbers 0+2, 1+3 of two registers
		low, high := XMM(), XMM()
		VUNPCKLPD(four[i+1], four[i], low)
		VUNPCKHPD(four[i+1], four[i], high)
		VADDPS(high, low, four[i])
	}
	even, odd := XMM(), XMM()
	VSHUFPS(U8(0x88), four[2], four[0], even)
	VSHUFPS(U8(0xdd), four[2], four[0], odd)
	VADDPS(odd, even, even)
	VMOVUPS(even, Mem{Base: dst})
}

// dotBytes writes a kernel that multiplies a vector of 16-bit numbers by rows of
// 8-bit numbers, with AVX2.
func dotBytes() {
	TEXT("dotBytesAVX2", NOSPLIT, "func(dst []int32, x []int16, m []int8)")
	Doc("dotBytesAVX2 is dotBytes in assembly.")
	dst, x, m, n, left := GP64(), GP64(), GP64(), GP64(), GP64()
	Load(Param("dst").Base(), dst)
	Load(Param("dst").Len(), left)
	Load(Param("x").Base(), x)
	Load(Param("x").Len(), n)
	Load(Param("m").Base(), m)
	for _, rows := range []int{4, 1} {
		next, done := label("rows"), label("done")
		Label(next)
		CMPQ(left, U32(uint32(rows)))
		JL(LabelRef(done))
		byteRows(dst, x, m, n, rows)
		for range rows {
			ADDQ(n, m)
		}
		ADDQ(I32(4*rows), dst)
		SUBQ(I32(rows), left)
		JMP(LabelRef(next))
		Label(done)
	}
	VZEROUPPER()
	RET()
}

// byteRows multiplies x by so many rows.
func byteRows(dst, x, m, n reg.GPVirtual, rows int) {
	pointers, sums := rowPointers(m, n, rows), make([]reg.VecVirtual, rows)
	for i := range sums {
		sums[i] = YMM()
		VPXOR(sums[i], sums[i], sums[i])
	}
	column := GP64()
	XORQ(column, column)
	next, end := label("columns"), label("end")
	Label(next)
	CMPQ(column, n)
	JGE(LabelRef(end))
	xs := YMM()
	VMOVDQU(Mem{Base: x, Index: column, Scale: 2}, xs)
	for i, p := range pointers {
		row := YMM()
		VPMOVSXBW(at(p, column, 0), row)
		VPMADDWD(xs, row, row)
		VPADDD(row, sums[i], sums[i])
	}
	ADDQ(I32(16), column)
	JMP(LabelRef(next))
	Label(end)
	for i, s := range sums {
		four, half := XMM(), XMM()
		VEXTRACTI128(U8(1), s, four)
		VPADDD(s.AsX(), four, four)
		for _, order := range []uint8{0x4e, 0xb1} {
			VPSHUFD(U8(order), four, half)
			VPADDD(half, four, four)
		}
		VMOVD(four, Mem{Base: dst, Disp: 4 * i})
	}
}
