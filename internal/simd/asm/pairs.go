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
//
// Both signs take the same path: an exclusive or with the sign bit of f turns s into −s for
// f < 0. The coefficient has the sign of f, and apply multiplies it by NegativeRate, which is
// below 0, so targets are moved towards the hidden vector and negatives away from it. The
// coefficients of the rows' own targets, which apply reads too, are stored as zeros.
func (v vector) pairs() {
	TEXT("pairs"+v.name, NOSPLIT, "func(p *Plan, t int, parts [][]int32, g []uint16, loss []float64)")
	Doc("pairs" + v.name + " is pairs in assembly.")
	f := v.enter(false)
	v = v.holding(append(power, reach, -reach, math.Log2E)...)
	v.eachColumn(f, v.pairsOfAll)
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
// of which is at the offset column, and the losses if there are any. Without losses, rows are
// computed together; a factor of 0 makes the coefficient 0 by itself.
//
// The loss of a row is |f|·ln(1+eˢ), or with −s for f < 0. It takes a logarithm for each row: the
// one logarithm of a product, as in negativesOfAll, would lose the factors. The losses of a
// column are added in float32 in the order of the rows, and their sum once to the table.
func (v vector) pairsOfAll(f frame, column reg.GPVirtual, losses bool) {
	// Factors are bytes: their offsets are a quarter of those of floats.
	factors, quarter, pitch := load(f.first), GP64(), load(f.pitch)
	SHRQ(U8(2), pitch)
	SHRQ(U8(2), factors)
	IMULQ(pitch, factors)
	ADDQ(f.slice("Factor"), factors)
	MOVQ(column, quarter)
	SHRQ(U8(2), quarter)
	ADDQ(quarter, factors)
	i, offset := load(f.first), GP64()
	MOVQ(column, offset)
	var sum reg.VecVirtual
	atOnce := together
	if losses {
		sum, atOnce = v.zeros(1)[0], 1
	}
	rows := label("rows")
	Label(rows)
	offsets, factor, sign := []reg.GPVirtual{offset}, v.regs(atOnce), v.regs(atOnce)
	if atOnce == 2 {
		offsets = append(offsets, GP64())
		LEAQ(at(offset, load(f.pitch), 0), offsets[1])
	}
	y := v.total(offsets, "Unit")
	for r := range factor {
		VPMOVSXBD(Mem{Base: factors}, factor[r])
		VCVTDQ2PS(factor[r], factor[r])
		VANDPS(v.constant(1<<31), factor[r], sign[r])
		VXORPS(sign[r], y[r], y[r])
		step := load(f.pitch)
		SHRQ(U8(2), step)
		ADDQ(step, factors)
	}
	var on []reg.VecVirtual
	var over reg.VecVirtual
	if losses {
		on, over = []reg.VecVirtual{v.nonzero(factor[0])}, v.zeros(1)[0]
	}
	s, denominator := v.sigmoid(y, on, over)
	for r := range s {
		VMULPS(factor[r], s[r], s[r])
		v.put(s[r], offsets[r])
	}
	if losses {
		loss := v.log(denominator[0], v.zeros(1)[0])
		VADDPS(over, loss, loss)
		VXORPS(sign[0], factor[0], factor[0])
		VMULPS(factor[0], loss, loss)
		VADDPS(loss, sum, sum)
	}
	LEAQ(at(offsets[atOnce-1], load(f.pitch), 0), offset)
	ADDQ(I32(4*atOnce), i)
	CMPQ(i, f.end)
	JL(LabelRef(rows))
	if losses {
		v.eachLoss(0, column, func() reg.VecVirtual { return sum })
	}
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
