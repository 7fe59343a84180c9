package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// together is the number of registers whose coefficients are computed at the same time: their
// instructions alternate, because each instruction needs the result of the one before.
const together = 2

// coefficients writes the kernel that sums all workers' partial scores of a block and
// computes the coefficients: σ(s) for negatives, σ(−s) for targets, stored as float16
// without the learning rate. If loss is not nil, it also adds the losses to it.
//
// A part has B rows of N integers for the negatives and then 16 for the targets, and
// the coefficients have the same layout. One worker computes them for all, so this
// kernel is on the path that the others wait for.
func (v vector) coefficients() {
	TEXT("coefficients"+v.name, NOSPLIT, "func(p *Plan, t int, parts [][]int32, g []uint16, loss []float64)")
	Doc("coefficients" + v.name + " is coefficients in assembly.")
	f := v.enter(false)
	// The constants of sigmoid stay in registers if there are enough.
	v = v.holding(append(power, reach, -reach, math.Log2E)...)
	v.eachColumn(f, v.negativesOfAll)
	v.targets(f)
	VZEROUPPER()
	RET()
}

// eachColumn writes two loops over the registers of a row, of which one runs: with losses, or
// without if the argument loss is nil. column is the offset of a register in a row, in bytes.
func (v vector) eachColumn(f frame, body func(f frame, column reg.GPVirtual, losses bool)) {
	silent, done := label("silent"), label("done")
	column, loss := GP64(), GP64()
	XORQ(column, column)
	Load(Param("loss").Base(), loss)
	TESTQ(loss, loss)
	JZ(LabelRef(silent))
	for _, losses := range []bool{true, false} {
		next := label("columns")
		if !losses {
			Label(silent)
		}
		Label(next)
		body(f, column, losses)
		ADDQ(I32(v.bytes()), column)
		CMPQ(column, f.pitch)
		JL(LabelRef(next))
		if losses {
			JMP(LabelRef(done))
		}
	}
	Label(done)
}

// negativesOfAll computes the coefficients of all rows with one register of negatives, and
// the losses if there are any. A coefficient is 0 if the negative is the row's target, if the
// row is padding, or if the column is beyond N.
//
// The loss of a score s is ln(1+eˢ), and Σ ln(1+eˢ) = ln Π(1+eˢ): one logarithm is enough
// for all rows. Every four factors, the power of two is moved from the product to
// exponent, so that the product does not overflow.
func (v vector) negativesOfAll(f frame, column reg.GPVirtual, losses bool) {
	// The numbers of the negatives, compared with the targets below, and the mask of the
	// columns up to N.
	words, lanes := v.reg(), v.reg()
	VMOVUPS(at(f.negatives(), column, 0), words)
	VMOVUPS(at(f.slice("Mask"), column, 0), lanes)
	i, offset := load(f.first), GP64()
	MOVQ(column, offset)
	// Π(1+eˢ) = product·2^exponent, and the sum of what scores exceed reach by.
	var product, exponent, excess reg.VecVirtual
	if losses {
		product, exponent, excess = v.reg(), v.zeros(1)[0], v.zeros(1)[0]
		VMOVAPS(v.float(1), product)
	}
	rows := label("rows")
	Label(rows)
	for x := 0; x < 4; x += together {
		offsets, on := []reg.GPVirtual{offset, GP64()}, v.regs(together)
		LEAQ(at(offset, load(f.pitch), 0), offsets[1])
		for r := range on {
			VANDNPS(lanes, v.equal(words, f.entry("Target", i, x+r)), on[r])
			VANDNPS(on[r], v.equal(v.zeros(1)[0], f.entry("Size", i, x+r)), on[r])
		}
		wrong, denominator := v.sigmoid(v.total(offsets, "Unit"), on, excess)
		for r := range on {
			v.put(wrong[r], offsets[r])
			if losses {
				VMULPS(denominator[r], product, product)
			}
		}
		LEAQ(at(offsets[1], load(f.pitch), 0), offset)
	}
	if losses {
		v.split(product, exponent)
	}
	ADDQ(I32(16), i)
	CMPQ(i, f.end)
	JL(LabelRef(rows))
	if losses {
		v.addLoss(0, column, product, exponent, excess)
	}
}

// split moves the powers of two from product, whose numbers are 1 or more, to exponent:
// product·2^exponent stays the same, and product is in [1, 2).
func (v vector) split(product, exponent reg.VecVirtual) {
	power := v.reg()
	// The bits of a float minus those of 1 have the exponent from bit 23 on; subtracting it
	// from the bits leaves the mantissa with the exponent of 1.
	VPSUBD(v.float(1), product, power)
	VPSRLD(U8(23), power, power)
	VPADDD(power, exponent, exponent)
	VPSLLD(U8(23), power, power)
	VPSUBD(power, product, product)
}

