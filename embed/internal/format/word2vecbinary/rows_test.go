package word2vecbinary

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/binfile"
	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
)

// row returns a word, a space and the bytes of its numbers.
func row(word string, numbers ...float32) string {
	return string(binfile.AppendFloats([]byte(word+" "), numbers))
}

// TestForms: the forms of word2vec.c, of gensim and of a mixture of both have the same
// words.
func TestForms(t *testing.T) {
	const want = "[the:[1 -2] 고양이:[0.5 0]]"
	the, cat := row("the", 1, -2), row("고양이", 0.5, 0)
	for name, file := range map[string]string{
		"word2vec.c":           "2 2\n" + the + "\n" + cat + "\n",
		"gensim":               "2 2\n" + the + cat,
		"no last line break":   "2 2\n" + the + "\n" + cat,
		"only the last":        "2 2\n" + the + cat + "\n",
		"line breaks before":   "2 2\n\n" + the + "\n\n" + cat + "\n",
		"spaces in line 1":     "  2   2  \n" + the + cat,
		"carriage return":      "2 2\r\n" + the + cat,
		"tab in line 1":        "2\t2\n" + the + cat,
		"signs":                "+2 +2\n" + the + cat,
		"leading zeros":        "002 0002\n" + the + cat,
		"a word that is twice": "3 2\n" + the + row("the", 8, 9) + cat,
	} {
		c, err := formattest.Decode(Format, []byte(file))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := formattest.Show(formattest.Output(c)); got != want || c.Duplicates != strings.Count(name, "twice") {
			t.Errorf("%s: %s, %d duplicates", name, got, c.Duplicates)
		}
	}
}

// TestNumbersThatLookLikeText: bytes of numbers that are spaces, line breaks, digits and NUL
// do not end a row or begin another.
func TestNumbersThatLookLikeText(t *testing.T) {
	for _, quad := range []string{"    ", "\n\n\n\n", " \n \n", "1234", "\x00\x00\x00\x00", "\r\n\r\n", "a 1 "} {
		vector := make([]float32, 2)
		binfile.DecodeFloats(vector, []byte(quad+quad))
		out := formattest.Table(t, []string{"a", "b"}, nil, append(vector, vector...)...)
		c, err := formattest.Decode(Format, formattest.Encode(t, Format, out))
		if err != nil || !formattest.Same(formattest.Output(c), out) {
			t.Errorf("%q: %v", quad, err)
		}
	}
}

// TestErrorsNameTheByte: an error names the word by its number and the byte where its row
// begins.
func TestErrorsNameTheByte(t *testing.T) {
	nan := float32(math.NaN())
	for file, want := range map[string]string{
		"3 1\n" + row("a", 1) + row("bc",
			nan): "word 2 of 3, at byte 10: number 1 of the vector of \"bc\" is NaN",
		"3 1\n" + row("a", 1) + "\n" + row("bc", nan):      "word 2 of 3, at byte 10",
		"3 2\n" + row("a", 1, 2) + row("bc", 3, nan):       "word 2 of 3, at byte 14: number 2",
		"2 1\n" + row("a", 1) + row("bc", 2) + row("d", 3): "byte 17: the file continues after the 2 words",
		"2 1\n" + row("a", 1) + row("bc", 2) + "\n\n":      "byte 17: the file continues",
		"2 1\n" + row("a", 1):                              "word 2 of 2, at byte 10: the file ends here",
		"1 1":                                              "line 1: the file ends here",
		"1 1\n":                                            "word 1 of 1, at byte 4: the file ends here",
		"1 0\n":                                            "line 1: the header claims 1 words of dimension 0",
		"-1 1\n":                                           "line 1: the header claims -1 words",
		"1 -1\n":                                           "line 1: the header claims 1 words of dimension -1",
		"1 1048577\n":                                      "line 1: the header claims 1 words of dimension 1048577",
		"9223372036854775808 1\n":                          "line 1: expected the number of words",
		"1 1 1\n":                                          "line 1: expected the number of words",
		"1.5 1\n":                                          "line 1: expected the number of words",
		strings.Repeat("1", binfile.MaxWord+1):             "line 1: no '\\n' in 65536 bytes",
		"1 1\n" + row("\n\n", 1):                           "word 1 of 1, at byte 4: a vector without a word",
		"1 1\n" + strings.Repeat("b", binfile.MaxWord+1) + " \x00\x00": "no ' ' in 65536 bytes",
	} {
		_, err := formattest.Decode(Format, []byte(file))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %q", file, err, want)
		}
	}
}

// TestReadAhead: a large file, which a goroutine reads ahead, has the same rows as a small
// one, and can be closed before its end.
func TestReadAhead(t *testing.T) {
	const rows, dim = 900, 1200 // 4.3 MB
	var file bytes.Buffer
	fmt.Fprintf(&file, "%d %d\n", rows, dim)
	vector := make([]float32, dim)
	for i := range rows {
		for d := range vector {
			vector[d] = float32(i*dim + d)
		}
		file.WriteString(row(fmt.Sprint("w", i), vector...) + "\n")
	}
	if file.Len() <= aheadFrom {
		t.Fatalf("the file has only %d bytes", file.Len())
	}
	open := func(b []byte) format.Reader {
		r, err := Format.Open(&format.Input{R: bufio.NewReader(bytes.NewReader(b)), Size: int64(len(b))})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for _, stop := range []int{0, 1, rows / 2, rows} {
		r := open(file.Bytes())
		for i := range stop {
			got, err := r.Next(vector)
			if err != nil || got.Word != fmt.Sprint("w", i) || vector[0] != float32(i*dim) ||
				vector[dim-1] != float32(i*dim+dim-1) {
				t.Fatalf("row %d: %q, %v, %v", i, got.Word, vector[0], err)
			}
		}
		if stop == rows {
			if _, err := r.Next(nil); !errors.Is(err, io.EOF) {
				t.Errorf("after the last row: %v", err)
			}
		}
		r.Close()
	}
	cut := open(file.Bytes()[:file.Len()-3])
	defer cut.Close()
	for i := range rows {
		_, err := cut.Next(vector)
		if last := i == rows-1; (err != nil) != last {
			t.Fatalf("row %d of a file that was cut off: %v", i, err)
		}
	}
}

func TestDetect(t *testing.T) {
	for name, c := range map[string]struct {
		head  string
		named bool
		want  format.Match
	}{
		"binary":                    {"2 2\n" + row("the", 1, 2), false, format.Likely},
		"binary with an extension":  {"2 2\n" + row("the", 1, 2), true, format.Likely},
		"text":                      {"2 2\nthe 1 2\n", false, format.No},
		"text with the extension":   {"2 2\nthe 1 2\n", true, format.Named},
		"no header":                 {"the 1 2\n", false, format.No},
		"a header without line end": {"2 2", false, format.No},
		"no words":                  {"0 2\n", false, format.Likely},
		"dimension 0":               {"2 0\n", false, format.No},
	} {
		if got := detect(format.Head{Bytes: []byte(c.head), Named: c.named}); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
