package safetensors

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// file returns the beginning of a file with that header.
func file(header string) []byte {
	return append(binary.LittleEndian.AppendUint64(nil, uint64(len(header))), header...)
}

const header = `{"__metadata__":{"format":"pt"},"ids":{"dtype":"I64","shape":[2],"data_offsets":[24,40]},` +
	`"vectors":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}`

func TestReadHeader(t *testing.T) {
	b := file(header)
	got, err := ReadHeader(bytes.NewReader(append(slices.Clone(b), "tensors"...)))
	if err != nil || !bytes.Equal(got, b) {
		t.Errorf("%q, %v", got, err)
	}
	for n := range len(b) {
		if _, err := ReadHeader(bytes.NewReader(b[:n])); err == nil || !strings.Contains(err.Error(), "byte ") {
			t.Errorf("%d of %d bytes: %v", n, len(b), err)
		}
	}
	claims := binary.LittleEndian.AppendUint64(nil, math.MaxUint64)
	if _, err := ReadHeader(bytes.NewReader(claims)); err == nil || !strings.Contains(err.Error(), "claims") {
		t.Errorf("a header of 2^64 bytes: %v", err)
	}
}

func TestParseHeader(t *testing.T) {
	tensors, metadata, err := ParseHeader([]byte(header))
	if err != nil || len(tensors) != 2 || metadata["format"] != "pt" || len(metadata) != 1 {
		t.Fatalf("%v, %v, %v", tensors, metadata, err)
	}
	if got := fmt.Sprint(tensors["vectors"], tensors["ids"]); got != "{F32 [2 3] [0 24]} {I64 [2] [24 40]}" {
		t.Error(got)
	}
	if DataEnd(tensors) != 40 || CheckLayout(tensors, 40) != nil {
		t.Errorf("the data ends at %d, %v", DataEnd(tensors), CheckLayout(tensors, 40))
	}
	for text, want := range map[string]string{
		"":                             "the header is not JSON",
		"[]":                           "the header is not JSON",
		`{"__metadata__":{"words":1}}`: "__metadata__",
		`{"a":1}`:                      "tensor a",
		`{"a":{"shape":["x"]}}`:        "tensor a",
		`{"a":{"data_offsets":"0"}}`:   "tensor a",
	} {
		if _, _, err := ParseHeader([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

func TestCheck(t *testing.T) {
	tensor := Tensor{"F32", []int64{2, 3}, [2]int64{8, 32}}
	for _, shape := range [][]int64{{2, 3}, {-1, 3}, {2, -1}, {-1, -1}} {
		if err := tensor.Check("v", "F32", shape...); err != nil {
			t.Errorf("%v: %v", shape, err)
		}
	}
	for _, c := range []struct {
		tensor Tensor
		shape  []int64
		want   string
	}{
		{tensor, []int64{3, 3}, "expected [3 3]"},
		{tensor, []int64{2}, "expected F32 of 1 dimensions"},
		{Tensor{"F16", []int64{2, 3}, [2]int64{0, 12}}, []int64{2, 3}, "tensor v is F16[2 3]"},
		{Tensor{"F32", []int64{2, 3}, [2]int64{0, 25}}, []int64{2, 3}, "needs 24"},
		{Tensor{"F32", []int64{-2, 3}, [2]int64{0, 24}}, []int64{-1, 3}, "has shape [-2 3]"},
		{Tensor{"F32", []int64{1 << 40, 1 << 40}, [2]int64{0, 0}}, []int64{-1, -1}, "too large"},
		{Tensor{"F32", []int64{math.MaxInt64, 4}, [2]int64{0, 0}}, []int64{-1, 4}, "too large"},
	} {
		if err := c.tensor.Check("v", "F32", c.shape...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want %q", c.tensor, err, c.want)
		}
	}
	if err := (Tensor{"F32", []int64{0, 5}, [2]int64{}}).Check("v", "F32", -1, 5); err != nil {
		t.Errorf("an empty tensor: %v", err)
	}
}

// TestCheckLayout: gaps, overlaps, tensors that end before they begin, and data that the
// header does not describe are errors.
func TestCheckLayout(t *testing.T) {
	at := func(offsets ...int64) map[string]Tensor {
		all := map[string]Tensor{}
		for i := 0; i < len(offsets); i += 2 {
			all[fmt.Sprint("t", i/2)] = Tensor{Offsets: [2]int64{offsets[i], offsets[i+1]}}
		}
		return all
	}
	for _, c := range []struct {
		tensors map[string]Tensor
		size    int64
		ok      bool
	}{
		{at(), 0, true},
		{at(0, 4), 4, true},
		{at(4, 8, 0, 4), 8, true},
		{at(0, 0, 0, 4, 4, 4), 4, true}, // empty tensors
		{at(0, 4), 5, false},
		{at(0, 4), 3, false},
		{at(1, 4), 4, false},
		{at(0, 4, 5, 8), 8, false},
		{at(0, 5, 4, 8), 8, false},
		{at(0, 4, 0, 4), 4, false},
		{at(0, 4, 4, 2), 4, false},
		{at(-4, 4), 4, false},
		{at(0, math.MaxInt64), math.MaxInt64, false},
	} {
		if err := CheckLayout(c.tensors, c.size); (err == nil) != c.ok {
			t.Errorf("%v of %d bytes: %v", c.tensors, c.size, err)
		}
	}
}

// TestDecode: numbers of every type, to float32 and to float64.
func TestDecode(t *testing.T) {
	little := binary.LittleEndian
	for dtype, b := range map[string][]byte{
		"F64": little.AppendUint64(little.AppendUint64(nil, math.Float64bits(-1)), math.Float64bits(2)),
		"F32": little.AppendUint32(little.AppendUint32(nil, math.Float32bits(-1)), math.Float32bits(2)),
		"F16": {0x00, 0xbc, 0x00, 0x40},
		"I64": little.AppendUint64(little.AppendUint64(nil, math.MaxUint64), 2),
		"I32": little.AppendUint32(little.AppendUint32(nil, math.MaxUint32), 2),
		"I8":  {0xff, 2},
	} {
		singles, doubles := make([]float32, 2), make([]float64, 2)
		if !Decode(singles, dtype, b) || !slices.Equal(singles, []float32{-1, 2}) {
			t.Errorf("%s: %v", dtype, singles)
		}
		if !Decode(doubles, dtype, b) || !slices.Equal(doubles, []float64{-1, 2}) {
			t.Errorf("%s: %v", dtype, doubles)
		}
		if Size(dtype)*2 != int64(len(b)) {
			t.Errorf("%s: %d bytes an element", dtype, Size(dtype))
		}
	}
	for _, dtype := range []string{"BF16", "U8", "", "BOOL"} {
		if Decode(make([]float32, 1), dtype, make([]byte, 8)) {
			t.Errorf("%q was decoded", dtype)
		}
	}
	if Size("BF16") != 0 || Size("U8") != 1 {
		t.Error("sizes of types that are not decoded")
	}
}

// FuzzHeader: no header makes a panic, and what passes all checks can be cut out of data.
func FuzzHeader(f *testing.F) {
	f.Add([]byte(header), int64(40))
	f.Add([]byte(`{"a":{"dtype":"F32","shape":[9223372036854775807],"data_offsets":[-1,9223372036854775807]}}`), int64(8))
	f.Fuzz(func(_ *testing.T, header []byte, size int64) {
		tensors, _, err := ParseHeader(header)
		if err != nil || CheckLayout(tensors, min(size, 1<<16)) != nil {
			return
		}
		data := make([]byte, max(0, min(size, 1<<16)))
		for name, tensor := range tensors {
			part := data[tensor.Offsets[0]:tensor.Offsets[1]]
			open := slices.Repeat([]int64{-1}, len(tensor.Shape))
			if Size(tensor.DType) > 0 && tensor.Check(name, tensor.DType, open...) == nil {
				Decode(make([]float64, int64(len(part))/Size(tensor.DType)), tensor.DType, part)
			}
		}
	})
}