// targets computes the coefficients of the targets in the same way, of all rows at once,
// with −s for s.
func (v vector) targets(f frame) {
	offset, zero := GP64(), GP64()
	XORQ(zero, zero)
	MOVQ(f.targets(zero), offset)
	column := GP64()
	XORQ(column, column)
	next := label("targets")
	Label(next)
	size, here := f.slice("Size"), GP64()
	ADDQ(f.first, size)
	on := v.same(v.zeros(1)[0], at(size, column, 0))
	VANDNPS(at(f.slice("RowMask"), column, 0), on, on)
	LEAQ(at(offset, column, 0), here)
	over := v.zeros(1)[0]
	wrong, denominator := v.sigmoid(v.total([]reg.GPVirtual{here}, "MinusUnit"), []reg.VecVirtual{on}, over)
	v.put(wrong[0], here)
	v.addLoss(1, column, denominator[0], v.zeros(1)[0], over)
	ADDQ(I32(v.bytes()), column)
	CMPQ(column, U32(64))
	JL(LabelRef(next))
}

// put stores coefficients as float16 (IEEE 754 binary16, 11 significant bits), at the
// offset that they would have as floats. Half the bytes are half the cache lines that
// other processors fetch.
func (v vector) put(r reg.VecVirtual, offset reg.GPVirtual) {
	g, half := GP64(), GP64()
	Load(Param("g").Base(), g)
	MOVQ(offset, half)
	SHRQ(U8(1), half)
	VCVTPS2PH(U8(0), r, at(g, half, 0)) // to the nearest, the even one of two
}

// equal returns a mask, all bits set in elements where words equals the word at m.
func (v vector) equal(words reg.VecVirtual, m Mem) reg.VecVirtual {
	word := v.reg()
	VPBROADCASTD(m, word)
	return v.same(words, word)
}

// same returns a mask, all bits set in elements where the integers of a and b are equal.
func (v vector) same(a reg.VecVirtual, b Op) reg.VecVirtual {
	r := v.reg()
	if v.width == 16 {
		k := K()
		VPCMPEQD(b, a, k)
		VPMOVM2D(k, r)
		return r
	}
	VPCMPEQD(b, a, r)
	return r
}

// total sums the workers' integers at each of some offsets of their parts and returns the
// sums as floats, times a field of the plan.
func (v vector) total(offsets []reg.GPVirtual, unit string) []reg.VecVirtual {
	part, n, p, sums := GP64(), GP64(), GP64(), v.zeros(len(offsets))
	Load(Param("parts").Base(), part)
	Load(Param("parts").Len(), n)
	times(n, func() {
		MOVQ(Mem{Base: part}, p)
		for i, sum := range sums {
			VPADDD(at(p, offsets[i], 0), sum, sum)
		}
		ADDQ(I32(24), part) // from slice to slice
	})
	factor := v.broadcast(frame{plan: Dereference(Param("p"))}.field(unit))
	for _, sum := range sums {
		VCVTDQ2PS(sum, sum)
		VMULPS(factor, sum, sum)
	}
	return sums
}

// Polynomials: 2^f for |f| ≤ ½, and ln(1+x) for 1+x from √½ to √2 (both from
// Moshier's Cephes library), highest power first.
var (
	exp2 = []float64{1.535336188e-4, 1.339887440e-3, 9.618437358e-3, 5.550332471e-2, 2.402264791e-1, 6.931472029e-1, 1}
	log1 = []float64{7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
		-1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1}
)

// reach is the largest |y| for which eʸ is computed; larger ones count as reach. The
// loss adds the excess, since ln(1+eʸ) ≈ y there. At 22, e⁻²² ≈ 2.8e-10 is far below
// half a unit of float32 at 1, 6e-8.
const reach = 22

// polynomial returns the value of a polynomial of x, highest power first, by Horner's
// rule, with each product and sum rounded.
func (v vector) polynomial(x reg.VecVirtual, coefficients []float64) reg.VecVirtual {
	p := v.reg()
	VMULPS(v.float(coefficients[0]), x, p)
	for i, c := range coefficients[1:] {
		VADDPS(v.float(c), p, p)
		if i < len(coefficients)-2 {
			VMULPS(x, p, p)
		}
	}
	return p
}

// power is a polynomial for 2^f with |f| ≤ ½, with a relative error below 1e-7, highest power
// first.
var power = []float64{1.326472726e-3, 9.671512700e-3, 5.550733744e-2, 2.402224208e-1, 6.931469776e-1, 1}

// fusedPolynomial returns the values of a polynomial of each of some x, highest power first,
// by Horner's rule, with each product fused with the sum.
func (v vector) fusedPolynomial(x []reg.VecVirtual, coefficients []float64) []reg.VecVirtual {
	p := v.regs(len(x))
	for i := range p {
		VMOVAPS(v.float(coefficients[0]), p[i])
	}
	for _, number := range coefficients[1:] {
		c := v.float(number)
		for i := range x {
			VFMADD213PS(c, x[i], p[i])
		}
	}
	return p
}

