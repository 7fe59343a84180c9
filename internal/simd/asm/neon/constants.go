package main

import (
	"fmt"
	"math"
	"strings"
)

// constants are the numbers that kernels use, given by their bits. In memory each is
// there four times, so that one load fills a register.
var constants []uint32

// constantOffset returns where a number is in memory, and gives it a place if it has none.
func constantOffset(bits uint32) int {
	for i, b := range constants {
		if b == bits {
			return 16 * i
		}
	}
	constants = append(constants, bits)
	return 16 * (len(constants) - 1)
}

// constantsAssembly returns the text of the constants.
func constantsAssembly() string {
	var b strings.Builder
	b.WriteByte('\n')
	for i, bits := range constants {
		for lane := range 4 {
			fmt.Fprintf(&b, "DATA constants<>+%d(SB)/4, $%#08x\n", 16*i+4*lane, bits)
		}
	}
	fmt.Fprintf(&b, "GLOBL constants<>(SB), RODATA|NOPTR, $%d\n", 16*len(constants))
	return b.String()
}

// A calculator is a kernel with access to the constants, some of which stay in registers.
type calculator struct {
	*kernel
	memory gp
	held   map[uint32]vec
}

// calculator returns a calculator that holds some numbers.
func (k *kernel) calculator(numbers ...float64) calculator {
	c := calculator{kernel: k, memory: k.gp(), held: map[uint32]vec{}}
	k.ins("MOVD", "$constants<>(SB)", c.memory)
	for _, x := range numbers {
		c.held[floatBits(x)] = c.float(x)
	}
	return c
}

// floatBits returns the bits of x rounded to float32.
func floatBits(x float64) uint32 { return math.Float32bits(float32(x)) }

// constant returns a register full of a number, which is given by its bits.
func (c calculator) constant(bits uint32) vec {
	if v, ok := c.held[bits]; ok {
		return v
	}
	v := c.vec()
	c.loadVecs(c.memory, constantOffset(bits), v)
	return v
}

// float returns a register full of a number.
func (c calculator) float(x float64) vec { return c.constant(floatBits(x)) }

// Polynomials: 2^f for |f| ≤ ½, and ln(1+x) for 1+x from √½ to √2 (both from Moshier's
// Cephes library), highest power first.
var (
	exp2 = []float64{1.535336188e-4, 1.339887440e-3, 9.618437358e-3, 5.550332471e-2, 2.402264791e-1, 6.931472029e-1, 1}
	log1 = []float64{7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
		-1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1}
)

// polynomial evaluates a polynomial at x by Horner's rule, ((c₀x + c₁)x + c₂)x + …,
// with each product and sum rounded. Registers of its constants are free again after
// each step.
func (c calculator) polynomial(x vec, coefficients []float64) vec {
	p := c.vec()
	end := c.scope()
	c.fmul(p, c.float(coefficients[0]), x)
	end()
	for i, number := range coefficients[1:] {
		end := c.scope()
		c.fadd(p, p, c.float(number))
		if i < len(coefficients)-2 {
			c.fmul(p, p, x)
		}
		end()
	}
	return p
}

// power is a polynomial for 2^f with |f| ≤ ½, with a relative error below 1e-7, highest power
// first.
var power = []float64{1.326472726e-3, 9.671512700e-3, 5.550733744e-2, 2.402224208e-1, 6.931469776e-1, 1}

// fusedPolynomial evaluates a polynomial at x by Horner's rule, with each product fused
// with the sum.
func (c calculator) fusedPolynomial(x vec, coefficients []float64) vec {
	p := c.vec()
	defer c.scope()()
	sums := c.vecRegs(2) // in turn
	c.move(sums[0], c.float(coefficients[0]))
	for i, number := range coefficients[1:] {
		from, to := sums[i%2], sums[(i+1)%2]
		if i == len(coefficients)-2 {
			to = p
		}
		c.move(to, c.float(number))
		c.fmla(to, from, x)
	}
	return p
}

// scaled multiplies e by 2^n: bits 23 to 30 of a float32 are its exponent, so n is
// shifted to bit 23 and added. n is changed.
func (c calculator) scaled(e, n vec) {
	c.shl(n, n, 23)
	c.add(e, e, n)
}

