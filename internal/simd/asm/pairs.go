package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// pairs writes the kernel that computes the coefficients of blocks whose columns are both
// targets and negatives: f·σ(s) for factors f > 0, f·σ(−s) for f < 0, and 0 for f = 0. Scores
// and coefficients have the same layout as in the kernel coefficients.
func (v vector) pairs() {
	TEXT("pairs"+v.name, NOSPLIT, "func(p *Plan, t int, parts [][]int32, g []uint16, loss []float64)")
	Doc("pairs" + v.name + " is pairs in assembly.")
	f := v.enter(false)
	v = v.holding(append(power, reach, -reach, math.Log2E)...)
	column := GP64()
	XORQ(column, column)
	next := label("columns")
	Label(next)
	v.pairsOfAll(f, column)
	ADDQ(I32(v.bytes()), column)
	CMPQ(column, f.pitch)
	JL(LabelRef(next))
	{ // the coefficients of the rows' own targets are 0
		zero, offset := v.zeros(1)[0], GP64()
		XORQ(offset, offset)
		MOVQ(f.targets(offset), offset)
		for i := 0; i < 16; i += v.width {
			v.put(zero, offset)
			ADDQ(I32(v.bytes()), offset)
		}
	}
	VZEROUPPER()
	RET()
}

// pairsOfAll computes the coefficients of all rows with one register of columns, the first
// of which is at the offset column.
func (v vector) pairsOfAll(f frame, column reg.GPVirtual) {
	// Factors are bytes: their offsets are a quarter of those of floats.
	factors, quarter, pitch := load(f.first), GP64(), load(f.pitch)
	SHRQ(U8(2), pitch)
	SHRQ(U8(2), factors)
	IMULQ(pitch, factors)
	ADDQ(f.slice("Factor"), factors)
	MOVQ(column, quarter)
	SHRQ(U8(2), quarter)
	ADDQ(quarter, factors)
	i, offset, sum := load(f.first), GP64(), v.zeros(1)[0]
	MOVQ(column, offset)
	rows := label("rows")
	Label(rows)
	factor, sign := v.reg(), v.reg()
	VPMOVSXBD(Mem{Base: factors}, factor)
	VCVTDQ2PS(factor, factor)
	y, over := v.total([]reg.GPVirtual{offset}, "Unit"), v.zeros(1)[0]
	VANDPS(v.constant(1<<31), factor, sign)
	VXORPS(sign, y[0], y[0])
	s, denominator := v.sigmoid(y, []reg.VecVirtual{v.nonzero(factor)}, over)
	VMULPS(factor, s[0], s[0])
	v.put(s[0], offset)
	loss := v.log(denominator[0], v.zeros(1)[0])
	VADDPS(over, loss, loss)
	VXORPS(sign, factor, factor)
	VMULPS(factor, loss, loss)
	VADDPS(loss, sum, sum)
	ADDQ(f.pitch, offset)
	step := load(f.pitch)
	SHRQ(U8(2), step)
	ADDQ(step, factors)
	ADDQ(I32(4), i)
	CMPQ(i, f.end)
	JL(LabelRef(rows))
	v.eachLoss(0, column, func() reg.VecVirtual { return sum })
}

// nonzero returns a mask, all bits set in elements where the integers of a are not 0.
func (v vector) nonzero(a reg.VecVirtual) reg.VecVirtual {
	r, zero := v.reg(), v.zeros(1)[0]
	if v.width == 16 {
		k := K()
		VPCMPD(U8(4), zero, a, k)
		VPMOVM2D(k, r)
		return r
	}
	ones := v.reg()
	VPCMPEQD(zero, a, r)
	VPCMPEQD(ones, ones, ones)
	VPXOR(ones, r, r)
	return r
}
