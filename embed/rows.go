package embed

import (
	"fmt"
	"math"
	"unicode/utf8"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/vocab"
)

// rows collects the words and vectors of a file that is read one by one. Of a
// word that stands twice the first stays, as in gensim.
type rows struct {
	dim        int
	words      []string
	data       []float32
	seen       map[string]bool
	duplicates int
}

// newRows makes room for the rows that a header claims, but for no more than a
// file of size bytes can hold with rowBytes or more each.
func newRows(dim int, claimed, size, rowBytes int64) *rows {
	room := min(claimed, size/rowBytes+1)
	return &rows{dim: dim, words: make([]string, 0, room), data: make([]float32, 0, room*int64(dim)), seen: make(map[string]bool, room)}
}

// next makes room for a vector and returns it, to be filled before add.
func (r *rows) next() []float32 {
	n := len(r.words) * r.dim
	if cap(r.data) < n+r.dim {
		r.data = append(r.data[:n], make([]float32, r.dim)...)
	}
	return r.data[n : n+r.dim]
}

// add takes the vector in that next returned for word.
func (r *rows) add(word string) error {
	switch {
	case word == "":
		return fmt.Errorf("a vector without a word")
	case !utf8.ValidString(word):
		return fmt.Errorf("the word %q is no UTF-8", word)
	}
	vector := r.next()
	for i, x := range vector {
		if x-x != 0 { // NaN or infinity
			return fmt.Errorf("number %d of the vector of %q is %v", i+1, word, x)
		}
	}
	if r.seen[word] {
		r.duplicates++
		return nil
	}
	r.seen[word] = true
	r.words = append(r.words, word)
	r.data = r.data[:len(r.words)*r.dim]
	return nil
}

// count is how many vectors were read, duplicates included.
func (r *rows) count() int64 { return int64(len(r.words) + r.duplicates) }

// file makes a table of the rows.
func (r *rows) file() (*File, error) {
	words, err := vocab.New(r.words, nil)
	if err != nil {
		return nil, err
	}
	table, err := New(words, blas32.General{Rows: len(r.words), Cols: r.dim, Stride: r.dim, Data: r.data})
	if err != nil {
		return nil, err
	}
	return &File{Table: table, Duplicates: r.duplicates}, nil
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
