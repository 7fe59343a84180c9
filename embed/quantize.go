package embed

// This file rounds vectors for smaller files: to float16, with 11 significant bits,
// or to int8 with one scale for each row.

import (
	"fmt"
	"math"

	"github.com/w2vattn/w2vattn/embed/internal/format/native"
)

// The quantisations of a native file. docs/benchmarks.md, “Quantised vectors”,
// has measurements of the loss.
const (
	QuantizeF16  = native.QuantizeF16  // float16 of IEEE 754: 11 bits of precision
	QuantizeInt8 = native.QuantizeInt8 // multiples of 1/127 of the largest number of the row
)

// ParseQuantize returns s if it is the name of a quantisation, QuantizeF16 or
// QuantizeInt8. Other names are an error.
func ParseQuantize(s string) (string, error) {
	if s != QuantizeF16 && s != QuantizeInt8 {
		return "", fmt.Errorf("embed: unknown quantisation %q; use %s or %s", s, QuantizeF16, QuantizeInt8)
	}
	return s, nil
}

// Quantize returns a stream whose vectors the native format writes with 2 bytes
// (QuantizeF16) or 1 byte (QuantizeInt8) for each number instead of 4. Its Rows
// yields the rounded vectors, as reading the file will return them. Matrices
// beside the vectors are left out: they are for training, which cannot continue
// from rounded vectors. An unknown name is an error. With QuantizeF16 a number
// of magnitude 65,520 or more, which float16 cannot represent, is an error of
// Rows.
func (s *Stream) Quantize(how string) (*Stream, error) {
	if _, err := ParseQuantize(how); err != nil {
		return nil, err
	}
	q := *s
	q.extra.Matrices, q.extra.Streams, q.quantize, q.exact = nil, nil, how, s.Rows
	q.Rows = func(yield func([]float32, error) bool) {
		rounded := make([]float32, s.Dim)
		for v, err := range s.Rows {
			if err == nil {
				err = native.Round(rounded, v, how)
			}
			if !yield(rounded, err) || err != nil {
				return
			}
		}
	}
	return &q, nil
}

// A Loss is the change of the vectors by quantisation.
type Loss struct {
	// Largest is the largest |rounded − exact| of all numbers.
	Largest float64 `json:"largest"`
	// MinCosine is the smallest cosine of a rounded vector with the exact one.
	MinCosine float64 `json:"min_cosine"`
	// MeanCosine is the mean of these cosines, each vector with the same weight.
	MeanCosine float64 `json:"mean_cosine"`
}

// Loss compares the rounded vectors of a stream that Quantize returned with the
// vectors before rounding. It reads all of them. A zero vector is not included
// in MinCosine and MeanCosine. For a stream that is not quantised, Largest is 0
// and both cosines are 1. Loss returns the error of reading the vectors, or of
// a number that QuantizeF16 cannot store.
func (s *Stream) Loss() (Loss, error) {
	l := Loss{MinCosine: 1, MeanCosine: 1}
	if s.exact == nil {
		return l, nil
	}
	rounded := make([]float32, s.Dim)
	sum, n := 0.0, 0
	for v, err := range s.exact {
		if err == nil {
			err = native.Round(rounded, v, s.quantize)
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

// exactCosine returns a·b / (‖a‖ ‖b‖), computed in float64, or false if a
// vector is zero.
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
