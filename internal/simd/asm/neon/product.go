package main

const (
	// A tile of 6 rows and 16 columns is 24 registers of sums, beside 4 of columns
	// and 3 of numbers: 31 of 32.
	tileRows    = 6
	tileColumns = 16
)

// product writes a kernel that adds the product of 6 rows and 16 columns to dst; see
// ../product.go. Three registers take turns for the numbers of a, so that a load does
// not wait for the multiplication before it.
//
// The tile of dst is loaded before the first row of b and stored after the last. A step of the
// loop loads 4 registers of b and 6 numbers of a for 24 fused multiply-adds, of 4 numbers
// each. A sum gets its products in the order of the rows of b, as in plain Go.
func product() *kernel {
	k := newKernel("productNEON", "dst []float32, pitch int, a []float32, stride int, b []float32", "")
	dst, pitch := k.argument("dst_base"), k.argument("pitch")
	stride, b, left, end := k.argument("stride"), k.argument("b_base"), k.argument("b_len"), k.label("end")
	k.ins("LSL", imm(2), pitch, pitch)
	k.ins("LSL", imm(2), stride, stride)
	k.ins("LSR", imm(4), left, left)
	rows := []gp{k.argument("a_base")}
	var sums [tileRows][]vec
	to := k.copy(dst)
	for i := range sums {
		if i > 0 {
			rows = append(rows, k.gp())
			k.ins("ADD", stride, rows[i-1], rows[i])
			k.ins("ADD", pitch, to)
		}
		sums[i] = k.vecRegs(tileColumns / 4)
		k.loadVecs(to, 0, sums[i]...)
	}
	k.ins("CBZ", left, end)
	k.times(left, func() {
		columns := k.vecRegs(tileColumns / 4)
		k.loadVecs(b, 0, columns...)
		k.ins("ADD", imm(4*tileColumns), b)
		numbers := k.vecRegs(3)
		for i, row := range rows {
			x := numbers[i%3]
			k.ins("FMOVS.P", mem(row, 4), x)
			for y, c := range columns {
				k.fmlaLane(sums[i][y], c, x, 0)
			}
		}
	})
	k.here(end)
	for i := range sums {
		k.storeVecs(dst, 0, sums[i]...)
		k.ins("ADD", pitch, dst)
	}
	k.ins("RET")
	return k
}

// prefetch writes a kernel that prefetches rows of a matrix to the second level of the
// cache: the first is too small for the rows of some blocks.
func prefetch() *kernel {
	k := newKernel("prefetchNEON", "m []float32, width, stride int, rows []int32", "")
	m, width, stride, rows := k.argument("m_base"), k.argument("width"), k.argument("stride"), k.argument("rows_base")
	left, end := k.argument("rows_len"), k.label("end")
	k.ins("ADD", imm(15), width, width)
	k.ins("LSR", imm(4), width, width) // in cache lines
	k.ins("LSL", imm(2), stride, stride)
	k.ins("CBZ", left, end)
	k.ins("CBZ", width, end)
	k.times(left, func() {
		row, lines := k.gp(), k.copy(width)
		k.ins("MOVW.P", mem(rows, 4), row)
		k.ins("MADD", stride, m, row, row)
		k.times(lines, func() {
			k.ins("PRFM", mem(row, 0), "PLDL2KEEP")
			k.ins("ADD", imm(64), row)
		})
	})
	k.here(end)
	k.ins("RET")
	return k
}
