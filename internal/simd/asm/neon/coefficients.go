package main

import "math"

// A converter turns scores into coefficients. It has the constants of sigmoid in
// registers, the frame of the block, and g, the address of the coefficients.
type converter struct {
	calculator
	frame frame
	g     gp
	none  vec // zeros
}

// coefficients writes a kernel that adds all workers' parts of a block's scores and
// computes the coefficients. ../coefficients.go has the formulas; a register has 4
// numbers here, so the loop over the negatives runs N/4 times.
func coefficients() *kernel {
	k := newKernel("coefficientsNEON", "p *Plan, t int, parts [][]int32, g []uint16, loss []float64", "")
	f := k.enter(false)
	c := converter{calculator: k.calculator(append(power, reach, -reach, math.Log2E)...), frame: f,
		g: k.argument("g_base"), none: k.zeros(1)[0]}
	column, next := k.number(0), k.label("negatives")
	k.here(next)
	c.negatives(column)
	k.ins("ADD", imm(16), column)
	k.ins("CMP", f.pitch, column)
	k.ins("BLT", next)
	c.targets()
	k.ins("RET")
	return k
}

// negatives turns the scores of all rows with a register of negatives into coefficients.
// Their losses are ln(1+eˢ): one logarithm of a product is enough for all rows, if its
// exponent is taken out after every four. Column is where the register begins in a row,
// in bytes.
func (c converter) negatives(column gp) {
	defer c.scope()()
	f := c.frame
	words, mask, unit := c.vec(), c.vec(), c.single(field(f.plan, "Plan_Unit"))
	product, exponent, excess := c.vec(), c.zeros(1)[0], c.zeros(1)[0]
	offset, i, targets, sizes := c.copy(column), c.gp(), c.gp(), c.gp()
	c.ins("ADD", column, f.negatives(), targets)
	c.loadVecs(targets, 0, words)
	c.ins("MOVD", field(f.plan, "Plan_Mask"), targets)
	c.loadAt(mask, targets, column)
	c.move(product, c.float(1))
	c.ins("SUB", f.first, f.end, i)
	c.ins("LSR", imm(4), i, i)
	c.ins("MOVD", field(f.plan, "Plan_Target"), targets)
	c.ins("ADD", f.first, targets)
	c.ins("MOVD", field(f.plan, "Plan_Size"), sizes)
	c.ins("ADD", f.first, sizes)
	c.times(i, func() {
		for range 4 {
			func() {
				defer c.scope()()
				on, live := c.vec(), c.vec()
				c.ins("VLD1R.P", mem(targets, 4), "["+on.as("S4")+"]")
				c.ins("VLD1R.P", mem(sizes, 4), "["+live.as("S4")+"]")
				c.cmeq(on, on, words)
				c.cmtst(live, live, live)
				c.bic(on, live, on)
				c.and(on, on, mask)
				s, denominator, over := c.sigmoid(c.total(offset, unit), on)
				c.put(s, offset)
				c.fmul(product, product, denominator)
				c.fadd(excess, excess, over)
				c.ins("ADD", f.pitch, offset)
			}()
		}
		c.split(product, exponent)
	})
	c.addLoss(0, column, product, exponent, excess)
}

// split takes the powers of two out of product, whose numbers are 1 or more, and adds
// their exponents to exponent.
func (c converter) split(product, exponent vec) {
	defer c.scope()()
	power := c.vec()
	c.sub(power, product, c.float(1))
	c.ushr(power, power, 23)
	c.add(exponent, exponent, power)
	c.shl(power, power, 23)
	c.sub(product, product, power)
}

// targets does the same for the scores with the targets, of all rows at once. It negates the
// scores, so that the result is σ(−s), and the loss ln(1+e⁻ˢ). There are always 16 entries, 64
// bytes of scores; those of rows beyond B and of padding rows become 0.
func (c converter) targets() {
	defer c.scope()()
	f := c.frame
	offset, column, sizes, next := c.gp(), c.number(0), c.load(field(f.plan, "Plan_Size")), c.label("targets")
	c.ins("SUB", f.first, f.end, offset)
	c.ins("LSR", imm(2), offset, offset)
	c.ins("MUL", f.pitch, offset, offset)
	c.ins("ADD", f.first, sizes)
	minus, masks := c.single(field(f.plan, "Plan_MinusUnit")), c.load(field(f.plan, "Plan_RowMask"))
	c.here(next)
	on, live := c.vec(), c.vec()
	c.fetch(live, sizes)
	c.fetch(on, masks)
	c.cmtst(live, live, live)
	c.and(on, on, live)
	s, denominator, over := c.sigmoid(c.total(offset, minus), on)
	c.put(s, offset)
	c.addLoss(1, column, denominator, c.zeros(1)[0], over)
	c.ins("ADD", imm(16), offset)
	c.ins("ADD", imm(16), column)
	c.below(column, 64, next)
}

// total adds the workers' integers at an offset and returns them as floats, times unit, which is
// 2^(−2·Shift), or its negative for the scores of targets. The sum of integers is exact in any
// order, so the number of workers changes no bit.
func (c converter) total(offset gp, unit vec) vec {
	sum := c.zeros(1)[0]
	defer c.scope()()
	part, n, p, number := c.argument("parts_base"), c.argument("parts_len"), c.gp(), c.vec()
	c.times(n, func() {
		c.ins("MOVD.P", mem(part, 24), p) // from slice to slice
		c.loadAt(number, p, offset)
		c.add(sum, sum, number)
	})
	c.scvtf(sum, sum)
	c.fmulLane(sum, sum, unit, 0)
	return sum
}

// put stores four coefficients in half precision. The offset is that of their scores,
// and half of it that of the coefficients.
func (c converter) put(s vec, offset gp) {
	defer c.scope()()
	to := c.gp()
	c.ins("ADD", offset.String()+">>1", c.g, to)
	c.toHalf(s, s)
	c.ins("FMOVD", s, mem(to, 0))
}

// addLoss adds ln(product·2^exponent)+excess to one of the two tables of 16 losses, if the
// caller wants to know them. Column is that of the register in its row, in bytes.
func (c converter) addLoss(which int, column gp, product, exponent, excess vec) {
	c.eachLoss(which, column, func() vec {
		loss := c.log(product, exponent)
		c.fadd(loss, loss, excess)
		return loss
	})
}

// eachLoss adds the losses that compute returns to a table, if the caller wants to know them. A
// table has 16 numbers in float64, 128 bytes. Column j of a row belongs to number j mod 16: in
// bytes, column mod 64 in float32, and twice that in float64.
func (c converter) eachLoss(which int, column gp, compute func() vec) {
	defer c.scope()()
	to, silent, at := c.argument("loss_base"), c.label("silent"), c.gp()
	c.ins("CBZ", to, silent)
	c.ins("AND", imm(48), column, at)
	c.ins("ADD", at.String()+"<<1", to, to)
	loss := compute()
	doubles, old := c.vecRegs(2), c.vecRegs(2)
	c.toDouble(doubles[0], loss)
	c.toDouble2(doubles[1], loss)
	c.loadVecs(to, 128*which, old...)
	for i := range old {
		c.fadd2(old[i], old[i], doubles[i])
	}
	c.storeVecs(to, 128*which, old...)
	c.here(silent)
}
