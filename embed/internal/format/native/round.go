package native

// This file rounds vectors to 16 or 8 bits in a file. For int8 a row of D numbers has
// the scale s = max|x|/127 and the integers round(x/s), of the nearest two the even
// one.

import (
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"math"

	"github.com/w2vattn/w2vattn/embed/internal/binfile"
	"github.com/w2vattn/w2vattn/embed/internal/float16"
	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/safetensors"
)

// The quantisations.
const (
	QuantizeF16  = "f16"  // IEEE 754 binary16: 11 bits of precision
	QuantizeInt8 = "int8" // a row's numbers are multiples of 1/127 of its largest
)

// Round writes to dst what reading the file returns for vector after
// quantisation: with QuantizeF16 the nearest float16 of each number x, with
// QuantizeInt8
//
//	round(x / scale) · scale,   scale = max |x| / 127
//
// dst has the length of vector. A number that is too large for float16, of
// 65,520 or more, is an error; int8 has no such limit.
func Round(dst, vector []float32, how string) error {
	if how == QuantizeInt8 {
		scale := int8Scale(vector)
		for i, x := range vector {
			dst[i] = float32(toInt8(x, scale)) * scale
		}
		return nil
	}
	for i, x := range vector {
		if dst[i] = float16.ToFloat32(float16.FromFloat32(x)); math.IsInf(float64(dst[i]), 0) {
			return fmt.Errorf("the number %v is too large for %s; use %s", x, QuantizeF16, QuantizeInt8)
		}
	}
	return nil
}

// int8Scale returns the scale of a row, 1/127 of the largest absolute number.
func int8Scale(vector []float32) float32 {
	largest := float32(0)
	for _, x := range vector {
		largest = max(largest, x, -x)
	}
	return largest / 127
}

// toInt8 returns the multiple of scale that is nearest to x, of two equally
// near ones the even one, from −127 to 127. The limit matters for subnormal
// scales, which are inexact.
func toInt8(x, scale float32) int8 {
	if scale == 0 {
		return 0
	}
	return int8(max(-127, min(127, math.RoundToEven(float64(x)/float64(scale)))))
}

// vectorParts returns the tensors of the vectors and n-grams: those that are rounded, which
// are written last because their elements are small, and those in float32. Scales are
// float32 and stand with the exact tensors. Rows are encoded while they are written, so
// that rounding needs no matrix in memory; with out.Exact the exact vectors are the source,
// and rounding them again gives the same bytes.
func vectorParts(out *format.Output, v, d int64) (rounded, exact []tensorPart) {
	type matrix struct {
		name, scales string
		rows         iter.Seq2[[]float32, error]
		n            int64
	}
	rows := out.Rows
	if out.Exact != nil {
		rows = out.Exact
	}
	all := []matrix{{tensorVectors, tensorScales, rows, v}}
	if out.Subwords != nil {
		all = append(all, matrix{tensorNGrams, tensorNScales, out.Subwords.Rows(), int64(out.Subwords.NGrams.Rows)})
	}
	for _, m := range all {
		shape := []int64{m.n, d}
		switch out.Quantize {
		case QuantizeF16:
			rounded = append(rounded, tensorPart{m.name, "F16", shape, writeRows(m.rows, appendHalves)})
		case QuantizeInt8:
			exact = append(exact, tensorPart{m.scales, "F32", []int64{m.n}, writeRows(m.rows, appendScale)})
			rounded = append(rounded, tensorPart{m.name, "I8", shape, writeRows(m.rows, appendInt8)})
		default:
			exact = append(exact, tensorPart{m.name, "F32", shape, writeRows(m.rows, binfile.AppendFloats)})
		}
	}
	return rounded, exact
}

// writeRows returns a function that writes what encode appends for each row. It collects 64
// kB before it writes.
func writeRows(rows iter.Seq2[[]float32, error], encode func([]byte, []float32) []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		var buf []byte
		for v, err := range rows {
			if err != nil {
				return err
			}
			if buf = encode(buf, v); len(buf) >= 1<<16 {
				if _, err := w.Write(buf); err != nil {
					return err
				}
				buf = buf[:0]
			}
		}
		_, err := w.Write(buf)
		return err
	}
}

// appendHalves appends a row as float16.
func appendHalves(dst []byte, v []float32) []byte {
	for _, x := range v {
		dst = binary.LittleEndian.AppendUint16(dst, float16.FromFloat32(x))
	}
	return dst
}

// appendScale appends the scale of a row as float32.
func appendScale(dst []byte, v []float32) []byte {
	return binary.LittleEndian.AppendUint32(dst, math.Float32bits(int8Scale(v)))
}

// appendInt8 appends a row as multiples of its scale.
func appendInt8(dst []byte, v []float32) []byte {
	scale := int8Scale(v)
	for _, x := range v {
		dst = append(dst, byte(toInt8(x, scale)))
	}
	return dst
}

// decode returns the numbers of a tensor of type F16 or I8.
func decode(dtype string, b []byte) []float32 {
	x := make([]float32, int64(len(b))/safetensors.Size(dtype))
	safetensors.Decode(x, dtype, b)
	return x
}

// scaled multiplies each row of x by its scale, in place. x has as many rows as scales has
// numbers.
func scaled(x, scales []float32) []float32 {
	for i, scale := range scales {
		n := len(x) / len(scales)
		for d := i * n; d < (i+1)*n; d++ {
			x[d] *= scale
		}
	}
	return x
}
