package textlines

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/internal/leaktest"
)

// A line is what a row of a file should be read as.
type line struct {
	word     string
	repaired bool
	vector   []float32
}

// readAll returns the rows of a file. It fails the test if a goroutine is left.
func readAll(t testing.TB, r io.Reader, size int, kind Kind) (rows []line, header format.Header, err error) {
	t.Helper()
	leaktest.None(t, func() {
		var in format.Reader
		if in, err = Open(&format.Input{R: bufio.NewReader(r), Size: int64(size)}, kind); err != nil {
			return
		}
		defer in.Close()
		header = in.Header()
		vector := make([]float32, header.Dim)
		for {
			row, e := in.Next(vector)
			if e != nil {
				if !errors.Is(e, io.EOF) {
					err = e
				}
				return
			}
			rows = append(rows, line{row.Word, row.Repaired, slices.Clone(vector)})
		}
	})
	return rows, header, err
}

// readText is readAll for text in memory.
func readText(t testing.TB, text string, kind Kind) ([]line, format.Header, error) {
	t.Helper()
	return readAll(t, strings.NewReader(text), len(text), kind)
}

func TestRows(t *testing.T) {
	for _, c := range []struct {
		name, text string
		kind       Kind
		want       string
	}{
		{"a header", "2 2\ncat 1 2\ndog 3 -4.5\n", Kind{Header: true}, "[{cat false [1 2]} {dog false [3 -4.5]}]"},
		{"no header", "cat 1 2\ndog 3 -4.5\n", Kind{}, "[{cat false [1 2]} {dog false [3 -4.5]}]"},
		{"a first line that is a row of numbers", "2 2\n3 4\n", Kind{}, "[{2 false [2]} {3 false [4]}]"},
		{"no last line break", "1 1\ncat 1", Kind{Header: true}, "[{cat false [1]}]"},
		{"carriage returns", "1 2\r\ncat 1 2\r\n", Kind{Header: true}, "[{cat false [1 2]}]"},
		{"tabs", "1\t2\ncat\t1\t2\n", Kind{Header: true}, "[{cat false [1 2]}]"},
		{"spaces at the end", "cat 1 2 \ndog 3 4 \n", Kind{}, "[{cat false [1 2]} {dog false [3 4]}]"},
		{"several spaces", "1 2\ncat   1  2\n", Kind{Header: true}, "[{cat false [1 2]}]"},
		{"a word with spaces", "2 2\nnew york 1 2\n. . . 3 4\n", Kind{Header: true},
			"[{new york false [1 2]} {. . . false [3 4]}]"},
		{"a word of digits", "2 2\n1 1 2\n-7 3 4\n", Kind{Header: true}, "[{1 false [1 2]} {-7 false [3 4]}]"},
		{"exponents", "1 3\ncat 1e-3 +2E2 .5\n", Kind{Header: true}, "[{cat false [0.001 200 0.5]}]"},
		{"hexadecimal", "1 1\ncat 0x1p-2\n", Kind{Header: true}, "[{cat false [0.25]}]"},
		{"invalid UTF-8", "1 1\nc\xe9t 1\n", Kind{Header: true}, `[{c\xe9t true [1]}]`},
		{"Korean", "1 1\n고양이 1\n", Kind{Header: true}, "[{고양이 false [1]}]"},
		{"indented lines", "cat 1\n  comment\ndog 2\n", Kind{SkipIndented: true}, "[{cat false [1]} {dog false [2]}]"},
	} {
		rows, header, err := readText(t, c.text, c.kind)
		if got := fmt.Sprint(rows); got != c.want || err != nil {
			t.Errorf("%s: %v, %v; want %s", c.name, got, err, c.want)
		}
		if len(rows) > 0 && header.Dim != len(rows[0].vector) {
			t.Errorf("%s: dimension %d", c.name, header.Dim)
		}
	}
}

