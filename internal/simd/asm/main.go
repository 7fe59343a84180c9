// Asm writes the assembly of package simd for amd64.
//
//	go run -tags purego . -out ../kernels_amd64.s -stubs ../kernels_amd64.go -pkg simd
//
// Every kernel is written once, for vectors of 8 floats (AVX2) and of 16
// (AVX-512). The two must give the same bits as the plain Go of the package: so
// the order in which a number is summed up never depends on the width, and a
// multiplication is fused with an addition where plain Go imitates that.
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

func main() {
	Package("github.com/w2vattn/w2vattn/internal/simd")
	ConstraintExpr("!purego")
	for _, v := range []vector{{name: "AVX2", width: 8}, {name: "AVX512", width: 16}} {
		v.score()
		v.coefficients()
		v.apply()
		v.dots("dots", false)
		v.mix()
		v.product()
		v.exponentials()
	}
	avx2 := vector{name: "AVX2", width: 8} // for what waits for memory more than it computes
	avx2.dots("dotsAhead", true)
	avx2.estimates()
	dotBytes()
	prefetch()
	publish()
	Generate()
}

// A vector is an instruction set's registers.
type vector struct {
	name  string
	width int // floats
	held  map[uint32]reg.VecVirtual
}

// bytes is the size of a register.
func (v vector) bytes() int { return 4 * v.width }

// reg returns a fresh register.
func (v vector) reg() reg.VecVirtual {
	if v.width == 16 {
		return ZMM()
	}
	return YMM()
}

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

// broadcast returns a register full of the float at m.
func (v vector) broadcast(m Op) reg.VecVirtual {
	r := v.reg()
	VBROADCASTSS(m, r)
	return r
}

// constant returns a register full of a number, which is given by its bits.
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

var constants = map[string]Mem{}

// holding returns v with numbers that stay in registers, if there are enough.
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

func (v vector) float(x float64) reg.VecVirtual { return v.constant(math.Float32bits(float32(x))) }

// fused is sum += a·b, rounded once.
func (v vector) fused(sum reg.VecVirtual, a, b Op) { VFMADD231PS(a, b, sum) }

// muladd is sum += a·b, rounded twice.
func (v vector) muladd(sum reg.VecVirtual, a, b Op) {
	product := v.reg()
	VMULPS(a, b, product)
	VADDPS(product, sum, sum)
}

var labels int

// label returns a name that no other label has.
func label(name string) string {
	labels++
	return fmt.Sprintf("%s%d", name, labels)
}

// at is the address base + index + offset.
func at(base, index reg.Register, offset int) Mem {
	return Mem{Base: base, Index: index, Scale: 1, Disp: offset}
}

// align begins a loop at the start of a cache line. Which loops do must be measured:
// what fills the line before is executed.
func align() {
	Instruction(&ir.Instruction{Opcode: "PCALIGN", Operands: []Op{Imm(64)}})
}

// times repeats body n times, n ≥ 1 being in a register, which is used up.
func times(n reg.GPVirtual, body func()) {
	top := label("loop")
	Label(top)
	body()
	DECQ(n)
	JNZ(LabelRef(top))
}

// tiles walks over the columns of a row in use, so many bytes, in tiles of so many
// registers: body is written once for each of the sizes, which fall, and column is
// the tile's first byte. No tile leaves one register to the last one, which would
// wait for its own sums.
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
