package embed

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/vocab"
)

var allFormats = []Format{Safetensors, Word2VecText, Word2VecBinary}

// sample is a small file with everything in it.
func sample(t testing.TB) *File {
	t.Helper()
	words, err := vocab.New([]string{"the", "고양이", "cat"}, []int64{9, 4, 4})
	if err != nil {
		t.Fatal(err)
	}
	table, err := New(words, blas32.General{Rows: 3, Cols: 2, Stride: 2, Data: []float32{1, -2.5, 1e-5, 3e20, 0.1, 0}})
	if err != nil {
		t.Fatal(err)
	}
	table = table.WithMeta(Meta{Config: json.RawMessage(`{"dim":2}`), Tokenizer: json.RawMessage(`{"name":"words"}`)})
	return &File{Table: table, Matrices: map[string]blas32.General{
		"outputs": {Rows: 3, Cols: 2, Stride: 2, Data: []float32{6, 5, 4, 3, 2, 1}},
	}}
}

// encode writes a file in memory.
func encode(w io.Writer, f Format, file *File) error {
	c, err := codecOf(f)
	if err != nil {
		return err
	}
	return c.write(w, file.Stream())
}

func encoded(t testing.TB, f Format, file *File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b, f, file); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func decoded(b []byte, f Format) (*File, error) {
	return Read(bytes.NewReader(b), f)
}

// same reports whether two files hold the same words and bits.
func same(a, b *File) bool {
	if a.Table.Len() != b.Table.Len() || a.Table.Dim() != b.Table.Dim() {
		return false
	}
	for id, word := range a.Table.words.All() {
		if b.Table.words.Word(id) != word || !slices.EqualFunc(a.Table.Row(id), b.Table.Row(id), func(x, y float32) bool {
			return math.Float32bits(x) == math.Float32bits(y)
		}) {
			return false
		}
	}
	return true
}

func TestRoundTrip(t *testing.T) {
	for _, f := range allFormats {
		first := encoded(t, f, sample(t))
		back, err := decoded(first, f)
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		if !same(back, sample(t)) {
			t.Errorf("%s: words or vectors changed", f)
		}
		if !bytes.Equal(encoded(t, f, back), first) {
			t.Errorf("%s: written again, the bytes differ", f)
		}
	}
}

func TestNativeKeepsAll(t *testing.T) {
	want := sample(t)
	got, err := decoded(encoded(t, Safetensors, want), Safetensors)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Matrices["outputs"].Data, want.Matrices["outputs"].Data) || len(got.Matrices) != 1 {
		t.Errorf("matrices: %v", got.Matrices)
	}
	if got.Table.words.Count(1) != 4 || got.Table.words.Total() != 17 {
		t.Error("counts changed")
	}
	m := got.Table.Meta()
	if string(m.Config) != `{"dim":2}` || string(m.Tokenizer) != `{"name":"words"}` || m.Corpus != nil {
		t.Errorf("meta: %s", m)
	}
	if len(got.Checksum) != 64 {
		t.Errorf("checksum %q", got.Checksum)
	}
}

// TestRandomTables: any table survives every format.
func TestRandomTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfNDistinct(rapid.StringMatching(`[!-~가-힣é]{1,6}`), 1, 12, rapid.ID[string]).Draw(t, "words")
		d := rapid.IntRange(1, 6).Draw(t, "d")
		data := rapid.SliceOfN(rapid.Float32(), len(words)*d, len(words)*d).Draw(t, "data")
		v, err := vocab.New(words, nil)
		if err != nil {
			t.Fatal(err)
		}
		table, err := New(v, blas32.General{Rows: len(words), Cols: d, Stride: d, Data: data})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range allFormats {
			var b bytes.Buffer
			if err := encode(&b, f, &File{Table: table}); err != nil {
				t.Fatal(err)
			}
			got, err := detect(bufio.NewReader(bytes.NewReader(b.Bytes())), "model")
			if d > 2 && (err != nil || got != f) { // a few bytes may well be letters
				t.Fatalf("%s was taken for %s, %v", f, got, err)
			}
			back, err := decoded(b.Bytes(), f)
			if err != nil || !same(back, &File{Table: table}) {
				t.Fatalf("%s: %v", f, err)
			}
		}
	})
}

