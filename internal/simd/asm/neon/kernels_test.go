package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A listing is the text of one kernel.
type listing struct {
	name, flags      string
	frame, arguments int
	lines            []string // instructions and labels
}

// listings cuts the assembly into its kernels.
func listings(t *testing.T) []listing {
	t.Helper()
	assembly, _ := generate()
	head := regexp.MustCompile(`(?m)^TEXT ·(\w+)\(SB\), (\w+), \$(\d+)-(\d+)$`)
	at := head.FindAllStringSubmatchIndex(assembly, -1)
	var all []listing
	for i, m := range at {
		end := len(assembly)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		frame, err1 := strconv.Atoi(assembly[m[6]:m[7]])
		arguments, err2 := strconv.Atoi(assembly[m[8]:m[9]])
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		l := listing{name: assembly[m[2]:m[3]], flags: assembly[m[4]:m[5]], frame: frame, arguments: arguments}
		for line := range strings.Lines(assembly[m[1]:end]) {
			line = strings.TrimSpace(line)
			if line != "" && !strings.HasPrefix(line, "//") && !strings.HasPrefix(line, "DATA") &&
				!strings.HasPrefix(line, "GLOBL") {
				l.lines = append(l.lines, line)
			}
		}
		all = append(all, l)
	}
	if len(all) != 14 {
		t.Fatalf("%d kernels", len(all))
	}
	return all
}

// TestSameText: the generator writes the same text every time, and it is that of the files.
func TestSameText(t *testing.T) {
	assembly, declarations := generate()
	again, declarationsAgain := generate()
	if assembly != again || declarations != declarationsAgain {
		t.Error("the second text differs")
	}
	for path, want := range map[string]string{"../../kernels_arm64.s": assembly, "../../kernels_arm64.go": declarations} {
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("%s is not what the generator writes, %v", path, err)
		}
	}
}

// TestLabels: each label of a kernel is there once, each jump leads to one, and each label is
// the target of a jump.
func TestLabels(t *testing.T) {
	label := regexp.MustCompile(`^(\w+):$`)
	jump := regexp.MustCompile(`^(?:B|BEQ|BNE|BLT|BGE|BGT|BLE|BHI|BLS|BHS|BLO|BVS|BVC|CBZ|CBNZ|TBZ|TBNZ)\s(?:.*, )?([a-z]+\d+)$`)
	for _, k := range listings(t) {
		defined, used := map[string]int{}, map[string]bool{}
		for _, line := range k.lines {
			if m := label.FindStringSubmatch(line); m != nil {
				defined[m[1]]++
			} else if m := jump.FindStringSubmatch(line); m != nil {
				used[m[1]] = true
			}
		}
		for name, n := range defined {
			if n != 1 || !used[name] {
				t.Errorf("%s: the label %s is there %d times, jumped to: %v", k.name, name, n, used[name])
			}
		}
		for name := range used {
			if defined[name] == 0 {
				t.Errorf("%s: no label %s", k.name, name)
			}
		}
	}
}

// TestReturns: each kernel ends with a return.
func TestReturns(t *testing.T) {
	for _, k := range listings(t) {
		if last := k.lines[len(k.lines)-1]; last != "RET" {
			t.Errorf("%s ends with %s", k.name, last)
		}
	}
}

// TestMemoryOfTheFrame: what a kernel keeps on the stack lies in its frame, and arguments in
// those of the caller.
func TestMemoryOfTheFrame(t *testing.T) {
	stack := regexp.MustCompile(`\b(\d+)\(RSP\)`)
	argument := regexp.MustCompile(`\b\w+\+(\d+)\(FP\)`)
	for _, k := range listings(t) {
		if k.flags != "NOSPLIT" || k.frame > 2000 {
			t.Errorf("%s: %s with a frame of %d bytes", k.name, k.flags, k.frame)
		}
		for _, line := range k.lines {
			for _, m := range stack.FindAllStringSubmatch(line, -1) {
				// Go stores the return address below the frame, so it begins at byte 8.
				if n, err := strconv.Atoi(m[1]); err != nil || n < 16 || n >= k.frame+8 {
					t.Errorf("%s: byte %s of a frame of %d: %s", k.name, m[1], k.frame, line)
				}
			}
			for _, m := range argument.FindAllStringSubmatch(line, -1) {
				if n, err := strconv.Atoi(m[1]); err != nil || n >= k.arguments {
					t.Errorf("%s: byte %s of %d bytes of arguments: %s", k.name, m[1], k.arguments, line)
				}
			}
		}
	}
}

