// Package safetensors reads the container of tensors that the native format
// and model2vec's share (github.com/huggingface/safetensors):
//
//	byte 0     the length n of the header, uint64, little-endian
//	byte 8     the header, n bytes of JSON
//	byte 8+n   the tensors, without gaps
//
// The header has an object for each tensor, with its type, its shape and its
// first and last byte, and strings under "__metadata__":
//
//	{"__metadata__":{"format":"pt"},
//	 "vectors":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}
package safetensors

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"

	"github.com/w2vattn/w2vattn/embed/internal/binfile"
	"github.com/w2vattn/w2vattn/embed/internal/float16"
)

// MaxHeader bounds the bytes of a header, as in the reference implementation.
const MaxHeader = 100 << 20

// MetadataName is the name in the header that stands for the metadata, so no tensor has it.
const MetadataName = "__metadata__"

// A Tensor is the entry of a tensor in the header.
type Tensor struct {
	DType   string   `json:"dtype"`
	Shape   []int64  `json:"shape"`
	Offsets [2]int64 `json:"data_offsets"` // in the bytes after the header
}

// Size returns the number of bytes of an element of type dtype, or 0 for a
// type that this project does not use.
func Size(dtype string) int64 {
	switch dtype {
	case "U8", "I8":
		return 1
	case "F16":
		return 2
	case "F32", "I32":
		return 4
	case "I64", "F64":
		return 8
	}
	return 0
}

// Check returns an error unless the tensor has the given type and shape and as many bytes
// as these need. A negative length in shape allows any length. The product of the lengths
// is checked for overflow.
func (t Tensor) Check(name, dtype string, shape ...int64) error {
	if t.DType != dtype || len(t.Shape) != len(shape) {
		return fmt.Errorf("tensor %s is %s%v, expected %s of %d dimensions", name, t.DType, t.Shape, dtype, len(shape))
	}
	size := Size(dtype)
	for i, n := range shape {
		if n >= 0 && t.Shape[i] != n || t.Shape[i] < 0 {
			return fmt.Errorf("tensor %s has shape %v, expected %v", name, t.Shape, shape)
		}
		if t.Shape[i] > 0 && size > (1<<62)/t.Shape[i] {
			return fmt.Errorf("tensor %s claims the shape %v, which is too large", name, t.Shape)
		}
		size *= t.Shape[i]
	}
	if t.Offsets[1]-t.Offsets[0] != size {
		return fmt.Errorf("tensor %s has bytes %v, but its shape %v needs %d", name, t.Offsets, t.Shape, size)
	}
	return nil
}

// ReadHeader reads the length and the header and returns both together. It allocates memory
// for bytes that were read only. The result begins with the 8 bytes of the length, so its
// length is where the tensors begin. A file that ends early, and a length above MaxHeader,
// are errors that name the byte.
func ReadHeader(r io.Reader) ([]byte, error) {
	var header bytes.Buffer
	if _, err := io.CopyN(&header, r, 8); err != nil {
		return nil, fmt.Errorf("byte 0: %w", binfile.CutOff(err))
	}
	n := binary.LittleEndian.Uint64(header.Bytes())
	if n > MaxHeader {
		return nil, fmt.Errorf("byte 0: the header claims %d bytes, more than the %d that are allowed", n, MaxHeader)
	}
	if _, err := io.CopyN(&header, r, int64(n)); err != nil {
		return nil, fmt.Errorf("byte %d of a header of %d: %w", header.Len()-8, n, binfile.CutOff(err))
	}
	return header.Bytes(), nil
}

// ParseHeader parses a header without its length. It returns the tensors by name and the
// metadata. Names that occur twice are resolved as encoding/json does: the last one counts.
// A header that is not of this form is an error.
func ParseHeader(header []byte) (map[string]Tensor, map[string]string, error) {
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(header, &entries); err != nil {
		return nil, nil, fmt.Errorf("the header is not JSON: %w", err)
	}
	var metadata map[string]string
	if text, ok := entries[MetadataName]; ok {
		if err := json.Unmarshal(text, &metadata); err != nil {
			return nil, nil, fmt.Errorf("the header's __metadata__: %w", err)
		}
	}
	delete(entries, MetadataName)
	tensors := make(map[string]Tensor, len(entries))
	for name, text := range entries {
		var t Tensor
		if err := json.Unmarshal(text, &t); err != nil {
			return nil, nil, fmt.Errorf("the header's tensor %s: %w", name, err)
		}
		tensors[name] = t
	}
	return tensors, metadata, nil
}

// DataEnd returns the offset at which the last tensor ends, as the header claims. It is
// below math.MaxInt64, so a caller can add 1.
func DataEnd(tensors map[string]Tensor) int64 {
	var end int64
	for _, t := range tensors {
		end = max(end, min(t.Offsets[1], math.MaxInt64-1))
	}
	return end
}

// CheckLayout returns an error unless the tensors cover dataSize bytes without gap or
// overlap. Then each tensor can be cut out of the data, and no byte is without meaning, as
// the specification of safetensors requires. It sorts the tensors by their first byte, then
// compares neighbours.
func CheckLayout(tensors map[string]Tensor, dataSize int64) error {
	names := slices.SortedFunc(maps.Keys(tensors), func(a, b string) int {
		x, y := tensors[a].Offsets, tensors[b].Offsets
		return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]), cmp.Compare(a, b))
	})
	if total := DataEnd(tensors); total != dataSize {
		return fmt.Errorf("the header claims %d bytes of tensors, but %d follow: the file was cut off, or something was "+
			"added", total, dataSize)
	}
	// Each tensor must begin where the previous one ends.
	at := int64(0)
	for _, name := range names {
		switch offsets := tensors[name].Offsets; {
		case offsets[1] < offsets[0]:
			return fmt.Errorf("tensor %s has bytes %v", name, offsets)
		case offsets[0] != at:
			return fmt.Errorf("tensor %s has bytes %v, but the one before it ends at %d", name, offsets, at)
		default:
			at = offsets[1]
		}
	}
	return nil
}

// Decode converts little-endian numbers of type F64, F32, F16, I64, I32 or I8 to dst. It
// returns false for other types. dst determines how many numbers are decoded; b must have
// their bytes.
func Decode[T float32 | float64](dst []T, dtype string, b []byte) bool {
	little := binary.LittleEndian
	var at func(i int) T
	switch dtype {
	case "F64":
		at = func(i int) T { return T(math.Float64frombits(little.Uint64(b[8*i:]))) }
	case "F32":
		at = func(i int) T { return T(math.Float32frombits(little.Uint32(b[4*i:]))) }
	case "F16":
		at = func(i int) T { return T(float16.ToFloat32(little.Uint16(b[2*i:]))) }
	case "I64":
		at = func(i int) T { return T(int64(little.Uint64(b[8*i:]))) }
	case "I32":
		at = func(i int) T { return T(int32(little.Uint32(b[4*i:]))) }
	case "I8":
		at = func(i int) T { return T(int8(b[i])) }
	default:
		return false
	}
	for i := range dst {
		dst[i] = at(i)
	}
	return true
}
