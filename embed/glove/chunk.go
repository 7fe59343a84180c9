package glove

// This file orders the records of an epoch. Two goroutines must not update the same
// row at once, so words and contexts are divided into strata: workers train on blocks
// that share neither (Gemulla et al. 2011, stratified SGD). With 4 strata:
//
//	A · · ·    · A · ·    · · A ·    · · · A
//	· B · ·    · · B ·    · · · B    B · · ·
//	· · C ·    · · · C    C · · ·    · C · ·
//	· · · D    D · · ·    · D · ·    · · D ·

import (
	"github.com/w2vattn/w2vattn/embed/internal/strata"
	"github.com/w2vattn/w2vattn/vocab"
)

// chunkRecords is the number of records of a chunk, after which training can pause. A block has
// 1,024 of them on average. No measurement of other numbers is recorded.
const chunkRecords = 1 << 18

// prefetchRecords is the number of records whose rows are requested into the cache at once, ahead
// of their turn.
const prefetchRecords = 8

// A chunk is records of an epoch, divided into slices and blocks. Different goroutines may fill
// different slices.
type chunk struct {
	slices [strata.Number]slice
}

// A slice is a part of a chunk, sorted by block. The order of records within a block is that of
// the permutation.
type slice struct {
	records []record
	starts  [strata.Blocks + 1]int // of each block in records
	scratch []record
	blocks  []uint8 // of scratch: the strata of row and column
}

// An epoch is the order of the records in an epoch.
type epoch struct {
	order         permutation
	rows, columns []uint8 // stratum of each word
}

// newEpoch returns the order of an epoch.
func (c Config) newEpoch(number, records, words int) *epoch {
	e := &epoch{order: newPermutation(records, c.key(drawOrder, number)), rows: make([]uint8, words),
		columns: make([]uint8, words)}
	rows, columns := c.key(drawRows, number), c.key(drawColumns, number)
	for word := range words {
		e.rows[word], e.columns[word] = strata.Of(rows, word), strata.Of(columns, word)
	}
	return e
}

// fill sets s to the records at positions from to to−1 of the epoch, sorted by block.
func (s *slice) fill(e *epoch, all *records, from, to int) {
	s.scratch, s.blocks = s.scratch[:0], s.blocks[:0]
	var counts [strata.Blocks + 1]int
	for i := from; i < to; i++ {
		r := all.at(e.order.at(i))
		block := e.rows[r.row]*strata.Number + e.columns[r.column]
		s.scratch, s.blocks = append(s.scratch, r), append(s.blocks, block)
		counts[int(block)+1]++
	}
	for i := range strata.Blocks {
		counts[i+1] += counts[i]
	}
	s.starts = counts
	if cap(s.records) < to-from {
		s.records = make([]record, to-from)
	}
	s.records = s.records[:to-from]
	for i, block := range s.blocks {
		s.records[counts[block]] = s.scratch[i]
		counts[block]++
	}
}

// train trains on the block of a stratum of rows and one of columns and returns the sum of the
// losses.
func (c *chunk) train(u *updater, rows, columns int) float64 {
	block, sum := rows*strata.Number+columns, 0.
	for i := range c.slices {
		s := &c.slices[i]
		records := s.records[s.starts[block]:s.starts[block+1]]
		for begin := 0; begin < len(records); begin += prefetchRecords {
			end := min(begin+prefetchRecords, len(records))
			u.prefetch(records[end:min(end+prefetchRecords, len(records))])
			for _, r := range records[begin:end] {
				sum += u.update(r)
			}
		}
	}
	return sum
}

// prefetch requests the rows of at most prefetchRecords records into the cache.
func (u *updater) prefetch(records []record) {
	var rows, columns [prefetchRecords]int32
	for i, r := range records {
		rows[i], columns[i] = int32(r.row), int32(r.column)
	}
	width := u.words.width
	u.kernels.Prefetch(u.words.data, width, width, rows[:len(records)])
	u.kernels.Prefetch(u.contexts.data, width, width, columns[:len(records)])
}

// records holds all records in pages, because one slice would be copied whenever it grows.
type records struct {
	pages [][]record
	n     int
}

// pageBits is the logarithm of the size of a page in records.
const pageBits = 18

// add appends a record. All pages but the first are allocated as a whole.
func (a *records) add(r record) {
	if a.n&(1<<pageBits-1) == 0 {
		var page []record
		if a.n > 0 {
			page = make([]record, 0, 1<<pageBits)
		}
		a.pages = append(a.pages, page)
	}
	last := len(a.pages) - 1
	a.pages[last] = append(a.pages[last], r)
	a.n++
}

// at returns record i.
func (a *records) at(i int) record { return a.pages[i>>pageBits][i&(1<<pageBits-1)] }

// addRow appends the records of a row of co-occurrences.
func (a *records) addRow(c Config, word vocab.ID, columns []vocab.ID, weights []float64) {
	for i, column := range columns {
		a.add(c.newRecord(word, column, weights[i]))
	}
}
