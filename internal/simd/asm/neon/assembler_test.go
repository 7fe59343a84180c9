package main

import (
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestArguments checks that operands have the offsets of Go's calling convention on the stack.
func TestArguments(t *testing.T) {
	k := newKernel("f", "p *Plan, x, y []float32, top, inverse float32, n int", "ok")
	for name, want := range map[string]string{
		"p": "p+0(FP)", "x_base": "x_base+8(FP)", "x_len": "x_len+16(FP)", "y_base": "y_base+32(FP)",
		"top": "top+56(FP)", "inverse": "inverse+60(FP)", "n": "n+64(FP)", "ok": "ok+72(FP)",
	} {
		if got := k.operand(name); got != want {
			t.Errorf("%s is at %s, want %s", name, got, want)
		}
	}
	if want := "TEXT ·f(SB), NOSPLIT, $0-73\n"; !strings.Contains(k.assembly(), want) {
		t.Errorf("no %q in %q", want, k.assembly())
	}
}

// TestScope checks that a scope frees what was taken in it, and nothing else.
func TestScope(t *testing.T) {
	k := newKernel("f", "p *Plan", "")
	a := k.gp()
	end := k.scope()
	b := k.gp()
	end()
	if c := k.gp(); c != b || c == a {
		t.Errorf("the register after the scope is %v; %v was taken before it and %v in it", c, a, b)
	}
}

// TestNoRegisterIsFree checks that a kernel that needs more registers than there are is an
// error, and that R18 is never taken.
func TestNoRegisterIsFree(t *testing.T) {
	k := newKernel("f", "p *Plan", "")
	defer func() {
		if recover() == nil {
			t.Error("the 27th register was given")
		}
	}()
	for range 27 {
		if k.gp() == 18 {
			t.Error("R18 was taken")
		}
	}
}

// TestTiles checks that the sizes of tiles cover a row, and that none leaves one register.
func TestTiles(t *testing.T) {
	for _, list := range [][]int{wideSizes, sizes} {
		if !slices.IsSortedFunc(list, func(a, b int) int { return b - a }) || list[len(list)-1] != 1 {
			t.Errorf("sizes %v do not fall to 1", list)
		}
	}
	k := newKernel("f", "used int", "")
	k.tiles(k.argument("used"), []int{3, 1}, func(_ gp, size int) { k.ins("BODY", size) })
	text := k.text.String()
	for _, want := range []string{"CMP\t$48, R2", "CMP\t$64, R2", "BODY\t3", "CMP\t$16, R2", "BODY\t1"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// TestEncodings compares the numbers with those of LLVM's assembler for the
// instructions beside them.
func TestEncodings(t *testing.T) {
	path, err := exec.LookPath("llvm-mc")
	if err != nil {
		t.Skip("skipped: there is no llvm-mc (Debian: llvm)")
	}
	assembly, _ := generate()
	words := regexp.MustCompile(`(?m)^\tWORD\t\$0x([0-9a-f]{8}) // (.*)$`).FindAllStringSubmatch(assembly, -1)
	if len(words) < 1000 {
		t.Fatalf("only %d instructions are numbers", len(words))
	}
	var input strings.Builder
	for _, w := range words {
		input.WriteString(w[2] + "\n")
	}
	cmd := exec.Command(path, "-triple=aarch64", "-show-encoding")
	cmd.Stdin = strings.NewReader(input.String())
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	encodings := regexp.MustCompile(`encoding: \[0x(..),0x(..),0x(..),0x(..)\]`).FindAllStringSubmatch(string(out), -1)
	if len(encodings) != len(words) {
		t.Fatalf("%d encodings of %d instructions", len(encodings), len(words))
	}
	for i, e := range encodings {
		if want := e[4] + e[3] + e[2] + e[1]; words[i][1] != want {
			t.Errorf("%s is %s, want %s", words[i][2], words[i][1], want)
		}
	}
}