// TestBadFiles: the error names the line and what is wrong with it.
func TestBadFiles(t *testing.T) {
	for _, c := range []struct {
		name, text string
		kind       Kind
		rows       int
		want       string
	}{
		{"an empty file", "", Kind{Header: true}, 0, "line 1: the file is empty"},
		{"words beyond the header", "1 1\ncat 1\ndog 2\n", Kind{Header: true}, 1,
			"line 3: the number of words in the header is 1, but there are more"},
		{"too few words", "3 1\ncat 1\ndog 2\n", Kind{Header: true}, 2,
			"the number of words in the header is 3, but the file ends after 2"},
		{"a short line", "2 2\ncat 1 2\ndog 3\n", Kind{Header: true}, 1, "line 3: "},
		{"no number", "2 1\ncat 1\ndog two\n", Kind{Header: true}, 1, `line 3: not a vector file: "two" is not a number`},
		{"too large a number", "1 1\ncat 1e40\n", Kind{Header: true}, 0, `line 2: "1e40" is too large for float32`},
		{"NaN", "1 1\ncat nan\n", Kind{Header: true}, 0, "line 2: "},
		{"infinity", "1 1\ncat -inf\n", Kind{Header: true}, 0, "line 2: "},
		{"no word", "1 1\n 1\n", Kind{Header: true}, 0, "line 2: "},
		{"an empty line", "2 1\ncat 1\n\ndog 2\n", Kind{Header: true}, 1, "line 3: "},
		{"more numbers than in the first line", "cat 1 2\ndog 1 2 3\n", Kind{}, 1,
			"line 2: more than 2 numbers"},
		{"an impossible dimension", "2 -1\ncat 1\n", Kind{Header: true}, 0, ""},
		{"an impossible number of words", "-2 1\ncat 1\n", Kind{Header: true}, 0, ""},
		{"a dimension beyond all memory", "2 9000000000000000000\ncat 1\n", Kind{Header: true}, 0, ""},
	} {
		rows, _, err := readText(t, c.text, c.kind)
		if err == nil || !strings.Contains(err.Error(), c.want) || len(rows) != c.rows {
			t.Errorf("%s: %d rows, error %v; want %d rows and %q", c.name, len(rows), err, c.rows, c.want)
		}
	}
}

// large returns the text of n words of dim numbers, of more than one block, and its rows.
func large(n, dim int) (string, []line) {
	random := rand.New(rand.NewPCG(3, 4))
	var text strings.Builder
	rows := make([]line, n)
	for i := range rows {
		rows[i] = line{word: fmt.Sprintf("word%d", i), vector: make([]float32, dim)}
		text.WriteString(rows[i].word)
		for d := range rows[i].vector {
			rows[i].vector[d] = float32(random.IntN(2000)-1000) / 8
			fmt.Fprintf(&text, " %v", rows[i].vector[d])
		}
		text.WriteByte('\n')
	}
	return text.String(), rows
}

// TestBlocks: rows of many blocks come in the order of the text, whatever the sizes of the
// reads, and lines that are cut by the end of a block are put together.
func TestBlocks(t *testing.T) {
	text, want := large(20_000, 30)
	if len(text) < 3*blockSize {
		t.Fatalf("%d bytes are not several blocks", len(text))
	}
	for name, r := range map[string]io.Reader{
		"whole": strings.NewReader(text), "halves": iotest.HalfReader(strings.NewReader(text)),
		"error with data": iotest.DataErrReader(strings.NewReader(text)),
	} {
		rows, _, err := readAll(t, r, len(text), Kind{})
		if err != nil || !slices.EqualFunc(rows, want, func(a, b line) bool {
			return a.word == b.word && slices.Equal(a.vector, b.vector)
		}) {
			t.Errorf("%s: %d rows of %d, error %v", name, len(rows), len(want), err)
		}
	}
}

// TestLongLine: a line that is longer than a block is one row.
func TestLongLine(t *testing.T) {
	dim := blockSize/2 + 10
	text := "cat" + strings.Repeat(" 1", dim) + "\ndog" + strings.Repeat(" 2", dim) + "\n"
	rows, _, err := readText(t, text, Kind{})
	if err != nil || len(rows) != 2 || rows[1].word != "dog" || rows[1].vector[dim-1] != 2 {
		t.Errorf("%d rows, error %v", len(rows), err)
	}
}

// TestErrorsOfTheReader: an error of the reader ends the rows and is returned. Also one
// that wraps io.ErrUnexpectedEOF, as that of a compressed file that was cut off does: it
// must not pass for the end of the file.
func TestErrorsOfTheReader(t *testing.T) {
	text, _ := large(2_000, 30)
	for _, broken := range []error{
		errors.New("the disk is gone"), fmt.Errorf("gzip: %w", io.ErrUnexpectedEOF),
	} {
		for _, head := range []string{text, text[:100], ""} {
			r := io.MultiReader(strings.NewReader(head), iotest.ErrReader(broken))
			_, _, err := readAll(t, r, len(text), Kind{})
			if !errors.Is(err, broken) {
				t.Errorf("%d bytes, then %v: error %v", len(head), broken, err)
			}
		}
	}
}

