package main

import "math"

// pairs writes a kernel that computes the coefficients of blocks whose columns are both
// targets and negatives; see ../pairs.go for the formulas. A register has 4 columns here, so the
// loop over the columns runs Pitch/4 times, and each time over all rows.
func pairs() *kernel {
	k := newKernel("pairsNEON", "p *Plan, t int, parts [][]int32, g []uint16, loss []float64", "")
	f := k.enter(false)
	c := converter{calculator: k.calculator(append(power, reach, -reach, math.Log2E)...), frame: f, g: k.argument("g_base"),
		none: k.zeros(1)[0]}
	column, next := k.number(0), k.label("columns")
	k.here(next)
	c.pairs(column)
	k.ins("ADD", imm(16), column)
	k.ins("CMP", f.pitch, column)
	k.ins("BLT", next)
	{ // the coefficients of the rows' own targets are 0
		to := k.gp()
		k.ins("SUB", f.first, f.end, to)
		k.ins("LSR", imm(3), to, to)
		k.ins("MADD", f.pitch, c.g, to, to) // half the bytes of floats
		k.storeVecs(to, 0, c.none, c.none)
	}
	k.ins("RET")
	return k
}

// pairs computes the coefficients of all rows with a register of columns, the first of which
// is at the offset column. Four factors are four bytes, which are loaded as one float, widened to
// 16 and to 32 bits with their signs, and converted. Losses are always computed, also if nobody
// wants them: only eachLoss looks at the argument.
func (c converter) pairs(column gp) {
	defer c.scope()()
	f := c.frame
	unit, sum := c.single(field(f.plan, "Plan_Unit")), c.zeros(1)[0]
	// Factors are bytes: their offsets are a quarter of those of floats.
	offset, i, factors, step := c.copy(column), c.gp(), c.load(field(f.plan, "Plan_Factor")), c.gp()
	c.ins("LSR", imm(2), f.first, i)
	c.ins("LSR", imm(2), f.pitch, step)
	c.ins("MADD", step, factors, i, factors)
	c.ins("ADD", column.String()+">>2", factors, factors)
	c.ins("SUB", f.first, f.end, i)
	c.ins("LSR", imm(2), i, i)
	c.times(i, func() {
		defer c.scope()()
		factor, sign, on := c.vec(), c.vec(), c.vec()
		c.ins("FMOVS", mem(factors, 0), factor)
		c.ins("ADD", step, factors)
		c.widen(factor, factor)
		c.widenWords(factor, factor)
		c.cmtst(on, factor, factor)
		c.scvtf(factor, factor)
		y := c.total(offset, unit)
		c.and(sign, factor, c.constant(1<<31))
		c.eor(y, y, sign)
		s, denominator, over := c.sigmoid(y, on)
		c.fmul(s, s, factor)
		c.put(s, offset)
		exponent := c.zeros(1)[0]
		loss := c.log(denominator, exponent)
		c.fadd(loss, loss, over)
		c.eor(factor, factor, sign)
		c.fmul(loss, loss, factor)
		c.fadd(sum, sum, loss)
		c.ins("ADD", f.pitch, offset)
	})
	c.eachLoss(0, column, func() vec { return sum })
}
