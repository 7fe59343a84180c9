package main

// A frame is what the kernels of a block keep in registers. arm64 has 26 general
// registers for use, enough for all of them, where amd64 keeps them on the stack.
type frame struct {
	*kernel
	plan  gp
	first gp // the block's first row, times 4: an index of the plan's slices
	end   gp // the first row after the block, times 4
	pitch gp // bytes from one row of N numbers to the next
	// The worker's columns; in bytes a row's width, what of it is used, in whole
	// registers, and the distance to the next row.
	in, out, width, used, stride gp
}

// enter fills a frame from the arguments p, t and, if columns is set, c. Sizes become
// numbers of bytes: the width that is used is rounded up to whole registers of four
// floats.
func (k *kernel) enter(columns bool) frame {
	f := frame{kernel: k, plan: k.argument("p"), first: k.argument("t")}
	f.end = k.load(field(f.plan, "Plan_Rows"))
	k.ins("MUL", f.end, f.first, f.first)
	k.ins("ADD", f.first, f.end, f.end)
	k.ins("LSL", imm(2), f.first, f.first)
	k.ins("LSL", imm(2), f.end, f.end)
	f.pitch = f.floats(f.plan, "Plan_Pitch")
	if !columns {
		return f
	}
	f.in = k.argument("c")
	f.width, f.stride = f.floats(f.in, "Columns_Width"), f.floats(f.in, "Columns_Stride")
	f.used, f.out = k.load(field(f.in, "Columns_Used")), k.load(field(f.in, "Columns_Out"))
	k.ins("MOVD", field(f.in, "Columns_In"), f.in)
	k.ins("ADD", imm(3), f.used, f.used)
	k.ins("LSR", imm(2), f.used, f.used)
	k.ins("LSL", imm(4), f.used, f.used)
	return f
}

// floats returns a number of floats as one of bytes.
func (f frame) floats(r gp, name string) gp {
	n := f.load(field(r, name))
	f.ins("LSL", imm(2), n, n)
	return n
}

// entry sets a register to the entry of row i in a slice of the plan.
func (f frame) entry(slice string, i, to gp) {
	f.ins("MOVD", field(f.plan, slice), to)
	f.ins("MOVW", indexed(to, i, 0), to)
}

// indexed is the operand for the address base + index·2^shift.
func indexed(base, index gp, shift int) string {
	if shift == 0 {
		return mem(base, 0) + mem(index, 0)
	}
	return mem(base, 0) + "(" + index.String() + "<<" + string(rune('0'+shift)) + ")"
}

// bySize returns a register whose first lane is the entry for row i in a table by the size
// of a context.
func (f frame) bySize(table string, i gp) vec {
	v := f.vec()
	defer f.scope()()
	size, entries := f.gp(), f.load(field(f.plan, table))
	f.entry("Plan_Size", i, size)
	f.ins("FMOVS", indexed(entries, size, 2), v)
	return v
}

// context calls body with a pointer to the input vector of each word in row i's context. A
// comparison takes the place of a jump at the word that is skipped: no processor could
// predict when it comes.
func (f frame) context(i gp, body func(row gp)) {
	defer f.scope()()
	left, word, skip, words, row := f.gp(), f.gp(), f.gp(), f.load(field(f.plan, "Plan_Words")), f.gp()
	f.entry("Plan_Size", i, left)
	f.entry("Plan_First", i, word)
	f.entry("Plan_Skip", i, skip)
	end := f.label("end")
	f.ins("CBZ", left, end)
	f.times(left, func() {
		f.ins("CMP", skip, word)
		f.ins("CINC", "EQ", word, word)
		f.ins("MOVW", indexed(words, word, 2), row)
		f.ins("MADD", f.stride, f.in, row, row)
		f.ins("ADD", imm(1), word, word)
		body(row)
	})
	f.here(end)
}

// negatives returns a pointer to the block's negatives.
func (f frame) negatives() gp {
	p := f.load(field(f.plan, "Plan_Negative"))
	defer f.scope()()
	f.ins("MADD", f.pitch, p, f.argument("t"), p)
	return p
}

// targets returns a pointer to the entries of the targets, which follow the B rows of a
// part or of the coefficients.
func (f frame) targets(part gp) gp {
	p := f.gp()
	f.ins("SUB", f.first, f.end, p)
	f.ins("LSR", imm(2), p, p)
	f.ins("MADD", f.pitch, part, p, p)
	return p
}

// row sets a register that has the number of a row to a pointer to it: matrix +
// r·stride, one instruction.
func (f frame) row(matrix, r gp) { f.ins("MADD", f.stride, matrix, r, r) }
