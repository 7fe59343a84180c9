package embed

import (
	"errors"
	"fmt"
	"math"
	"unicode/utf8"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/simd"
)

// rows collects the words and vectors of a file that is read one by one. Of a
// word that stands twice the first stays, as in gensim.
type rows struct {
	shape    shape
	words    *numbering
	counts   []int64
	data     []float32 // of the rows that were added
	repaired int
}

// newRows makes room for the rows that a header claims, but for no more than a
// file of size bytes can hold; and for one more, in which the end is looked for.
func newRows(s shape, size int64) *rows {
	room := min(max(0, s.rows), size/max(1, s.rowBytes)+1)
	return &rows{shape: s, words: newNumbering(int(room)), data: simd.Alloc((int(room) + 1) * s.dim)[:0]}
}

// next makes room for a vector and returns it, to be filled before add.
func (r *rows) next() []float32 {
	n := len(r.data)
	if cap(r.data) < n+r.shape.dim {
		r.data = append(r.data, make([]float32, r.shape.dim)...)[:n]
	}
	return r.data[n : n+r.shape.dim]
}

// add takes the vector in that next returned for word.
func (r *rows) add(e row) {
	if e.repaired {
		r.repaired++
	}
	r.words.add(e.word)
	if r.shape.counted {
		r.counts = append(r.counts, e.count)
	}
	r.data = r.data[:len(r.data)+r.shape.dim]
}

// file makes a table of the rows.
func (r *rows) file() (*File, error) {
	r.words.end()
	repeats := r.words.repeats
	words, err := r.words.builder.Vocab(without(r.counts, 1, repeats))
	if err != nil {
		return nil, err
	}
	data := without(r.data, r.shape.dim, repeats)
	table, err := New(words, blas32.General{Rows: words.Len(), Cols: r.shape.dim, Stride: r.shape.dim, Data: data})
	if err != nil {
		return nil, err
	}
	return &File{Table: table, Duplicates: len(repeats), Repaired: r.repaired}, nil
}

var errNoWord = errors.New("a vector without a word")

// checkWord refuses what a vocabulary cannot hold.
func checkWord(word string) error {
	switch {
	case word == "":
		return errNoWord
	case !utf8.ValidString(word):
		return fmt.Errorf("the word %q is no UTF-8", word)
	}
	return nil
}

// maxDim bounds the length of a vector that a header may claim.
const maxDim = 1 << 20

// checkHeader refuses what no file can hold.
func checkHeader(words, dim int64) error {
	if words < 0 || dim < 1 || dim > maxDim || words > math.MaxInt32 {
		return fmt.Errorf("line 1: the header claims %d words of dimension %d; possible are up to %d words of dimension 1 to %d", words, dim, math.MaxInt32, maxDim)
	}
	return nil
}
