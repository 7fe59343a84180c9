package main

// A query is the multiplication of vectors by many rows: x are pointers to the
// vectors and dst to their results, m to the next row, n is the number of columns and
// stride the distance of two rows in bytes.
type query struct {
	*kernel
	x, dst    []gp
	m         gp
	n, stride gp
}

// A step multiplies four columns of the vectors by those of the rows: quarter is their
// place in a group of columns.
type step func(quarter int, xs, rows []vec)

// eachRow calls body to multiply four rows at a time, then the others one by one.
// Each number of a vector is loaded once for four rows, which halves the loads of a
// product. left counts down the rows that remain.
func (q query) eachRow(left, rowBytes gp, outputBytes int, body func(rows int)) {
	for _, rows := range []int{4, 1} {
		next, done := q.label("rows"), q.label("done")
		q.here(next)
		q.below(left, rows, done)
		func() {
			defer q.scope()()
			body(rows)
		}()
		for range rows {
			q.ins("ADD", rowBytes, q.m)
		}
		for _, dst := range q.dst {
			q.ins("ADD", imm(outputBytes*rows), dst)
		}
		q.ins("SUB", imm(rows), left)
		q.ins("B", next)
		q.here(done)
	}
}

// pointers returns pointers to the columns of some rows, rowBytes apart. Each load
// moves its pointer on.
func (q query) pointers(rows int, rowBytes gp) []gp {
	p := []gp{q.copy(q.m)}
	for i := 1; i < rows; i++ {
		p = append(p, q.gp())
		q.ins("ADD", rowBytes, p[i-1], p[i])
	}
	return p
}

// columns emits do for all columns. A loop handles the given number of quarters, of four
// columns each, and runs ahead before each group. Then follow the remaining quarters and
// the last one to three columns, padded with zeros. The padding changes no bit: it adds 0 to
// sums, which began at +0 and so are never −0.
func (q query) columns(rows []gp, quarters int, ahead func(), do step) {
	defer q.scope()()
	var xs []gp
	for _, x := range q.x {
		xs = append(xs, q.copy(x))
	}
	pointers := [][]gp{xs, rows}
	left, next, rest, whole := q.copy(q.n), q.label("columns"), q.label("rest"), q.label("whole")
	q.here(next)
	q.below(left, 4*quarters, rest)
	ahead()
	for quarter := 0; quarter < quarters; quarter += 2 {
		q.two(pointers, quarter, do)
	}
	q.ins("SUB", imm(4*quarters), left)
	q.ins("B", next)
	q.here(rest)
	for quarter := range quarters {
		beyond := q.label("beyond")
		if quarter < quarters-1 {
			q.below(left, 4, beyond)
			q.one(pointers, quarter, do, q.fetch)
			q.ins("SUB", imm(4), left)
			further := q.label("further")
			q.ins("B", further)
			q.here(beyond)
			q.ins("CBZ", left, whole)
			q.one(pointers, quarter, do, func(v vec, p gp) { q.partial(v, p, left) })
			q.ins("B", whole)
			q.here(further)
			continue
		}
		q.ins("CBZ", left, whole)
		q.one(pointers, quarter, do, func(v vec, p gp) { q.partial(v, p, left) })
	}
	q.here(whole)
}

// one loads four columns of the vectors and of the rows and multiplies them.
func (q query) one(pointers [][]gp, quarter int, do step, load func(v vec, p gp)) {
	defer q.scope()()
	var loaded [2][]vec
	for i, of := range pointers {
		loaded[i] = q.vecRegs(len(of))
		for k, p := range of {
			load(loaded[i][k], p)
		}
	}
	do(quarter, loaded[0], loaded[1])
}

// two does the same for eight columns.
func (q query) two(pointers [][]gp, quarter int, do step) {
	defer q.scope()()
	var loaded [2][2][]vec
	for i, of := range pointers {
		for _, p := range of {
			v := q.vecRegs(2)
			q.ins("FLDPQ.P", mem(p, 32), pair(v))
			for half := range v {
				loaded[half][i] = append(loaded[half][i], v[half])
			}
		}
	}
	for half, l := range loaded {
		do(quarter+half, l[0], l[1])
	}
}

// dots writes a kernel that multiplies a vector by many rows, and one for rows that are
// not in the cache yet if ahead is set.
func dots(name string, ahead bool) *kernel {
	k := newKernel(name, "dst, x, m []float32, stride int", "")
	q := query{kernel: k, x: []gp{k.argument("x_base")}, dst: []gp{k.argument("dst_base")}, m: k.argument("m_base"),
		n: k.argument("x_len"), stride: k.argument("stride")}
	k.ins("LSL", imm(2), q.stride, q.stride)
	q.eachRow(k.argument("dst_len"), q.stride, 4, func(rows int) { q.dotRows(rows, ahead && rows == 4) })
	k.ins("RET")
	return k
}

