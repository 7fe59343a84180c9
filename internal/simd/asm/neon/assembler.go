package main

// This file is a small assembler: a kernel collects lines of text in the syntax of
// Go's assembler, and registers are taken from a set and given back at the end of a
// scope. avo, which writes the kernels for amd64, does not support arm64. A register
// that is taken twice or not at all is an error of the generator, not of a run: take
// panics when none is free.

import (
	"fmt"
	"strings"
)

// A gp is a general register, R0 to R26. Go reserves R27 to R30 and the platform R18.
type gp int

// String returns the name of the register in Go's assembler.
func (r gp) String() string { return fmt.Sprintf("R%d", int(r)) }

// A vec is a vector register of four floats.
type vec int

// String returns the name that loads and stores use.
func (v vec) String() string { return fmt.Sprintf("F%d", int(v)) }

// name returns the name that instructions on vectors use.
func (v vec) name() string { return fmt.Sprintf("V%d", int(v)) }

// as returns the name of the register with an arrangement of lanes, as in V1.S4.
func (v vec) as(arrangement string) string { return v.name() + "." + arrangement }

// mem is the operand for the address r+offset.
func mem(r gp, offset int) string {
	if offset == 0 {
		return fmt.Sprintf("(%v)", r)
	}
	return fmt.Sprintf("%d(%v)", offset, r)
}

// stack is the operand for the kernel's local memory, which begins at offset 16.
func stack(offset int) string { return fmt.Sprintf("%d(RSP)", 16+offset) }

// field is the operand for a field of the structure at r. The assembler knows the
// offsets of fields from go_asm.h.
func field(r gp, name string) string { return fmt.Sprintf("%s(%v)", name, r) }

// A kernel is a function in assembly: its text so far, the operands of its arguments,
// and which registers are in use.
type kernel struct {
	name, signature string
	text            strings.Builder
	arguments       map[string]string // operands by names
	frame           int               // bytes of local memory
	gps             [27]bool          // registers in use
	vecs            [32]bool
	labels          int
}

// newKernel returns a kernel whose parameters are as in Go: "x, y []float32, n int".
// The result, if there is one, is a bool. Arguments are on the stack, as Go's ABI0
// has them: a slice is three words, each value is aligned to its size, and results
// follow at a multiple of 8. The vet check asmdecl compares the offsets.
func newKernel(name, parameters, result string) *kernel {
	k := &kernel{name: name, signature: "(" + parameters + ")", arguments: map[string]string{}}
	k.gps[18] = true
	offset := 0
	argument := func(name string, size int) {
		offset = (offset + size - 1) / size * size
		k.arguments[name] = fmt.Sprintf("%s+%d(FP)", name, offset)
		offset += size
	}
	words := strings.Split(parameters, ", ")
	for i, word := range words {
		name, _, _ := strings.Cut(word, " ")
		switch kind := kindOf(words[i:]); {
		case strings.HasPrefix(kind, "[]"):
			for _, part := range []string{"_base", "_len", "_cap"} {
				argument(name+part, 8)
			}
		case kind == "float32":
			argument(name, 4)
		default:
			argument(name, 8)
		}
	}
	offset = (offset + 7) &^ 7
	if result != "" {
		k.signature += " (" + result + " bool)"
		argument(result, 1)
	}
	k.arguments[""] = fmt.Sprint(offset)
	return k
}

// kindOf returns the type of the first of some parameters: the first type that follows.
func kindOf(words []string) string {
	for _, word := range words {
		if _, kind, ok := strings.Cut(word, " "); ok {
			return kind
		}
	}
	panic("a parameter has no type")
}

// assembly returns the function's text.
func (k *kernel) assembly() string {
	flags := "NOSPLIT"
	return fmt.Sprintf("\n// func %s%s\nTEXT ·%s(SB), %s, $%d-%s\n%s", k.name, k.signature, k.name, flags, k.frame,
		k.arguments[""], k.text.String())
}

// local reserves local memory and returns its first offset for stack. A frame of 8
// more than a multiple of 16 keeps the stack pointer aligned, together with the saved
// link register.
func (k *kernel) local(bytes int) int {
	if k.frame == 0 {
		k.frame = 8 // to begin at a multiple of 16
	}
	k.frame += bytes
	return k.frame - bytes - 8
}

// scope returns a function that frees the registers taken since. Its usual form is
// `defer k.scope()()`, which frees them at the end of the Go function. Code that is
// emitted later may use them again.
func (k *kernel) scope() func() {
	gps, vecs := k.gps, k.vecs
	return func() { k.gps, k.vecs = gps, vecs }
}

