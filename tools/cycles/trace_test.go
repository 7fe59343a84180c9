package main

import (
	"strings"
	"testing"
)

func TestAddresses(t *testing.T) {
	const table = "  13af80       8352 T example/simd.applyNEON.abi0\n  13fd40         64 T example/simd.applyNEON\n"
	begin, end, err := addresses([]byte(table), "simd.applyNEON.abi0")
	if err != nil || begin != 0x13af80 || end != 0x13af80+8352 {
		t.Errorf("the function lies from %#x to %#x, %v", begin, end, err)
	}
	if _, _, err := addresses([]byte(table), "simd.scoreNEON.abi0"); err == nil {
		t.Error("a function that is not there is no error")
	}
}

// disassembly is as llvm-objdump prints it for both architectures.
const disassembly = `
0000000000013af80 <example/simd.applyNEON.abi0>:
  13af80:      	fmla	v0.4s, v1.4s, v2.s[1]
  13af84:      	b.ne	0x13af80 <example/simd.applyNEON.abi0>
  13af88:      	movq	0x8(%rsp), %rax
  13af8c:      	vbroadcastss	0x1e(%rip), %ymm1 # 0x13afaa <constant>
`

func TestInstructions(t *testing.T) {
	got := instructions([]byte(disassembly))
	for address, want := range map[uint64]string{
		0x13af80: "fmla\tv0.4s, v1.4s, v2.s[1]", 0x13af84: "b.ne\t.Lplace", 0x13af88: "movq\t0x8(%rsp), %rax",
		0x13af8c: "vbroadcastss\t0x1e(%rip), %ymm1",
	} {
		if got[address] != want {
			t.Errorf("%#x is %q, want %q", address, got[address], want)
		}
	}
	if len(got) != 4 {
		t.Errorf("%d instructions, want 4: %v", len(got), got)
	}
}

// TestLastCall checks that of two calls the second is returned, and that a record with
// other addresses is an error.
func TestLastCall(t *testing.T) {
	const line = "Trace 0: 0x7f0000000100 [0000000000000000/%/00000000/ff020400] simd.applyNEON.abi0\n"
	at := func(addresses ...string) []byte {
		var b strings.Builder
		for _, a := range addresses {
			b.WriteString(strings.Replace(line, "%", "0000000000"+a, 1))
		}
		return []byte(b.String())
	}
	text := instructions([]byte(disassembly))
	got, err := lastCall(at("13af80", "13af84", "13af80", "13af88"), 0x13af80, text)
	if want := ".Lplace:\n" + text[0x13af80] + "\n" + text[0x13af88] + "\n"; err != nil || got != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if _, err := lastCall(at("13af80", "13af82"), 0x13af80, text); err == nil {
		t.Error("an address within an instruction is no error")
	}
	if _, err := lastCall(nil, 0x13af80, text); err == nil {
		t.Error("a record without calls is no error")
	}
}
