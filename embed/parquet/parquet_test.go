package parquet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
	"github.com/w2vattn/w2vattn/vocab"
)

func TestFormat(t *testing.T) { formattest.Check(t, parquetFormat, nil) }

func FuzzRead(f *testing.F) {
	type plain struct {
		Word   string    `parquet:"word,dict"`
		Vector []float64 `parquet:"vector,list"`
	}
	f.Add(encode(f, []plain{{"a", []float64{1, 2}}, {"b", []float64{3, 4}}}, parquet.Compression(&parquet.Zstd)))
	f.Add(encode(f, []plain{{"a", []float64{1}}}, parquet.DataPageVersion(1), parquet.Compression(&parquet.Snappy)))
	formattest.Fuzz(f, parquetFormat)
}

// encode returns a file of the given rows.
func encode[R any](t testing.TB, rows []R, options ...parquet.WriterOption) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[R](&b, options...)
	for i := range rows { // one by one, so that MaxRowsPerRowGroup is met exactly
		if _, err := w.Write(rows[i : i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// show returns the words, vectors and counts of a file, or the error of reading it.
func show(file []byte) string {
	c, err := formattest.Decode(parquetFormat, file)
	if err != nil {
		return err.Error()
	}
	text := formattest.Show(formattest.Output(c))
	if c.Words.Counted() {
		for id := range c.Words.All() {
			text += fmt.Sprint(" ", c.Words.Count(id))
		}
	}
	return text
}

// The types of rows that other programs write.
type (
	doubles struct {
		Word   string    `parquet:"word"`
		Vector []float64 `parquet:"vector,list"`
	}
	optionals struct { // as pyarrow and DuckDB write
		Word   *string `parquet:"word"`
		Count  *int64  `parquet:"count"`
		Vector []*struct {
			X *float32 `parquet:"element"`
		} `parquet:"vector"`
	}
	wordBytes struct {
		Word   []byte    `parquet:"word"`
		Count  int32     `parquet:"count"`
		Vector []float32 `parquet:"vector"` // a repeated field without a group
		Other  string    `parquet:"other"`
	}
)

// TestReadsOthers reads types, null values and row groups as other programs write them.
func TestReadsOthers(t *testing.T) {
	a, b := "a", "b"
	n := int64(7)
	x := func(v float32) *struct {
		X *float32 `parquet:"element"`
	} {
		return &struct {
			X *float32 `parquet:"element"`
		}{&v}
	}
	type optional = optionals
	one := parquet.MaxRowsPerRowGroup(1)
	for name, test := range map[string]struct {
		file []byte
		want string
	}{
		"float64": {encode(t, []doubles{{"a", []float64{1, 0.1}}, {"b", []float64{3, 4}}}), "[a:[1 0.1] b:[3 4]]"},
		"several groups": {
			encode(t, []doubles{{"a", []float64{1}}, {"b", []float64{2}}, {"c", []float64{3}}}, one),
			"[a:[1] b:[2] c:[3]]",
		},
		"snappy, version 1": {
			encode(t, []doubles{{"a", []float64{1}}}, parquet.DataPageVersion(1), parquet.Compression(&parquet.Snappy)),
			"[a:[1]]",
		},
		"zstd": {encode(t, []doubles{{"a", []float64{1}}}, parquet.Compression(&parquet.Zstd)), "[a:[1]]"},
		"optional": {encode(t, []optional{{&a, &n, []*struct {
			X *float32 `parquet:"element"`
		}{x(1), x(2)}}}), "[a:[1 2]] 7"},
		"no counts": {encode(t, []optional{{&a, nil, []*struct {
			X *float32 `parquet:"element"`
		}{x(1)}}, {&b, nil, []*struct {
			X *float32 `parquet:"element"`
		}{x(2)}}}), "[a:[1] b:[2]]"},
		"bytes, int32, other columns": {
			encode(t, []wordBytes{{[]byte("b\xff"), 3, []float32{1, 2}, "x"}}),
			`[b\xff:[1 2]] 3`,
		},
		"twice": {encode(t, []doubles{{"a", []float64{1}}, {"a", []float64{2}}}), "[a:[1]]"},
	} {
		if got := show(test.file); got != test.want {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}

// TestRefuses: what cannot be read is an error that names the column and says what to do.
func TestRefuses(t *testing.T) {
	type noVector struct {
		Word      string    `parquet:"word"`
		Embedding []float32 `parquet:"embedding,list"`
	}
	type binaries struct {
		Word   string `parquet:"word"`
		Vector []byte `parquet:"vector"`
	}
	type numbers struct {
		Word   int64     `parquet:"word"`
		Vector []float32 `parquet:"vector,list"`
	}
	type integers struct {
		Word   string  `parquet:"word"`
		Vector []int64 `parquet:"vector,list"`
	}
	type inner struct {
		Row []float32 `parquet:"row"`
	}
	type matrices struct {
		Word   string  `parquet:"word"`
		Vector []inner `parquet:"vector"`
	}
	type countDoubles struct {
		Word   string    `parquet:"word"`
		Count  float64   `parquet:"count"`
		Vector []float32 `parquet:"vector,list"`
	}
	type nullable struct {
		Word   *string   `parquet:"word"`
		Count  *int64    `parquet:"count"`
		Vector []float32 `parquet:"vector,list,optional"`
	}
	a, one := "a", int64(1)
	for name, test := range map[string]struct {
		file         []byte
		column, want string
	}{
		"no column": {encode(t, []noVector{{"a", nil}}), "vector", "no column vector (columns: word, embedding); rename"},
		"binary":    {encode(t, []binaries{{"a", []byte("abcd")}}), "vector", "holds bytes, not lists"},
		"words":     {encode(t, []numbers{{1, []float32{1}}}), "word", "has the type int(64,true), not string"},
		"integers":  {encode(t, []integers{{"a", []int64{1}}}), "vector", "has lists of int(64,true)"},
		"matrices":  {encode(t, []matrices{{"a", []inner{{[]float32{1}}}}}), "vector", "not a list of numbers"},
		"counts":    {encode(t, []countDoubles{{"a", 1, []float32{1}}}), "count", "has the type double, not int64"},
		"null word": {
			encode(t, []nullable{{&a, nil, []float32{1}}, {nil, nil, []float32{1}}}),
			"word",
			"word 2 of 2: the column word is null",
		},
		"null vector": {encode(t, []nullable{{&a, nil, []float32{1}}, {&a, nil, nil}}), "vector",
			"word 2 of 2: the vector is null or empty"},
		"null count": {encode(t, []nullable{{&a, &one, []float32{1}}, {&a, nil, []float32{1}}}), "count",
			"word 2 of 2: the column count is null here"},
		"shorter": {
			encode(t, []doubles{{"a", []float64{1, 2}}, {"b", []float64{1}}}),
			"vector",
			"has 1 numbers, but the first one has 2",
		},
		"longer": {
			encode(t, []doubles{{"a", []float64{1}}, {"b", []float64{1, 2}}}),
			"vector",
			"more numbers than the first",
		},
		"empty": {encode(t, []doubles{{"a", nil}}), "vector", "word 1: the vector is null or empty"},
	} {
		_, err := formattest.Decode(parquetFormat, test.file)
		var column *ColumnError
		if !errors.As(err, &column) || column.Column != test.column || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", name, err, test.want)
		}
	}
	formattest.Refuses(t, parquetFormat, map[string]string{
		"": "has 0 bytes", "PAR1PAR1": "fewer than", "PARE0000\x00\x00\x00\x00PARE": "encrypted",
		"PAR1\xff\xff\xff\x7fPAR1": "the footer claims", "PAR10000\x00\x00\x00\x00PAR2": "may be incomplete",
		"PAX10000\x00\x00\x00\x00PAR1":                                 "does not begin",
		string(encode(t, []doubles{})):                                 "the file has no rows",
		string(encode(t, []doubles{{"", []float64{1}}})):               "without a word",
		string(encode(t, []doubles{{"a", []float64{1, math.Inf(1)}}})): "number 2 of the vector",
		string(encode(t, []doubles{{"a", []float64{1e300}}})):          "is +Inf",
	})
}

// TestStreams: a stream has no end to read first, and an empty table has no length of
// vectors.
func TestStreams(t *testing.T) {
	if _, err := embed.Read(strings.NewReader("PAR1"), Name); err == nil || !strings.Contains(err.Error(), "a stream") {
		t.Error(err)
	}
	words, _ := vocab.New(nil, nil)
	out := &format.Output{Words: words, Dim: 3, Rows: func(func([]float32, error) bool) {}}
	if err := parquetFormat.Write(io.Discard, out); err == nil {
		t.Error("an empty table is written")
	}
}

// TestPageClaims: a page that claims more than the file holds is refused before memory is
// allocated.
func TestPageClaims(t *testing.T) {
	file := encode(t, []doubles{{"a", []float64{1}}, {"b", []float64{2}}})
	refused := 0
	for i := range len(file) - 12 {
		for _, b := range []byte{0x7f, 0xff} {
			bad := bytes.Clone(file)
			bad[i] = b
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			text := show(bad)
			runtime.ReadMemStats(&after)
			if after.TotalAlloc-before.TotalAlloc > 64<<20 {
				t.Errorf("byte %d as %d: %d bytes were allocated, %s", i, b, after.TotalAlloc-before.TotalAlloc, text)
			}
			if strings.Contains(text, "claims") {
				refused++
			}
		}
	}
	if refused == 0 {
		t.Error("no claim was refused")
	}
}

// table returns a table of n words of dimension d.
func table(t testing.TB, n, d int) *embed.Table {
	t.Helper()
	words, counts := make([]string, n), make([]int64, n)
	data := make([]float32, n*d)
	for i := range words {
		words[i], counts[i] = fmt.Sprint("w", i), int64(n-i)
		for k := range d {
			data[i*d+k] = float32(math.Sin(float64(i*(k+3)))) + float32(k)/8
		}
	}
	v, err := vocab.New(words, counts)
	if err != nil {
		t.Fatal(err)
	}
	m, err := embed.New(v, blas32.General{Rows: n, Cols: d, Stride: d, Data: data})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestMap: the columns x, y and neighbors hold the map and the nearest words, and the
// vectors are those of the table.
func TestMap(t *testing.T) {
	m := table(t, batchWords+50, 5)
	path := filepath.Join(t.TempDir(), "m.parquet")
	if err := Write(t.Context(), path, (&embed.File{Table: m}).Stream(), Options{Map: true}); err != nil {
		t.Fatal(err)
	}
	rows, err := parquet.ReadFile[mapRow](path)
	if err != nil || len(rows) != m.Len() {
		t.Fatal(len(rows), err)
	}
	var sumX, sumY float64
	for i, r := range rows {
		id := vocab.ID(i)
		near, err := m.Nearest(m.Row(id), nearestWords, id)
		if err != nil {
			t.Fatal(err)
		}
		if want := toNeighbors(near); !slices.Equal(r.Neighbors.IDs, want.IDs) ||
			!slices.Equal(r.Neighbors.Distances, want.Distances) {
			t.Fatalf("word %d: got %v, want %v", i, r.Neighbors, want)
		}
		if r.Word != m.Vocab().Word(id) || *r.Count != m.Vocab().Count(id) || !slices.Equal(r.Vector, m.Row(id)) {
			t.Fatalf("word %d: %v", i, r)
		}
		sumX, sumY = sumX+r.X, sumY+r.Y
	}
	if math.Abs(sumX) > 0.1 || math.Abs(sumY) > 0.1 || rows[0].X == 0 {
		t.Errorf("the positions are not centred: %v %v", sumX, sumY)
	}
	back, err := embed.Open(path)
	if err != nil || back.Len() != m.Len() {
		t.Fatal(back, err)
	}
}

// TestGroups: a file of several row groups has them at the given sizes.
func TestGroups(t *testing.T) {
	d := 40000 // 104 rows a group
	m := table(t, 210, d)
	path := filepath.Join(t.TempDir(), "m.parquet")
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	info, _ := file.Stat()
	f, err := parquet.OpenFile(file, info.Size())
	if err != nil || len(f.RowGroups()) != 3 || f.RowGroups()[0].NumRows() != groupBytes/4/int64(d) {
		t.Fatalf("%d groups, %v", len(f.RowGroups()), err)
	}
	back, err := embed.Open(path)
	if err != nil || !slices.Equal(back.Row(209), m.Row(209)) {
		t.Error(err)
	}
}

// TestWordsThenVectors: rows that were read without vectors are skipped when a vector is
// wanted.
func TestWordsThenVectors(t *testing.T) {
	var b bytes.Buffer
	if err := embed.Write(&b, Name, &embed.File{Table: table(t, 10, 3)}); err != nil {
		t.Fatal(err)
	}
	r, err := open(&format.Input{At: bytes.NewReader(b.Bytes()), Size: int64(b.Len())})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	vector := make([]float32, 3)
	for i := range 10 {
		wanted := vector
		if i%4 < 3 {
			wanted = nil
		}
		row, err := r.Next(wanted)
		want := table(t, 10, 3).Row(vocab.ID(i))
		if err != nil || row.Word != fmt.Sprint("w", i) || wanted != nil && !slices.Equal(vector, want) {
			t.Fatalf("row %d: %v, %v, %v", i, row, vector, err)
		}
	}
	if _, err := r.Next(nil); !errors.Is(err, io.EOF) {
		t.Error(err)
	}
}

// TestErrorsOfRows: an error of the rows is that of writing, and leaves no file.
func TestErrorsOfRows(t *testing.T) {
	broken := errors.New("broken")
	m := table(t, 3, 2)
	s := (&embed.File{Table: m}).Stream()
	var rows iter.Seq2[[]float32, error] = func(yield func([]float32, error) bool) {
		if yield(m.Row(0), nil) {
			yield(nil, broken)
		}
	}
	s.Rows = rows
	dir := t.TempDir()
	for _, o := range []Options{{}, {Map: true}} {
		if err := Write(t.Context(), filepath.Join(dir, "m.parquet"), s, o); !errors.Is(err, broken) {
			t.Error(err)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Error(left)
	}
}

// TestSentences: sentences are rows with their vectors; an error of theirs leaves no file.
func TestSentences(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.parquet")
	want := []Sentence{{"a b", []float32{1, 2}, "f", 1}, {"c", []float32{3, 4}, "g", 7}}
	sentences := func(err error) iter.Seq2[Sentence, error] {
		return func(yield func(Sentence, error) bool) {
			for _, s := range want {
				if !yield(s, nil) {
					return
				}
			}
			if err != nil {
				yield(Sentence{}, err)
			}
		}
	}
	broken := errors.New("broken")
	if err := WriteSentences(path, sentences(broken)); !errors.Is(err, broken) {
		t.Error(err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a part of a file is left")
	}
	if err := WriteSentences(path, sentences(nil)); err != nil {
		t.Fatal(err)
	}
	got, err := parquet.ReadFile[Sentence](path)
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, %v", got, err)
	}
}

// TestMeta: what is known of the training is stored as key-value metadata and read again, with
// and without a map.
func TestMeta(t *testing.T) {
	words, _ := vocab.New([]string{"a", "b"}, nil)
	f, err := embed.New(words, blas32.General{Rows: 2, Cols: 2, Stride: 2, Data: []float32{1, 2, 3, 4}})
	if err != nil {
		t.Fatal(err)
	}
	want := embed.Meta{Program: "p", Config: []byte(`{"dim":2}`), Tokenizer: []byte(`{"name":"words"}`)}
	file := &embed.File{Table: f.WithMeta(want)}
	for _, o := range []Options{{}, {Map: true}} {
		path := filepath.Join(t.TempDir(), "m.parquet")
		if err := Write(t.Context(), path, file.Stream(), o); err != nil {
			t.Fatal(err)
		}
		back, err := embed.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := back.Meta(); !reflect.DeepEqual(got, want) {
			t.Errorf("%+v: %v became %v", o, want, got)
		}
	}
}

// TestMetaNotJSON: metadata under the keys of this package must be JSON.
func TestMetaNotJSON(t *testing.T) {
	sample := formattest.Table(t, []string{"a"}, nil, 1)
	sample.Meta = format.Meta{Tokenizer: []byte("{")}
	var out bytes.Buffer
	if err := write(&out, sample, nil); err != nil {
		t.Fatal(err)
	}
	f, err := parquet.OpenFile(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	err = (&reader{}).readMeta(f)
	if err == nil || !strings.Contains(err.Error(), "the tokenizer in the metadata is not JSON") {
		t.Error(err)
	}
}
