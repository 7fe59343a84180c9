package format_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/format/fasttext"
	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
	"github.com/w2vattn/w2vattn/embed/internal/format/glove"
	"github.com/w2vattn/w2vattn/embed/internal/format/native"
	"github.com/w2vattn/w2vattn/embed/internal/format/npz"
	"github.com/w2vattn/w2vattn/embed/internal/format/wego"
	"github.com/w2vattn/w2vattn/embed/internal/format/word2vecbinary"
	"github.com/w2vattn/w2vattn/embed/internal/format/word2vectext"
)

// formats are those of a single file that are read and written, in the order of package
// embed: of equal matches, the first counts.
var formats = []format.Format{native.Format, word2vectext.Format, word2vecbinary.Format, glove.Format, fasttext.Format,
	npz.Format, wego.Format}

// each runs a test for each format.
func each(t *testing.T, test func(t *testing.T, f format.Format)) {
	for _, f := range formats {
		t.Run(f.Name, func(t *testing.T) { test(t, f) })
	}
}

// streamed reports whether a format can be read from a stream. An npz archive has its list
// of files at its end.
func streamed(f format.Format) bool { return f.Name != npz.Format.Name }

// TestAnyWord: a word is either read as it was written, or refused by the writer with an
// error that quotes it and names a format that can store it.
func TestAnyWord(t *testing.T) {
	words := []string{
		"", " ", "a b", " a", "a ", "a  b", "a\tb", "\t", "a\nb", "\na", "a\n", "\n", "\r", "a\r", "a\rb", "\r\n",
		"\x00", "a\x00", "\x00a", "a\x00b", "\v", "a\fb", "\x7f", "\x1b[31m",
		"1", "-3.5e5", "1 2", "7 1.5", "nan", "inf", "Infinity", "0x1p-2", "1_000", "+1", ".", ",", "1e400",
		"\u00a0", "a\u00a0b", "\ufeffa", "\u2028", "\u0085", "a\u3000b", "\u200b", "\ufffd", "\U0010ffff",
		"고양이", "고 양이", "고양이", "é", "é", "👩‍👩‍👧", "مرحبا", `"quoted"`, `\x41`, `\`, "'", "#", "</s>", "word",
		"count", "__metadata__", "vectors", "PK\x03\x04", "{", strings.Repeat("a", 63), strings.Repeat("a", 64),
		strings.Repeat("고", 300), strings.Repeat("a", 1<<16-1), strings.Repeat("a", 1<<16),
		strings.Repeat("a", 1<<16+1), strings.Repeat("고", 1<<15),
	}
	each(t, func(t *testing.T, f format.Format) {
		for _, word := range words {
			out := formattest.Table(t, []string{"the", word, "cat"}, []int64{3, 2, 1}, 1, 2, 3, 4, 5, 6)
			var file bytes.Buffer
			if err := f.Write(&file, out); err != nil {
				if quoted := fmt.Sprintf("%.60q", word); !strings.Contains(err.Error(), strings.TrimSuffix(quoted, `"`)) ||
					!strings.Contains(err.Error(), format.Native) || f.Name == format.Native {
					t.Errorf("%.40q: the error is %.200v", word, err)
				}
				continue
			}
			back, err := formattest.Decode(f, file.Bytes())
			if err != nil {
				t.Errorf("%.40q (%d bytes) is written, but reading it fails: %.200v", word, len(word), err)
			} else if !formattest.Same(formattest.Output(back), out) {
				t.Errorf("%.40q becomes %.200s", word, formattest.Show(formattest.Output(back)))
			}
		}
	})
}

// TestAnyNumber: the bits of all finite numbers survive, next to each other and in a row of
// one number.
func TestAnyNumber(t *testing.T) {
	numbers := []float32{0, float32(math.Copysign(0, -1)), 1, -1, 0.1, 1.0 / 3, math.MaxFloat32, -math.MaxFloat32,
		math.SmallestNonzeroFloat32, -math.SmallestNonzeroFloat32, 0x1p-126, 0x1.fffffcp-127, 0x1p-120, 0x1p120, 1e-4,
		0.99999994,
		9.9999e-5, 1e16, 9.999999e15, 16777216, 16777218, 123456789, 1e22, 1e23, 3.4e38, 1.17549435e-38, 65504, 65520, 2049}
	each(t, func(t *testing.T, f format.Format) {
		for _, dim := range []int{1, len(numbers)} {
			words := make([]string, len(numbers)/dim)
			for i := range words {
				words[i] = fmt.Sprint("w", i)
			}
			out := formattest.Table(t, words, nil, numbers...)
			back, err := formattest.Decode(f, formattest.Encode(t, f, out))
			if err != nil || !formattest.Same(formattest.Output(back), out) {
				t.Errorf("%d columns: %v", dim, err)
			}
		}
	})
}

