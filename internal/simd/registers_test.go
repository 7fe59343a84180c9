package simd

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// vex are the vector instructions of the kernels for AVX2, FMA and F16C: none of them needs
// the encoding of AVX-512, with the registers of AVX2.
var vex = strings.Fields(`
	VADDPD VADDPS VANDNPS VANDPS VBROADCASTSS VCMPPS VCVTDQ2PS VCVTPS2DQ VCVTPH2PS VCVTPS2PD VCVTPS2PH
	VDIVPS VEXTRACTF128 VEXTRACTI128 VFMADD213PS VFMADD231PS VMASKMOVPS VMAXPS VMINPS VMOVAPS VMOVD
	VMOVDQU VMOVMSKPS VMOVSS VMOVUPD VMOVUPS VMULPS VPADDD VPBROADCASTD VPCMPEQD VPERM2F128 VPMADDWD
	VPMOVSXBD VPMOVSXBW VPSHUFD VPSLLD VPSRAD VPSRLD VPSUBD VPXOR VSHUFPS VSQRTPS VSUBPS VUNPCKHPD VUNPCKHPS
	VUNPCKLPD VUNPCKLPS VPUNPCKHDQ VPUNPCKHQDQ VPUNPCKLDQ VPUNPCKLQDQ VXORPS VZEROUPPER`)

// wide are the registers that only AVX-512 has.
var wide = regexp.MustCompile(`\b(Z\d+|K[0-7]|[XY](1[6-9]|2\d|3[01]))\b`)

// beyondAVX2 returns the lines of the kernels without AVX512 in their name that a machine
// without AVX-512 cannot run, and the number of lines that it examined.
func beyondAVX2(assembly string) (lines []string, seen int) {
	ours := false
	for line := range strings.Lines(assembly) {
		if strings.HasPrefix(line, "TEXT") {
			ours = !strings.Contains(line, "AVX512")
		}
		instruction, ok := strings.CutPrefix(line, "\t")
		if !ours || !ok {
			continue
		}
		seen++
		name, _, _ := strings.Cut(strings.TrimSpace(instruction), " ")
		if wide.MatchString(instruction) || strings.HasPrefix(name, "V") && !slices.Contains(vex, name) {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines, seen
}

// TestKernelsForAVX2KeepToIt checks the registers of the kernels for AVX2. If a kernel has
// too many live values, the allocator of the generator uses registers 16 to 31, which AVX2
// lacks, and the assembler accepts them. Without this test that would show only on a
// machine without AVX-512.
func TestKernelsForAVX2KeepToIt(t *testing.T) {
	assembly, err := os.ReadFile("kernels_amd64.s")
	if err != nil {
		t.Fatal(err)
	}
	lines, seen := beyondAVX2(string(assembly))
	if seen < 1000 {
		t.Errorf("only %d instructions of kernels for AVX2 were found", seen)
	}
	for _, line := range lines {
		t.Errorf("a kernel for AVX2 has an instruction of AVX-512, or one that is not among vex: %s", line)
	}
}

func TestBeyondAVX2(t *testing.T) {
	const kernel = "TEXT ·kernelAVX2(SB), NOSPLIT, $0-0\n"
	for instruction, want := range map[string]int{
		"VADDPS  Y15, Y0, Y1": 0, "VADDPS  Y16, Y0, Y1": 1, "VMOVUPS 64(SI), X31": 1, "VADDPS  Z0, Z1, Z1": 1,
		"KMOVW   AX, K1": 1, "VPORD   Y0, Y1, Y2": 1, "LEAQ    16(SP), AX": 0, "VMOVUPS X1, 160(SP)(R15*8)": 0,
	} {
		if lines, _ := beyondAVX2(kernel + "\t" + instruction + "\n"); len(lines) != want {
			t.Errorf("%q is refused %d times, want %d", instruction, len(lines), want)
		}
	}
	if lines, _ := beyondAVX2("TEXT ·kernelAVX512(SB), NOSPLIT, $0-0\n\tVADDPS Z0, Z1, Z1\n"); lines != nil {
		t.Errorf("a kernel for AVX-512 is refused: %v", lines)
	}
}

// reserved are the registers that kernels for arm64 must leave alone: R18 belongs to the
// system, R27 to the assembler, R28 to R30 to Go. RSP is an operand only of an address.
var reserved = regexp.MustCompile(`\b(R(18|27|28|29|30)|x(18|27|28|29|30))\b|[^(]RSP`)

// TestKernelsForARM64LeaveReservedRegisters checks the operands of all instructions.
func TestKernelsForARM64LeaveReservedRegisters(t *testing.T) {
	assembly, err := os.ReadFile("kernels_arm64.s")
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for line := range strings.Lines(string(assembly)) {
		if strings.HasPrefix(line, "\t") {
			lines++
			if reserved.MatchString(line) {
				t.Errorf("a reserved register: %s", strings.TrimSpace(line))
			}
		}
	}
	if lines < 1000 {
		t.Errorf("only %d instructions were found", lines)
	}
	for _, line := range []string{"\tMOVD\tR18, R1", "\tWORD\t$0x3ce06800 // ldr q1, [x28, x1]", "\tADD\t$16, RSP"} {
		if !reserved.MatchString(line) {
			t.Errorf("%q is not refused", line)
		}
	}
}