// TestCutAnywhere: a file that ends early is an error, whatever the byte. Text
// may lose its last line end, and digits of its last number.
func TestCutAnywhere(t *testing.T) {
	for _, f := range allFormats {
		whole := encoded(t, f, sample(t))
		for n := range whole {
			_, err := decoded(whole[:n], f)
			lastNumber := f == Word2VecText && n > bytes.LastIndexByte(whole, ' ')+1
			lastEnd := f == Word2VecBinary && n == len(whole)-1
			if err == nil && !lastNumber && !lastEnd {
				t.Errorf("%s cut at byte %d of %d is read", f, n, len(whole))
			}
		}
	}
}

// TestFlippedBits: the native file notices every changed bit.
func TestFlippedBits(t *testing.T) {
	whole := encoded(t, Safetensors, sample(t))
	for i := range 8 * len(whole) {
		b := bytes.Clone(whole)
		b[i/8] ^= 1 << (i % 8)
		if _, err := decoded(b, Safetensors); err == nil {
			t.Errorf("bit %d of byte %d was flipped, and nobody noticed", i%8, i/8)
		}
	}
}

func TestAddedBytes(t *testing.T) {
	for _, f := range allFormats {
		if _, err := decoded(append(encoded(t, f, sample(t)), "more 1 2\n"...), f); err == nil {
			t.Errorf("%s: what follows the end was not noticed", f)
		}
	}
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
		"1 1\n\xff 1\n":            "line 2: the word \"\\xff\" is no UTF-8",
		"1 1\n 1\n":                "line 2: a vector without a word",
	} {
		if _, err := decoded([]byte(text), Word2VecText); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}

