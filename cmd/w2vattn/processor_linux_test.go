package main

import (
	"runtime"
	"testing"
)

func TestProcessorIn(t *testing.T) {
	for text, want := range map[string]string{
		"processor\t: 0\nmodel name\t: AMD EPYC\nflags\t\t: fpu avx2\n":                "AMD EPYC",
		"processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\nCPU revision : 1": "implementer 0x41, part 0xd0c",
		"": runtime.GOARCH,
	} {
		if got := processorIn(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
