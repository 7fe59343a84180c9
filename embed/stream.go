package embed

// This file declares streams of rows, by which files are converted and words selected
// without a table in memory.

import (
	"fmt"
	"iter"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/format/native"
	"github.com/w2vattn/w2vattn/embed/internal/mapped"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Stream is a table whose vectors are read one after another and need not all
// be in memory; the words are. Use it to convert a file that is larger than
// memory, or to extract some words of a file. Its methods return new
// streams, which share the words and the source of the vectors, and do not
// change the receiver.
//
// A program makes a stream of its own from Words, Dim and Rows. Several
// goroutines may range over the rows of a stream that this package made.
type Stream struct {
	Words *vocab.Vocab
	Dim   int
	// Rows yields the V vectors, of length Dim, in the order of the words. Each is valid
	// until the next iteration. Rows can be ranged over several times. An error ends it.
	Rows iter.Seq2[[]float32, error]
	// The other fields have the meaning that they have in File.
	Format     Format
	Duplicates int
	Repaired   int

	extra    format.Extra
	quantize string                      // how the native format rounds the vectors; "" if it does not
	exact    iter.Seq2[[]float32, error] // the vectors before rounding; nil if they are not rounded
	table    *Table                      // the table that the stream was made from; nil for a file read row by row
}

// Meta returns what the file stores about its training.
func (s *Stream) Meta() Meta { return s.extra.Meta }

// output returns the stream as formats write it.
func (s *Stream) output() *format.Output {
	return &format.Output{Words: s.Words, Dim: s.Dim, Rows: s.Rows, Extra: s.extra, Quantize: s.quantize,
		Exact: s.exact}
}

// Stream returns the file's table, matrices and metadata as a stream. Closing
// it closes the table.
func (f *File) Stream() *Stream {
	t := f.Table
	return &Stream{
		Words: t.words, Dim: t.Dim(), Rows: mapped.Rows(t.vectors, t.file), Format: f.Format, Duplicates: f.Duplicates,
		Repaired: f.Repaired,
		extra:    format.Extra{Meta: t.meta, Matrices: f.Matrices, Subwords: t.subwords}, table: t,
	}
}

// Table returns the stream's words and vectors as a table. It is the one that the stream
// was made from; if there is none, or if words were selected, the vectors are read into
// memory. The error is that of Rows.
func (s *Stream) Table() (*Table, error) {
	if s.table != nil && s.table.words == s.Words && s.exact == nil {
		return s.table, nil
	}
	vectors := blas32.General{Cols: s.Dim, Stride: s.Dim}
	for v, err := range s.Rows {
		if err != nil {
			return nil, err
		}
		vectors.Data = append(vectors.Data, v...)
		vectors.Rows++
	}
	return New(s.Words, vectors)
}

// Close closes the table that the stream was made from, if there is one. The error is that
// of Table.Close.
func (s *Stream) Close() error {
	if s.table == nil {
		return nil
	}
	return s.table.Close()
}

// Top returns a stream of the first n words, or of all words if there are
// fewer. In the files of most programs, the first words are the most frequent
// ones. The stream keeps the tokenizer. It has no configuration, corpus
// statistics, matrices beside the vectors, or subwords, because these belong to
// the whole vocabulary. A negative n is an error.
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
	top.extra = format.Extra{Meta: Meta{Tokenizer: s.extra.Meta.Tokenizer}}
	return &top, nil
}

// Select returns a stream of some words in the order of ids. It reads their
// vectors into memory. An id that occurs twice is an error; an id outside the
// vocabulary panics. Select leaves out the same metadata and matrices as Top.
func (s *Stream) Select(ids []vocab.ID) (*Stream, error) {
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
	some.Words, some.Rows = v, mapped.Rows(m, nil)
	some.extra = format.Extra{Meta: Meta{Tokenizer: s.extra.Meta.Tokenizer}}
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

// MatrixNames returns the sorted names of the matrices beside the vectors; see
// [File.Matrices].
func (s *Stream) MatrixNames() []string {
	names := append(native.MatrixNames(s.extra.Matrices), native.MatrixNames(s.extra.Streams)...)
	slices.Sort(names)
	return names
}

// HasSubwords reports whether vectors of unknown words can be made.
func (s *Stream) HasSubwords() bool { return s.extra.Subwords != nil }