// TestNotFinite: a file with NaN or an infinity is refused by an error that names the word,
// wherever in a row of any length the number is.
func TestNotFinite(t *testing.T) {
	each(t, func(t *testing.T, f format.Format) {
		for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
			for dim := 1; dim <= 9; dim++ {
				for at := range dim {
					data := make([]float32, 3*dim)
					for i := range data {
						data[i] = float32(i) - 4
					}
					data[dim+at] = float32(bad)
					out := formattest.Table(t, []string{"the", "culprit", "cat"}, nil, data...)
					var file bytes.Buffer
					if f.Write(&file, out) != nil {
						continue // it is not written either
					}
					_, err := formattest.Decode(f, file.Bytes())
					if err == nil || !strings.Contains(err.Error(), "culprit") {
						t.Errorf("%v as number %d of %d: %v", bad, at+1, dim, err)
					}
				}
			}
		}
	})
}

// TestDuplicates: the first row of a word that occurs twice is used, and the others are
// counted. A native file with such a word is refused.
func TestDuplicates(t *testing.T) {
	each(t, func(t *testing.T, f format.Format) {
		// No writer gets a word twice, so a word of the same length is replaced in the file.
		out := formattest.Table(t, []string{"the", "cat", "dog", "ape"}, nil, 1, 2, 3, 4, 5, 6, 7, 8)
		if f.Name == native.Format.Name || f.Name == npz.Format.Name {
			t.Skip("the checksum of the file would be wrong; TestDuplicateWords of the package reads such a file")
		}
		file := bytes.Replace(formattest.Encode(t, f, out), []byte("dog"), []byte("the"), 1)
		c, err := formattest.Decode(f, file)
		if err != nil {
			t.Fatal(err)
		}
		if got := formattest.Show(formattest.Output(c)); got != "[the:[1 2] cat:[3 4] ape:[7 8]]" || c.Duplicates != 1 {
			t.Errorf("%s, %d duplicates", got, c.Duplicates)
		}
	})
}

// TestBlockSizes: the contents do not depend on how many bytes a read returns, on whether
// the last bytes come with io.EOF, or on whether the size of the file is known.
func TestBlockSizes(t *testing.T) {
	each(t, func(t *testing.T, f format.Format) {
		if !streamed(f) {
			t.Skip("not read from streams")
		}
		want := formattest.Sample(t)
		file := formattest.Encode(t, f, want)
		for name, reader := range map[string]func(io.Reader) io.Reader{
			"one byte": iotest.OneByteReader, "half": iotest.HalfReader, "EOF with data": iotest.DataErrReader,
			"all": func(r io.Reader) io.Reader { return r },
		} {
			for _, size := range []int64{0, 1, int64(len(file)), 1 << 40} {
				in := &format.Input{R: bufio.NewReaderSize(reader(bytes.NewReader(file)), 16), Size: min(size, int64(len(file)))}
				c, err := formattest.Read(f, in)
				if err != nil || !formattest.Same(formattest.Output(c), want) {
					t.Errorf("%s, size %d: %v", name, size, err)
				}
			}
		}
	})
}

// TestReadErrors: an error of the reader, at any byte, is returned, and wrapped so that the
// caller can find out what it is. It is not taken for the end of the file.
func TestReadErrors(t *testing.T) {
	broken := errors.New("the disk is broken")
	each(t, func(t *testing.T, f format.Format) {
		if !streamed(f) {
			t.Skip("not read from streams")
		}
		file := formattest.Encode(t, f, formattest.Sample(t))
		for n := range len(file) + 1 {
			in := io.MultiReader(bytes.NewReader(file[:n]), iotest.ErrReader(broken))
			_, err := formattest.Read(f, &format.Input{R: bufio.NewReader(in), Size: int64(len(file))})
			if !errors.Is(err, broken) {
				t.Fatalf("an error after byte %d of %d became %v", n, len(file), err)
			}
		}
	})
}

// limited is a writer with space for n bytes.
type limited struct{ n int }

var errFull = errors.New("no space left")

func (w *limited) Write(p []byte) (int, error) {
	if len(p) > w.n {
		n := w.n
		w.n = 0
		return n, errFull
	}
	w.n -= len(p)
	return len(p), nil
}

// TestWriteErrors: when the disk is full after any byte, writing returns that error.
func TestWriteErrors(t *testing.T) {
	each(t, func(t *testing.T, f format.Format) {
		out := formattest.Sample(t)
		size := len(formattest.Encode(t, f, out))
		for n := range size {
			if err := f.Write(&limited{n}, out); !errors.Is(err, errFull) {
				t.Fatalf("space for %d of %d bytes: %v", n, size, err)
			}
		}
		if err := f.Write(&limited{size}, out); err != nil {
			t.Errorf("space for all %d bytes: %v", size, err)
		}
	})
}

// TestRowErrors: an error of the vectors ends the writing of them and is returned.
func TestRowErrors(t *testing.T) {
	broken := errors.New("the mapped file became shorter")
	each(t, func(t *testing.T, f format.Format) {
		for good := range 3 {
			out := formattest.Sample(t)
			rows := out.Rows
			out.Rows = func(yield func([]float32, error) bool) {
				next, stop := iter.Pull2(rows)
				defer stop()
				for range good {
					if v, err, _ := next(); !yield(v, err) {
						return
					}
				}
				yield(nil, broken)
			}
			if err := f.Write(io.Discard, out); !errors.Is(err, broken) {
				t.Errorf("an error instead of row %d became %v", good, err)
			}
		}
	})
}

