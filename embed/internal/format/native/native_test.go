package native

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
	"github.com/w2vattn/w2vattn/embed/internal/safetensors"
	"github.com/w2vattn/w2vattn/internal/linalg"
)

// sample returns a small output with all kinds of content.
func sample(t testing.TB) *format.Output {
	out := formattest.Sample(t)
	out.Meta = format.Meta{
		Config:    json.RawMessage(`{"dim":2}`),
		Tokenizer: json.RawMessage(`{"name":"words"}`),
		Program:   "w2vattn 0",
	}
	out.Matrices = map[string]blas32.General{"outputs": {Rows: 3, Cols: 2, Stride: 2, Data: []float32{6, 5, 4, 3, 2,
		1}}}
	return out
}

func TestFormat(t *testing.T) { formattest.Check(t, Format, nil) }

func TestNativeKeepsAll(t *testing.T) {
	want := sample(t)
	got, err := formattest.Decode(Format, formattest.Encode(t, Format, want))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got.Matrices["outputs"].Data, want.Matrices["outputs"].Data) || len(got.Matrices) != 1 {
		t.Errorf("matrices: %v", got.Matrices)
	}
	if got.Words.Count(1) != 4 || got.Words.Total() != 17 {
		t.Error("counts changed")
	}
	m := got.Meta
	if string(m.Config) != `{"dim":2}` || string(m.Tokenizer) != `{"name":"words"}` || m.Corpus != nil ||
		m.Program != "w2vattn 0" {
		t.Errorf("meta: %+v", m)
	}
	if len(got.Checksum) != 64 {
		t.Errorf("checksum %q", got.Checksum)
	}
}

