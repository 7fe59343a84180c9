package native

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
	"github.com/w2vattn/w2vattn/embed/internal/subword"
)

// A tensor is one of a file that a test makes: its name, its type, its shape in JSON, and
// its numbers, whose bytes are little-endian.
type tensor struct {
	name, dtype, shape string
	numbers            any
}

// made returns a native file of these tensors, in this order, with the right checksum. meta
// is added to its metadata: `,"key":"value"`.
func made(t *testing.T, meta string, tensors []tensor) []byte {
	t.Helper()
	text := fmt.Sprintf(`{"__metadata__":{"format":"w2vattn","format_version":"1","checksum":%q%s}`, zeroChecksum, meta)
	var data []byte
	for _, x := range tensors {
		begin := len(data)
		if s, ok := x.numbers.(string); ok {
			data = append(data, s...)
		} else if part, err := binary.Append(data, binary.LittleEndian, x.numbers); err != nil {
			t.Fatal(err)
		} else {
			data = part
		}
		text += fmt.Sprintf(`,%q:{"dtype":%q,"shape":%s,"data_offsets":[%d,%d]}`, x.name, x.dtype, x.shape, begin, len(data))
	}
	text += "}"
	text += strings.Repeat(" ", -len(text)&7)
	file := append(binary.LittleEndian.AppendUint64(nil, uint64(len(text))), text...)
	file = append(file, data...)
	sum := sha256.Sum256(file)
	return bytes.Replace(file, []byte(zeroChecksum), []byte(hex.EncodeToString(sum[:])), 1)
}

// two returns the tensors of a file of the words “b” and “ab”, of dimension 2.
func two() []tensor {
	return []tensor{
		{tensorCounts, "I64", "[2]", []int64{7, 3}},
		{tensorOffsets, "I64", "[3]", []int64{0, 1, 3}},
		{tensorVectors, "F32", "[2,2]", []float32{1, 2, 3, 4}},
		{tensorSorted, "I32", "[2]", []int32{1, 0}},
		{tensorWords, "U8", "[3]", "bab"},
	}
}

// with returns the tensors of two, one of which is replaced, or added before the words.
func with(x tensor) []tensor {
	all := two()
	if i := slices.IndexFunc(all, func(y tensor) bool { return y.name == x.name }); i >= 0 {
		all[i] = x
		return all
	}
	return slices.Insert(all, len(all)-1, x)
}

// without returns the tensors of two but for that of a name.
func without(name string) []tensor {
	return slices.DeleteFunc(two(), func(x tensor) bool { return x.name == name })
}

func TestMadeFileIsRead(t *testing.T) {
	file := made(t, "", two())
	read, err := formattest.Decode(Format, file)
	if err != nil {
		t.Fatal(err)
	}
	mapped, err := mapBytes(file, nil)
	if err != nil || mapped == nil {
		t.Fatalf("mapped: %v, %v", mapped, err)
	}
	for how, c := range map[string]*format.Contents{"read": read, "mapped": mapped} {
		if got := formattest.Show(formattest.Output(c)); got != "[b:[1 2] ab:[3 4]]" || c.Words.Total() != 10 {
			t.Errorf("%s: %s, %d occurrences", how, got, c.Words.Total())
		}
		if id, ok := c.Words.ID("ab"); !ok || id != 1 {
			t.Errorf("%s: ab is word %d, %v", how, id, ok)
		}
		if _, ok := c.Words.ID("a"); ok {
			t.Errorf("%s: a is found", how)
		}
	}
}