const reach = 22 // eʸ is computed for |y| up to it

// sigmoid returns σ(y), 1+eʸ, and by how much y exceeds reach; 0, 1 and 0 where on is not
// set.
func (c calculator) sigmoid(y, on vec) (s, denominator, over vec) {
	s, denominator, over = c.vec(), c.vec(), c.vec()
	defer c.scope()()
	n, floor := c.vec(), c.vec()
	c.fsub(over, y, c.float(reach))
	c.fmax(over, over, c.zeros(1)[0])
	c.and(over, over, on)
	c.fmin(y, y, c.float(reach))
	c.fmax(y, y, c.float(-reach))
	c.fmul(y, y, c.float(math.Log2E))
	c.fcvtns(n, y)
	c.scvtf(floor, n)
	c.fsub(y, y, floor)
	e := c.fusedPolynomial(y, power)
	c.scaled(e, n)
	c.and(e, e, on)
	c.fadd(denominator, e, c.float(1))
	c.fdiv(s, e, denominator)
	return s, denominator, over
}

// log returns ln(x·2^exponent) for x from 1 to the largest float, as log in
// ../coefficients.go does: x = m·2^k with √½ ≤ m < √2, and ln m = z − z²/2 + z³·p(z)
// with z = m − 1. exponent is changed.
func (c calculator) log(x, exponent vec) vec {
	const root = 0x3f3504f3 // √½
	m := c.vec()
	defer c.scope()()
	square, y := c.vec(), c.vec()
	c.sub(y, x, c.constant(root))
	c.and(m, y, c.constant(0x7fffff))
	c.add(m, m, c.constant(root))
	c.sshr(y, y, 23)
	c.add(exponent, exponent, y)
	c.scvtf(exponent, exponent)
	c.fsub(m, m, c.float(1))
	c.fmul(square, m, m)
	p := c.polynomial(m, log1)
	c.fmul(p, p, m)
	c.fmul(p, p, square)
	c.fmul(square, square, c.float(.5))
	c.fsub(p, p, square)
	c.fadd(m, m, p)
	c.fmul(y, exponent, c.float(math.Ln2))
	c.fadd(m, m, y)
	return m
}

const (
	// Exponents below faint give 0. ln2High + ln2Low = ln 2; products of the first
	// with whole numbers are exact (Cody and Waite 1980).
	faint   = -87
	ln2High = 0.693359375
	ln2Low  = -2.12194440e-4
)

// exponentials writes a kernel that computes dst = exp((x − top)·inverse) for
// multiples of 16 numbers; see ../product.go.
func exponentials() *kernel {
	k := newKernel("exponentialsNEON", "dst, x []float32, top, inverse float32", "")
	c := k.calculator(append(exp2, faint, math.Log2E, ln2High, ln2Low)...)
	dst, x, left, end := k.argument("dst_base"), k.argument("x_base"), k.argument("x_len"), k.label("end")
	top, inverse := k.single(k.operand("top")), k.single(k.operand("inverse"))
	k.broadcast(top)
	k.ins("LSR", imm(2), left, left)
	k.ins("CBZ", left, end)
	k.times(left, func() {
		y, on, n, whole, product := k.vec(), k.vec(), k.vec(), k.vec(), k.vec()
		k.fetch(y, x)
		k.fsub(y, y, top)
		k.fmulLane(y, y, inverse, 0)
		k.fcmgt(on, y, c.float(faint))
		k.fmax(y, y, c.float(faint))
		k.fmul(n, y, c.float(math.Log2E))
		k.fcvtns(n, n)
		k.scvtf(whole, n)
		for _, part := range []float64{ln2High, ln2Low} {
			k.fmul(product, whole, c.float(part))
			k.fsub(y, y, product)
		}
		k.fmul(y, y, c.float(math.Log2E))
		e := c.polynomial(y, exp2)
		c.scaled(e, n)
		k.and(e, e, on)
		k.ins("FMOVQ.P", e, mem(dst, 16))
	})
	k.here(end)
	k.ins("RET")
	return k
}
