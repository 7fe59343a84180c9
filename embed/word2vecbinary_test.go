package embed

import (
	"strings"
	"testing"
)

func TestBadBinary(t *testing.T) {
	one := "\x00\x00\x80\x3f"
	for text, want := range map[string]string{
		"":                                 "line 1",
		"cat 1\n":                          "line 1",
		"1000000000000 100\na ":            "1000000000000 words",
		"2000000000 100000\na " + one:      "word 1 of 2000000000, at byte 18: the file ends here",
		"1 1\na \x00\x00\xc0\x7f":          "is NaN",
		"1 1\na \x00\x00\x80\xff":          "is -Inf",
		"1 1\n " + one:                     "without a word",
		"1 1\na " + one + "\nb":            "byte 10: the file goes on",
		"2 1\na " + one + one + "\n":       "word 2 of 2, at byte 10",
		"1 1\n" + strings.Repeat("a", 1e5): "no ' ' in 65536 bytes",
	} {
		if _, err := decoded([]byte(text), Word2VecBinary); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: got %v, want %q", text, err, want)
		}
	}
}