// sigmoid returns σ(y) and 1+eʸ for each of some y, and adds to excess, unless it is nil, by how
// much y exceeds reach; 0, 1 and 0 where on is not set, unless that is nil. It computes
// eʸ = 2ⁿ·2ᶠ, with y·log₂e = n + f and |f| ≤ ½: 2ᶠ by a polynomial, and n is added to its exponent.
func (v vector) sigmoid(y, on []reg.VecVirtual, excess reg.VecVirtual) (s, denominator []reg.VecVirtual) {
	n := v.regs(len(y))
	each := func(c reg.VecVirtual, body func(i int, c reg.VecVirtual)) {
		for i := range y {
			body(i, c)
		}
	}
	// The excess over reach, then y limited to ±reach.
	each(v.float(reach), func(i int, c reg.VecVirtual) {
		if excess != nil {
			over := v.reg()
			VSUBPS(c, y[i], over)
			VMAXPS(v.zeros(1)[0], over, over)
			VANDPS(on[i], over, over)
			VADDPS(over, excess, excess)
		}
		VMINPS(c, y[i], y[i])
	})
	each(v.float(-reach), func(i int, c reg.VecVirtual) { VMAXPS(c, y[i], y[i]) })
	each(v.float(math.Log2E), func(i int, c reg.VecVirtual) { VMULPS(c, y[i], y[i]) })
	// n is the nearest whole number, y becomes the rest.
	for i := range y {
		floor := v.reg()
		VCVTPS2DQ(y[i], n[i])
		VCVTDQ2PS(n[i], floor)
		VSUBPS(floor, y[i], y[i])
	}
	s = v.fusedPolynomial(y, power)
	// 2ⁿ·2ᶠ: n is added to the exponent of 2ᶠ.
	denominator = v.regs(len(y))
	each(v.float(1), func(i int, one reg.VecVirtual) {
		VPSLLD(U8(23), n[i], n[i])
		VPADDD(n[i], s[i], s[i])
		if on != nil {
			VANDPS(on[i], s[i], s[i])
		}
		VADDPS(one, s[i], denominator[i])
		VDIVPS(denominator[i], s[i], s[i])
	})
	return s, denominator
}

// log returns ln(x·2^exponent) for x from 1 to the largest float. It writes x = m·2^k
// with m from √½ to √2, and computes ln m by a polynomial of m − 1 and adds (exponent +
// k)·ln 2.
func (v vector) log(x, exponent reg.VecVirtual) reg.VecVirtual {
	const root = 0x3f3504f3 // √½
	m, square, y := v.reg(), v.reg(), v.reg()
	// The bits of x minus those of √½ have k in the exponent; the mantissa plus √½ is m, from
	// √½ to √2.
	VPSUBD(v.constant(root), x, y)
	VANDPS(v.constant(0x7fffff), y, m)
	VPADDD(v.constant(root), m, m)
	VPSRAD(U8(23), y, y)
	VPADDD(y, exponent, exponent)
	VCVTDQ2PS(exponent, exponent)
	VSUBPS(v.float(1), m, m)
	VMULPS(m, m, square)
	p := v.polynomial(m, log1)
	VMULPS(m, p, p)
	VMULPS(square, p, p)
	VMULPS(v.float(.5), square, square)
	VSUBPS(square, p, p)
	// ln(1+m) = m − m²/2 + m³·p(m).
	VADDPS(p, m, m)
	VMULPS(v.float(math.Ln2), exponent, y)
	VADDPS(y, m, m)
	return m
}

// addLoss adds ln(product·2^exponent)+excess to one of the two tables of 16 losses in
// float64, negatives (0) or targets (1), unless the argument loss is nil.
func (v vector) addLoss(table int, column reg.GPVirtual, product, exponent, excess reg.VecVirtual) {
	v.eachLoss(table, column, func() reg.VecVirtual {
		loss := v.log(product, exponent)
		VADDPS(excess, loss, loss)
		return loss
	})
}

// eachLoss adds the losses that compute returns to a table, unless the argument loss is nil.
// column is that of the register in its row, in bytes: with AVX2 it selects elements 0 to 7 or 8
// to 15 of the table.
func (v vector) eachLoss(table int, column reg.GPVirtual, compute func() reg.VecVirtual) {
	to, silent := GP64(), label("silent")
	Load(Param("loss").Base(), to)
	TESTQ(to, to)
	JZ(LabelRef(silent))
	if v.width == 8 { // lanes 8 to 15 follow 0 to 7
		half := GP64()
		MOVQ(column, half)
		ANDQ(U32(32), half)
		LEAQ(Mem{Base: to, Index: half, Scale: 2}, to)
	}
	loss := compute()
	if v.width == 16 {
		high, doubles := YMM(), ZMM()
		VEXTRACTF64X4(U8(1), loss, high)
		for i, half := range []reg.Register{loss.AsY(), high} {
			m := Mem{Base: to, Disp: 128*table + 64*i}
			VCVTPS2PD(half, doubles)
			VADDPD(m, doubles, doubles)
			VMOVUPD(doubles, m)
		}
	} else {
		high, doubles := XMM(), YMM()
		VEXTRACTF128(U8(1), loss, high)
		for i, half := range []reg.Register{loss.AsX(), high} {
			m := Mem{Base: to, Disp: 128*table + 32*i}
			VCVTPS2PD(half, doubles)
			VADDPD(m, doubles, doubles)
			VMOVUPD(doubles, m)
		}
	}
	Label(silent)
}
