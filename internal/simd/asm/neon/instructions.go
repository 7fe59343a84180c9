package main

// This file has a method for each instruction that the kernels use. Go's assembler
// lacks most instructions on vectors of floats, so these are written as WORD with
// their encoding (Arm Architecture Reference Manual, section C7.2, SIMD and
// floating-point instructions). The number of the destination is in bits 0 to 4, of
// the first source in bits 5 to 9, of the second in bits 16 to 20. In Go's order the
// operands are reversed; the methods here have the manual's order, the destination
// first.

import "fmt"

// word writes an instruction that Go's assembler lacks as a number, with the
// instruction in the manual's form beside it.
func (k *kernel) word(code uint32, format string, operands ...any) {
	fmt.Fprintf(&k.text, "\tWORD\t$%#08x // %s\n", code, fmt.Sprintf(format, operands...))
}

// three writes an instruction with three registers that have the same arrangement.
func (k *kernel) three(code uint32, name, arrangement string, d, n, m vec) {
	k.word(code|uint32(m)<<16|uint32(n)<<5|uint32(d), "%s v%d.%[3]s, v%[4]d.%[3]s, v%[5]d.%[3]s", name, d, arrangement, n, m)
}

// Arithmetic on four float32: d = n op m. faddp adds neighbours: the two sums of n's
// pairs, then those of m's. fcmgt sets all bits of the lanes in which n > m. bic is n
// and not m.
func (k *kernel) fadd(d, n, m vec)  { k.three(0x4e20d400, "fadd", "4s", d, n, m) }
func (k *kernel) fsub(d, n, m vec)  { k.three(0x4ea0d400, "fsub", "4s", d, n, m) }
func (k *kernel) fmul(d, n, m vec)  { k.three(0x6e20dc00, "fmul", "4s", d, n, m) }
func (k *kernel) fdiv(d, n, m vec)  { k.three(0x6e20fc00, "fdiv", "4s", d, n, m) }
func (k *kernel) fmax(d, n, m vec)  { k.three(0x4e20f400, "fmax", "4s", d, n, m) }
func (k *kernel) fmin(d, n, m vec)  { k.three(0x4ea0f400, "fmin", "4s", d, n, m) }
func (k *kernel) faddp(d, n, m vec) { k.three(0x6e20d400, "faddp", "4s", d, n, m) }
func (k *kernel) fcmgt(d, n, m vec) { k.three(0x6ea0e400, "fcmgt", "4s", d, n, m) }
func (k *kernel) bic(d, n, m vec)   { k.three(0x4e601c00, "bic", "16b", d, n, m) }

// fadd2 adds float64.
func (k *kernel) fadd2(d, n, m vec) { k.three(0x4e60d400, "fadd", "2d", d, n, m) }

// two writes an instruction with two registers, of the given arrangements.
func (k *kernel) two(code uint32, name, to, from string, d, n vec) {
	k.word(code|uint32(n)<<5|uint32(d), "%s v%d.%s, v%d.%s", name, d, to, n, from)
}

// fsqrt is the square root.
func (k *kernel) fsqrt(d, n vec) { k.two(0x6ea1f800, "fsqrt", "4s", "4s", d, n) }

// fcvtns rounds to integers, ties to even.
func (k *kernel) fcvtns(d, n vec) { k.two(0x4e21a800, "fcvtns", "4s", "4s", d, n) }

// scvtf converts integers to float32.
func (k *kernel) scvtf(d, n vec) { k.two(0x4e21d800, "scvtf", "4s", "4s", d, n) }

// fromHalf converts four numbers of half precision to float32, toHalf the other way.
func (k *kernel) fromHalf(d, n vec) { k.two(0x0e217800, "fcvtl", "4s", "4h", d, n) }

// toHalf converts four float32 to half precision, to the nearest, ties to even.
func (k *kernel) toHalf(d, n vec) { k.two(0x0e216800, "fcvtn", "4h", "4s", d, n) }

// toDouble and toDouble2 convert the lower and the upper two float32 to float64.
func (k *kernel) toDouble(d, n vec) { k.two(0x0e617800, "fcvtl", "2d", "2s", d, n) }