// dotRows multiplies x by some rows. A row has four sums of four numbers, for the
// columns 0–3, 4–7, 8–11 and 12–15 of each sixteen, so that the order of additions is
// that of the wider registers of amd64. For four rows that takes 16 registers of sums; 2
// of x and 8 of rows are loaded for eight columns, and one holds a product: 27 of 32.
func (q query) dotRows(rows int, ahead bool) {
	sums := make([][]vec, rows)
	for i := range sums {
		sums[i] = q.zeros(4)
	}
	after := q.copy(q.m)
	q.columns(q.pointers(rows, q.stride), 4, func() {
		if ahead {
			q.askAhead(after)
		}
	}, func(quarter int, xs, rows []vec) {
		for i, r := range rows {
			q.muladd(sums[i][quarter], xs[0], r)
		}
	})
	for _, s := range sums { // 8 and 8, 4 and 4
		q.fadd(s[0], s[0], s[2])
		q.fadd(s[1], s[1], s[3])
		q.fadd(s[0], s[0], s[1])
	}
	if rows == 1 {
		q.store1(sums[0][0], q.dst[0])
		return
	}
	q.store4([]vec{sums[0][0], sums[1][0], sums[2][0], sums[3][0]}, q.dst[0])
}

// store1 stores the sum of the numbers of a register: 2 and 2, 1 and 1.
func (q query) store1(s vec, dst gp) {
	defer q.scope()()
	half := q.vec()
	q.ins("VEXT", imm(8), s.as("B16"), s.as("B16"), half.as("B16"))
	q.fadd(s, s, half)
	q.faddp(s, s, s)
	q.ins("FMOVS", s, mem(dst, 0))
}

// store4 stores the sums of the numbers of four registers. It adds in the order of store1: first
// numbers 0 and 2, and 1 and 3, for which the halves of two registers are exchanged, and then
// the two sums of each register, which are neighbours.
func (q query) store4(s []vec, dst gp) {
	defer q.scope()()
	low, high := q.vecRegs(2), q.vecRegs(2)
	for i := range low {
		q.ins("VZIP1", s[2*i+1].as("D2"), s[2*i].as("D2"), low[i].as("D2"))
		q.ins("VZIP2", s[2*i+1].as("D2"), s[2*i].as("D2"), high[i].as("D2"))
		q.fadd(low[i], low[i], high[i])
	}
	q.faddp(low[0], low[0], low[1])
	q.storeVecs(dst, 0, low[0])
}

// distance is how many bytes before they are needed rows are requested. Side by side, as
// they are read, they are not the one stream of bytes that a processor predicts.
const distance = 8 << 10

// askAhead prefetches the four cache lines that stand for one of each of four rows, which
// are contiguous, and moves the pointer to the next four.
func (q query) askAhead(after gp) {
	for i := range 4 {
		q.ins("PRFM", mem(after, distance+64*i), "PLDL1KEEP")
	}
	q.ins("ADD", imm(256), after)
}

// mix writes a kernel that adds rows by weight.
func mix() *kernel {
	k := newKernel("mixNEON", "dst, weights, m []float32, stride int", "")
	dst, m, stride, left := k.argument("dst_base"), k.argument("m_base"), k.argument("stride"), k.argument("dst_len")
	k.ins("LSL", imm(2), stride, stride)
	for _, columns := range []int{64, 16, 4, 1} {
		next, end := k.label("tile"), k.label("end")
		k.here(next)
		k.below(left, columns, end)
		k.mixTile(dst, m, stride, columns)
		k.ins("ADD", imm(4*columns), dst)
		k.ins("ADD", imm(4*columns), m)
		k.ins("SUB", imm(columns), left)
		k.ins("B", next)
		k.here(end)
	}
	k.ins("RET")
	return k
}

// mixTile adds some columns of all rows, each times its weight. Rows with the weight
// 0 are skipped and not read. The sums of a tile stay in up to 16 registers for all rows; each
// product is rounded before it is added, in the order of the rows. A tile reads only a part of
// each row, so dst is loaded and stored once, not once for every row.
func (k *kernel) mixTile(dst, m, stride gp, columns int) {
	defer k.scope()()
	move := func(load bool, base gp, registers []vec) {
		switch {
		case columns == 1 && load:
			k.ins("FMOVS", mem(base, 0), registers[0])
		case columns == 1:
			k.ins("FMOVS", registers[0], mem(base, 0))
		case load:
			k.loadVecs(base, 0, registers...)
		default:
			k.storeVecs(base, 0, registers...)
		}
	}
	sums := k.vecRegs(max(1, columns/4))
	move(true, dst, sums)
	row, weights, left, bits := k.copy(m), k.argument("weights_base"), k.argument("weights_len"), k.gp()
	next, skip, end := k.label("row"), k.label("skip"), k.label("end")
	k.here(next)
	k.ins("CBZ", left, end)
	k.ins("MOVWU.P", mem(weights, 4), bits)
	k.ins("TSTW", "$0x7fffffff", bits) // without its sign, 0 is all zeros
	k.ins("BEQ", skip)
	weight := k.vec()
	k.ins("FMOVS", bits, weight)
	for i := 0; i < len(sums); i += 4 {
		func() {
			defer k.scope()()
			part := sums[i:min(i+4, len(sums))]
			numbers := k.vecRegs(len(part))
			if i == 0 {
				move(true, row, numbers)
			} else {
				k.loadVecs(row, 16*i, numbers...)
			}
			for y, n := range numbers {
				k.fmulLane(n, n, weight, 0)
				k.fadd(part[y], part[y], n)
			}
		}()
	}
	k.here(skip)
	k.ins("ADD", stride, row)
	k.ins("SUB", imm(1), left)
	k.ins("B", next)
	k.here(end)
	move(false, dst, sums)
}
