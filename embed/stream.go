package embed

import (
	"fmt"
	"iter"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Stream is a table whose vectors come one after another, so that they need
// not all be in memory. The words are.
type Stream struct {
	Words *vocab.Vocab
	Dim   int
	// Rows yields the vectors in the order of the words. Each is valid until the
	// next one comes. It can be ranged over several times.
	Rows iter.Seq2[[]float32, error]
	// The rest is as in File.
	Format     Format
	Duplicates int
	Repaired   int

	meta     Meta
	matrices map[string]blas32.General
	subwords *Subwords
	quantize string                      // how the native format rounds
	exact    iter.Seq2[[]float32, error] // before it does
	table    *Table                      // that it comes from, nil if from a file
}

// Stream returns the file's table as a stream.
func (f *File) Stream() *Stream {
	t := f.Table
	return &Stream{
		Words: t.words, Dim: t.Dim(), Rows: t.rows(), Format: f.Format, Duplicates: f.Duplicates, Repaired: f.Repaired,
		meta: t.meta, matrices: f.Matrices, subwords: t.subwords, table: t,
	}
}

// Close closes the table that the stream comes from, if it has one.
func (s *Stream) Close() error {
	if s.table == nil {
		return nil
	}
	return s.table.Close()
}

// Top returns a stream of the first n words alone. The configuration, and
// whatever stands beside the vectors, belongs to the whole and is left out. A
// negative n is an error.
func (s *Stream) Top(n int) (*Stream, error) {
	if n < 0 {
		return nil, fmt.Errorf("embed: the first %d words of a stream: the number must be 0 or more", n)
	}
	n = min(n, s.Words.Len())
	words := make([]string, 0, n)
	var counts []int64
	for id, word := range s.Words.All() {
		if int(id) == n {
			break
		}
		words = append(words, word)
		if s.Words.Counted() {
			counts = append(counts, s.Words.Count(id))
		}
	}
	v, err := vocab.New(words, counts)
	if err != nil {
		return nil, err
	}
	top := *s
	top.Words, top.Rows = v, first(s.Rows, n)
	top.meta, top.matrices, top.subwords = Meta{Tokenizer: s.meta.Tokenizer}, nil, nil
	return &top, nil
}

// Some returns a stream of some words alone, in the order given; a word that is
// named twice is an error. Their vectors, and no others, are read into memory.
// What stands beside the vectors is left out, as with Top.
func (s *Stream) Some(ids []vocab.ID) (*Stream, error) {
	words, counts := make([]string, len(ids)), make([]int64, len(ids))
	place := make(map[vocab.ID]int, len(ids))
	for i, id := range ids {
		words[i], counts[i], place[id] = s.Words.Word(id), s.Words.Count(id), i
	}
	if !s.Words.Counted() {
		counts = nil
	}
	v, err := vocab.New(words, counts)
	if err != nil {
		return nil, err
	}
	m := blas32.General{Rows: len(ids), Cols: s.Dim, Stride: s.Dim, Data: make([]float32, len(ids)*s.Dim)}
	id := vocab.ID(0)
	for vector, err := range s.Rows {
		if err != nil {
			return nil, err
		}
		if i, ok := place[id]; ok {
			copy(linalg.Row(m, i), vector)
		}
		id++
	}
	some := *s
	some.Words, some.Rows = v, rowsOf(m, nil)
	some.meta, some.matrices, some.subwords = Meta{Tokenizer: s.meta.Tokenizer}, nil, nil
	return &some, nil
}

// first yields the first n vectors of all.
func first(all iter.Seq2[[]float32, error], n int) iter.Seq2[[]float32, error] {
	return func(yield func([]float32, error) bool) {
		if n == 0 {
			return
		}
		i := 0
		for v, err := range all {
			if i++; !yield(v, err) || err != nil || i == n {
				return
			}
		}
	}
}

// MatrixNames returns the names of the matrices beside the vectors, sorted.
func (s *Stream) MatrixNames() []string { return matrixNames(s.matrices) }

// HasSubwords says whether vectors of unknown words can be made.
func (s *Stream) HasSubwords() bool { return s.subwords != nil }

// An entry is a word and its vector.
type entry struct {
	id     vocab.ID
	word   string
	vector []float32
}

// entries yields words and vectors together.
func (s *Stream) entries() iter.Seq2[entry, error] {
	return func(yield func(entry, error) bool) {
		id := vocab.ID(0)
		for v, err := range s.Rows {
			if err != nil {
				yield(entry{}, err)
				return
			}
			if !yield(entry{id, s.Words.Word(id), v}, nil) {
				return
			}
			id++
		}
	}
}
