package embed

// This file searches tables by rows of 8 bits. A row is x = s·r + e with integers r
// from −127 to 127, so for a query q
//
//	|q·x − s·(q·r)| ≤ ‖q‖·‖e‖
//
// With that bound, and one for the rounding of q, rows that cannot be among the best
// are excluded; the products of the others are computed from x itself. The answers
// are therefore those of a search without the copy, to the bit.

import (
	"context"
	"math"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// int8Rows holds the rows of a table rounded to 8 bits a number. A search
// reads them before the rows themselves. Row x is scale·r + e, where r
// consists of integers from −127 to 127 and e is the rounding error.
//
// A vector v that is searched for is rounded to 16 bits: v = unit·w + f. By
// the Cauchy–Schwarz inequality
//
//	|v·x − unit·scale·(w·r)|  ≤  ‖v‖·‖e‖ + ‖f‖·(‖x‖ + ‖e‖)
//
// The product of integers w·r is exact. The inequality proves for nearly all
// rows that they are not among the best. The remaining rows are multiplied in
// float32 as in a search without int8 rows, and the answers are the same to the
// bit.
type int8Rows struct {
	width  int       // D rounded up to a multiple of 16
	rows   []int8    // V×width
	scales []float64 // V
	errors []float64 // V: ‖e‖, or +Inf for a row that is not finite
}

// An int16Query is the vector of a request rounded to 16 bits a number. For
// the zero vector and vectors that are not finite all fields are zero.
type int16Query struct {
	numbers []int16 // w, of length width
	unit    float64 // the value of 1 in w
	length  float64 // ‖v‖ + ‖f‖
	error   float64 // ‖f‖ plus a bound on the rounding error of v·x in float32, relative to ‖x‖
}

// int8Requests is the largest number of requests that one pass over the int8
// rows answers. Larger batches are faster with the float32 rows, whose kernel
// computes the products of two vectors at once: docs/benchmarks.md, “Queries
// in 8 bits”, has the measurement (a batch of 16 is 1.5 times as fast with
// int8 rows, a batch of 32 takes 1.25 times as long).
const int8Requests = 16

// usesInt8 reports whether a batch of that many requests is searched with the
// int8 rows.
func (t *Table) usesInt8(requests int) bool { return t.int8Rows != nil && requests <= int8Requests }

// Int8Size returns the number of bytes that the int8 rows of WithInt8 take in
// memory beside the vectors:
//
//	V · (16·⌈D/16⌉ + 24)
func (t *Table) Int8Size() int64 { return int64(t.Len()) * int64(int8Width(t.Dim())+24) }

// int8Width returns d rounded up to a multiple of 16, the number of bytes that
// the kernel reads at once.
func int8Width(d int) int { return (d + 15) &^ 15 }

// WithInt8 returns a table of the same words and vectors that is searched
// faster and gives the same answers to the bit. It keeps the vectors rounded to
// 8 bits beside the vectors themselves, see Int8Size. A search reads the
// rounded vectors first. They exclude most words; the search reads the vectors
// themselves of the remaining words only. The receiver does not change.
//
// Rounding takes as long as about fifteen searches. Use WithInt8 for tables
// that are searched often with few requests at a time; it does not make batches
// of more than 16 requests faster. If ctx is done, WithInt8 soon stops and returns
// the error of ctx. It also returns the error of a mapped file that cannot be
// read.
func (t *Table) WithInt8(ctx context.Context) (*Table, error) {
	width := int8Width(t.Dim())
	b := &int8Rows{width: width, rows: make([]int8, t.Len()*width), scales: make([]float64, t.Len()),
		errors: make([]float64, t.Len())}
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

// roundRow rounds row to dst and returns its scale and a bound on ‖e‖. A row
// that is not finite has scale 0 and the bound +Inf, so that it is never
// excluded.
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
	return scale, math.Sqrt(lost) * (1 + 1e-9) // a margin for rounding in float64
}

// query rounds v, the vector of a request, to 16 bits; length is its norm. The
// largest rounded number is limited so that no sum of products overflows an
// int32.
func (b *int8Rows) query(v []float32, length float64) int16Query {
	q := int16Query{numbers: make([]int16, b.width)}
	largest := 0.0
	for _, x := range v {
		largest = max(largest, math.Abs(float64(x)))
	}
	if largest == 0 || length-length != 0 {
		return q
	}
	limit := float64(min(math.MaxInt16, math.MaxInt32/(128*b.width)))
	q.unit = largest / limit
	lost := 0.0
	for i, x := range v {
		w := math.RoundToEven(float64(x) / q.unit)
		f := float64(x) - w*q.unit
		q.numbers[i] = int16(w)
		lost += f * f
	}
	lost = math.Sqrt(lost) * (1 + 1e-9)
	q.length = (length + lost) * (1 + 1e-9)
	q.error = (lost + length*(approximateNormError(len(v))+1e-9)) * 1.001 // the norms of rows are approximate
	return q
}

// scanInt8 is scan with the int8 rows.
func (t *Table) scanInt8(s *scan, all []preparedRequest, lengths []float64, begin, end int) {
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

// excludes reports whether the product of a row with the request proves that
// the row lies below bound. length is the approximate norm of the row.
func (b *int8Rows) excludes(q *preparedRequest, bound float64, product int32, length float64, row int) bool {
	highest := float64(product)*q.bytes.unit*b.scales[row] + q.bytes.length*b.errors[row]
	return highest < (bound-q.bytes.error)*length && q.boundsHold(length)
}

// collectInt8 is collect with the int8 rows. It multiplies the rows that
// excludes does not exclude in float32.
func (t *Table) collectInt8(s *scan, q *preparedRequest, best *topN, products []int32, lengths []float64, first int) {
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
