package main

// This file writes the kernel of GloVe's update. With the rows x and y, the slope of
// the loss s, the learning rate r and a gradient g that is clipped to ±Clip, a number
// of x moves by
//
//	g  = clip(s·y)·r
//	x −= g / √a,   a += g²       a: the accumulator of that number (Duchi, Hazan and Singer 2011)
//
// and y in the same way with x, from the values before the step. √a is taken before
// g² is added, as in the GloVe program. The operations are those of adaGrad in plain
// Go, in the same order, none of them fused.

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"github.com/w2vattn/w2vattn/internal/simd"
)

// adaGrad writes the kernel that makes a step of AdaGrad on two rows, each of which is
// followed by its accumulators.
func (v vector) adaGrad() {
	TEXT("adaGrad"+v.name, NOSPLIT, "func(x, y []float32, slope, rate float32)")
	Doc("adaGrad" + v.name + " is adaGrad in assembly.")
	rows, left, half := []reg.GPVirtual{GP64(), GP64()}, GP64(), GP64()
	Load(Param("x").Base(), rows[0])
	Load(Param("y").Base(), rows[1])
	Load(Param("x").Len(), half)
	SHRQ(U8(1), half)
	MOVQ(half, left)
	SHLQ(U8(2), half) // bytes from a number to its accumulator
	slope, rate := v.argument("slope"), v.argument("rate")
	low, high := v.float(-simd.Clip), v.float(simd.Clip)
	// Both rows are loaded before either is stored: each step needs the other's old
	// numbers.
	next, end := label("next"), label("end")
	Label(next)
	SUBQ(U32(uint32(v.width)), left)
	JL(LabelRef(end))
	numbers := v.regs(2)
	for i, row := range rows {
		VMOVUPS(Mem{Base: row}, numbers[i])
	}
	for i, row := range rows {
		p, root, square := v.reg(), v.reg(), v.reg()
		VMULPS(numbers[1-i], slope, p)
		VMAXPS(low, p, p)
		VMINPS(high, p, p)
		VMULPS(rate, p, p)
		VMULPS(p, p, square)
		accumulator := Mem{Base: row, Index: half, Scale: 1}
		VSQRTPS(accumulator, root)
		VADDPS(accumulator, square, square)
		VMOVUPS(square, accumulator)
		VDIVPS(root, p, p)
		result := v.reg()
		VSUBPS(p, numbers[i], result)
		VMOVUPS(result, Mem{Base: row})
	}
	for _, row := range rows {
		ADDQ(I32(v.bytes()), row)
	}
	JMP(LabelRef(next))
	Label(end)
	VZEROUPPER()
	RET()
}
