package main

// This file writes the kernels of batches of queries for arm64; ../batch.go describes
// them.

// estimates writes a kernel that multiplies two vectors by many rows: what is loaded of a
// row is used twice. Its rounding is its own.
func estimates() *kernel {
	k := newKernel("estimatesNEON", "dst, dst2, x, x2, m []float32, stride int", "")
	q := query{kernel: k, x: []gp{k.argument("x_base"), k.argument("x2_base")},
		dst: []gp{k.argument("dst_base"), k.argument("dst2_base")}, m: k.argument("m_base"),
		n: k.argument("x_len"), stride: k.argument("stride")}
	k.ins("LSL", imm(2), q.stride, q.stride)
	q.eachRow(k.argument("dst_len"), q.stride, 4, q.estimateRows)
	k.ins("RET")
	return k
}

// estimateRows multiplies both vectors by some rows. Columns 0 to 3 and 4 to 7 of every
// eight have sums of their own.
func (q query) estimateRows(rows int) {
	var sums [2][][]vec
	for i := range sums {
		for range rows {
			sums[i] = append(sums[i], q.zeros(2))
		}
	}
	q.columns(q.pointers(rows, q.stride), 2, func() {}, func(quarter int, xs, rows []vec) {
		for i, x := range xs {
			for j, r := range rows {
				q.fmla(sums[i][j][quarter], r, x)
			}
		}
	})
	for i, dst := range q.dst {
		var four []vec
		for _, s := range sums[i] {
			q.fadd(s[0], s[0], s[1])
			four = append(four, s[0])
		}
		if rows == 1 {
			q.store1(four[0], dst)
		} else {
			q.store4(four, dst)
		}
	}
}

// dotBytes writes a kernel that multiplies a vector of 16-bit numbers by rows of
// 8-bit numbers. Products and sums are integers, so they are exact in any order and
// equal to those of plain Go and of amd64.
func dotBytes() *kernel {
	k := newKernel("dotBytesNEON", "dst []int32, x []int16, m []int8", "")
	q := query{kernel: k, x: []gp{k.argument("x_base")}, dst: []gp{k.argument("dst_base")}, m: k.argument("m_base"),
		n: k.argument("x_len")}
	q.eachRow(k.argument("dst_len"), q.n, 4, q.byteRows)
	k.ins("RET")
	return k
}

// byteRows multiplies x by some rows. A row's 16 bytes are widened to two registers
// of eight 16-bit numbers; smlal adds four products each to sums of 32 bits.
func (q query) byteRows(rows int) {
	pointers, after := q.pointers(rows, q.n), q.copy(q.m)
	sums := q.zeros(2 * rows)
	x, left, end := q.copy(q.x[0]), q.gp(), q.label("end")
	q.ins("LSR", imm(4), q.n, left)
	q.ins("CBZ", left, end)
	q.times(left, func() {
		if rows == 4 { // 16 bytes of each of four rows are a cache line
			q.ins("PRFM", mem(after, distance), "PLDL1KEEP")
			q.ins("ADD", imm(64), after)
		}
		xs := q.vecRegs(2)
		q.ins("FLDPQ.P", mem(x, 32), pair(xs))
		for i, p := range pointers {
			func() {
				defer q.scope()()
				low, high := q.vec(), q.vec()
				q.fetch(high, p)
				q.widen(low, high)
				q.widen2(high, high)
				for half, row := range []vec{low, high} {
					q.smlal(sums[2*i], row, xs[half])
					q.smlal2(sums[2*i+1], row, xs[half])
				}
			}()
		}
	})
	q.here(end)
	for i := range pointers {
		q.add(sums[2*i], sums[2*i], sums[2*i+1])
		q.ins("VADDV", sums[2*i].as("S4"), sums[2*i].name())
		q.ins("FMOVS", sums[2*i], mem(q.dst[0], 4*i))
	}
}
