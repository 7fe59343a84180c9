// Package formattest has the tests that every file format must pass, and what
// tests of formats need: small tables, and functions that encode, decode and
// compare them. A test of a format calls Check, Refuses and Fuzz.
package formattest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/mapped"
	"github.com/w2vattn/w2vattn/vocab"
)

// Table returns an output of words and the rows of data, as many as there are words. counts
// may be nil. The length of a row is len(data)/len(words).
func Table(t testing.TB, words []string, counts []int64, data ...float32) *format.Output {
	t.Helper()
	v, err := vocab.New(words, counts)
	if err != nil {
		t.Fatal(err)
	}
	d := len(data) / len(words)
	m := blas32.General{Rows: len(words), Cols: d, Stride: d, Data: data}
	return &format.Output{Words: v, Dim: d, Rows: mapped.Rows(m, nil)}
}

// Sample returns a small output with counts: words in three scripts, large and small
// numbers. The numbers include some that have no short decimal form.
func Sample(t testing.TB) *format.Output {
	return Table(t, []string{"the", "고양이", "é"}, []int64{9, 4, 4}, 1, -2.5, 1e-5, 3e20, 0.1, 0)
}

// Encode returns a file. An error of writing ends the test.
func Encode(t testing.TB, f format.Format, out *format.Output) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, out); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Decode reads a file from memory. Format.Open gets an input with a size and an
// io.ReaderAt, as for a file.
func Decode(f format.Format, file []byte) (*format.Contents, error) {
	return Read(f, &format.Input{R: bufio.NewReader(bytes.NewReader(file)), At: bytes.NewReader(file),
		Size: int64(len(file))})
}

// Read reads all that an input holds. It does what package embed does with an input whose
// format is known.
func Read(f format.Format, in *format.Input) (*format.Contents, error) {
	if f.Load != nil {
		return f.Load(in)
	}
	r, err := f.Open(in)
	if err != nil {
		return nil, err
	}
	return Rows(r)
}

// Rows reads all rows and closes r. If a word occurs twice, its first row is used. It is
// the plain form of what package embed does in two goroutines.
func Rows(r format.Reader) (*format.Contents, error) {
	defer r.Close()
	h := r.Header()
	c := &format.Contents{Vectors: blas32.General{Cols: h.Dim, Stride: h.Dim}}
	words, counts := vocab.NewBuilder(0), []int64(nil)
	for vector := make([]float32, h.Dim); ; {
		row, err := r.Next(vector)
		if errors.Is(err, io.EOF) {
			c.Vectors.Rows = words.Len()
			c.Words, err = words.Vocab(counts)
			return c, err
		}
		if err != nil {
			return nil, err
		}
		if row.Repaired {
			c.Repaired++
		}
		if _, isNew := words.Add(row.Word); !isNew {
			c.Duplicates++
			continue
		}
		if c.Vectors.Data = append(c.Vectors.Data, vector...); h.Counted {
			counts = append(counts, row.Count)
		}
	}
}

// Output returns the contents as a format writes them, with metadata, the matrices of
// the trainer and subwords.
func Output(c *format.Contents) *format.Output {
	return &format.Output{Words: c.Words, Dim: c.Vectors.Cols, Rows: mapped.Rows(c.Vectors, c.Mapping), Extra: c.Extra}
}

// Show returns the words and vectors as text. Errors become a part of the text.
func Show(out *format.Output) string {
	var all []string
	for e, err := range out.Entries() {
		if err != nil {
			return err.Error()
		}
		all = append(all, fmt.Sprint(e.Word, ":", e.Vector))
	}
	return fmt.Sprint(all)
}

// Same reports whether two outputs hold the same words and bits.
func Same(a, b *format.Output) bool { return slices.Equal(flat(a), flat(b)) }

// flat returns the words and the bits of the numbers. NaN and negative zero are compared by
// their bits.
func flat(out *format.Output) (all []string) {
	for e, err := range out.Entries() {
		all = append(all, e.Word, fmt.Sprint(err))
		for _, x := range e.Vector {
			all = append(all, fmt.Sprint(math.Float32bits(x)))
		}
	}
	return all
}

