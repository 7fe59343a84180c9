package embed

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/vocab"
)

var formatsToWrite = []Format{Safetensors, Word2VecText, Word2VecBinary}

// sample returns a small file with all kinds of content.
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
	table = table.WithMeta(
		Meta{Config: json.RawMessage(`{"dim":2}`), Tokenizer: json.RawMessage(`{"name":"words"}`),
			Program: "w2vattn 0"},
	)
	return &File{Table: table, Matrices: map[string]blas32.General{
		"outputs": {Rows: 3, Cols: 2, Stride: 2, Data: []float32{6, 5, 4, 3, 2, 1}},
	}}
}

// encode writes a file to w.
func encode(w io.Writer, f Format, file *File) error {
	return Write(w, f, file)
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

// same reports whether two files have the same words and bits.
func same(a, b *File) bool {
	if a.Table.Len() != b.Table.Len() || a.Table.Dim() != b.Table.Dim() {
		return false
	}
	for id, word := range a.Table.words.All() {
		if b.Table.words.Word(id) != word || !slices.EqualFunc(a.Table.Row(id), b.Table.Row(id),
			func(x, y float32) bool {
				return math.Float32bits(x) == math.Float32bits(y)
			}) {
			return false
		}
	}
	return true
}

// TestRandomTables checks that reading what was written gives the same table, for every
// format.
func TestRandomTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfNDistinct(rapid.StringMatching(`[!-~가-힣é]{1,6}`), 1, 12, rapid.ID[string]).Draw(t,
			"words")
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
		for _, f := range formatsToWrite {
			var b bytes.Buffer
			if err := encode(&b, f, &File{Table: table}); err != nil {
				t.Fatal(err)
			}
			got, err := detect(bufio.NewReader(bytes.NewReader(b.Bytes())), "model")
			if d > 2 && (err != nil || got.Name != string(f)) { // a few bytes may well be letters
				t.Fatalf("%s was detected as %v, %v", f, got, err)
			}
			back, err := decoded(b.Bytes(), f)
			if err != nil || !same(back, &File{Table: table}) {
				t.Fatalf("%s: %v", f, err)
			}
		}
	})
}

func show(t *Table) string {
	var all []string
	for id, w := range t.words.All() {
		all = append(all, fmt.Sprint(w, ":", t.Row(id)))
	}
	return fmt.Sprint(all)
}

// TestBrokenUTF8 checks that invalid bytes are made visible and counted.
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