// TestCloseEarly: Close ends all goroutines, also when most of a file is unread.
func TestCloseEarly(t *testing.T) {
	for _, rows := range []int{0, 1, 50_000} {
		leaktest.None(t, func() {
			in, err := Open(&format.Input{R: bufio.NewReader(leaktest.Forever("cat 1 2\n")), Size: 1 << 40}, Kind{})
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			for range rows {
				if _, err := in.Next(nil); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestEveryTruncation: a headed file that is cut anywhere is an error or, if only the last
// line break or digits are missing, has all its words.
func TestEveryTruncation(t *testing.T) {
	text := "3 2\ncat 1.5 2\nnew york 3 4\n고양이 5 -60\n"
	for n := range len(text) {
		rows, _, err := readText(t, text[:n], Kind{Header: true})
		if err == nil && (len(rows) != 3 || n < len(text)-3) {
			t.Errorf("the first %d bytes were read as %v", n, rows)
		}
	}
}

func TestParseHeader(t *testing.T) {
	for text, want := range map[string]string{
		"2 3\n": "2 3 true", "2 3": "2 3 true", " 2\t3 \r\n": "2 3 true", "-2 3": "-2 3 true",
		"2": "0 0 false", "2 3 4": "0 0 false", "cat 3": "0 3 false", "2 3.5": "2 0 false", "": "0 0 false",
		"99999999999999999999 1": "9223372036854775807 1 false",
	} {
		words, dim, ok := ParseHeader([]byte(text))
		if got := fmt.Sprint(words, dim, ok); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		head                                 string
		headed, binary, headless, spaceAtEnd bool
	}{
		{"2 3\ncat 1 2 3\ndog", true, false, true, false},
		{"2 3\ncat 1 2 3 \n", true, false, true, false},
		{"2 3\ncat \x00\x00\x80\x3f\x00\x00\x00\x40abcd\n", true, true, true, false},
		{"2 3\ncat 1e400 2 3\n", true, false, true, false},
		{"cat 1 2 3\ndog 4 5 6\n", false, false, true, false},
		{"cat 1 2 3 \n", false, false, true, true},
		{"cat 1 2 3 \r\n", false, false, true, true},
		{"cat one\n", false, false, false, false},
		{"cat\n", false, false, false, false},
		{"cat 1 2", false, false, false, false},
		{"c\x00t 1 2\n", false, false, false, false},
		{"2 0\n", false, false, true, false},
		{"", false, false, false, false},
	} {
		headed, binary := Headed([]byte(c.head))
		headless, space := Headless([]byte(c.head))
		if headed != c.headed || binary != c.binary || headless != c.headless || space != c.spaceAtEnd {
			t.Errorf("%q: headed %v, binary %v, headless %v, space at the end %v", c.head, headed, binary, headless, space)
		}
	}
}

// FuzzRows: no text makes the reader panic or leave a goroutine, and rows that are read
// are read again after they were written.
func FuzzRows(f *testing.F) {
	for _, text := range []string{
		"2 2\ncat 1 2\ndog 3 -4.5\n", "cat 1 2\n", "1 1\nnew york 1\n", "c\xe9t 1\n", "1 1\ncat 1e40\n", " 1\n", "\n\n",
	} {
		f.Add(text, true)
		f.Add(text, false)
	}
	f.Fuzz(func(t *testing.T, text string, header bool) {
		rows, h, err := readText(t, text, Kind{Header: header})
		if err != nil || len(rows) == 0 {
			return
		}
		var again bytes.Buffer
		fmt.Fprintf(&again, "%d %d\n", len(rows), h.Dim)
		for _, row := range rows {
			again.WriteString(row.word)
			for _, x := range row.vector {
				again.Write(AppendNumber([]byte(" "), x))
			}
			again.WriteByte('\n')
		}
		second, _, err := readText(t, again.String(), Kind{Header: true})
		if err != nil || len(second) != len(rows) {
			t.Fatalf("%q: %d rows, written as %q and read as %d rows, error %v", text, len(rows), again.String(),
				len(second), err)
		}
		for i := range rows {
			if second[i].word != rows[i].word || !slices.Equal(second[i].vector, rows[i].vector) {
				t.Errorf("row %d: %v, then %v", i, rows[i], second[i])
			}
		}
	})
}
