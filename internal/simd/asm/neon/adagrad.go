package main

// This file writes the kernel of a step of AdaGrad for arm64. ../adagrad.go has the
// formulas; the order of operations is the same, so the results have the same bits.

import (
	"fmt"

	"github.com/w2vattn/w2vattn/internal/simd"
)

// adaGrad writes a kernel that makes a step of AdaGrad on two rows, each of which is
// followed by its accumulators.
func adaGrad() *kernel {
	k := newKernel("adaGradNEON", "x, y []float32, slope, rate float32", "")
	c := k.calculator(simd.Clip, -simd.Clip)
	rows := []gp{k.argument("x_base"), k.argument("y_base")}
	left, end := k.argument("x_len"), k.label("end")
	slope, rate := k.single(k.operand("slope")), k.single(k.operand("rate"))
	var accumulators []gp
	for _, row := range rows {
		a := k.gp()
		k.ins("ADD", fmt.Sprintf("%v<<1", left), row, a) // left/2 numbers of 4 bytes
		accumulators = append(accumulators, a)
	}
	k.ins("LSR", imm(3), left, left)
	k.ins("CBZ", left, end)
	k.times(left, func() {
		numbers := k.vecRegs(2)
		for i, row := range rows {
			k.loadVecs(row, 0, numbers[i])
		}
		for i, row := range rows {
			p, old, root, result := k.vec(), k.vec(), k.vec(), k.vec()
			k.fmulLane(p, numbers[1-i], slope, 0)
			k.fmax(p, p, c.float(-simd.Clip))
			k.fmin(p, p, c.float(simd.Clip))
			k.fmulLane(p, p, rate, 0)
			k.loadVecs(accumulators[i], 0, old)
			k.fsqrt(root, old)
			k.muladd(old, p, p)
			k.ins("FMOVQ.P", old, mem(accumulators[i], 16))
			k.fdiv(p, p, root)
			k.fsub(result, numbers[i], p)
			k.ins("FMOVQ.P", result, mem(row, 16))
		}
	})
	k.here(end)
	k.ins("RET")
	return k
}
