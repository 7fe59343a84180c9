package embed

// This file declares the embedding table: a vocabulary of V words and a V×D matrix of
// float32, row i for the word with id i.

import (
	"cmp"
	"fmt"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/mapped"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Table is an embedding table: V words and their vectors of length D. It is
// immutable and safe for concurrent use.
//
// A table that Open mapped reads its file when it is used. If the file is
// damaged, or was truncated by another program, methods return an error. Three
// methods have no error to return, and do this with such a file:
//
//   - Row returns zeros.
//   - Vocab returns a vocabulary whose words may be missing or empty.
//   - Matrix returns memory of the mapped file, and reading its numbers ends the
//     program.
//
// Call Err after a loop over Row or Vocab. Words, and the vectors of Row,
// Vector and Gather, are copies that stay valid after the file changed. A file
// that changes without becoming shorter is not noticed; this package replaces
// files and never changes them.
type Table struct {
	words    *vocab.Vocab
	vectors  blas32.General // V×D
	meta     Meta
	subwords *Subwords    // nil if unknown words have no vectors
	norms    *norms       // of the rows, shared by tables with the same vectors
	int8Rows *int8Rows    // nil without WithInt8
	file     *mapped.File // nil if the table is in memory
}

// Meta holds what a table stores about its training. Config (of the trainer),
// Tokenizer and Corpus (statistics) are JSON that the package does not parse,
// or nil if they are not known. Program is the name and version of the program
// that trained the vectors.
type Meta = format.Meta

// New returns a table of V words and the rows of vectors, V×D. It keeps both, without copying;
// the caller must not change them any more. The matrix must have one row for each word, rows of
// at least one number, a stride of at least the length of a row, and Data long enough for all
// rows, else New returns an error.
func New(words *vocab.Vocab, vectors blas32.General) (*Table, error) {
	if words.Len() != vectors.Rows {
		return nil, fmt.Errorf("embed: %d words but %d vectors", words.Len(), vectors.Rows)
	}
	if vectors.Cols < 1 || vectors.Stride < vectors.Cols {
		return nil, fmt.Errorf("embed: vectors of length %d with a stride of %d", vectors.Cols, vectors.Stride)
	}
	if need := (vectors.Rows-1)*vectors.Stride + vectors.Cols; vectors.Rows > 0 && len(vectors.Data) < need {
		return nil, fmt.Errorf("embed: %d numbers are too few for %d vectors of length %d", len(vectors.Data),
			vectors.Rows, vectors.Cols)
	}
	return &Table{words: words, vectors: vectors, norms: &norms{}}, nil
}

// WithMeta returns a table of the same words and vectors with the metadata m.
func (t *Table) WithMeta(m Meta) *Table {
	with := *t
	with.meta = m
	return &with
}

// Meta returns what the table stores about its training.
func (t *Table) Meta() Meta { return t.meta }

// Len returns V, the number of words.
func (t *Table) Len() int { return t.vectors.Rows }

// Dim returns D, the length of a vector.
func (t *Table) Dim() int { return t.vectors.Cols }

// Vocab returns the words and their counts.
func (t *Table) Vocab() *vocab.Vocab { return t.words }

// Matrix returns the vectors, V×D, in the order of the ids. They are not
// copied: do not change them, and do not use them after Close. The numbers of
// a mapped table lie in its file; if the file was truncated by then, reading them
// ends the program.
func (t *Table) Matrix() blas32.General { return t.vectors }

// Row returns the vector of the word with that id, which must not be changed.
// For a mapped table it is a copy. An id outside the table panics. Row is for
// loops: if a mapped file cannot be read, the vector is zero and Err returns
// the error.
func (t *Table) Row(id vocab.ID) []float32 {
	v, _ := t.vector(id) // Err returns the error
	return v
}

// vector is Row with its error.
func (t *Table) vector(id vocab.ID) ([]float32, error) {
	if id < 0 || int(id) >= t.Len() {
		panic(fmt.Sprintf("embed: word number %d in a table of %d words", id, t.Len()))
	}
	if t.file == nil {
		return linalg.Row(t.vectors, int(id)), nil
	}
	v := make([]float32, t.Dim())
	err := t.guard(func() { copy(v, linalg.Row(t.vectors, int(id))) })
	if err != nil {
		clear(v)
	}
	return v, err
}

// Vector returns the vector of word, which must not be changed. For a mapped table it is a
// copy. An unknown word is an *UnknownWordError without similar spellings; [Lookup.Find] names
// those. Other errors are those of a mapped file that cannot be read.
func (t *Table) Vector(word string) ([]float32, error) {
	id, err := t.idOf(word)
	if err != nil {
		return nil, err
	}
	return t.vector(id)
}

// idOf returns the id of a word, or an *UnknownWordError. If a mapped file
// cannot be read, it returns that error instead.
func (t *Table) idOf(word string) (vocab.ID, error) {
	id, ok := t.words.ID(word)
	if ok {
		return id, nil
	}
	if err := t.Err(); err != nil {
		return id, err
	}
	return id, &UnknownWordError{Words: []string{word}}
}

// Gather returns the vectors of n tokens as an n×D matrix, which can be both the keys and the
// values of attention over them. It also returns which of the tokens are known. The rows of
// unknown tokens are zero. Tokens are looked up exactly as they are written; use a [Lookup] for
// other forms, such as lower case, and for vectors of unknown tokens. Both results are the
// caller's own. The error is that of a mapped file that cannot be read.
func (t *Table) Gather(tokens []string) (blas32.General, []bool, error) {
	d := t.Dim()
	m := blas32.General{Rows: len(tokens), Cols: d, Stride: d, Data: make([]float32, len(tokens)*d)}
	known := make([]bool, len(tokens))
	err := t.guard(func() {
		for i, w := range tokens {
			if id, ok := t.words.ID(w); ok {
				copy(linalg.Row(m, i), linalg.Row(t.vectors, int(id)))
				known[i] = true
			}
		}
	})
	if err = cmp.Or(err, t.Err()); err != nil {
		return blas32.General{}, nil, err
	}
	return m, known, nil
}
