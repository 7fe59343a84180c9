package word2vectext

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
)

// TestFormat allows a file without its last line break, or without the last digits of its
// last number.
func TestFormat(t *testing.T) {
	formattest.Check(
		t,
		Format,
		func(file []byte, n int) bool { return n < len(file) && n > bytes.LastIndexByte(file, ' ')+1 },
	)
}

func FuzzWord2VecText(f *testing.F) {
	f.Add([]byte("2 2\nthe 1 -2\n책 .5 1e-05\n"))
	f.Add([]byte("the 1 -2\n책 .5 1e-05"))
	formattest.Fuzz(f, Format)
}

func TestTextThatOthersWrite(t *testing.T) {
	want := "[the:[1 -2] 책:[0.5 1e-05]]"
	for name, text := range map[string]string{
		"word2vec.c":  "2 2\nthe 1.000000 -2.000000 \n책 0.500000 0.000010 \n",
		"no end":      "2 2\nthe 1 -2\n책 .5 1e-05",
		"crlf":        "2 2\r\nthe 1 -2\r\n책 0.5 1e-05\r\n",
		"tabs":        "2\t2\nthe\t1\t-2\n책\t0.5\t1e-05\n",
		"no header":   "the 1 -2\n책 0.5 1e-05\n",
		"two spaces":  "2 2\nthe  1  -2\n책  0.5  1e-05\n",
		"a duplicate": "3 2\nthe 1 -2\n책 0.5 1e-05\nthe 7 7\n",
	} {
		f, err := formattest.Decode(Format, []byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := formattest.Show(formattest.Output(f)); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
		if f.Duplicates != strings.Count(name, "duplicate") {
			t.Errorf("%s: %d duplicates", name, f.Duplicates)
		}
	}
}

func TestWordsWithSpaces(t *testing.T) {
	f, err := formattest.Decode(Format, []byte("2 1\nnew york 1\n a b  2\n"))
	if err != nil || formattest.Show(formattest.Output(f)) != "[new york:[1] a b:[2]]" {
		t.Errorf("%v, %v", f, err)
	}
	if err := write(
		io.Discard,
		formattest.Table(t, []string{"new york"}, nil, 1),
	); err == nil ||
		!strings.Contains(err.Error(), `"new york"`) {
		t.Errorf("got %v", err)
	}
}

func TestBadText(t *testing.T) {
	formattest.Refuses(t, Format, map[string]string{
		"":                         "line 1",
		"2 2\nthe 1\n":             "line 2: the vector has dimension 1, expected 2",
		"2 2\nthe 1 x\n":           `line 2: not a vector file: "x" is not a number: "the 1 x"`,
		"2 2\nthe 1 1e39\n":        `line 2: "1e39" is too large for float32: "the 1 1e39"`,
		"2 2\nthe 1 nan\n":         "line 2: number 2 of the vector of \"the\" is NaN",
		"2 2\nthe inf 1\n":         "line 2: number 1 of the vector of \"the\" is +Inf",
		"1 2\nthe 1 2\ncat 1 2\n":  "line 3: the number of words in the header is 1",
		"3 2\nthe 1 2\n":           "in the header is 3, but the file ends after 1",
		"the 1 2\ncat 1 2 3\n":     "line 2: more than 2 numbers",
		"the\n":                    "dimension 0",
		"2 0\n":                    "dimension 0",
		"-1 2\n":                   "-1 words",
		"1000000000000 100\nthe 1": "1000000000000 words",
		"2000000000 100\nthe 1":    "line 2: the vector has dimension 1, expected 100",
		"1 1\n 1\n":                "line 2: a vector without a word",
	})
}

// endless reads as one line without an end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '1'
	}
	return len(p), nil
}

func TestEndlessLine(t *testing.T) {
	_, err := formattest.Read(Format, &format.Input{R: bufio.NewReader(endless{})})
	if err == nil || !strings.Contains(err.Error(), "line 1: a line of more than 64 MiB") {
		t.Errorf("got %v", err)
	}
}

// TestWide reads lines that are longer than a block, followed by more lines.
func TestWide(t *testing.T) {
	const dim = format.MaxDim
	line := strings.Repeat(" 1", dim) + "\n"
	f, err := formattest.Decode(Format, fmt.Appendf(nil, "4 %d\na%sb%sc%sd%s", dim, line, line, line, line))
	if err != nil {
		t.Fatal(err)
	}
	if n, d := f.Vectors.Rows, f.Vectors.Cols; n != 4 || d != dim {
		t.Errorf("%d words of dimension %d", n, d)
	}
}
