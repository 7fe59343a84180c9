package main

// This file writes the kernels of batches of queries. For nearest words a query is
// multiplied by all V rows of a table; the time is that of reading the table, so two
// queries that share each load take little longer than one. The products are
// estimates: they choose the candidates, whose cosines are then computed in the order
// of plain Go.

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// estimates writes the kernel that multiplies two vectors by many rows, with AVX2 and
// FMA: each load of a row is used twice. The order of its sums is not that of plain Go;
// callers use the results as bounds only.
func (v vector) estimates() {
	TEXT("estimates"+v.name, NOSPLIT, "func(dst, dst2, x, x2, m []float32, stride int)")
	Doc("estimates" + v.name + " is Estimates in assembly.")
	e := estimate{dst: [2]reg.GPVirtual{GP64(), GP64()}, x: [2]reg.GPVirtual{GP64(), GP64()}, m: GP64(),
		columns: GP64(), mask: v.reg()}
	left, stride := GP64(), GP64()
	Load(Param("x").Len(), e.columns)
	rest, table := GP64(), GP64() // the columns beyond the last full 8
	MOVQ(e.columns, rest)
	ANDQ(U32(7), rest)
	NEGQ(rest)
	LEAQ(tailMasks(), table)
	VMOVUPS(Mem{Base: table, Index: rest, Scale: 4, Disp: 64}, e.mask)
	ANDQ(I32(-8), e.columns)
	SHLQ(U8(2), e.columns)
	for i, name := range []string{"", "2"} {
		Load(Param("dst"+name).Base(), e.dst[i])
		Load(Param("x"+name).Base(), e.x[i])
	}
	Load(Param("m").Base(), e.m)
	Load(Param("stride"), stride)
	SHLQ(U8(2), stride)
	Load(Param("dst").Len(), left)
	for _, rows := range []int{4, 1} {
		next, done := label("rows"), label("done")
		Label(next)
		CMPQ(left, U32(uint32(rows)))
		JL(LabelRef(done))
		v.estimateRows(e, stride, rows)
		for range rows {
			ADDQ(stride, e.m)
		}
		for _, dst := range e.dst {
			ADDQ(I32(4*rows), dst)
		}
		SUBQ(I32(rows), left)
		JMP(LabelRef(next))
		Label(done)
	}
	VZEROUPPER()
	RET()
}

// An estimate is the values that the kernel keeps in registers.
type estimate struct {
	dst, x  [2]reg.GPVirtual // pointers to the results and to the two vectors
	m       reg.GPVirtual    // pointer to the next row
	columns reg.GPVirtual    // bytes of the columns in full registers
	mask    reg.VecVirtual   // of the columns beyond them
}

// estimateRows multiplies rows rows at e.m, 1 or 4.
func (v vector) estimateRows(e estimate, stride reg.GPVirtual, rows int) {
	pointers, sums := rowPointers(e.m, stride, rows), v.zeros(2*rows)
	// step multiplies 8 columns of all rows by both vectors; load is a full or a masked load.
	step := func(column reg.GPVirtual, load func(m Mem, r reg.VecVirtual)) {
		xs := v.regs(2)
		for i, x := range xs {
			load(at(e.x[i], column, 0), x)
		}
		for i, pointer := range pointers {
			row := v.reg()
			load(at(pointer, column, 0), row)
			for k, x := range xs {
				VFMADD231PS(x, row, sums[k*rows+i])
			}
		}
	}
	column := GP64()
	XORQ(column, column)
	next, end, whole := label("columns"), label("tail"), label("whole")
	Label(next)
	CMPQ(column, e.columns)
	JGE(LabelRef(end))
	step(column, func(m Mem, r reg.VecVirtual) { VMOVUPS(m, r) })
	ADDQ(I32(32), column)
	JMP(LabelRef(next))
	Label(end)
	bits := GP32()
	// Without columns beyond the last full register, the mask is zero.
	VMOVMSKPS(e.mask, bits)
	TESTL(bits, bits)
	JZ(LabelRef(whole))
	step(column, func(m Mem, r reg.VecVirtual) { VMASKMOVPS(m, e.mask, r) })
	Label(whole)
	storeSums(sums[:rows], e.dst[0])
	storeSums(sums[rows:], e.dst[1])
}

// rowPointers returns registers with pointers to rows rows, stride bytes apart.
func rowPointers(m, stride reg.GPVirtual, rows int) []reg.GPVirtual {
	pointers := []reg.GPVirtual{m}
	for i := 1; i < rows; i++ {
		pointers = append(pointers, GP64())
		LEAQ(at(pointers[i-1], stride, 0), pointers[i])
	}
	return pointers
}

// storeSums sums the 8 numbers of each of one or four registers and stores the sums
// side by side at dst. With four registers a, b, c and d of four numbers, two rounds
// of additions give the four sums in one register:
//
//	a0+a2 a1+a3 b0+b2 b1+b3 | c0+c2 …     low + high halves
//	Σa Σb Σc Σd                           even + odd numbers
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
			// 0x4e exchanges the halves of a register, 0xb1 the neighbours.
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
	// 0x88 selects the even numbers of both registers, 0xdd the odd ones.
	VSHUFPS(U8(0x88), four[2], four[0], even)
	VSHUFPS(U8(0xdd), four[2], four[0], odd)
	VADDPS(odd, even, even)
	VMOVUPS(even, Mem{Base: dst})
}

// dotBytes writes the kernel that multiplies a vector of 16-bit numbers by rows of 8-bit
// numbers, with AVX2. The sums are of int32, so they are exact in any order. The number
// of columns is a multiple of 16.
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

// byteRows multiplies x by rows rows, 1 or 4: VPMADDWD multiplies 16 pairs of 16-bit
// numbers and adds neighbours to 8 sums of 32 bits. The caller keeps x so small that
// no sum overflows.
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
	if rows == 4 { // 16 bytes of each of four rows are a cache line
		PREFETCHT0(Mem{Base: m, Index: column, Scale: 4, Disp: distance})
	}
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
