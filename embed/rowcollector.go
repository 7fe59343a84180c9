package embed

// This file collects rows into a table. The memory for vectors is allocated at once
// by the number of rows that a header claims, but only as far as the size of the file
// allows.

import (
	"errors"
	"fmt"
	"io"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/internal/simd"
)

// A rowCollector collects the words and vectors of a file that is read row by row. Vectors
// are read into their place in the matrix. Words get their ids in another goroutine, so it
// is known only at the end which rows repeat a word; these rows are removed then. The first
// row of a word that occurs twice stays, as in gensim.
type rowCollector struct {
	header   format.Header
	words    *idAssigner
	counts   []int64
	data     []float32 // the vectors that were added
	repaired int
}

// newRowCollector allocates memory for the rows that a header claims, but for no more than
// a file of size bytes can hold, so a wrong header does not cost memory. It allocates one
// vector more, because next is also called before the read that finds the end of the file.
func newRowCollector(h format.Header, size int64) *rowCollector {
	capacity := min(max(0, h.Rows), size/max(1, h.RowBytes)+1)
	return &rowCollector{header: h, words: newIDAssigner(int(capacity)),
		data: simd.Alloc((int(capacity) + 1) * h.Dim)[:0]}
}

// next returns the vector that the next call of add keeps, for the caller to
// fill in.
func (r *rowCollector) next() []float32 {
	n := len(r.data)
	if cap(r.data) < n+r.header.Dim {
		r.data = append(r.data, make([]float32, r.header.Dim)...)[:n]
	}
	return r.data[n : n+r.header.Dim]
}

// add keeps the row e with the vector that next returned.
func (r *rowCollector) add(e format.Row) {
	if e.Repaired {
		r.repaired++
	}
	r.words.add(e.Word)
	if r.header.Counted {
		r.counts = append(r.counts, e.Count)
	}
	r.data = r.data[:len(r.data)+r.header.Dim]
}

// contents returns the words and vectors, without rows whose word occurred
// before.
func (r *rowCollector) contents() (*format.Contents, error) {
	r.words.end()
	repeats := r.words.duplicates
	words, err := r.words.builder.Vocab(removeRows(r.counts, 1, repeats))
	if err != nil {
		return nil, err
	}
	data := removeRows(r.data, r.header.Dim, repeats)
	return &format.Contents{
		Words: words, Vectors: blas32.General{Rows: words.Len(), Cols: r.header.Dim, Stride: r.header.Dim, Data: data},
		Duplicates: len(repeats), Repaired: r.repaired,
	}, nil
}

// readRows reads all rows of a file of size bytes, or 0 if the size is not
// known. It closes s.
func readRows(s format.Reader, size int64) (*format.Contents, error) {
	defer s.Close()
	t := newRowCollector(s.Header(), size)
	defer t.words.end()
	for {
		r, err := s.Next(t.next())
		if errors.Is(err, io.EOF) {
			return t.extended(s)
		}
		if err != nil {
			return nil, err
		}
		t.add(r)
	}
}

// extended returns the contents with what the file stores beside its rows.
func (r *rowCollector) extended(from format.Reader) (*format.Contents, error) {
	c, err := r.contents()
	if err != nil {
		return nil, err
	}
	if c.Extra, err = extraOf(from, c.Duplicates); err != nil {
		return nil, err
	}
	for name, m := range c.Streams {
		if c.Matrices == nil {
			c.Matrices = map[string]blas32.General{}
		}
		if c.Matrices[name], err = readMatrix(m, c.Words.Len()); err != nil {
			return nil, err
		}
	}
	c.Streams = nil
	return c, nil
}

// readMatrix reads a matrix of v rows into memory, which grows with what was read.
func readMatrix(m format.MatrixRows, v int) (blas32.General, error) {
	all := blas32.General{Cols: m.Cols, Stride: m.Cols}
	for row, err := range m.Rows {
		if err != nil {
			return all, err
		}
		all.Data = append(all.Data, row...)
		all.Rows++
	}
	if all.Rows != v {
		return all, fmt.Errorf("a matrix has %d rows, expected %d", all.Rows, v)
	}
	return all, nil
}
