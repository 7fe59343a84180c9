package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// prefetch writes the kernel that prefetches rows of a matrix, cache line by cache line,
// into the second-level cache: the first level is too small for the rows of some blocks.
// See docs/benchmarks.md, section Training speed.
func prefetch() {
	TEXT("prefetch", NOSPLIT, "func(m []float32, width, stride int, rows []int32)")
	Doc("prefetch is Prefetch in assembly.")
	m, width, stride, rows, n := GP64(), GP64(), GP64(), GP64(), GP64()
	Load(Param("m").Base(), m)
	Load(Param("width"), width)
	SHLQ(U8(2), width)
	Load(Param("stride"), stride)
	SHLQ(U8(2), stride)
	Load(Param("rows").Base(), rows)
	Load(Param("rows").Len(), n)
	end := label("end")
	TESTQ(n, n)
	JLE(LabelRef(end))
	times(n, func() {
		row, left := GP64(), GP64()
		MOVLQSX(Mem{Base: rows}, row)
		IMULQ(stride, row)
		ADDQ(m, row)
		MOVQ(width, left)
		lines(row, left, 4)
		lines(row, left, 1)
		ADDQ(I32(4), rows)
	})
	Label(end)
	RET()
}

// lines writes a loop that prefetches n cache lines at a time while at least n are left.
// left is the number of bytes left, row the address of the next line.
//
// A cache line has 64 bytes, 16 floats, on all processors that these kernels run on.
func lines(row, left reg.GPVirtual, n int) {
	next, end := label("lines"), label("end")
	SUBQ(I32(64*n), left)
	JL(LabelRef(end))
	Label(next)
	for i := range n {
		PREFETCHT1(Mem{Base: row, Disp: 64 * i})
	}
	ADDQ(I32(64*n), row)
	SUBQ(I32(64*n), left)
	JGE(LabelRef(next))
	Label(end)
	ADDQ(I32(64*n), left)
}

// publish writes the kernel that stores a counter. On amd64 a plain store is enough:
// stores become visible in their order, so another processor that reads the counter also
// sees what was stored before.
func publish() {
	TEXT("publish", NOSPLIT, "func(counter *int64, v int64)")
	Doc("publish is Publish in assembly.")
	counter, v := GP64(), GP64()
	Load(Param("counter"), counter)
	Load(Param("v"), v)
	MOVQ(v, Mem{Base: counter})
	RET()
}