// TestDeclarations: the file of declarations is Go, with one function without a body and one
// comment for each kernel, whose parameters take the bytes that the assembly expects.
func TestDeclarations(t *testing.T) {
	_, declarations := generate()
	file, err := parser.ParseFile(token.NewFileSet(), "kernels.go", declarations, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	kernels := listings(t)
	var names []string
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Body != nil || f.Doc == nil || !strings.HasPrefix(f.Doc.Text(), f.Name.Name+" is ") {
			t.Fatalf("%v is no declaration with a comment", d)
		}
		names = append(names, f.Name.Name)
		i := slices.IndexFunc(kernels, func(k listing) bool { return k.name == f.Name.Name })
		if i < 0 {
			t.Errorf("%s is not in the assembly", f.Name.Name)
		} else if got := sizeOf(f.Type); got != kernels[i].arguments {
			t.Errorf("the arguments of %s take %d bytes, the assembly says %d", f.Name.Name, got, kernels[i].arguments)
		}
	}
	if len(names) != len(kernels) {
		t.Errorf("%d declarations of %d kernels", len(names), len(kernels))
	}
}

// sizeOf returns the bytes of parameters and results on the stack.
func sizeOf(f *ast.FuncType) int {
	size := 0
	add := func(fields *ast.FieldList) {
		for _, field := range fields.List {
			bytes := 8
			switch kind := field.Type.(type) {
			case *ast.ArrayType:
				bytes = 24
			case *ast.Ident:
				bytes = map[string]int{"float32": 4, "bool": 1, "int": 8, "int64": 8}[kind.Name]
			}
			for range max(1, len(field.Names)) {
				align := min(bytes, 8)
				size = (size+align-1)/align*align + bytes
			}
		}
	}
	add(f.Params)
	size = (size + 7) / 8 * 8
	if f.Results != nil {
		add(f.Results)
	}
	return size
}

