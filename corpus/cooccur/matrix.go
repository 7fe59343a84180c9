package cooccur

// This file keeps co-occurrences in memory, in compressed sparse rows (CSR): the
// columns and weights of all rows in two slices, and where each row starts in a
// third. Most pairs of words never occur together: with V words, V² numbers would not
// fit.

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"

	"github.com/w2vattn/w2vattn/vocab"
)

// RecordBytes is the memory of a record in a Matrix.
const RecordBytes = 4 + 8

// A Matrix holds the co-occurrences of a corpus in memory, RecordBytes for each record and 8
// for each word. It is immutable and safe for concurrent use.
type Matrix struct {
	starts  []int // V+1: row i is columns[starts[i]:starts[i+1]]
	columns []vocab.ID
	weights []float64
}

// Collect returns the rows, which are in increasing order, as a matrix of a number of
// words. The error is that of rows, or ErrNoPairs if there are none.
func Collect(rows iter.Seq2[Row, error], words int) (*Matrix, error) {
	m := &Matrix{starts: make([]int, words+1)}
	for row, err := range rows {
		if err != nil {
			return nil, err
		}
		m.columns = append(m.columns, row.Columns...)
		m.weights = append(m.weights, row.Weights...)
		m.starts[row.Word+1] = len(row.Columns)
	}
	if len(m.columns) == 0 {
		return nil, ErrNoPairs
	}
	m.addStarts()
	return m, nil
}

// addStarts replaces the lengths of rows in starts by their sums.
func (m *Matrix) addStarts() {
	for i := range m.Words() {
		m.starts[i+1] += m.starts[i]
	}
}

// ReadMatrix returns the records of a file, which may be in any order, as a matrix of a
// number of words. Errors are those of Read, a pair of words that occurs twice, and
// ErrNoPairs for a file without records.
func ReadMatrix(r io.Reader, words int) (*Matrix, error) {
	var records []Record
	for record, err := range Read(r, words) {
		if err != nil {
			return nil, err
		}
		records = append(records, record)
	}
	if len(records) == 0 {
		return nil, errNoRecords{}
	}
	slices.SortFunc(records, func(a, b Record) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
	})
	m := &Matrix{starts: make([]int, words+1), columns: make([]vocab.ID, len(records)),
		weights: make([]float64, len(records))}
	for i, x := range records {
		if i > 0 && records[i-1].Row == x.Row && records[i-1].Column == x.Column {
			return nil, fmt.Errorf("two records have the row %d and the column %d: use a file that was not "+
				"joined from several", x.Row+1, x.Column+1)
		}
		m.starts[x.Row+1]++
		m.columns[i], m.weights[i] = x.Column, x.Weight
	}
	m.addStarts()
	return m, nil
}

// Words returns V, the number of rows and of columns.
func (m *Matrix) Words() int { return len(m.starts) - 1 }

// Records returns the number of co-occurrences above 0.
func (m *Matrix) Records() int { return len(m.columns) }

// Row returns the co-occurrences of a word. The slices must not be changed; they are empty
// if there are none.
func (m *Matrix) Row(word vocab.ID) Row {
	from, to := m.starts[word], m.starts[word+1]
	return Row{Word: word, Columns: m.columns[from:to:to], Weights: m.weights[from:to:to]}
}

// ReadFile returns the records of the file at path as a matrix of the words of v that fits c.
// Errors name the file and are those of ReadMatrix and Matrix.Check.
func ReadFile(path string, v *vocab.Vocab, c Config) (*Matrix, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // only read from
	m, err := ReadMatrix(f, v.Len())
	if err == nil {
		err = m.Check(v, c)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}

// Rows yields the rows of all words that have co-occurrences, in increasing order, for
// Write. Their slices must not be changed. The errors are nil.
func (m *Matrix) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for word := range vocab.ID(m.Words()) {
			if row := m.Row(word); len(row.Columns) > 0 && !yield(row, nil) {
				return
			}
		}
	}
}

// Weight returns X(row, column), 0 if the words do not co-occur. It takes a binary search
// in the row.
func (m *Matrix) Weight(row, column vocab.ID) float64 {
	r := m.Row(row)
	i, found := slices.BinarySearch(r.Columns, column)
	if !found {
		return 0
	}
	return r.Weights[i]
}

// Check returns an error if a row or column of m has a larger sum than words with the counts
// of v can have in a corpus that was counted with c: then m is of another vocabulary,
// corpus or window.
func (m *Matrix) Check(v *vocab.Vocab, c Config) error {
	columns := make([]float64, m.Words())
	for word := range vocab.ID(m.Words()) {
		row, sum := m.Row(word), 0.
		for i, column := range row.Columns {
			sum += row.Weights[i]
			columns[column] += row.Weights[i]
		}
		if err := checkSum(v, word, sum, c); err != nil {
			return err
		}
	}
	for i, sum := range columns {
		if err := checkSum(v, vocab.ID(i), sum, c); err != nil {
			return err
		}
	}
	return nil
}

// checkSum checks the sum of a row or column of a word against the largest possible
// one, with a tolerance of 1e-6 for the rounding of sums in other programs.
func checkSum(v *vocab.Vocab, word vocab.ID, sum float64, c Config) error {
	most := c.MaxRowSum(v.Count(word))
	if sum <= most*(1+1e-6) { // weights are rounded
		return nil
	}
	return fmt.Errorf("the co-occurrences of word %d, %q, add up to %.6g, but %d occurrences with a window "+
		"of %d can have at most %.6g: they are of another vocabulary, corpus or window", word+1, v.Word(word), sum,
		v.Count(word), c.Window, most)
}