// take returns the first free register of a set, n in a row. Consecutive registers
// are what loads of several registers need.
func take(kind string, used []bool, n int) int {
	for first := 0; first+n <= len(used); first++ {
		free := true
		for _, u := range used[first : first+n] {
			free = free && !u
		}
		if free {
			for i := range n {
				used[first+i] = true
			}
			return first
		}
	}
	panic("no " + kind + " register is free")
}

// gp and vec take a general and a vector register; vecRegs takes n vector registers.
func (k *kernel) gp() gp   { return gp(take("general", k.gps[:], 1)) }
func (k *kernel) vec() vec { return vec(take("vector", k.vecs[:], 1)) }

// free frees registers until the end of the scope.
func (k *kernel) free(registers ...gp) {
	for _, r := range registers {
		k.gps[r] = false
	}
}

// vecRegs takes n vector registers, which need not be consecutive.
func (k *kernel) vecRegs(n int) []vec {
	v := make([]vec, n)
	for i := range v {
		v[i] = k.vec()
	}
	return v
}

// inChunks calls body with up to n registers at a time, of which y is the first, in a scope
// of its own.
func (k *kernel) inChunks(registers []vec, n int, body func(y int, registers []vec)) {
	for y := 0; y < len(registers); y += n {
		end := k.scope()
		body(y, registers[y:min(y+n, len(registers))])
		end()
	}
}

// ins writes an instruction. Operands are in the order of Go's assembler, which is that of
// the manual reversed: the destination is last.
func (k *kernel) ins(name string, operands ...any) {
	fmt.Fprintf(&k.text, "\t%s", name)
	for i, o := range operands {
		separator := ", "
		if i == 0 {
			separator = "\t"
		}
		fmt.Fprintf(&k.text, "%s%v", separator, o)
	}
	k.text.WriteByte('\n')
}

// imm is an immediate operand.
func imm(n int) string { return fmt.Sprintf("$%d", n) }

// label returns a name that no other label of the kernel has.
func (k *kernel) label(name string) string {
	k.labels++
	return fmt.Sprintf("%s%d", name, k.labels)
}

// here puts a label.
func (k *kernel) here(label string) { fmt.Fprintf(&k.text, "%s:\n", label) }

// load returns a fresh register with the eight bytes at an operand.
func (k *kernel) load(operand string) gp {
	r := k.gp()
	k.ins("MOVD", operand, r)
	return r
}

// argument returns a fresh register with an argument, or a part of it: h_base, h_len.
func (k *kernel) argument(name string) gp { return k.load(k.operand(name)) }

// operand is the operand for an argument.
func (k *kernel) operand(name string) string {
	o, ok := k.arguments[name]
	if !ok {
		panic(k.name + " has no argument " + name)
	}
	return o
}

// copy returns a fresh register with the content of another.
func (k *kernel) copy(r gp) gp {
	c := k.gp()
	k.ins("MOVD", r, c)
	return c
}

// number returns a fresh register with a number.
func (k *kernel) number(n int) gp {
	r := k.gp()
	k.ins("MOVD", imm(n), r)
	return r
}

// times repeats body n times, n ≥ 1 being in a register, which is used up: it is 0 at
// the end. Registers that body takes are free again after it.
func (k *kernel) times(n gp, body func()) {
	defer k.scope()()
	top := k.label("loop")
	k.here(top)
	body()
	k.ins("SUBS", imm(1), n, n)
	k.ins("BNE", top)
}

// below jumps to a label if a register is less than n.
func (k *kernel) below(r gp, n int, label string) {
	k.ins("CMP", imm(n), r)
	k.ins("BLT", label)
}

// tiles emits loops over the first used bytes of a row. A tile is as many registers as one
// of sizes, which are in descending order; body is emitted once for each size, and column
// is the offset of the tile's first byte. The last tile never has a single register, whose
// additions would wait for one another.
func (k *kernel) tiles(used gp, sizes []int, body func(column gp, size int)) {
	defer k.scope()()
	next, done, column, left := k.label("tile"), k.label("done"), k.number(0), k.gp()
	k.here(next)
	k.ins("SUBS", column, used, left)
	k.ins("BEQ", done)
	for i, size := range sizes {
		smaller := k.label("smaller")
		k.below(left, size*16, smaller)
		if size > 1 && (i == 0 || sizes[i-1] != size+1) {
			k.ins("CMP", imm((size+1)*16), left)
			k.ins("BEQ", smaller)
		}
		func() {
			defer k.scope()()
			body(column, size)
		}()
		k.ins("ADD", imm(size*16), column)
		k.ins("B", next)
		k.here(smaller)
	}
	k.here(done)
}
