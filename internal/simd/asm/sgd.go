package main

// This file writes the kernel of GloVe's update by plain gradient descent. With the rows x and y,
// the slope of the loss s, the learning rate r and derivatives that are clipped to ±Clip, a number
// of x moves by
//
//	x −= clip(s·y)·r
//
// and y in the same way with x, from the values before the step. The operations are those of sgd in
// plain Go, in the same order, none of them fused.

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	"github.com/w2vattn/w2vattn/internal/simd"
)

// sgd writes the kernel that makes a step of gradient descent on two rows.
func (v vector) sgd() {
	TEXT("sgd"+v.name, NOSPLIT, "func(x, y []float32, slope, rate float32)")
	Doc("sgd" + v.name + " is sgd in assembly.")
	rows, left := []reg.GPVirtual{GP64(), GP64()}, GP64()
	Load(Param("x").Base(), rows[0])
	Load(Param("y").Base(), rows[1])
	Load(Param("x").Len(), left)
	slope, rate := v.argument("slope"), v.argument("rate")
	low, high := v.float(-simd.Clip), v.float(simd.Clip)
	next, end := label("next"), label("end")
	Label(next)
	SUBQ(U32(uint32(v.width)), left)
	JL(LabelRef(end))
	numbers := v.regs(2) // both are loaded before either is stored
	for i, row := range rows {
		VMOVUPS(Mem{Base: row}, numbers[i])
	}
	for i, row := range rows {
		p := v.reg()
		VMULPS(numbers[1-i], slope, p)
		VMAXPS(low, p, p)
		VMINPS(high, p, p)
		VMULPS(rate, p, p)
		VSUBPS(p, numbers[i], p)
		VMOVUPS(p, Mem{Base: row})
	}
	for _, row := range rows {
		ADDQ(I32(v.bytes()), row)
	}
	JMP(LabelRef(next))
	Label(end)
	VZEROUPPER()
	RET()
}