// TestWordsOnly: a reader that is asked for words only yields the same words, in the same
// order, and finds the end.
func TestWordsOnly(t *testing.T) {
	each(t, func(t *testing.T, f format.Format) {
		if f.Open == nil {
			t.Skip("read whole")
		}
		want := formattest.Sample(t)
		file := formattest.Encode(t, f, want)
		for pattern := range 8 { // bit i: whether the vector of row i is wanted
			r, err := f.Open(&format.Input{R: bufio.NewReader(bytes.NewReader(file)), At: bytes.NewReader(file),
				Size: int64(len(file))})
			if err != nil {
				t.Fatal(err)
			}
			row := 0
			for e, err := range want.Entries() {
				if err != nil {
					t.Fatal(err)
				}
				var vector []float32
				if pattern>>row&1 == 1 {
					vector = make([]float32, r.Header().Dim)
				}
				got, err := r.Next(vector)
				if err != nil || got.Word != e.Word || vector != nil && !slices.Equal(vector, e.Vector) {
					t.Errorf("pattern %03b, row %d: %q, %v, %v", pattern, row, got.Word, vector, err)
				}
				row++
			}
			for range 2 {
				if _, err := r.Next(nil); !errors.Is(err, io.EOF) {
					t.Errorf("pattern %03b: after the last row: %v", pattern, err)
				}
			}
			r.Close()
		}
	})
}

// TestHeader: the header claims the dimension and, where the format stores it, the number
// of rows.
func TestHeader(t *testing.T) {
	each(t, func(t *testing.T, f format.Format) {
		if f.Open == nil {
			t.Skip("read whole")
		}
		file := formattest.Encode(t, f, formattest.Sample(t))
		r, err := f.Open(&format.Input{R: bufio.NewReader(bytes.NewReader(file)), At: bytes.NewReader(file),
			Size: int64(len(file))})
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		h := r.Header()
		if h.Dim != 2 || h.RowBytes < 1 || h.RowBytes > int64(len(file)) {
			t.Errorf("%+v", h)
		}
		estimated := f.Name == glove.Format.Name || f.Name == wego.Format.Name
		if h.Rows != 3 && !estimated || h.Rows < 1 {
			t.Errorf("%d rows", h.Rows)
		}
	})
}

// TestNoRows: a table without words is read as it was written, or refused by formats that
// could not store its dimension.
func TestNoRows(t *testing.T) {
	each(t, func(t *testing.T, f format.Format) {
		out := formattest.Table(t, []string{"a"}, nil, 1, 2, 3)
		empty := formattest.Table(t, []string{"a"}, nil)
		empty.Words, empty.Dim = emptyVocab(t), out.Dim
		empty.Rows = func(func([]float32, error) bool) {}
		var b bytes.Buffer
		err := f.Write(&b, empty)
		if f.Name == glove.Format.Name || f.Name == wego.Format.Name {
			if err == nil || !strings.Contains(err.Error(), f.Name) || !strings.Contains(err.Error(), format.Native) {
				t.Errorf("the error is %v", err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		c, err := formattest.Decode(f, b.Bytes())
		if err != nil || c.Words.Len() != 0 || c.Vectors.Cols != 3 {
			t.Errorf("it becomes %+v, %v", c, err)
		}
	})
}

// TestDetection: the file of each format is recognised best by that format, with its
// extension and without one.
func TestDetection(t *testing.T) {
	each(t, func(t *testing.T, f format.Format) {
		file := formattest.Encode(t, f, formattest.Sample(t))
		for _, extension := range append(slices.Clone(f.Extensions), "") {
			best, found := format.No, ""
			for _, other := range formats {
				m := other.Detect(format.Head{Bytes: file, Named: slices.Contains(other.Extensions, extension)})
				if m > best {
					best, found = m, other.Name
				}
			}
			if found != f.Name {
				t.Errorf("with the extension %q it is taken for %s", extension, found)
			}
		}
	})
}

// TestDetectAnyBytes: no beginning of a file makes a detection fail.
func TestDetectAnyBytes(t *testing.T) {
	heads := [][]byte{{0}, {'\n'}, []byte(" \n"), []byte("1 1\n"), []byte("9 9"), []byte("a 1 \n"), []byte("\xff\xfe"),
		bytes.Repeat([]byte{0xff}, 4096), bytes.Repeat([]byte(" "), 4096), []byte("99999999999999999999 1\na 1\n"),
		[]byte("1 9223372036854775807\na 1\n"), []byte("1 -1\na 1\n")}
	for _, f := range formats {
		for n := range len(formattest.Encode(t, f, formattest.Sample(t))) {
			heads = append(heads, formattest.Encode(t, f, formattest.Sample(t))[:n+1])
		}
	}
	for _, f := range formats {
		for _, head := range heads {
			for _, named := range []bool{false, true} {
				if m := f.Detect(format.Head{Bytes: head, Named: named}); m < format.No || m > format.Certain {
					t.Errorf("%s: %d for %.20q", f.Name, m, head)
				}
			}
		}
	}
}