func TestBadBinary(t *testing.T) {
	one := "\x00\x00\x80\x3f"
	for text, want := range map[string]string{
		"":                                 "line 1",
		"cat 1\n":                          "line 1",
		"1000000000000 100\na ":            "1000000000000 words",
		"2000000000 100000\na " + one:      "word 1 of 2000000000, at byte 18: the file ends here",
		"1 1\na \x00\x00\xc0\x7f":          "is NaN",
		"1 1\na \x00\x00\x80\xff":          "is -Inf",
		"1 1\n\xff " + one:                 "no UTF-8",
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

func TestForeignSafetensors(t *testing.T) {
	header := `{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`
	file := append([]byte{byte(len(header)), 0, 0, 0, 0, 0, 0, 0}, header+"\x00\x00\x80\x3f"...)
	if _, err := decoded(file, Safetensors); err == nil || !strings.Contains(err.Error(), "another program") {
		t.Errorf("got %v", err)
	}
	for _, length := range []byte{0x7f, 0xff} {
		lying := append(bytes.Repeat([]byte{length}, 8), '{')
		if _, err := decoded(lying, Safetensors); err == nil {
			t.Error("a header of any length is believed")
		}
	}
}

// TestGensimFiles: gensim's files are read, and written again to the byte.
func TestGensimFiles(t *testing.T) {
	text, err := ReadFile("testdata/gensim.txt")
	if err != nil || text.Format != Word2VecText {
		t.Fatal(text, err)
	}
	binary, err := ReadFile("testdata/gensim.bin")
	if err != nil || binary.Format != Word2VecBinary {
		t.Fatal(binary, err)
	}
	if !same(text, binary) {
		t.Error("the text and the binary file differ")
	}
	want, err := os.ReadFile("testdata/gensim.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got := encoded(t, Word2VecText, binary); !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
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

func TestSaveAndOpen(t *testing.T) {
	dir := t.TempDir()
	for name, format := range map[string]Format{"a.safetensors": Safetensors, "a.txt": Word2VecText, "a.vec": Word2VecText, "a.BIN": Word2VecBinary} {
		path := filepath.Join(dir, name)
		if err := sample(t).Table.Save(path); err != nil {
			t.Fatal(err)
		}
		f, err := ReadFile(path)
		if err != nil || f.Format != format || !same(f, sample(t)) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := Open(path, From(format)); err != nil {
			t.Error(err)
		}
	}
	if err := sample(t).Table.Save(filepath.Join(dir, "a.pdf")); err == nil || !strings.Contains(err.Error(), ".safetensors") {
		t.Errorf("got %v", err)
	}
	for _, bad := range []string{dir, filepath.Join(dir, "none.bin")} {
		if _, err := Open(bad); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("%s: got %v", bad, err)
		}
	}
	if _, err := ParseFormat("pickle"); err == nil {
		t.Error("an unknown format has no error")
	}
}

// TestOtherProjectsFiles reads files that other programs wrote, which are not
// part of this project.
func TestOtherProjectsFiles(t *testing.T) {
	dir := "../../shared/formats"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("skipped: there is no folder of other programs' files beside the project")
	}
	sizes := map[string]string{
		"gensim__toy-model.vec": "22×5", "gensim__toy-model.bin": "22×5", "gensim__high_precision.kv.bin": "2×2", "gensim__high_precision.kv.txt": "2×2",
		"finalfusion__similarity.bin": "41×100", "finalfusion__similarity.txt": "41×100", "finalfusion__similarity.nodims": "41×100",
		"gensim__lee_fasttext.vec": "1762×10", "gensim__test_glove.txt": "76×50",
	}
	for name, want := range sizes {
		f, err := ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
		} else if got := fmt.Sprintf("%d×%d", f.Table.Len(), f.Table.Dim()); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	for _, pair := range [][2]string{{"finalfusion__similarity.txt", "finalfusion__similarity.nodims"}, {"finalfusion__similarity.txt", "finalfusion__similarity.bin"}} {
		a, err1 := ReadFile(filepath.Join(dir, pair[0]))
		b, err2 := ReadFile(filepath.Join(dir, pair[1]))
		if err1 == nil && err2 == nil && !same(a, b) {
			t.Errorf("%v differ", pair)
		}
	}
	for _, broken := range []string{"finalfusion__utf8-incomplete.bin", "finalfusion__utf8-incomplete.txt"} {
		if _, err := ReadFile(filepath.Join(dir, broken)); err == nil || !strings.Contains(err.Error(), "UTF-8") {
			t.Errorf("%s: got %v", broken, err)
		}
	}
}

func FuzzWord2VecText(f *testing.F) {
	f.Add([]byte("2 2\nthe 1 -2\n책 .5 1e-05\n"))
	f.Add([]byte("the 1 -2\n책 .5 1e-05"))
	fuzzFormat(f, Word2VecText)
}

func FuzzWord2VecBinary(f *testing.F) {
	f.Add([]byte("1 1\nthe \x00\x00\x80\x3f\n"))
	fuzzFormat(f, Word2VecBinary)
}

func FuzzSafetensors(f *testing.F) {
	var b bytes.Buffer
	if err := encode(&b, Safetensors, sample(f)); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	fuzzFormat(f, Safetensors)
}

// fuzzFormat: whatever can be read can be written and read again. What the
// format cannot write (a word with a space) may be refused.
func fuzzFormat(f *testing.F, format Format) {
	f.Fuzz(func(t *testing.T, b []byte) {
		first, err := decoded(b, format)
		if err != nil {
			return
		}
		var out bytes.Buffer
		if encode(&out, format, first) != nil {
			return
		}
		back, err := decoded(out.Bytes(), format)
		if err != nil || !same(first, back) {
			t.Fatalf("%v: %s became %s", err, show(first.Table), out.String())
		}
	})
}
