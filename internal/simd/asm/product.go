package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// tileRows is the number of rows of a product: with 16 columns, 12 registers of AVX2
// hold the sums, two a row of b, and one holds a number of a: 15 of 16.
const tileRows = 6

// product writes the kernel that adds the product of 6 rows of a and the 16 columns
// of b, len(b)/16 rows, to dst:
//
//	dst[i][j] += Σₖ a[i][k]·b[k][j]      0 ≤ i < 6, 0 ≤ j < 16
//
// b is packed, so that its 16 columns are contiguous. Each product is fused with the
// addition, in the order of k. The packing and the loops over tiles are in Go.
func (v vector) product() {
	TEXT("product"+v.name, NOSPLIT, "func(dst []float32, pitch int, a []float32, stride int, b []float32)")
	Doc("product" + v.name + " is product in assembly.")
	dst, a, b, left := triples("dst", "pitch"), triples("a", "stride"), GP64(), GP64()
	Load(Param("b").Base(), b)
	Load(Param("b").Len(), left)
	SHRQ(U8(4), left)
	var sums [tileRows][]reg.VecVirtual
	for i := range sums {
		// The tile of dst is in registers during the whole product.
		sums[i] = v.regs(v.sixteen())
		for k, s := range sums[i] {
			VMOVUPS(dst.row(i, k*v.bytes()), s)
		}
	}
	end := label("end")
	TESTQ(left, left)
	JZ(LabelRef(end))
	times(left, func() {
		columns := v.regs(v.sixteen())
		for k, c := range columns {
			VMOVUPS(Mem{Base: b, Disp: k * v.bytes()}, c)
		}
		for i := range sums {
			// One number of row i of a times a row of b.
			x := v.broadcast(a.row(i, 0))
			for k, s := range sums[i] {
				v.fused(s, x, columns[k])
			}
		}
		ADDQ(I32(64), b)
		ADDQ(I32(4), a.first)
		ADDQ(I32(4), a.fourth)
	})
	Label(end)
	for i := range sums {
		for k, s := range sums[i] {
			VMOVUPS(s, dst.row(i, k*v.bytes()))
		}
	}
	VZEROUPPER()
	RET()
}

// A tripled is a pointer with which six rows can be addressed: first for rows 0 to 2,
// fourth for rows 3 to 5, both with distance as the index. It needs three registers
// instead of six.
type tripled struct{ first, fourth, distance reg.GPVirtual }

// triples returns the tripled pointer to the matrix in an argument; distance is the
// argument with the distance of its rows in floats.
func triples(matrix, distance string) tripled {
	t := tripled{GP64(), GP64(), GP64()}
	Load(Param(matrix).Base(), t.first)
	Load(Param(distance), t.distance)
	SHLQ(U8(2), t.distance)
	LEAQ(Mem{Base: t.first, Index: t.distance, Scale: 2}, t.fourth)
	ADDQ(t.distance, t.fourth)
	return t
}

// row returns the address of offset bytes in row i, from 0 to 5.
func (t tripled) row(i, offset int) Mem {
	base := t.first
	if i >= 3 {
		base, i = t.fourth, i-3
	}
	if i == 0 {
		return Mem{Base: base, Disp: offset}
	}
	return Mem{Base: base, Index: t.distance, Scale: uint8(i), Disp: offset}
}

// faint is the exponent below which e^y counts as 0. ln2High + ln2Low = ln 2; the first
// has few binary digits, so that its products with whole numbers are exact (Cody and
// Waite 1980).
const (
	faint   = -87
	ln2High = 0.693359375
	ln2Low  = -2.12194440e-4
)

// exponentials writes the kernel that computes dst = exp((x − top)·inverse) for a
// multiple of 16 numbers. top is the largest score and inverse 1/T, so that exponents
// are at most 0 and results at most 1. It subtracts the nearest multiple of ln 2 and
// computes the rest as sigmoid does:
//
//	e^y = 2ⁿ · e^(y − n·ln 2),  n = the whole number nearest to y·log₂e
func (v vector) exponentials() {
	TEXT("exponentials"+v.name, NOSPLIT, "func(dst, x []float32, top, inverse float32)")
	Doc("exponentials" + v.name + " is exponentials in assembly.")
	dst, x, left := GP64(), GP64(), GP64()
	Load(Param("dst").Base(), dst)
	Load(Param("x").Base(), x)
	Load(Param("x").Len(), left)
	top, inverse := v.argument("top"), v.argument("inverse")
	next, end := label("next"), label("end")
	Label(next)
	SUBQ(U32(uint32(v.width)), left)
	JL(LabelRef(end))
	y, n, whole := v.reg(), v.reg(), v.reg()
	VMOVUPS(Mem{Base: x}, y)
	VSUBPS(top, y, y)
	VMULPS(inverse, y, y)
	// Results of smaller exponents are 0; the exponent is limited so that the bits below stay
	// valid.
	on := v.above(y, v.float(faint))
	VMAXPS(v.float(faint), y, y)
	VMULPS(v.float(math.Log2E), y, n)
	VCVTPS2DQ(n, n)
	VCVTDQ2PS(n, whole)
	for _, part := range []float64{ln2High, ln2Low} {
		product := v.reg()
		VMULPS(v.float(part), whole, product)
		VSUBPS(product, y, y)
	}
	VMULPS(v.float(math.Log2E), y, y)
	e := v.polynomial(y, exp2)
	VPSLLD(U8(23), n, n)
	VPADDD(n, e, e)
	VANDPS(on, e, e)
	VMOVUPS(e, Mem{Base: dst})
	ADDQ(I32(v.bytes()), x)
	ADDQ(I32(v.bytes()), dst)
	JMP(LabelRef(next))
	Label(end)
	VZEROUPPER()
	RET()
}

// argument returns a register with a float argument in each element.
func (v vector) argument(name string) reg.VecVirtual {
	b, err := Param(name).Resolve()
	if err != nil {
		panic(err)
	}
	return v.broadcast(b.Addr)
}

// above returns a mask, all bits set in elements where a is greater than b.
func (v vector) above(a, b reg.VecVirtual) reg.VecVirtual {
	r := v.reg()
	if v.width == 16 {
		k := K()
		VCMPPS(U8(0x1e), b, a, k)
		VPMOVM2D(k, r)
		return r
	}
	VCMPPS(U8(0x1e), b, a, r)
	return r
}