// Check tests that a format detects its files; that what is written is read, and has the
// same bytes if it is written again; and that a file is refused if it was cut off at any
// byte, or if bytes were added. mayEnd reports whether the first n bytes of the file, or
// the file with bytes added up to n, may be read without an error; nil means never. Formats
// of several files have tests of their own.
func Check(t *testing.T, f format.Format, mayEnd func(file []byte, n int) bool) {
	t.Helper()
	want := Sample(t)
	file := Encode(t, f, want)
	if f.Detect(format.Head{Bytes: file, Named: f.Extensions != nil}) < format.Likely {
		t.Error("the file is not recognised")
	}
	back, err := Decode(f, file)
	if err != nil {
		t.Fatal(err)
	}
	if !Same(Output(back), want) || back.Duplicates+back.Repaired > 0 {
		t.Errorf("it becomes %s", Show(Output(back)))
	}
	if back.Words.Counted() && back.Words.Total() != want.Words.Total() {
		t.Errorf("the counts' sum is %d", back.Words.Total())
	}
	if again := Output(back); back.Words.Counted() == want.Words.Counted() && !bytes.Equal(Encode(t, f, again), file) {
		t.Error("written again, the bytes differ")
	}
	for n := range file {
		if _, err := Decode(f, file[:n]); err == nil && (mayEnd == nil || !mayEnd(file, n)) {
			t.Errorf("cut off at byte %d of %d, it is read", n, len(file))
		}
	}
	longer := append(bytes.Clone(file), "more 1 2 3\n"...)
	if _, err := Decode(f, longer); err == nil && (mayEnd == nil || !mayEnd(file, len(longer))) {
		t.Error("what follows the end is not noticed")
	}
}

// Headerless returns the mayEnd of Check for text without a header, in which sep stands
// between the fields of a line: the file may end anywhere in its first line, after any
// line, and in the last number of a line. Such a shorter file is a valid file with fewer
// rows, fewer numbers or fewer digits.
func Headerless(sep byte) func(file []byte, n int) bool {
	return func(file []byte, n int) bool {
		if n > len(file) || n == 0 {
			return false
		}
		first, _, _ := bytes.Cut(file, []byte("\n"))
		fields := bytes.Count(bytes.TrimRight(first, string(sep)), []byte{sep})
		line := file[bytes.LastIndexByte(file[:n], '\n')+1 : n]
		return n <= len(first) || len(line) == 0 || bytes.Count(line, []byte{sep}) >= fields
	}
}

// Refuses tests that reading each file is an error that contains the given text. files maps
// the content of a file to the expected text.
func Refuses(t *testing.T, f format.Format, files map[string]string) {
	t.Helper()
	for file, want := range files {
		if _, err := Decode(f, []byte(file)); err == nil || !bytes.Contains([]byte(err.Error()), []byte(want)) {
			t.Errorf("%.40q: got %v, want %q", file, err, want)
		}
	}
}

// Fuzz adds the sample to a fuzz test that calls ReadAgain for any bytes. Inputs of a fuzz
// test need not be valid files: most are refused, and must not make the format panic or
// allocate by the claims of a header.
func Fuzz(f *testing.F, ff format.Format) {
	f.Add(Encode(f, ff, Sample(f)))
	f.Fuzz(func(t *testing.T, file []byte) { ReadAgain(t, ff, file) })
}

// ReadAgain tests that a file is read to an error or contents, and that contents which the
// format can write are the same when they are read again. It compares words and bits, but
// not counts and metadata.
func ReadAgain(t *testing.T, f format.Format, file []byte) {
	first, err := Decode(f, file)
	if err != nil {
		return
	}
	var b bytes.Buffer
	if f.Write(&b, Output(first)) != nil {
		return
	}
	back, err := Decode(f, b.Bytes())
	if err != nil || !Same(Output(first), Output(back)) {
		t.Fatalf("%v: %s became %s", err, Show(Output(first)), b.String())
	}
}
