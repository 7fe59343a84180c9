package cooccur

// This file holds the sums of the row that a worker computes. The array has an
// element for each of V words, so that adding is one load and one store; the list of
// touched columns makes emptying it proportional to the row.

import (
	"iter"
	"math/bits"
	"slices"

	"github.com/w2vattn/w2vattn/vocab"
)

// sums holds the sums of one row, in units.
type sums struct {
	values  []uint64   // of each column; 0: no co-occurrence
	touched []vocab.ID // columns above 0, in the order of their first addition
	bits    []uint64   // a bit for each column, scratch of sort; 0 between two calls
}

// newSums returns sums of a number of columns.
func newSums(columns int) sums {
	return sums{values: make([]uint64, columns), bits: make([]uint64, (columns+63)/64)}
}

// add adds w, which is above 0, to a column.
func (a *sums) add(column vocab.ID, w uint64) {
	v := a.values[column]
	if v == 0 {
		a.touched = append(a.touched, column)
	}
	a.values[column] = v + w
}

// take appends the sums to b as the row of a word and sets them to 0. A word without
// co-occurrences leaves no row.
func (a *sums) take(word vocab.ID, b *block) {
	if len(a.touched) == 0 {
		return
	}
	a.sort()
	b.words = append(b.words, word)
	b.columns = append(b.columns, a.touched...)
	for _, column := range a.touched {
		b.sums = append(b.sums, a.values[column])
		a.values[column] = 0
	}
	b.ends = append(b.ends, len(b.columns))
	a.touched = a.touched[:0]
}

// sort sorts the touched columns. Many are sorted by a bitmap, which takes V/64 steps.
func (a *sums) sort() {
	if len(a.touched) < len(a.bits) {
		slices.Sort(a.touched)
		return
	}
	for _, column := range a.touched {
		a.bits[column/64] |= 1 << (column % 64)
	}
	a.touched = a.touched[:0]
	for i, word := range a.bits {
		for ; word != 0; word &= word - 1 {
			a.touched = append(a.touched, vocab.ID(64*i+bits.TrailingZeros64(word)))
		}
	}
	clear(a.bits)
}

// A block holds the rows of the words from from to to−1 that have co-occurrences.
type block struct {
	from, to vocab.ID
	words    []vocab.ID
	ends     []int      // of each row in columns and sums
	columns  []vocab.ID // of all rows
	sums     []uint64   // in units
}

// reset empties b and keeps its memory.
func (b *block) reset() {
	b.words, b.ends, b.columns, b.sums = b.words[:0], b.ends[:0], b.columns[:0], b.sums[:0]
}

// rows yields the rows with weights, one of which is that many units. Their slices are valid
// until the next row.
func (b *block) rows(units float64) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		var weights []float64
		begin := 0
		for i, end := range b.ends {
			weights = weights[:0]
			for _, sum := range b.sums[begin:end] {
				weights = append(weights, float64(sum)/units)
			}
			if !yield(Row{Word: b.words[i], Columns: b.columns[begin:end:end], Weights: weights}) {
				return
			}
			begin = end
		}
	}
}