// TestMatrixOfAnyWidth: matrices of a trainer have a row for each word, of any length above 0.
func TestMatrixOfAnyWidth(t *testing.T) {
	out := sample(t)
	for _, cols := range []int{1, 2, 7} {
		data := make([]float32, 3*cols)
		for i := range data {
			data[i] = float32(i)
		}
		out.Matrices["more"] = blas32.General{Rows: 3, Cols: cols, Stride: cols, Data: data}
		content := formattest.Encode(t, Format, out)
		mapped, err := mapBytes(content, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := formattest.Decode(Format, content)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range []blas32.General{got.Matrices["more"], mapped.Matrices["more"]} {
			if m.Rows != 3 || m.Cols != cols || m.Stride != cols || !slices.Equal(m.Data, data) {
				t.Errorf("%d columns: %+v", cols, m)
			}
		}
	}
	tensor := safetensors.Tensor{DType: "F32", Shape: []int64{3, 0}}
	if err := checkMatrix("more", tensor, 3); err == nil || !strings.Contains(err.Error(), "at least one number") {
		t.Errorf("rows of no numbers: %v", err)
	}
	tensor.Shape, tensor.Offsets = []int64{2, 1}, [2]int64{0, 8}
	if err := checkMatrix("more", tensor, 3); err == nil {
		t.Error("two rows for three words")
	}
}

// TestFlippedBits checks that every changed bit of a native file is an error.
func TestFlippedBits(t *testing.T) {
	whole := formattest.Encode(t, Format, sample(t))
	for i := range 8 * len(whole) {
		b := bytes.Clone(whole)
		b[i/8] ^= 1 << (i % 8)
		if _, err := formattest.Decode(Format, b); err == nil {
			t.Errorf("a changed bit %d of byte %d is no error", i%8, i/8)
		}
	}
}

func TestForeignSafetensors(t *testing.T) {
	header := `{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`
	file := append([]byte{byte(len(header)), 0, 0, 0, 0, 0, 0, 0}, header+"\x00\x00\x80\x3f"...)
	if _, err := formattest.Decode(Format, file); err == nil || !strings.Contains(err.Error(), "another program") {
		t.Errorf("got %v", err)
	}
	for _, length := range []byte{0x7f, 0xff} {
		lying := append(bytes.Repeat([]byte{length}, 8), '{')
		if _, err := formattest.Decode(Format, lying); err == nil {
			t.Error("a header of any length is believed")
		}
	}
}

// TestBadTensors checks impossible ranges and shapes of tensors.
func TestBadTensors(t *testing.T) {
	const start = `{"__metadata__":{"format":"w2vattn","format_version":"1","checksum":"x"},`
	for tensors, want := range map[string]string{
		`"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[6],"data_offsets":[2,8]}}`: "the " +
			"one before it ends at 4",
		`"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}`: "",
		`"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[6,8]}}`: "ends at 4",
		`"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,8]}}`:                                                     "bytes [-4 8]",
		`"a":{"dtype":"F32","shape":[1],"data_offsets":[0,9223372036854775807]}}`:                                    "claims",
		`"vectors":{"dtype":"F32","shape":[4611686018427387905,4],"data_offsets":[0,8]}}`:                            "",
		`"vectors":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}`:                                              "word_offsets",
		`"vectors":{"dtype":"F64","shape":[1,1],"data_offsets":[0,8]}}`:                                              "",
		`"vectors":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}`: "two " +
			"dimensions",
		`"vectors":7}`: "tensor vectors",
		`7`:            "not JSON",
	} {
		header := start + tensors
		file := append(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header+"12345678"...)
		_, read := formattest.Decode(Format, file)
		_, mapped := mapBytes(file, nil)
		if read == nil || mapped == nil || !strings.Contains(mapped.Error(), want) {
			t.Errorf("%s: read %v, mapped %v; want %q", tensors, read, mapped, want)
		}
	}
}

// fuzzNative calls check with native files of one word and one number, and others. The
// descriptions of the tensors and their bytes are separate inputs, and the checksum is set
// to the right one: short inputs are quick to minimise, and the code after the check of the
// checksum is reached.
func fuzzNative(f *testing.F, check func(t *testing.T, header, data []byte)) {
	const meta = `"format":"w2vattn","format_version":"1"`
	const offsets, sorted = `{"dtype":"I64","shape":[2],"data_offsets":[0,16]}`,
		`{"dtype":"I32","shape":[1],"data_offsets":[20,24]}`
	const data = "\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x80\x3f\x00\x00\x00\x00"
	f.Add(
		meta,
		offsets,
		`{"dtype":"F32","shape":[1,1],"data_offsets":[16,20]}`,
		sorted,
		`{"dtype":"U8","shape":[1],"data_offsets":[24,25]}`,
		"",
		[]byte(data+"a"),
	)
	f.Add(
		meta,
		offsets,
		`{"dtype":"F16","shape":[1,2],"data_offsets":[16,20]}`,
		sorted,
		`{"dtype":"U8","shape":[1],"data_offsets":[24,25]}`,
		"",
		[]byte(data+"a"),
	)
	f.Add(
		meta,
		offsets,
		`{"dtype":"F32","shape":[1,1],"data_offsets":[16,20]}`,
		sorted,
		`{"dtype":"U8","shape":[1],"data_offsets":[32,33]}`,
		`,"counts":{"dtype":"I64","shape":[1],"data_offsets":[24,32]}`,
		[]byte(data+"\x01\x00\x00\x00\x00\x00\x00\x00a"),
	)
	f.Add(
		meta+`,"subwords":"{\"min\":1,\"max\":2}"`,
		offsets,
		`{"dtype":"F32","shape":[1,1],"data_offsets":[16,20]}`,
		sorted,
		`{"dtype":"U8","shape":[1],"data_offsets":[28,29]}`,
		`,"ngrams":{"dtype":"F32","shape":[1,1],"data_offsets":[24,28]}`,
		[]byte(data+"\x00\x00\x80\x3fa"),
	)
	f.Fuzz(func(t *testing.T, meta, offsets, vectors, sorted, words, more string, data []byte) {
		text := fmt.Sprintf(`{"__metadata__":{"checksum":"%s",%s},"word_offsets":%s,"vectors":%s,"sorted":%s,"words":%s%s}`,
			zeroChecksum, meta, offsets, vectors, sorted, words, more)
		text += strings.Repeat(" ", -len(text)&7)
		header := append(binary.LittleEndian.AppendUint64(nil, uint64(len(text))), text...)
		sum := sha256.New()
		sum.Write(header)
		sum.Write(data)
		header = bytes.Replace(header, []byte(zeroChecksum), []byte(hex.EncodeToString(sum.Sum(nil))), 1)
		check(t, header, data)
	})
}

// FuzzSafetensors reads damaged native files with right checksums.
func FuzzSafetensors(f *testing.F) {
	fuzzNative(f, func(t *testing.T, header, data []byte) { formattest.ReadAgain(t, Format, append(header, data...)) })
}

// FuzzMapped reads all words and vectors of damaged files as if they were mapped.
func FuzzMapped(f *testing.F) {
	fuzzNative(f, func(_ *testing.T, header, data []byte) {
		c, err := mapBytes(append(header, data...), nil) // header: a multiple of 8
		if err != nil || c == nil {
			return
		}
		for id, word := range c.Words.All() {
			c.Words.ID(word)
			linalg.Norm(linalg.Row(c.Vectors, int(id)))
		}
		c.Words.ID("a") // which may be unknown
		c.Words.Total()
	})
}
