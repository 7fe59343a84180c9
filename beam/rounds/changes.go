package rounds

import (
	"encoding/binary"
	"fmt"
	"math"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/linalg"
)

// Rows 0…V−1 are input vectors, rows V…2V−1 output vectors. A pipeline passes them on in
// blocks of blockRows; the number of the block is the key.
const blockRows = 64

// A change is the change of a row by training: its number, the number of updates, and
// the difference of length D. Changes are encoded one after another, in 8+4·D bytes each.
type change struct {
	row     uint32
	updates uint32
	delta   []float32
}

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
		return fmt.Errorf("changes of %d bytes, no multiple of %d: pipeline and model are of different sizes", len(b),
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

func matrixOf(m *word2vec.Model) matrix { return matrix{m.Table.Matrix(), m.Outputs} }

func (m matrix) rows() int { return m.in.Rows + m.out.Rows }

func (m matrix) row(i int) []float32 {
	x := m.in
	if i >= x.Rows {
		i, x = i-x.Rows, m.out
	}
	return linalg.Row(x, i)
}

// changes calls emit with the blocks of rows that training has updated.
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

func updatesOf(u *word2vec.Updates, row int) int64 {
	if v := len(u.Inputs); row >= v {
		return u.Outputs[row-v]
	}
	return u.Inputs[row]
}
