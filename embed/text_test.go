package embed

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/vocab"
)

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
		f, err := decoded([]byte(text), Word2VecText)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := show(f.Table); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
		if f.Duplicates != strings.Count(name, "duplicate") {
			t.Errorf("%s: %d duplicates", name, f.Duplicates)
		}
	}
}

func show(t *Table) string {
	var all []string
	for id, w := range t.words.All() {
		all = append(all, fmt.Sprint(w, ":", t.Row(id)))
	}
	return fmt.Sprint(all)
}

func TestWordsWithSpaces(t *testing.T) {
	f, err := decoded([]byte("2 1\nnew york 1\n a b  2\n"), Word2VecText)
	if err != nil || show(f.Table) != "[new york:[1] a b:[2]]" {
		t.Errorf("%v, %v", f, err)
	}
	spaced := table1("new york")
	for _, format := range []Format{Word2VecText, Word2VecBinary} {
		if err := encode(&bytes.Buffer{}, format, spaced); err == nil || !strings.Contains(err.Error(), `"new york"`) {
			t.Errorf("%s: got %v", format, err)
		}
	}
	if back, err := decoded(encoded(t, Safetensors, spaced), Safetensors); err != nil || !same(back, spaced) {
		t.Errorf("safetensors: %v", err)
	}
}

func table1(word string) *File {
	v, _ := vocab.New([]string{word}, nil)
	t, _ := New(v, blas32.General{Rows: 1, Cols: 1, Stride: 1, Data: []float32{1}})
	return &File{Table: t}
}

func TestBadText(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "line 1",
		"2 2\nthe 1\n":             "line 2: 1 numbers after the word, expected 2",
		"2 2\nthe 1 x\n":           `line 2: "x" is no number`,
		"2 2\nthe 1 1e39\n":        `line 2: "1e39" is no number that float32 holds`,
		"2 2\nthe 1 nan\n":         "line 2: number 2 of the vector of \"the\" is NaN",
		"2 2\nthe inf 1\n":         "line 2: number 1 of the vector of \"the\" is +Inf",
		"1 2\nthe 1 2\ncat 1 2\n":  "line 3: the header claims 1 words",
		"3 2\nthe 1 2\n":           "claims 3 words, but the file ends after 1",
		"the 1 2\ncat 1 2 3\n":     "line 2: more than 2 numbers",
		"the\n":                    "dimension 0",
		"2 0\n":                    "dimension 0",
		"-1 2\n":                   "-1 words",
		"1000000000000 100\nthe 1": "1000000000000 words",
		"2000000000 100\nthe 1":    "line 2: 1 numbers",
		"1 1\n 1\n":                "line 2: a vector without a word",
	} {
		if _, err := decoded([]byte(text), Word2VecText); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}

// TestBrokenUTF8: broken bytes are shown, and counted.
func TestBrokenUTF8(t *testing.T) {
	for format, file := range map[Format]string{
		Word2VecText: "2 1\nb\xff\xe1\x84 1\n책 2\n", GloVe: "b\xff\xe1\x84 1\n책 2\n", Wego: "b\xff\xe1\x84 1 \n책 2 \n",
		Word2VecBinary: "2 1\nb\xff\xe1\x84 \x00\x00\x80\x3f\n책 \x00\x00\x00\x40\n",
	} {
		f, err := decoded([]byte(file), format)
		if err != nil {
			t.Errorf("%s: %v", format, err)
		} else if got := show(f.Table); got != `[b\xff\xe1\x84:[1] 책:[2]]` || f.Repaired != 1 {
			t.Errorf("%s: got %s, %d repaired", format, got, f.Repaired)
		}
	}
}

// endless reads as one line without end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '1'
	}
	return len(p), nil
}

func TestEndlessLine(t *testing.T) {
	if _, err := Read(endless{}, Word2VecText); err == nil || !strings.Contains(err.Error(), "line 1: a line of more than 64 MB") {
		t.Errorf("got %v", err)
	}
	if _, err := Read(endless{}, Word2VecBinary); err == nil {
		t.Error("an endless header is read")
	}
}

func TestNumbersAsNumpyWritesThem(t *testing.T) {
	for x, want := range map[float32]string{
		0: "0.0", float32(math.Copysign(0, -1)): "-0.0", 1: "1.0", -1.5: "-1.5", 0.1: "0.1", 1e-4: "1e-04", 1.5e-5: "1.5e-05",
		1.0001e-4: "0.00010001", 123456789: "123456790.0", 1e15: "1000000000000000.0", 1e16: "1e+16", 3.4e38: "3.4e+38", 1e-45: "1e-45",
	} {
		if got := string(appendNumber(nil, x)); got != want {
			t.Errorf("%v: got %s, want %s", x, got, want)
		}
	}
}

// TestWide: lines that are longer than a block, with more behind them.
func TestWide(t *testing.T) {
	const dim = maxDim
	line := strings.Repeat(" 1", dim) + "\n"
	f, err := Read(strings.NewReader(fmt.Sprintf("4 %d\na%sb%sc%sd%s", dim, line, line, line, line)), Word2VecText)
	if err != nil {
		t.Fatal(err)
	}
	if n, d := f.Table.Len(), f.Table.Dim(); n != 4 || d != dim {
		t.Errorf("%d words of dimension %d", n, d)
	}
}
