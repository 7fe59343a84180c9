package embed

import (
	"encoding/binary"
	"fmt"
	"io"
	"iter"
	"math"
)

// The ways in which a native file's vectors can be rounded.
const (
	QuantizeF16  = "f16"  // IEEE 754 binary16: 11 bits of precision
	QuantizeInt8 = "int8" // a row's numbers are multiples of 1/127 of its largest
)

// ParseQuantize returns s if it is a way to round vectors.
func ParseQuantize(s string) (string, error) {
	if s != QuantizeF16 && s != QuantizeInt8 {
		return "", fmt.Errorf("embed: no quantisation %q; there are %s and %s", s, QuantizeF16, QuantizeInt8)
	}
	return s, nil
}

// Quantize returns a stream whose vectors are written to a native file as how
// says, in a half or a quarter of the bytes. Its vectors are those that reading
// the file will give. Further matrices are left out: they are there to go on
// training, which rounded ones cannot.
func (s *Stream) Quantize(how string) (*Stream, error) {
	if _, err := ParseQuantize(how); err != nil {
		return nil, err
	}
	q := *s
	q.matrices, q.quantize, q.exact = nil, how, s.Rows
	q.Rows = func(yield func([]float32, error) bool) {
		rounded := make([]float32, s.Dim)
		for v, err := range s.Rows {
			if err == nil {
				err = roundTo(rounded, v, how)
			}
			if !yield(rounded, err) || err != nil {
				return
			}
		}
	}
	return &q, nil
}

// roundTo writes what is left of vector to dst.
func roundTo(dst, vector []float32, how string) error {
	if how == QuantizeInt8 {
		scale := int8Scale(vector)
		for i, x := range vector {
			dst[i] = float32(toInt8(x, scale)) * scale
		}
		return nil
	}
	for i, x := range vector {
		if dst[i] = fromHalf(toHalf(x)); math.IsInf(float64(dst[i]), 0) {
			return fmt.Errorf("the number %v is too large for %s: use %s", x, QuantizeF16, QuantizeInt8)
		}
	}
	return nil
}

// A Loss says what rounding changed.
type Loss struct {
	Largest    float64 `json:"largest"`     // of all |rounded − exact|
	MinCosine  float64 `json:"min_cosine"`  // of a rounded vector with the exact one
	MeanCosine float64 `json:"mean_cosine"` // the mean of these
}

// Loss compares the vectors of a quantised stream with the exact ones. Zero
// vectors, which stay zero, have no cosine.
func (s *Stream) Loss() (Loss, error) {
	l := Loss{MinCosine: 1, MeanCosine: 1}
	if s.exact == nil {
		return l, nil
	}
	rounded := make([]float32, s.Dim)
	sum, n := 0.0, 0
	for v, err := range s.exact {
		if err == nil {
			err = roundTo(rounded, v, s.quantize)
		}
		if err != nil {
			return l, err
		}
		for i, x := range v {
			l.Largest = max(l.Largest, math.Abs(float64(rounded[i])-float64(x)))
		}
		if c, ok := exactCosine(v, rounded); ok {
			l.MinCosine = min(l.MinCosine, c)
			sum += c
			n++
		}
	}
	if n > 0 {
		l.MeanCosine = sum / float64(n)
	}
	return l, nil
}

// exactCosine is the cosine in float64, false if one of the two is zero.
func exactCosine(a, b []float32) (float64, bool) {
	var ab, aa, bb float64
	for i := range a {
		ab += float64(a[i]) * float64(b[i])
		aa += float64(a[i]) * float64(a[i])
		bb += float64(b[i]) * float64(b[i])
	}
	if aa == 0 || bb == 0 {
		return 0, false
	}
	return ab / math.Sqrt(aa) / math.Sqrt(bb), true
}

// int8Scale is 1/127 of a row's largest number.
func int8Scale(vector []float32) float32 {
	largest := float32(0)
	for _, x := range vector {
		largest = max(largest, x, -x)
	}
	return largest / 127
}

// toInt8 returns the multiple of scale that is nearest to x. Where scale is so
// small that it lost precision, it stops at 127.
func toInt8(x, scale float32) int8 {
	if scale == 0 {
		return 0
	}
	return int8(max(-127, min(127, math.RoundToEven(float64(x)/float64(scale)))))
}

// matrixParts returns the tensors of vectors and n-grams: rounded ones, and
// float32.
func (s *Stream) matrixParts(v, d int64) (rounded, exact []tensorPart) {
	type matrix struct {
		name, scales string
		rows         iter.Seq2[[]float32, error]
		n            int64
	}
	rows := s.Rows
	if s.exact != nil {
		rows = s.exact
	}
	all := []matrix{{tensorVectors, tensorScales, rows, v}}
	if s.subwords != nil {
		all = append(all, matrix{tensorNGrams, tensorNScales, s.subwords.rows(), int64(s.subwords.NGrams.Rows)})
	}
	for _, m := range all {
		shape := []int64{m.n, d}
		switch s.quantize {
		case QuantizeF16:
			rounded = append(rounded, tensorPart{m.name, "F16", shape, writeRows(m.rows, appendHalves)})
		case QuantizeInt8:
			exact = append(exact, tensorPart{m.scales, "F32", []int64{m.n}, writeRows(m.rows, appendScale)})
			rounded = append(rounded, tensorPart{m.name, "I8", shape, writeRows(m.rows, appendInt8)})
		default:
			exact = append(exact, tensorPart{m.name, "F32", shape, writeRows(m.rows, appendFloats)})
		}
	}
	return rounded, exact
}

// writeRows returns a function that writes what encode makes of each row.
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

func appendHalves(dst []byte, v []float32) []byte {
	for _, x := range v {
		dst = binary.LittleEndian.AppendUint16(dst, toHalf(x))
	}
	return dst
}

func appendScale(dst []byte, v []float32) []byte {
	return binary.LittleEndian.AppendUint32(dst, math.Float32bits(int8Scale(v)))
}

func appendInt8(dst []byte, v []float32) []byte {
	scale := int8Scale(v)
	for _, x := range v {
		dst = append(dst, byte(toInt8(x, scale)))
	}
	return dst
}

func fromHalves(b []byte) []float32 {
	x := make([]float32, len(b)/2)
	decodeNumbers(x, "F16", b)
	return x
}

// fromInt8 multiplies each row by its scale.
func fromInt8(b []byte, scales []float32) []float32 {
	x := make([]float32, len(b))
	decodeNumbers(x, "I8", b)
	for i, scale := range scales {
		n := len(b) / len(scales)
		for d := i * n; d < (i+1)*n; d++ {
			x[d] *= scale
		}
	}
	return x
}
