package main

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestMutate(t *testing.T) {
	whole := []byte(strings.Repeat("0123456789", 100))
	same := bytes.Clone(whole)
	seen := map[string]bool{}
	for i := range uint64(200) {
		one := mutate(rand.New(rand.NewPCG(1, i)), whole)
		if again := mutate(rand.New(rand.NewPCG(1, i)), whole); !bytes.Equal(one, again) {
			t.Fatalf("file %d is not the same again", i)
		}
		seen[string(one)] = true
	}
	if !bytes.Equal(whole, same) {
		t.Error("the whole file was changed")
	}
	if len(seen) < 190 {
		t.Errorf("only %d of 200 files differ", len(seen))
	}
	for _, short := range []string{"", "a"} {
		if got := mutate(rand.New(rand.NewPCG(1, 1)), []byte(short)); string(got) != short {
			t.Errorf("mutate(%q) = %q", short, got)
		}
	}
}

func TestFault(t *testing.T) {
	for _, c := range []struct {
		outcome outcome
		want    string
	}{
		{outcome{}, ""},
		{outcome{err: errors.New("a.txt: line 3: 2 words")}, ""},
		{outcome{err: errors.New("")}, "an error without a message"},
		{outcome{allocated: 100 << 20}, "100 MiB allocated"},
		{outcome{panicked: "index out of range"}, "panic: index out of range"},
	} {
		if got := c.outcome.fault(); got != c.want {
			t.Errorf("%+v: fault %q, want %q", c.outcome, got, c.want)
		}
	}
}

func TestTry(t *testing.T) {
	o := try(reader{read: func(string) error { panic("broken") }}, "file")
	if !strings.HasPrefix(o.fault(), "panic: broken") {
		t.Errorf("a panic is reported as %q", o.fault())
	}
	o = try(reader{read: func(string) error {
		large = make([]byte, maxAllocation+1)
		return nil
	}}, "file")
	if o.fault() != "64 MiB allocated" {
		t.Errorf("a large allocation is reported as %q", o.fault())
	}
}

var large []byte
