package rounds

// This file encodes what training has changed. A round emits, for each row that a
// shard has updated, the difference between the vector after and before. Rows of
// words that did not occur are not sent, so the data of a round grows with the text
// of the round and not with the vocabulary.

import (
	"encoding/binary"
	"fmt"
	"math"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/linalg"
)

// Rows 0…V−1 are input vectors, rows V…2V−1 output vectors. A pipeline passes them on in
// blocks of blockRows; the number of the block is the key. Blocks make fewer and larger
// elements than single rows; 64 rows × 100 numbers are 26 kB. No measurement set the
// number.
const blockRows = 64

// A change is the change of a row by training: its number, the number of updates, and the
// difference of length D. Changes are encoded one after another, in 8+4·D bytes each: row
// and updates as uint32, then the numbers as float32, all little-endian.
type change struct {
	row     uint32
	updates uint32
	delta   []float32
}

// appendChange appends the encoding of c to b.
func appendChange(b []byte, c change) []byte {
	b = binary.LittleEndian.AppendUint32(b, c.row)
	b = binary.LittleEndian.AppendUint32(b, c.updates)
	for _, x := range c.delta {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return b
}

// eachChange decodes changes of D = dim numbers and calls f with each. The argument of f
// is valid until f returns.
func eachChange(b []byte, dim int, f func(change) error) error {
	size := 8 + 4*dim
	if len(b)%size != 0 {
		return fmt.Errorf("changes of %d bytes, not a multiple of %d: pipeline and model are of different sizes", len(b),
			size)
	}
	c := change{delta: make([]float32, dim)}
	for ; len(b) > 0; b = b[size:] {
		c.row, c.updates = binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:])
		for d := range c.delta {
			c.delta[d] = math.Float32frombits(binary.LittleEndian.Uint32(b[8+4*d:]))
		}
		if err := f(c); err != nil {
			return err
		}
	}
	return nil
}

// A matrix is the input and output vectors of a model as one matrix of 2V rows.
type matrix struct{ in, out blas32.General }

// matrixOf returns the vectors of a model, which share its memory.
func matrixOf(m *word2vec.Model) matrix { return matrix{m.Table.Matrix(), m.Outputs} }

// rows returns 2V, the number of rows.
func (m matrix) rows() int { return m.in.Rows + m.out.Rows }

// row returns row i in the memory of the model.
func (m matrix) row(i int) []float32 {
	x := m.in
	if i >= x.Rows {
		i, x = i-x.Rows, m.out
	}
	return linalg.Row(x, i)
}

// changes calls emit with the blocks of rows that training has updated: to − from, with
// the number of updates by u. Rows without an update are left out, and so are blocks
// without a change. from and to have the same words.
func changes(from, to matrix, u *word2vec.Updates, emit func(block int, rows []byte)) {
	delta := make([]float32, from.in.Cols)
	for first := 0; first < from.rows(); first += blockRows {
		var b []byte
		for i := first; i < min(first+blockRows, from.rows()); i++ {
			n := updatesOf(u, i)
			if n == 0 {
				continue
			}
			before := from.row(i)
			for d, x := range to.row(i) {
				delta[d] = x - before[d]
			}
			b = appendChange(b, change{uint32(i), uint32(min(n, math.MaxUint32)), delta})
		}
		if b != nil {
			emit(first/blockRows, b)
		}
	}
}

// updatesOf returns the number of updates of a row of the matrix of 2V rows: the
// first V are input vectors.
func updatesOf(u *word2vec.Updates, row int) int64 {
	if v := len(u.Inputs); row >= v {
		return u.Outputs[row-v]
	}
	return u.Inputs[row]
}
