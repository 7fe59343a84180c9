package main

// This file writes the kernel of a step of gradient descent for arm64. ../sgd.go has the formula;
// the order of operations is the same, so the results have the same bits.

import "github.com/w2vattn/w2vattn/internal/simd"

// sgd writes a kernel that makes a step of gradient descent on two rows.
func sgd() *kernel {
	k := newKernel("sgdNEON", "x, y []float32, slope, rate float32", "")
	c := k.calculator(simd.Clip, -simd.Clip)
	rows := []gp{k.argument("x_base"), k.argument("y_base")}
	left, end := k.argument("x_len"), k.label("end")
	slope, rate := k.single(k.operand("slope")), k.single(k.operand("rate"))
	k.ins("LSR", imm(2), left, left)
	k.ins("CBZ", left, end)
	k.times(left, func() {
		numbers := k.vecRegs(2)
		for i, row := range rows {
			k.loadVecs(row, 0, numbers[i])
		}
		for i, row := range rows {
			p := k.vec()
			k.fmulLane(p, numbers[1-i], slope, 0)
			k.fmax(p, p, c.float(-simd.Clip))
			k.fmin(p, p, c.float(simd.Clip))
			k.fmulLane(p, p, rate, 0)
			k.fsub(p, numbers[i], p)
			k.ins("FMOVQ.P", p, mem(row, 16))
		}
	})
	k.here(end)
	k.ins("RET")
	return k
}
