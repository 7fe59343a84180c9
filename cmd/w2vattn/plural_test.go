package main

import "testing"

func TestPlural(t *testing.T) {
	for n, want := range map[int64][2]string{0: {"0 words", "0 of 0 words have"}, 1: {"1 word", "1 of 1 word has"}, 2: {"2 words", "2 of 2 words have"}, 12345: {"12,345 words", "12,345 of 12,345 words have"}} {
		if got := plural(n, "word"); got != want[0] {
			t.Errorf("%q, want %q", got, want[0])
		}
		if got := outOf(n, n, "word") + agree(n, " has", " have"); got != want[1] {
			t.Errorf("%q, want %q", got, want[1])
		}
	}
}