// toDouble2 converts the upper two float32 to float64.
func (k *kernel) toDouble2(d, n vec) { k.two(0x4e617800, "fcvtl2", "2d", "4s", d, n) }

// widen and widen2 extend the lower and the upper eight signed bytes to 16 bits.
func (k *kernel) widen(d, n vec) { k.two(0x0f08a400, "sxtl", "8h", "8b", d, n) }

// widen2 extends the upper eight signed bytes to 16 bits.
func (k *kernel) widen2(d, n vec) { k.two(0x4f08a400, "sxtl2", "8h", "16b", d, n) }

// widenWords extends the lower four 16-bit integers to 32 bits.
func (k *kernel) widenWords(d, n vec) { k.two(0x0f10a400, "sxtl", "4s", "4h", d, n) }

// smlal and smlal2 add the products of the lower and the upper four 16-bit integers.
func (k *kernel) smlal(d, n, m vec) {
	k.word(0x0e608000|uint32(m)<<16|uint32(n)<<5|uint32(d), "smlal v%d.4s, v%d.4h, v%d.4h", d, n, m)
}

// smlal2 is smlal for the upper four integers of n and m.
func (k *kernel) smlal2(d, n, m vec) {
	k.word(0x4e608000|uint32(m)<<16|uint32(n)<<5|uint32(d), "smlal2 v%d.4s, v%d.8h, v%d.8h", d, n, m)
}

// sshr shifts signed integers right.
func (k *kernel) sshr(d, n vec, shift int) {
	k.word(0x4f000400|uint32(64-shift)<<16|uint32(n)<<5|uint32(d), "sshr v%d.4s, v%d.4s, #%d", d, n, shift)
}

// element writes an instruction that multiplies by one lane of a register.
func (k *kernel) element(code uint32, name string, d, n, m vec, lane int) {
	k.word(code|uint32(lane&1)<<21|uint32(m)<<16|uint32(lane>>1)<<11|uint32(n)<<5|uint32(d),
		"%s v%d.4s, v%d.4s, v%d.s[%d]", name, d, n, m, lane)
}

// fmlaLane is d += n·m[lane], rounded once.
func (k *kernel) fmlaLane(d, n, m vec, lane int) { k.element(0x4f801000, "fmla", d, n, m, lane) }

// fmulLane is d = n·m[lane].
func (k *kernel) fmulLane(d, n, m vec, lane int) { k.element(0x4f809000, "fmul", d, n, m, lane) }

// fmla is d += n·m, rounded once.
func (k *kernel) fmla(d, n, m vec) { k.ins("VFMLA", m.as("S4"), n.as("S4"), d.as("S4")) }

// muladd is sum += a·b, rounded twice: after the product and after the sum. fmla
// rounds once. Kernels whose results must equal those of plain Go use the one that
// plain Go uses there.
func (k *kernel) muladd(sum, a, b vec) {
	defer k.scope()()
	product := k.vec()
	k.fmul(product, a, b)
	k.fadd(sum, sum, product)
}

// Integers of 32 bits: sums, differences, bitwise and, shifts by a constant, and a
// mask of equal lanes.
func (k *kernel) add(d, n, m vec)          { k.ins("VADD", m.as("S4"), n.as("S4"), d.as("S4")) }
func (k *kernel) sub(d, n, m vec)          { k.ins("VSUB", m.as("S4"), n.as("S4"), d.as("S4")) }
func (k *kernel) and(d, n, m vec)          { k.ins("VAND", m.as("B16"), n.as("B16"), d.as("B16")) }
func (k *kernel) eor(d, n, m vec)          { k.ins("VEOR", m.as("B16"), n.as("B16"), d.as("B16")) }
func (k *kernel) shl(d, n vec, shift int)  { k.ins("VSHL", imm(shift), n.as("S4"), d.as("S4")) }
func (k *kernel) ushr(d, n vec, shift int) { k.ins("VUSHR", imm(shift), n.as("S4"), d.as("S4")) }
func (k *kernel) cmeq(d, n, m vec)         { k.ins("VCMEQ", m.as("S4"), n.as("S4"), d.as("S4")) }

