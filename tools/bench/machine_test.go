package main

import (
	"runtime"
	"slices"
	"strings"
	"testing"
)

func TestMachine(t *testing.T) {
	for cpuinfo, want := range map[string]string{
		"processor\t: 0\nmodel name\t: AMD EPYC\nflags\t\t: fpu avx2 avx512f\n": " processors AMD EPYC with AVX-512",
		"model name\t: Core i5\nflags\t\t: fpu avx2\n":                          " processors Core i5 with AVX2",
		"model name\t: Old\nflags\t\t: fpu sse2\n":                              " processors Old",
		"": " processors " + runtime.GOARCH,
	} {
		if got := machine(cpuinfo); !strings.HasSuffix(got, want) {
			t.Errorf("machine(%q) = %q, want …%q", cpuinfo, got, want)
		}
	}
}

func TestInvocation(t *testing.T) {
	args := []string{"-only", "CBOW, dim 100", "-write", "../docs/benchmarks.md", "/tmp/wiki.txt"}
	if got, want := invocation(args), `cd tools && go run ./bench -only "CBOW, dim 100" wiki.txt`; got != want {
		t.Errorf("the command is %q, want %q", got, want)
	}
	if got, want := invocation(nil), "cd tools && go run ./bench"; got != want {
		t.Errorf("the command is %q, want %q", got, want)
	}
}

func TestLoads(t *testing.T) {
	if got := loads("1.50", "2.25"); got != " Load average 1.50 before and 2.25 after." {
		t.Errorf("the sentence is %q", got)
	}
	if got := loads("", ""); got != "" {
		t.Errorf("without loads the sentence is %q", got)
	}
}

func TestWrap(t *testing.T) {
	got := wrap(strings.Repeat("워드 ", 60))
	for line := range strings.Lines(got) {
		if n := len([]rune(line)); n > 101 || strings.HasPrefix(line, " ") || strings.HasSuffix(line, " \n") {
			t.Errorf("the line %q has %d characters", line, n)
		}
	}
	if !slices.Equal(strings.Fields(got), strings.Fields(strings.Repeat("워드 ", 60))) {
		t.Errorf("the words changed: %q", got)
	}
}
