package embed

import (
	"encoding/json"
	"fmt"
	"math"
	"sync"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/vocab"
)

// A Table is an embedding table: words and their vectors.
type Table struct {
	words   *vocab.Vocab
	vectors blas32.General // V×D
	meta    Meta
	norms   func() []float64 // Euclidean lengths of the rows
}

// Meta is what a table remembers of its making, as JSON that the package does
// not look into; nil where it is not known.
type Meta struct {
	Config    json.RawMessage // how the trainer was set
	Tokenizer json.RawMessage // how the corpus was cut into words
	Corpus    json.RawMessage // what the corpus held
}

// New makes a table of words and the rows of vectors, V×D, which must be as
// many. It keeps both; they must not be changed any more.
func New(words *vocab.Vocab, vectors blas32.General) (*Table, error) {
	if words.Len() != vectors.Rows {
		return nil, fmt.Errorf("embed: %d words but %d vectors", words.Len(), vectors.Rows)
	}
	if vectors.Cols < 1 || vectors.Stride < vectors.Cols {
		return nil, fmt.Errorf("embed: vectors of length %d with a stride of %d", vectors.Cols, vectors.Stride)
	}
	if need := (vectors.Rows-1)*vectors.Stride + vectors.Cols; vectors.Rows > 0 && len(vectors.Data) < need {
		return nil, fmt.Errorf("embed: %d numbers are too few for %d vectors of length %d", len(vectors.Data), vectors.Rows, vectors.Cols)
	}
	t := &Table{words: words, vectors: vectors}
	t.norms = sync.OnceValue(t.lengths)
	return t, nil
}

// WithMeta returns a table of the same words and vectors that remembers m.
func (t *Table) WithMeta(m Meta) *Table {
	return &Table{words: t.words, vectors: t.vectors, norms: t.norms, meta: m}
}

// Meta returns what the table remembers of its making.
func (t *Table) Meta() Meta { return t.meta }

// Len returns V, the number of words.
func (t *Table) Len() int { return t.vectors.Rows }

// Dim returns D, the length of a vector.
func (t *Table) Dim() int { return t.vectors.Cols }

// Vocab returns the words.
func (t *Table) Vocab() *vocab.Vocab { return t.words }

// Matrix returns the vectors, V×D, in the order of the word numbers. They are
// the table's own and must not be changed.
func (t *Table) Matrix() blas32.General { return t.vectors }

// Close releases what the table holds. A table in memory holds nothing; one
// need not close it.
func (t *Table) Close() error { return nil }

// Row returns the vector of the word with number id, which must not be
// changed. It panics if there is no such word.
func (t *Table) Row(id vocab.ID) []float32 {
	return row(t.vectors, int(id))
}

func row(m blas32.General, i int) []float32 {
	begin := i * m.Stride
	return m.Data[begin : begin+m.Cols : begin+m.Cols]
}

// Vector returns the vector of word, which must not be changed, or an
// *UnknownWordError.
func (t *Table) Vector(word string) ([]float32, error) {
	id, ok := t.words.ID(word)
	if !ok {
		return nil, &UnknownWordError{Words: []string{word}}
	}
	return t.Row(id), nil
}

// Gather returns the vectors of n tokens as an n×D matrix of its own, and which
// of the tokens are known. The rows of the others are zero.
func (t *Table) Gather(tokens []string) (blas32.General, []bool) {
	d := t.Dim()
	m := blas32.General{Rows: len(tokens), Cols: d, Stride: d, Data: make([]float32, len(tokens)*d)}
	known := make([]bool, len(tokens))
	for i, w := range tokens {
		if id, ok := t.words.ID(w); ok {
			copy(row(m, i), t.Row(id))
			known[i] = true
		}
	}
	return m, known
}

// lengths returns ‖v‖ of every row.
func (t *Table) lengths() []float64 {
	norms := make([]float64, t.Len())
	for i := range norms {
		norms[i] = norm(row(t.vectors, i))
	}
	return norms
}

// norm returns ‖x‖, summed in float64 so that neither large nor small numbers
// are lost.
func norm(x []float32) float64 {
	var sum float64
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return math.Sqrt(sum)
}
