// Asm writes the assembly of package simd for amd64.
//
//	go run -tags purego . -out ../kernels_amd64.s -stubs ../kernels_amd64.go -pkg simd
//
// A kernel is a Go function that emits instructions: each call such as VADDPS appends one, GP64 and
// YMM return registers that avo assigns at the end, Load and Store access arguments. A Go loop in a kernel
// is unrolled; a loop at run time has a label and a jump, see times.
//
// Every kernel is written once, for vectors of 8 floats (AVX2) and of 16 (AVX-512). The two must give
// the same bits as the plain Go of the package. So the order of each sum does not depend on the width, and
// a product is fused with an addition exactly where plain Go computes it fused. The plain Go function of
// the same name is the specification of a kernel, and tests compare the two.
//
// # Notation
//
// Instructions have their operands in the order of Go's assembler: the destination last. A register with the
// name of a slice holds an address in it. Columns and indexes of rows are byte offsets, four for each number,
// so that they can be added to addresses. The lengths of slices are checked in Go before a kernel is called;
// kernels check nothing.
//
// # Registers
//
// AVX2 has 16 vector registers, AVX-512 has 32, and both have fewer than 16 general ones. A tile is what
// a kernel keeps in vector registers at a time: some columns of some rows. The generator fails if a kernel
// needs more registers than there are. docs/benchmarks.md, section Training without AVX-512, has the gain of
// tiles of three registers, of aligned loops, and of padding that is skipped.
package main

import (
	"fmt"
	"math"
	"slices"

	. "github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/ir"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"

	_ "github.com/w2vattn/w2vattn/internal/simd" // whose types the kernels' signatures name
)

// main writes all kernels: each method of vector emits one, for each of the two
// widths.
func main() {
	Package("github.com/w2vattn/w2vattn/internal/simd")
	ConstraintExpr("!purego")
	for _, v := range []vector{{name: "AVX2", width: 8}, {name: "AVX512", width: 16}} {
		v.score()
		v.coefficients()
		v.pairs()
		v.apply()
		v.dots("dots", false)
		v.mix()
		v.product()
		v.exponentials()
		v.adaGrad()
		v.sgd()
	}
	avx2 := vector{name: "AVX2", width: 8} // for kernels whose time is that of memory, not of arithmetic
	avx2.dots("dotsAhead", true)
	avx2.estimates()
	dotBytes()
	prefetch()
	publish()
	Generate()
}

// A vector is the vector registers of an instruction set. Its methods write the kernels.
type vector struct {
	name  string
	width int                       // floats in a register, 8 or 16
	held  map[uint32]reg.VecVirtual // by the bits of a number: registers that keep it, see holding
}

// bytes returns the size of a register in bytes.
func (v vector) bytes() int { return 4 * v.width }

// reg returns a new register.
func (v vector) reg() reg.VecVirtual {
	if v.width == 16 {
		return ZMM()
	}
	return YMM()
}

// regs returns n new registers.
func (v vector) regs(n int) []reg.VecVirtual {
	r := make([]reg.VecVirtual, n)
	for i := range r {
		r[i] = v.reg()
	}
	return r
}

// zeros returns n registers of zeros.
func (v vector) zeros(n int) []reg.VecVirtual {
	r := v.regs(n)
	for _, z := range r {
		VXORPS(z, z, z)
	}
	return r
}

// broadcast returns a register with the float at m in each element.
func (v vector) broadcast(m Op) reg.VecVirtual {
	r := v.reg()
	VBROADCASTSS(m, r)
	return r
}

// constant returns a register with a number, given by its bits, in each element: a held
// register, or a new one that is loaded from a constant in memory. The constants of all
// kernels are written once.
func (v vector) constant(bits uint32) reg.VecVirtual {
	if r, ok := v.held[bits]; ok {
		return r
	}
	name := fmt.Sprintf("constant%08x", bits)
	if _, ok := constants[name]; !ok {
		constants[name] = ConstData(name, U32(bits))
	}
	return v.broadcast(constants[name])
}

// constants are the numbers in memory by their names.
var constants = map[string]Mem{}

// holding returns v with numbers that stay in registers for the whole kernel. AVX2 has
// too few registers for that, so there v is unchanged and numbers are loaded whenever
// they are used.
func (v vector) holding(numbers ...float64) vector {
	if v.width == 8 {
		return v
	}
	held := map[uint32]reg.VecVirtual{}
	for _, x := range numbers {
		held[math.Float32bits(float32(x))] = v.float(x)
	}
	v.held = held
	return v
}

// float returns a register with x, rounded to float32, in each element.
func (v vector) float(x float64) reg.VecVirtual { return v.constant(math.Float32bits(float32(x))) }

// fused writes sum += a·b, rounded once (FMA). Training uses it.
func (v vector) fused(sum reg.VecVirtual, a, b Op) { VFMADD231PS(a, b, sum) }

// muladd writes sum += a·b, rounded twice: the product, then the sum. Queries use it,
// because plain Go without FMA can then give the same bits at full speed.
func (v vector) muladd(sum reg.VecVirtual, a, b Op) {
	product := v.reg()
	VMULPS(a, b, product)
	VADDPS(product, sum, sum)
}

// labels is the number of labels so far.
var labels int

// label returns a name for a label that no other label has. Go's assembler scopes
// labels by function; unique ones make the listing easier to search.
func label(name string) string {
	labels++
	return fmt.Sprintf("%s%d", name, labels)
}

// at returns the address base + index + offset, in bytes.
func at(base, index reg.Register, offset int) Mem {
	return Mem{Base: base, Index: index, Scale: 1, Disp: offset}
}

// align makes the next instruction begin at the start of a cache line, for loops. Measure
// which loops gain: the padding before a loop is executed too.
func align() {
	Instruction(&ir.Instruction{Opcode: "PCALIGN", Operands: []Op{Imm(64)}})
}

// times writes a loop that runs body n times. n is a register with a number of at least
// 1, which is 0 at the end.
func times(n reg.GPVirtual, body func()) {
	top := label("loop")
	Label(top)
	body()
	DECQ(n)
	JNZ(LabelRef(top))
}

// tiles writes a loop over the columns of a row that are used, used bytes, in tiles of
// some registers. body is written once for each of the sizes, which fall and end with 1;
// column is the first byte of the tile. A tile is one smaller if otherwise a single
// register would be left for the last tile, whose additions would wait for each other.
func (v vector) tiles(used Mem, sizes []int, body func(column reg.GPVirtual, size int)) {
	column := GP64()
	XORQ(column, column)
	next, done := label("tile"), label("done")
	Label(next)
	left := load(used)
	SUBQ(column, left)
	JZ(LabelRef(done))
	for _, size := range sizes {
		smaller := label("smaller")
		CMPQ(left, I32(size*v.bytes()))
		JL(LabelRef(smaller))
		if size > 1 && !slices.Contains(sizes, size+1) {
			CMPQ(left, I32((size+1)*v.bytes()))
			JE(LabelRef(smaller))
		}
		body(column, size)
		ADDQ(I32(size*v.bytes()), column)
		JMP(LabelRef(next))
		Label(smaller)
	}
	Label(done)
}
