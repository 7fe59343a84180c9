package embed

import (
	"context"
	"math"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// bytes8 are a table's rows in 8 bits a number, to be looked at before the rows
// themselves. Row x is scale·r + e, where r are whole numbers from −127 to 127.
//
// With a question v, whose 16-bit form is w with v = unit·w + f, and by the
// inequality of Cauchy and Schwarz,
//
//	|v·x − unit·scale·(w·r)|  ≤  ‖v‖·‖e‖ + ‖f‖·(‖x‖ + ‖e‖)
//
// so the product of whole numbers, which is exact, tells of nearly all rows that
// they are not among the best. Of the others the rows themselves are multiplied
// as if there were no bytes. The answer is the same to the bit.
type bytes8 struct {
	width  int       // D rounded up to a multiple of 16
	rows   []int8    // V×width
	scales []float64 // V
	errors []float64 // V: ‖e‖, or infinity for a row that holds no number
}

// A byteQuery is a question's vector in 16 bits a number.
type byteQuery struct {
	numbers []int16 // w
	unit    float64
	length  float64 // ‖v‖ + ‖f‖
	error   float64 // ‖f‖ and what float32 rounds of v·x, each by ‖x‖
}

// int8Questions is how many questions one pass over the rounded rows answers at
// most. More of them are answered faster from the rows themselves, whose products
// with two questions are fused (docs/benchmarks.md, "Queries in 8 bits").
const int8Questions = 16

// rounded reports whether that number of questions is answered by the rounded rows.
func (t *Table) rounded(questions int) bool { return t.bytes != nil && questions <= int8Questions }

// Int8Size returns how many bytes of memory a table of WithInt8 takes beside the
// vectors: a word takes 24, and D rounded up to a multiple of 16.
func (t *Table) Int8Size() int64 { return int64(t.Len()) * int64(int8Width(t.Dim())+24) }

// int8Width is D rounded up.
func int8Width(d int) int { return (d + 15) &^ 15 }

// WithInt8 returns a table of the same words and vectors that is searched faster,
// with the same answers to the bit: it keeps the vectors rounded to 8 bits
// beside them, which tell most words apart, and looks at a vector itself only where
// they do not. Int8Size says what memory that takes. It takes the time of some
// fifteen searches, so it is for tables that are asked many times, a few questions
// at a time; batches of more than 16 take as long as without. It
// stops soon after ctx ends and returns the error of ctx. A mapped file that cannot
// be read is an error too.
func (t *Table) WithInt8(ctx context.Context) (*Table, error) {
	width := int8Width(t.Dim())
	b := &bytes8{width: width, rows: make([]int8, t.Len()*width), scales: make([]float64, t.Len()), errors: make([]float64, t.Len())}
	lengths := make([]float64, t.Len())
	err := t.inParts(ctx, t.Len(), func(_, begin, end int) {
		var m multiplier
		for i := begin; i < end; i++ {
			row := linalg.Row(t.vectors, i)
			lengths[i] = m.quickNorm(row)
			b.scales[i], b.errors[i] = roundRow(b.rows[i*width:(i+1)*width], row)
		}
	})
	if err != nil {
		return nil, err
	}
	with := *t
	with.bytes, with.norms = b, &norms{}
	with.norms.quick.Store(&lengths)
	return &with, nil
}

// roundRow rounds a row and returns its scale and the length of what was lost.
func roundRow(dst []int8, row []float32) (scale, lost float64) {
	largest := 0.0
	for _, x := range row {
		if x-x != 0 {
			return 0, math.Inf(1)
		}
		largest = max(largest, math.Abs(float64(x)))
	}
	if largest == 0 {
		return 0, 0
	}
	scale = largest / 127
	inverse := 127 / largest
	for i, x := range row {
		r := math.RoundToEven(float64(x) * inverse)
		e := float64(x) - r*scale
		dst[i] = int8(r)
		lost += e * e
	}
	return scale, math.Sqrt(lost) * (1 + 1e-9) // float64 rounds too
}

// query rounds a question's vector of the given length.
func (b *bytes8) query(v []float32, length float64) byteQuery {
	q := byteQuery{numbers: make([]int16, b.width)}
	largest := 0.0
	for _, x := range v {
		largest = max(largest, math.Abs(float64(x)))
	}
	if largest == 0 || length-length != 0 {
		return q
	}
	room := float64(min(math.MaxInt16, math.MaxInt32/(128*b.width))) // so that no sum overflows
	q.unit = largest / room
	lost := 0.0
	for i, x := range v {
		w := math.RoundToEven(float64(x) / q.unit)
		f := float64(x) - w*q.unit
		q.numbers[i] = int16(w)
		lost += f * f
	}
	lost = math.Sqrt(lost) * (1 + 1e-9)
	q.length = (length + lost) * (1 + 1e-9)
	q.error = (lost + length*(quickError(len(v))+1e-9)) * 1.001 // its lengths are quick ones
	return q
}

// scanBytes is scan by way of the bytes.
func (t *Table) scanBytes(s *scan, all []asked, lengths []float64, begin, end int) {
	b := t.bytes
	block := blockRows(b.width)
	if len(s.products) < block {
		s.products = make([]int32, block)
	}
	dots := simd.Best().DotBytes
	for ; begin < end; begin += block {
		n := min(block, end-begin)
		for i := range all {
			dots(s.products[:n], all[i].bytes.numbers, b.rows[begin*b.width:])
			t.takeBytes(s, &all[i], &s.best[i], s.products[:n], lengths, begin)
		}
	}
}

// tells says whether a row's product tells that it lies under the bound.
func (b *bytes8) tells(q *asked, bound float64, product int32, length float64, row int) bool {
	highest := float64(product)*q.bytes.unit*b.scales[row] + q.bytes.length*b.errors[row]
	return highest < (bound-q.bytes.error)*length && q.sure(length)
}

// takeBytes is take by way of the bytes.
func (t *Table) takeBytes(s *scan, q *asked, best *nearest, products []int32, lengths []float64, first int) {
	b, bound := t.bytes, t.bound(q, *best)
	lengths = lengths[first : first+len(products)]
	for i, p := range products {
		id := first + i
		if b.tells(q, bound, p, lengths[i], id) {
			continue
		}
		if t.consider(q, best, s.dot(q.Vector, linalg.Row(t.vectors, id)), vocab.ID(id)) {
			bound = t.bound(q, *best)
		}
	}
}