// cmtst sets the lanes in which n and m have a bit in common.
func (k *kernel) cmtst(d, n, m vec) { k.ins("VCMTST", m.as("S4"), n.as("S4"), d.as("S4")) }

// zero clears registers. Unlike an exclusive or of a register with itself, the instruction
// does not wait for the register's last content.
func (k *kernel) zero(registers ...vec) {
	for _, v := range registers {
		k.word(0x6f00e400|uint32(v), "movi v%d.2d, #0", v)
	}
}

// zeros returns n registers of zeros.
func (k *kernel) zeros(n int) []vec {
	v := k.vecRegs(n)
	k.zero(v...)
	return v
}

// move copies a register.
func (k *kernel) move(d, n vec) { k.ins("VMOV", n.as("B16"), d.as("B16")) }

// broadcast fills a register with its first lane.
func (k *kernel) broadcast(v vec) { k.ins("VDUP", v.as("S[0]"), v.as("S4")) }

// single returns a register whose first lane is the float at an operand; the others are 0.
func (k *kernel) single(operand string) vec {
	v := k.vec()
	k.ins("FMOVS", operand, v)
	return v
}

// loadVecs loads registers from consecutive memory.
func (k *kernel) loadVecs(base gp, offset int, registers ...vec) {
	for ; len(registers) > 1; registers = registers[2:] {
		k.ins("FLDPQ", mem(base, offset), pair(registers))
		offset += 32
	}
	if len(registers) > 0 {
		k.ins("FMOVQ", mem(base, offset), registers[0])
	}
}

// storeVecs stores registers to consecutive memory.
func (k *kernel) storeVecs(base gp, offset int, registers ...vec) {
	for ; len(registers) > 1; registers = registers[2:] {
		k.ins("FSTPQ", pair(registers), mem(base, offset))
		offset += 32
	}
	if len(registers) > 0 {
		k.ins("FMOVQ", registers[0], mem(base, offset))
	}
}

// pair is the operand of two registers.
func pair(registers []vec) string { return fmt.Sprintf("(%v, %v)", registers[0], registers[1]) }

// fetch loads four floats and advances the pointer.
func (k *kernel) fetch(v vec, pointer gp) { k.ins("FMOVQ.P", mem(pointer, 16), v) }

// loadAt loads the four floats at base+index.
func (k *kernel) loadAt(v vec, base, index gp) {
	k.word(0x3ce06800|uint32(index)<<16|uint32(base)<<5|uint32(v), "ldr q%d, [x%d, x%d]", v, base, index)
}

// partial loads n floats, from 1 to 3, n being in a register; the other lanes are 0.
// It does not read behind them: bit 1 of n says whether there are two or more, bit 0
// whether there is an odd one.
func (k *kernel) partial(v vec, pointer, n gp) {
	defer k.scope()()
	one, done, third := k.label("one"), k.label("loaded"), k.gp()
	k.ins("TBZ", imm(1), n, one)
	k.ins("FMOVD", mem(pointer, 0), v)
	k.ins("TBZ", imm(0), n, done)
	k.ins("ADD", imm(8), pointer, third)
	k.ins("VLD1", mem(third, 0), v.as("S[2]"))
	k.ins("B", done)
	k.here(one)
	k.ins("FMOVS", mem(pointer, 0), v)
	k.here(done)
}

// transposed returns the columns of four registers, of four numbers each. VTRN1 and
// VTRN2 take the even and the odd elements of two registers in turn: once for single
// numbers, then for pairs.
func (k *kernel) transposed(r []vec) []vec {
	columns := k.vecRegs(4)
	defer k.scope()()
	t := k.vecRegs(4)
	each := func(arrangement string, d0, d1, n, m vec) {
		k.ins("VTRN1", m.as(arrangement), n.as(arrangement), d0.as(arrangement))
		k.ins("VTRN2", m.as(arrangement), n.as(arrangement), d1.as(arrangement))
	}
	each("S4", t[0], t[1], r[0], r[1])
	each("S4", t[2], t[3], r[2], r[3])
	each("D2", columns[0], columns[2], t[0], t[2])
	each("D2", columns[1], columns[3], t[1], t[3])
	return columns
}
