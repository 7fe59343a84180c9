package word2vecbinary

import (
	"io"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
)

// TestFormat allows a file without its last line break.
func TestFormat(t *testing.T) {
	formattest.Check(t, Format, func(file []byte, n int) bool { return n == len(file)-1 })
}

func FuzzWord2VecBinary(f *testing.F) {
	f.Add([]byte("1 1\nthe \x00\x00\x80\x3f\n"))
	formattest.Fuzz(f, Format)
}

func TestWordsWithSpaces(t *testing.T) {
	if err := write(
		io.Discard,
		formattest.Table(t, []string{"new york"}, nil, 1),
	); err == nil ||
		!strings.Contains(err.Error(), `"new york"`) {
		t.Errorf("got %v", err)
	}
}

func TestBadBinary(t *testing.T) {
	one := "\x00\x00\x80\x3f"
	formattest.Refuses(t, Format, map[string]string{
		"":                                 "line 1",
		"cat 1\n":                          "line 1",
		"1000000000000 100\na ":            "1000000000000 words",
		"2000000000 100000\na " + one:      "word 1 of 2000000000, at byte 18: the file ends here",
		"1 1\na \x00\x00\xc0\x7f":          "is NaN",
		"1 1\na \x00\x00\x80\xff":          "is -Inf",
		"1 1\n " + one:                     "without a word",
		"1 1\na " + one + "\nb":            "byte 10: the file continues",
		"2 1\na " + one + one + "\n":       "word 2 of 2, at byte 10",
		"1 1\n" + strings.Repeat("a", 1e5): "no ' ' in 65536 bytes",
	})
}
