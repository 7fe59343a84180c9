package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/gotypes"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A frame is what the kernels of a block have on their stack: a loop has too
// few registers to keep it there.
type frame struct {
	plan  Component
	first Mem // the block's first row, times 4: an index of the plan's slices
	end   Mem // the first row after the block, times 4
	pitch Mem // bytes from one row of N numbers to the next
	// The worker's columns; in bytes a row's width, what of it is used, in whole
	// registers, and the way to the next row.
	in, out, width, used, stride Mem
}

// enter fills a frame from the arguments p, t and, if columns is set, c.
func (v vector) enter(columns bool) frame {
	f := frame{plan: Dereference(Param("p")), first: AllocLocal(8), end: AllocLocal(8), pitch: AllocLocal(8)}
	first, n := GP64(), GP64()
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
		Load(c.Field("Used"), used)
		ADDQ(I32(v.width-1), used)
		SHRQ(U8(log2(v.width)), used)
		SHLQ(U8(log2(v.bytes())), used)
		MOVQ(used, f.used)
	}
	return f
}

func keep(c Component, m Mem) {
	r := GP64()
	Load(c, r)
	MOVQ(r, m)
}

// keepFloats keeps a number of floats as one of bytes.
func keepFloats(c Component, m Mem) {
	r := GP64()
	Load(c, r)
	SHLQ(U8(2), r)
	MOVQ(r, m)
}

// load returns a copy of what is on the stack.
func load(m Mem) reg.GPVirtual {
	r := GP64()
	MOVQ(m, r)
	return r
}

// slice returns a pointer to a slice of the plan.
func (f frame) slice(name string) reg.GPVirtual {
	p := GP64()
	Load(f.plan.Field(name).Base(), p)
	return p
}

// field is the address of a field of the plan.
func (f frame) field(name string) Mem {
	b, err := f.plan.Field(name).Resolve()
	if err != nil {
		panic(err)
	}
	return b.Addr
}

// entry is the entry of row i, and of the row x rows on, in a slice of the plan.
func (f frame) entry(slice string, i reg.GPVirtual, x int) Mem {
	return at(f.slice(slice), i, 4*x)
}

// bySize is the entry for row i+x in a table by the size of a context.
func (f frame) bySize(table string, i reg.GPVirtual, x int) Mem {
	size := GP64()
	MOVLQSX(f.entry("Size", i, x), size)
	return Mem{Base: f.slice(table), Index: size, Scale: 4}
}

// context calls body with a pointer to the input vector of each word in row
// i+x's context. A comparison takes the place of a jump at the word that is left
// out: nobody could guess when it comes.
func (f frame) context(i reg.GPVirtual, x int, body func(row reg.GPVirtual)) {
	left, word, skip, words, at := GP64(), GP64(), GP64(), f.slice("Words"), GP64()
	MOVLQSX(f.entry("Size", i, x), left)
	MOVLQSX(f.entry("First", i, x), word)
	MOVLQSX(f.entry("Skip", i, x), skip)
	end := label("end")
	TESTQ(left, left)
	JZ(LabelRef(end))
	times(left, func() {
		XORL(at.As32(), at.As32())
		CMPQ(word, skip)
		SETEQ(at.As8())
		ADDQ(at, word)
		body(f.row(f.in, Mem{Base: words, Index: word, Scale: 4}))
		INCQ(word)
	})
	Label(end)
}

// negatives returns a pointer to the block's negatives.
func (f frame) negatives() reg.GPVirtual {
	t, p := GP64(), f.slice("Negative")
	Load(Param("t"), t)
	IMULQ(f.pitch, t)
	ADDQ(t, p)
	return p
}

// targets returns a pointer to what stands behind the B rows of a part or of
// the coefficients: the entries of the targets.
func (f frame) targets(part reg.GPVirtual) reg.GPVirtual {
	p := load(f.end)
	SUBQ(f.first, p)
	SHRQ(U8(2), p)
	IMULQ(f.pitch, p)
	ADDQ(part, p)
	return p
}

// row returns a pointer to a row of a matrix, whose number is at m.
func (f frame) row(matrix Mem, m Mem) reg.GPVirtual {
	r := GP64()
	MOVLQSX(m, r)
	IMULQ(f.stride, r)
	ADDQ(matrix, r)
	return r
}