// TestBadContents reads files with the right checksum, as another program would write them,
// whose tensors contradict each other.
func TestBadContents(t *testing.T) {
	nan := float32(math.NaN())
	for name, c := range map[string]struct {
		tensors []tensor
		want    string
	}{
		"words do not begin at 0": {with(tensor{tensorOffsets, "I64", "[3]", []int64{1, 1, 3}}), "runs from 1 to 3"},
		"words end early": {with(tensor{tensorOffsets, "I64", "[3]", []int64{0, 1, 2}}),
			"there are 3 bytes of words"},
		"words end late": {with(tensor{tensorOffsets, "I64", "[3]", []int64{0, 1, 4}}),
			"there are 3 bytes of words"},
		"a word of negative length": {with(tensor{tensorOffsets, "I64", "[3]", []int64{0, 9, 3}}),
			"word 0 has bytes 0 to 9"},
		"a word before the first": {with(tensor{tensorOffsets, "I64", "[3]", []int64{0, -1, 3}}),
			"word 0 has bytes 0 to -1"},
		"a word of huge length": {with(tensor{tensorOffsets, "I64", "[3]", []int64{0, math.MaxInt64, 3}}),
			"word 0 has bytes"},
		"invalid UTF-8": {with(tensor{tensorWords, "U8", "[3]", "b\xff\xfe"}),
			"word 1, \"\\xff\\xfe\", is invalid UTF-8"},
		"too few offsets":      {with(tensor{tensorOffsets, "I64", "[2]", []int64{0, 3}}), "expected [3]"},
		"not sorted":           {with(tensor{tensorSorted, "I32", "[2]", []int32{0, 1}}), "entry 1 is 1"},
		"sorted: no such word": {with(tensor{tensorSorted, "I32", "[2]", []int32{1, 2}}), "entry 1 is 2"},
		"sorted: negative":     {with(tensor{tensorSorted, "I32", "[2]", []int32{-1, 0}}), "entry 0 is -1"},
		"sorted: one twice":    {with(tensor{tensorSorted, "I32", "[2]", []int32{1, 1}}), "entry 1 is 1"},
		"a word twice": {append(with(tensor{tensorOffsets, "I64", "[3]", []int64{0, 1, 2}})[:4:4],
			tensor{tensorWords, "U8", "[2]", "bb"}), "not in the order"},
		"NaN": {with(tensor{tensorVectors, "F32", "[2,2]", []float32{1, 2, nan, 4}}),
			`the vector of "ab" holds NaN`},
		"infinite": {with(tensor{tensorVectors, "F32", "[2,2]", []float32{1, float32(math.Inf(-1)), 3, 4}}),
			`"b" holds -Inf`},
		"NaN elsewhere":  {with(tensor{"outputs", "F32", "[2,1]", []float32{1, nan}}), `tensor outputs: the vector of "ab"`},
		"infinite halfs": {with(tensor{tensorVectors, "F16", "[2,2]", []uint16{0, 0x7c00, 0, 0}}), `"b" holds +Inf`},
		"no vectors":     {without(tensorVectors), "no tensor vectors"},
		"no offsets":     {without(tensorOffsets), "word_offsets"},
		"no order":       {without(tensorSorted), "tensor sorted"},
		"no words":       {without(tensorWords), "tensor words"},
		"counts of one":  {with(tensor{tensorCounts, "I64", "[1]", []int64{7}}), "tensor counts"},
		"int32 counts":   {with(tensor{tensorCounts, "I32", "[2]", []int32{7, 3}}), "tensor counts"},
		"a negative count": {with(tensor{tensorCounts, "I64", "[2]", []int64{7, -3}}),
			`the count of word 1, "ab", is -3`},
		"counts beyond int64": {with(tensor{tensorCounts, "I64", "[2]", []int64{math.MaxInt64, 1}}),
			"the sum of the counts"},
		"bytes without scales": {with(tensor{tensorVectors, "I8", "[2,2]", "1234"}), "scales"},
		"scales of one word": {slices.Insert(with(tensor{tensorVectors, "I8", "[2,2]", "1234"}), 2,
			tensor{tensorScales, "F32", "[1]", []float32{1}}), "scales"},
		"vectors of dimension 0": {with(tensor{tensorVectors, "F32", "[2,0]", []float32{}}), "2 words of dimension 0"},
		"three dimensions":       {with(tensor{tensorVectors, "F32", "[2,1,2]", []float32{1, 2, 3, 4}}), "two dimensions"},
		"integer vectors":        {with(tensor{tensorVectors, "I32", "[2,2]", []int32{1, 2, 3, 4}}), "is of type I32"},
		"a matrix of one row":    {with(tensor{"outputs", "F32", "[1,2]", []float32{1, 2}}), "tensor outputs"},
		"a matrix of halfs":      {with(tensor{"outputs", "F16", "[2,1]", []uint16{1, 2}}), "tensor outputs"},
	} {
		_, err := formattest.Decode(Format, made(t, "", c.tensors))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
}

// TestBadSubwords reads n-grams whose description or shape is impossible, from memory and as
// a mapped file.
func TestBadSubwords(t *testing.T) {
	ngrams := tensor{tensorNGrams, "F32", "[2,2]", []float32{1, 2, 3, 4}}
	good := `,"subwords":"{\"min\":1,\"max\":2}"`
	for name, c := range map[string]struct {
		meta    string
		tensors []tensor
		want    string
	}{
		"no lengths":        {"", with(ngrams), "the header's subwords"},
		"lengths of text":   {`,"subwords":"x"`, with(ngrams), "the header's subwords"},
		"a negative length": {`,"subwords":"{\"min\":-1,\"max\":2}"`, with(ngrams), "n-grams of -1 to 2 letters"},
		"falling lengths":   {`,"subwords":"{\"min\":3,\"max\":2}"`, with(ngrams), "n-grams of 3 to 2 letters"},
		"another dimension": {good, with(tensor{tensorNGrams, "F32", "[4,1]", []float32{1, 2, 3, 4}}), "tensor ngrams"},
		"no rows":           {good, with(tensor{tensorNGrams, "F32", "[0,2]", []float32{}}), "at least one row"},
		"one dimension": {good, with(tensor{tensorNGrams, "F32", "[4]", []float32{1, 2, 3, 4}}),
			"expected two dimensions"},
		"bytes": {good, with(tensor{tensorNGrams, "I8", "[2,2]", "1234"}), "ngram_scales"},
	} {
		file := made(t, c.meta, c.tensors)
		_, read := formattest.Decode(Format, file)
		_, mapped := mapBytes(file, nil)
		for how, err := range map[string]error{"read": read, "mapped": mapped} {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s, %s: got %v, want %q", name, how, err, c.want)
			}
		}
	}
}

