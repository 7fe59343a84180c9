package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
)

// prefetch asks for the rows of a matrix, a cache line after another, in the second
// level of the cache: the first is too small for the rows of some blocks.
func prefetch() {
	TEXT("prefetch", NOSPLIT, "func(m []float32, stride int, rows []int32)")
	Doc("prefetch is Prefetch in assembly.")
	m, stride, rows, n := GP64(), GP64(), GP64(), GP64()
	Load(Param("m").Base(), m)
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
		MOVQ(stride, left)
		line := label("line")
		Label(line)
		PREFETCHT1(Mem{Base: row})
		ADDQ(I32(64), row)
		SUBQ(I32(64), left)
		JNZ(LabelRef(line))
		ADDQ(I32(4), rows)
	})
	Label(end)
	RET()
}

// publish sets a counter.
func publish() {
	TEXT("publish", NOSPLIT, "func(counter *int64, v int64)")
	Doc("publish is Publish in assembly.")
	counter, v := GP64(), GP64()
	Load(Param("counter"), counter)
	Load(Param("v"), v)
	MOVQ(v, Mem{Base: counter})
	RET()
}
