package embed

import (
	"context"
	"math"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// int8Rows are a table's rows in 8 bits a number, to be looked at before the rows
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
type int8Rows struct {
	width  int       // D rounded up to a multiple of 16
	rows   []int8    // V×width
	scales []float64 // V
	errors []float64 // V: ‖e‖, or infinity for a row that holds no number
}

// A int16Query is a question's vector in 16 bits a number.
type int16Query struct {
	numbers []int16 // w
	unit    float64
	length  float64 // ‖v‖ + ‖f‖
	error   float64 // ‖f‖ and what float32 rounds of v·x, each by ‖x‖
}

// int8Questions is how many questions one pass over the rounded rows answers at
// most. More of them are answered faster from the rows themselves, whose products
// with two questions are fused (docs/benchmarks.md, "Queries in 8 bits").
const int8Questions = 16

// usesInt8 reports whether that number of questions is answered by the usesInt8 rows.
func (t *Table) usesInt8(questions int) bool { return t.int8Rows != nil && questions <= int8Questions }

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
	b := &int8Rows{width: width, rows: make([]int8, t.Len()*width), scales: make([]float64, t.Len()), errors: make([]float64, t.Len())}
	lengths := make([]float64, t.Len())
	err := t.inParts(ctx, t.Len(), func(_, begin, end int) {
		var m multiplier
		for i := begin; i < end; i++ {
			row := linalg.Row(t.vectors, i)
			lengths[i] = m.approximateNorm(row)
			b.scales[i], b.errors[i] = roundRow(b.rows[i*width:(i+1)*width], row)
		}
	})
	if err != nil {
		return nil, err
	}
	with := *t
	with.int8Rows, with.norms = b, &norms{}
	with.norms.approximate.Store(&lengths)
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
func (b *int8Rows) query(v []float32, length float64) int16Query {
	q := int16Query{numbers: make([]int16, b.width)}
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
	q.error = (lost + length*(approximateNormError(len(v))+1e-9)) * 1.001 // its lengths are quick ones
	return q
}

// scanInt8 is scan by way of the bytes.
func (t *Table) scanInt8(s *scan, all []preparedQuestion, lengths []float64, begin, end int) {
	b := t.int8Rows
	block := blockRows(b.width)
	if len(s.products) < block {
		s.products = make([]int32, block)
	}
	dots := simd.Best().DotBytes
	for ; begin < end; begin += block {
		n := min(block, end-begin)
		for i := range all {
			dots(s.products[:n], all[i].bytes.numbers, b.rows[begin*b.width:])
			t.collectInt8(s, &all[i], &s.best[i], s.products[:n], lengths, begin)
		}
	}
}

// excludes says whether a row's product excludes that it lies under the bound.
func (b *int8Rows) excludes(q *preparedQuestion, bound float64, product int32, length float64, row int) bool {
	highest := float64(product)*q.bytes.unit*b.scales[row] + q.bytes.length*b.errors[row]
	return highest < (bound-q.bytes.error)*length && q.boundsHold(length)
}

// collectInt8 is take by way of the bytes.
func (t *Table) collectInt8(s *scan, q *preparedQuestion, best *topN, products []int32, lengths []float64, first int) {
	b, bound := t.int8Rows, t.bound(q, *best)
	lengths = lengths[first : first+len(products)]
	for i, p := range products {
		id := first + i
		if b.excludes(q, bound, p, lengths[i], id) {
			continue
		}
		if t.consider(q, best, s.dot(q.Vector, linalg.Row(t.vectors, id)), vocab.ID(id)) {
			bound = t.bound(q, *best)
		}
	}
}