// TestInstructions compares words with those of LLVM's assembler, for each instruction that is
// written as a number.
func TestInstructions(t *testing.T) {
	const d, n, m = vec(3), vec(17), vec(30)
	for _, c := range []struct {
		write func(k *kernel)
		want  string
	}{
		{func(k *kernel) { k.fadd(d, n, m) }, "4e3ed623 fadd v3.4s, v17.4s, v30.4s"},
		{func(k *kernel) { k.fsub(d, n, m) }, "4ebed623 fsub v3.4s, v17.4s, v30.4s"},
		{func(k *kernel) { k.fmul(d, n, m) }, "6e3ede23 fmul v3.4s, v17.4s, v30.4s"},
		{func(k *kernel) { k.fdiv(d, n, m) }, "6e3efe23 fdiv v3.4s, v17.4s, v30.4s"},
		{func(k *kernel) { k.fmax(d, n, m) }, "4e3ef623 fmax v3.4s, v17.4s, v30.4s"},
		{func(k *kernel) { k.fmin(d, n, m) }, "4ebef623 fmin v3.4s, v17.4s, v30.4s"},
		{func(k *kernel) { k.faddp(d, n, m) }, "6e3ed623 faddp v3.4s, v17.4s, v30.4s"},
		{func(k *kernel) { k.fcmgt(d, n, m) }, "6ebee623 fcmgt v3.4s, v17.4s, v30.4s"},
		{func(k *kernel) { k.bic(d, n, m) }, "4e7e1e23 bic v3.16b, v17.16b, v30.16b"},
		{func(k *kernel) { k.fadd2(d, n, m) }, "4e7ed623 fadd v3.2d, v17.2d, v30.2d"},
		{func(k *kernel) { k.fsqrt(d, n) }, "6ea1fa23 fsqrt v3.4s, v17.4s"},
		{func(k *kernel) { k.fcvtns(d, n) }, "4e21aa23 fcvtns v3.4s, v17.4s"},
		{func(k *kernel) { k.scvtf(d, n) }, "4e21da23 scvtf v3.4s, v17.4s"},
		{func(k *kernel) { k.fromHalf(d, n) }, "0e217a23 fcvtl v3.4s, v17.4h"},
		{func(k *kernel) { k.toHalf(d, n) }, "0e216a23 fcvtn v3.4h, v17.4s"},
		{func(k *kernel) { k.toDouble(d, n) }, "0e617a23 fcvtl v3.2d, v17.2s"},
		{func(k *kernel) { k.toDouble2(d, n) }, "4e617a23 fcvtl2 v3.2d, v17.4s"},
		{func(k *kernel) { k.widen(d, n) }, "0f08a623 sxtl v3.8h, v17.8b"},
		{func(k *kernel) { k.widen2(d, n) }, "4f08a623 sxtl2 v3.8h, v17.16b"},
		{func(k *kernel) { k.smlal(d, n, m) }, "0e7e8223 smlal v3.4s, v17.4h, v30.4h"},
		{func(k *kernel) { k.smlal2(d, n, m) }, "4e7e8223 smlal2 v3.4s, v17.8h, v30.8h"},
		{func(k *kernel) { k.sshr(d, n, 23) }, "4f290623 sshr v3.4s, v17.4s, #23"},
		{func(k *kernel) { k.fmlaLane(d, n, m, 0) }, "4f9e1223 fmla v3.4s, v17.4s, v30.s[0]"},
		{func(k *kernel) { k.fmlaLane(d, n, m, 3) }, "4fbe1a23 fmla v3.4s, v17.4s, v30.s[3]"},
		{func(k *kernel) { k.fmulLane(d, n, m, 2) }, "4f9e9a23 fmul v3.4s, v17.4s, v30.s[2]"},
		{func(k *kernel) { k.zero(d) }, "6f00e403 movi v3.2d, #0"},
	} {
		k := newKernel("f", "n int", "")
		c.write(k)
		code, name, _ := strings.Cut(c.want, " ")
		if got, want := strings.TrimSpace(k.text.String()), fmt.Sprintf("WORD\t$0x%s // %s", code, name); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestLocals: local memory begins at a multiple of 16, and pieces do not overlap.
func TestLocals(t *testing.T) {
	k := newKernel("f", "n int", "")
	end := 0
	for i, size := range []int{16, 8, 64, 8} {
		at := k.local(size)
		if at != end || i == 0 && at != 0 {
			t.Errorf("piece %d of %d bytes is at %d, want %d", i, size, at, end)
		}
		end = at + size
	}
	if k.frame != end+8 {
		t.Errorf("a frame of %d bytes for %d", k.frame, end)
	}
}

// TestConstants: the numbers of the kernels are in memory once, each four times.
func TestConstants(t *testing.T) {
	generate()
	before := constantOffset(floatBits(1.5))
	if again := constantOffset(math.Float32bits(1.5)); again != before || constantOffset(floatBits(-1.5)) == before {
		t.Errorf("1.5 is at %d, then at %d", before, again)
	}
	text := constantsAssembly()
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(`\+(\d+)\(SB\)/\d+, \$`).FindAllStringSubmatch(text, -1) {
		if seen[m[1]] {
			t.Errorf("byte %s is written twice", m[1])
		}
		seen[m[1]] = true
	}
	if len(seen) == 0 || !strings.Contains(text, "GLOBL") {
		t.Errorf("the constants are %s", text)
	}
}

// TestRegistersInARow: several registers for one load follow each other, and a register that
// was freed is given again.
func TestRegistersInARow(t *testing.T) {
	used := make([]bool, 8)
	if got := take("x", used, 2); got != 0 {
		t.Errorf("first %d", got)
	}
	used[0] = false
	if got := take("x", used, 2); got != 2 || !used[2] || !used[3] || used[0] {
		t.Errorf("two in a row begin at %d: %v", got, used)
	}
	if got := take("x", used, 1); got != 0 {
		t.Errorf("the register that is free again is not taken, but %d", got)
	}
	k := newKernel("f", "n int", "")
	a, b := k.gp(), k.gp()
	k.free(a)
	if c := k.gp(); c != a || c == b {
		t.Errorf("freed %v, got %v", a, c)
	}
}
