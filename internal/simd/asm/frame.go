package main

// This file writes what the kernels of a block have in common: they begin with the
// same arguments, a plan p and a block number t, and find rows, targets, contexts and
// negatives in the plan's slices. An address is computed from a byte offset; i is the
// offset of a row in slices of int32, 4 bytes for each.

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/gotypes"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A frame is the values that the kernels of a block keep on their stack, because a loop
// has too few registers for them. All but plan are addresses on the stack.
type frame struct {
	plan  Component
	first Mem // 4·t·B: the block's first row, as an offset in the plan's slices
	end   Mem // the first row after the block, likewise
	pitch Mem // bytes from one row of N numbers to the next
	// The worker's columns: pointers to the input and output matrix; and in bytes the width of a row
	// of the block's buffers, the part of it that is used, rounded up to whole registers, and the
	// distance of two rows of the matrices.
	in, out, width, used, stride Mem
	// A pointer to c.Ahead minus first: with the offset of a row of the plan it addresses that
	// row's element.
	ahead Mem
}

// enter writes the instructions that fill a frame from the arguments p, t and, if columns
// is set, c.
func (v vector) enter(columns bool) frame {
	f := frame{plan: Dereference(Param("p")), first: AllocLocal(8), end: AllocLocal(8), pitch: AllocLocal(8)}
	first, n := GP64(), GP64()
	// 4·t·B and 4·(t+1)·B.
	Load(f.plan.Field("Rows"), n)
	Load(Param("t"), first)
	IMULQ(n, first)
	ADDQ(first, n)
	SHLQ(U8(2), first)
	SHLQ(U8(2), n)
	MOVQ(first, f.first)
	MOVQ(n, f.end)
	keepFloats(f.plan.Field("Pitch"), f.pitch)
	if columns {
		c := Dereference(Param("c"))
		f.in, f.out, f.width, f.used, f.stride = AllocLocal(8), AllocLocal(8), AllocLocal(8), AllocLocal(8),
			AllocLocal(8)
		keep(c.Field("In").Base(), f.in)
		keep(c.Field("Out").Base(), f.out)
		keepFloats(c.Field("Width"), f.width)
		keepFloats(c.Field("Stride"), f.stride)
		used := GP64()
		// Rounded up to whole registers, in bytes.
		Load(c.Field("Used"), used)
		ADDQ(I32(v.width-1), used)
		SHRQ(U8(log2(v.width)), used)
		SHLQ(U8(log2(v.bytes())), used)
		MOVQ(used, f.used)
		f.ahead = AllocLocal(8)
		ahead := GP64()
		Load(c.Field("Ahead").Base(), ahead)
		SUBQ(f.first, ahead)
		MOVQ(ahead, f.ahead)
	}
	return f
}

// keep stores the value of a field at m.
func keep(c Component, m Mem) {
	r := GP64()
	Load(c, r)
	MOVQ(r, m)
}

// keepFloats stores the value of a field, a number of floats, at m as a number of bytes.
func keepFloats(c Component, m Mem) {
	r := GP64()
	Load(c, r)
	SHLQ(U8(2), r)
	MOVQ(r, m)
}

// load returns a register with the value at m.
func load(m Mem) reg.GPVirtual {
	r := GP64()
	MOVQ(m, r)
	return r
}

// slice returns a register with a pointer to the first element of a slice of the plan.
func (f frame) slice(name string) reg.GPVirtual {
	p := GP64()
	Load(f.plan.Field(name).Base(), p)
	return p
}

// field returns the address of a field of the plan.
func (f frame) field(name string) Mem {
	b, err := f.plan.Field(name).Resolve()
	if err != nil {
		panic(err)
	}
	return b.Addr
}

// entry returns the address of the element for row i+x in a slice of the plan; i is an
// offset, x a number of rows.
func (f frame) entry(slice string, i reg.GPVirtual, x int) Mem {
	return at(f.slice(slice), i, 4*x)
}

// bySize returns the address of the element for row i+x in a table of the plan by the
// size of a context.
func (f frame) bySize(table string, i reg.GPVirtual, x int) Mem {
	size := GP64()
	MOVLQSX(f.entry("Size", i, x), size)
	return Mem{Base: f.slice(table), Index: size, Scale: 4}
}

// context writes a loop over the words in the context of row i+x, with a pointer to the
// input vector of each in row. The word at Skip is left out without a jump: the result of
// a comparison, 0 or 1, is added to the index. A processor could not predict that jump.
func (f frame) context(i reg.GPVirtual, x int, body func(row reg.GPVirtual)) {
	left, word, skip, words, at := GP64(), GP64(), GP64(), f.slice("Words"), GP64()
	MOVLQSX(f.entry("Size", i, x), left)
	MOVLQSX(f.entry("First", i, x), word)
	MOVLQSX(f.entry("Skip", i, x), skip)
	end := label("end")
	TESTQ(left, left)
	JZ(LabelRef(end))
	times(left, func() {
		// at is 1 if word is the skipped one, else 0; word moves past it.
		XORL(at.As32(), at.As32())
		CMPQ(word, skip)
		SETEQ(at.As8())
		ADDQ(at, word)
		body(f.row(f.in, Mem{Base: words, Index: word, Scale: 4}))
		INCQ(word)
	})
	Label(end)
}

// negatives returns a register with a pointer to the block's negatives in the plan.
func (f frame) negatives() reg.GPVirtual {
	t, p := GP64(), f.slice("Negative")
	Load(Param("t"), t)
	IMULQ(f.pitch, t)
	ADDQ(t, p)
	return p
}

// targets returns a register with the address of the targets' entries in a part or in the
// coefficients that begin at part. They follow the B rows of N numbers.
func (f frame) targets(part reg.GPVirtual) reg.GPVirtual {
	p := load(f.end)
	SUBQ(f.first, p)
	SHRQ(U8(2), p)
	IMULQ(f.pitch, p)
	ADDQ(part, p)
	return p
}

// row returns a register with a pointer to a row of a matrix, whose number is at m:
// matrix + number·stride. Numbers are int32 and are extended with their sign, as Go's
// conversions do.
func (f frame) row(matrix Mem, m Mem) reg.GPVirtual {
	r := GP64()
	MOVLQSX(m, r)
	IMULQ(f.stride, r)
	ADDQ(matrix, r)
	return r
}