func TestSubwordsAreKept(t *testing.T) {
	for quantize, want := range map[string][]float32{"": {1, -2, 0.3, 4, 0, 0}, QuantizeF16: {1, -2, 0.30004883, 4, 0, 0},
		QuantizeInt8: {1.007874, -2, 0.31496063, 4, 0, 0}} {
		out := formattest.Sample(t)
		if out.Quantize = quantize; quantize == QuantizeF16 {
			out = formattest.Table(t, []string{"a", "b"}, nil, 1, 2, 3, 4)
			out.Quantize = quantize
		}
		out.Subwords = subword.New(2, 5, blas32.General{Rows: 3, Cols: 2, Stride: 2, Data: []float32{1, -2, 0.3, 4, 0, 0}},
			nil)
		c, err := formattest.Decode(Format, formattest.Encode(t, Format, out))
		if err != nil {
			t.Fatalf("%q: %v", quantize, err)
		}
		if c.Subwords == nil || c.Subwords.Min != 2 || c.Subwords.Max != 5 || c.Quantized != quantize {
			t.Fatalf("%q: subwords %+v, quantized %q", quantize, c.Subwords, c.Quantized)
		}
		for i, x := range c.Subwords.NGrams.Data {
			if math.Abs(float64(x-want[i])) > 1e-6 {
				t.Errorf("%q: n-grams %v, want %v", quantize, c.Subwords.NGrams.Data, want)
				break
			}
		}
	}
}

// TestVersions: files of other programs and of later versions are refused with a remedy.
func TestVersions(t *testing.T) {
	file := string(made(t, "", two()))
	for _, c := range [][3]string{
		{`"format":"w2vattn"`, `"format":"w2vattm"`, "another program"},
		{`"format_version":"1"`, `"format_version":"2"`, `format version "2", which a newer program wrote`},
		{`"format_version":"1"`, `"format_versiom":"1"`, `format version ""`},
		{`"checksum":"`, `"checksun":"`, "the checksum of its bytes is"},
	} {
		changed := strings.Replace(file, c[0], c[1], 1)
		_, read := formattest.Decode(Format, []byte(changed))
		if read == nil || !strings.Contains(read.Error(), c[2]) {
			t.Errorf("%s: %v, want %q", c[1], read, c[2])
		}
	}
}

// TestDamagedMetadata: metadata that is not JSON does not make the vectors unreadable.
func TestDamagedMetadata(t *testing.T) {
	c, err := formattest.Decode(Format, made(t, `,"config":"{","tokenizer":"\u0000","corpus":"{}","program":"x 1"`, two()))
	if err != nil {
		t.Fatal(err)
	}
	if m := c.Meta; m.Config != nil || m.Tokenizer != nil || string(m.Corpus) != "{}" || m.Program != "x 1" {
		t.Errorf("%+v", m)
	}
}

