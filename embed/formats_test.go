package embed

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"math"
	"slices"
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
	table = table.WithMeta(Meta{Config: json.RawMessage(`{"dim":2}`), Tokenizer: json.RawMessage(`{"name":"words"}`), Program: "w2vattn 0"})
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

func TestAddedBytes(t *testing.T) {
	for _, f := range allFormats {
		if _, err := decoded(append(encoded(t, f, sample(t)), "more 1 2\n"...), f); err == nil {
			t.Errorf("%s: what follows the end was not noticed", f)
		}
	}
}
