package embed

import (
	"fmt"
	"math"

	"github.com/w2vattn/w2vattn/embed/internal/format/native"
)

// The ways in which a native file's vectors can be rounded.
const (
	QuantizeF16  = native.QuantizeF16  // IEEE 754 binary16: 11 bits of precision
	QuantizeInt8 = native.QuantizeInt8 // a row's numbers are multiples of 1/127 of its largest
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
	q.extra.Matrices, q.quantize, q.exact = nil, how, s.Rows
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