// TestMatrixNames: matrices of any name are kept, in whatever order the map has them; the
// bytes are the same.
func TestMatrixNames(t *testing.T) {
	names := []string{"outputs", "a b", `"quoted"`, `\`, "출력", "\x01\x07", "\u2028", "\U0010ffff", "<&>", "a\nb", ""}
	out := formattest.Sample(t)
	out.Matrices = map[string]blas32.General{}
	for i, name := range names {
		out.Matrices[name] = blas32.General{Rows: 3, Cols: 1, Stride: 1, Data: []float32{float32(i), 0, 1}}
	}
	file := formattest.Encode(t, Format, out)
	c, err := formattest.Decode(Format, file)
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		if m := c.Matrices[name]; len(m.Data) != 3 || m.Data[0] != float32(i) {
			t.Errorf("%q is %v", name, m)
		}
	}
	if !slices.IsSorted(MatrixNames(c.Matrices)) || len(c.Matrices) != len(names) {
		t.Errorf("names %q", MatrixNames(c.Matrices))
	}
	for range 10 {
		if !bytes.Equal(formattest.Encode(t, Format, out), file) {
			t.Fatal("the bytes depend on the order of a map")
		}
	}
}

// TestMatricesThatCannotBeRead are refused before anything is written.
func TestMatricesThatCannotBeRead(t *testing.T) {
	data := make([]float32, 12)
	for name, c := range map[string]struct {
		name string
		m    blas32.General
	}{
		"two rows for three words":  {"outputs", blas32.General{Rows: 2, Cols: 2, Stride: 2, Data: data}},
		"four rows for three words": {"outputs", blas32.General{Rows: 4, Cols: 2, Stride: 2, Data: data}},
		"rows of no numbers":        {"outputs", blas32.General{Rows: 3, Cols: 0, Stride: 0, Data: nil}},
		"the name of the metadata":  {"__metadata__", blas32.General{Rows: 3, Cols: 2, Stride: 2, Data: data}},
	} {
		out := formattest.Sample(t)
		out.Matrices = map[string]blas32.General{c.name: c.m}
		var file bytes.Buffer
		if err := write(&file, out); err == nil || !strings.Contains(err.Error(), c.name) || file.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", name, err, file.Len())
		}
	}
}

// TestStride: the rows of a matrix of a trainer may have a distance of more than their length.
func TestStride(t *testing.T) {
	out := formattest.Sample(t)
	out.Matrices = map[string]blas32.General{"outputs": {Rows: 3, Cols: 2, Stride: 4,
		Data: []float32{1, 2, -1, -1, 3, 4, -1, -1, 5, 6}}}
	c, err := formattest.Decode(Format, formattest.Encode(t, Format, out))
	if err != nil || !slices.Equal(c.Matrices["outputs"].Data, []float32{1, 2, 3, 4, 5, 6}) {
		t.Errorf("%+v, %v", c.Matrices, err)
	}
}

// TestAlignment: the tensors begin at a multiple of 64 bytes, and each at one of the size of
// its elements, for words and dimensions of any length.
func TestAlignment(t *testing.T) {
	for n := 1; n < 6; n++ {
		words := []string{strings.Repeat("w", n), "x", "yz"}
		for _, quantize := range []string{"", QuantizeF16, QuantizeInt8} {
			out := formattest.Table(t, words, nil, slices.Repeat([]float32{1, 2, 3}, n)...)
			out.Quantize = quantize
			file := formattest.Encode(t, Format, out)
			begin := 8 + binary.LittleEndian.Uint64(file)
			if begin%64 != 0 {
				t.Errorf("the tensors begin at byte %d", begin)
			}
			var header map[string]struct {
				DType   string    `json:"dtype"`
				Offsets [2]uint64 `json:"data_offsets"`
			}
			if err := json.Unmarshal(file[8:begin], &header); err != nil {
				t.Fatal(err)
			}
			for name, x := range header {
				size := map[string]uint64{"I64": 8, "F32": 4, "I32": 4, "F16": 2}[x.DType]
				if size > 0 && x.Offsets[0]%size != 0 {
					t.Errorf("%s of type %s begins at %d", name, x.DType, x.Offsets[0])
				}
			}
			if c, err := mapBytes(file, nil); err != nil || (c == nil) != (quantize != "") {
				t.Errorf("%q: mapped as %v, %v", quantize, c, err)
			}
		}
	}
}

// TestRound: rounding gives what is read after writing, and is the nearest number that the
// type has.
func TestRound(t *testing.T) {
	rows := [][]float32{
		{0, 0, 0, 0}, {1, -1, 0.5, -0.25}, {127, 63.5, 1, 0.5}, {-127, 0.49, 0.51, 126.4},
		{65504, 1, -65504, 65519}, {1e-8, 6e-8, 6.1e-5, -1e-5}, {1.0 / 3, 2.0 / 3, -1.0 / 7, 1e-3},
		{math.SmallestNonzeroFloat32, 0, 0, 0}, {3 * math.SmallestNonzeroFloat32, math.SmallestNonzeroFloat32, 0, 0},
	}
	for _, how := range []string{QuantizeF16, QuantizeInt8} {
		for _, row := range rows {
			rounded := make([]float32, len(row))
			if err := Round(rounded, row, how); err != nil {
				t.Fatalf("%s of %v: %v", how, row, err)
			}
			out := formattest.Table(t, []string{"a"}, nil, row...)
			out.Quantize = how
			c, err := formattest.Decode(Format, formattest.Encode(t, Format, out))
			if err != nil || !slices.Equal(c.Vectors.Data, rounded) {
				t.Errorf("%s of %v: rounded %v, read %v, %v", how, row, rounded, c.Vectors.Data, err)
			}
			largest := float64(0)
			for _, x := range row {
				largest = max(largest, math.Abs(float64(x)))
			}
			for i, x := range row {
				// Half a step: 1/254 of the largest, or 2^-11 of the number; for the smallest
				// numbers a step of float32 or float16.
				step := largest/254 + math.SmallestNonzeroFloat32*127
				if how == QuantizeF16 {
					step = math.Abs(float64(x))/(1<<11) + 0x1p-25
				}
				if math.Abs(float64(x)-float64(rounded[i])) > step*1.000001 {
					t.Errorf("%s of %v is %v, further than %v", how, x, rounded[i], step)
				}
			}
			again := make([]float32, len(row))
			if err := Round(again, rounded, QuantizeF16); how == QuantizeF16 && (err != nil || !slices.Equal(again, rounded)) {
				t.Errorf("rounded again, %v is %v", rounded, again)
			}
		}
	}
	for _, x := range []float32{65520, -65520, 1e10, math.MaxFloat32} {
		err := Round(make([]float32, 2), []float32{1, x}, QuantizeF16)
		if err == nil || !strings.Contains(err.Error(), "use int8") {
			t.Errorf("%v as f16: %v", x, err)
		}
	}
}

// TestToInt8: ties go to the even number, and the result is never -128.
func TestToInt8(t *testing.T) {
	for _, c := range []struct {
		x, scale float32
		want     int8
	}{{0.5, 1, 0}, {1.5, 1, 2}, {2.5, 1, 2}, {-0.5, 1, 0}, {-1.5, 1, -2}, {127, 1, 127}, {-127, 1, -127}, {-128, 1, -127},
		{1000, 1, 127}, {5, 0, 0}, {0, 0, 0}, {0.3, 0.1, 3}} {
		if got := toInt8(c.x, c.scale); got != c.want {
			t.Errorf("%v / %v is %d, want %d", c.x, c.scale, got, c.want)
		}
	}
}

// TestExactRows: a table that was rounded is written from its exact vectors, and the file is
// that of the exact vectors.
func TestExactRows(t *testing.T) {
	for _, how := range []string{QuantizeF16, QuantizeInt8} {
		exact := formattest.Table(t, []string{"a", "b"}, nil, 0.1, 0.2, 0.3, -0.4)
		exact.Quantize = how
		rounded := make([]float32, 4)
		for i, row := range [][]float32{{0.1, 0.2}, {0.3, -0.4}} {
			if err := Round(rounded[2*i:2*i+2], row, how); err != nil {
				t.Fatal(err)
			}
		}
		again := formattest.Table(t, []string{"a", "b"}, nil, rounded...)
		again.Quantize, again.Exact = how, exact.Rows
		if !bytes.Equal(formattest.Encode(t, Format, again), formattest.Encode(t, Format, exact)) {
			t.Errorf("%s: the bytes differ", how)
		}
	}
}

func TestDetect(t *testing.T) {
	size := func(n uint64) string { return string(binary.LittleEndian.AppendUint64(nil, n)) }
	for head, want := range map[string]format.Match{
		size(100) + "{": format.Certain, size(100<<20) + "{": format.Certain, size(100<<20+1) + "{": format.No,
		size(math.MaxUint64) + "{": format.No, size(100) + "[": format.No, size(100): format.No, "{": format.No,
	} {
		if got := detect(format.Head{Bytes: []byte(head)}); got != want {
			t.Errorf("%q: %d, want %d", head, got, want)
		}
	}
}
