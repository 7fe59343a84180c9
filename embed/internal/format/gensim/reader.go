package gensim

// This file reads the words and vectors row by row.

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/pickle"
	"github.com/w2vattn/w2vattn/embed/internal/subword"
)

// A reader implements format.Extender. It walks the list of words, which the pickle holds in
// memory, and the rows of the array of vectors, which stays in its file, side by side: row i is
// the vector of word i. The array may have more rows than there are words, since gensim can
// reserve rows for words that are added later.
type reader struct {
	model   *model
	in      *input
	vectors *opened
	header  format.Header
	counts  []int64
	// subwords has the n-grams of FastText; nil if there are none.
	subwords *subword.Subwords
	// compose is whether the vectors are to be added to those of the n-grams.
	compose bool
	seen    int
	filled  bool // whether a vector was wanted
}

// open reads the pickle and opens the vectors.
func open(in *format.Input) (format.Reader, error) {
	v, size, err := pickle.Decode(pickle.Input{R: in.R, At: in.At, Size: in.Size}, allowed)
	if err != nil {
		return nil, err
	}
	s := &reader{in: &input{at: in.At, path: in.Path}}
	if s.model, err = newModel(v, in.Path, size); err == nil {
		err = s.open()
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// open opens the vectors and compares them with the words. The counts are read first, because
// those of older versions are in the vocabulary, which is released before the vectors are read.
func (s *reader) open() (err error) {
	if s.counts, err = s.model.counts(s.in); err != nil {
		return err
	}
	s.model.release()
	at, err := s.model.wv.array("vectors", "syn0")
	if err != nil {
		return err
	}
	if s.compose = at == nil; s.compose {
		if at, err = s.model.wv.array("vectors_vocab", "syn0_vocab"); err != nil {
			return err
		}
	}
	if at == nil {
		return fmt.Errorf("the %s has no vectors", s.model.wv.Class)
	}
	if s.vectors, err = at.open(s.in); err != nil {
		return err
	}
	if n := len(s.model.words); s.vectors.rows < int64(n) {
		return fmt.Errorf("%d words but %d vectors", n, s.vectors.rows)
	}
	// The vectors may be in another file: all that a row is certain to take in this one is a
	// byte of its word.
	s.header = format.Header{RowBytes: 1, Dim: int(s.vectors.columns), Counted: s.counts != nil}
	if s.vectors.checked {
		s.header.Rows = int64(len(s.model.words))
	}
	return s.openSubwords()
}

// openSubwords reads the n-grams, if there are any. Those of gensim before 3.7.2 have other
// hashes; they are refused if the vectors of words depend on them, and else not read.
func (s *reader) openSubwords() error {
	wv := s.model.wv
	least, ok1 := wv.get("min_n").(int64)
	most, ok2 := wv.get("max_n").(int64)
	buckets, ok3 := wv.get("bucket").(int64)
	if s.compose && ok3 && buckets == 0 { // no n-grams: vectors_vocab has the vectors themselves
		s.compose = false
		return nil
	}
	at, err := wv.array("vectors_ngrams", "syn0_ngrams")
	if err != nil {
		return err
	}
	if at == nil || !ok1 || !ok2 || !ok3 || wv.get("compatible_hash") != true {
		if s.compose {
			return errors.New("a FastText model of gensim before 3.7.2, whose n-grams have other hashes; load it into " +
				"gensim 3.8.3 and save it again")
		}
		return nil
	}
	m, err := s.readNGrams(at, buckets)
	if err != nil || m.Rows == 0 {
		return err
	}
	s.subwords = subword.New(int(least), int(most), m, nil)
	return s.subwords.Check(s.header.Dim)
}

// readNGrams reads the vectors of the n-grams into memory. It returns an empty matrix if the
// vectors of words do not depend on them and the file has only those n-grams that occurred
// in the corpus, as gensim 3.7 and 3.8 wrote it. The matrix takes 4·B·D bytes: 800 MB for
// gensim's defaults of B = 2,000,000 buckets and D = 100.
func (s *reader) readNGrams(at *source, buckets int64) (blas32.General, error) {
	o, err := at.open(s.in)
	if err != nil {
		return blas32.General{}, err
	}
	defer o.close()
	if o.rows < buckets && !s.compose {
		return blas32.General{}, nil
	}
	if o.rows != buckets || o.columns != int64(s.header.Dim) {
		return blas32.General{}, fmt.Errorf("%s: the shape is [%d %d], expected [%d %d]", at.name, o.rows, o.columns,
			buckets, s.header.Dim)
	}
	return o.read(int(o.rows))
}

// read reads the first n rows into memory, n×D. The matrix is allocated as a whole only if the
// array is known to be as long as its shape says. Otherwise it grows row by row, so that a
// false shape takes no more memory than the numbers that the file really has.
func (o *opened) read(n int) (blas32.General, error) {
	d := int(o.columns)
	m := blas32.General{Rows: n, Cols: d, Stride: d}
	if o.checked {
		m.Data = make([]float32, 0, n*d)
	}
	for range n {
		m.Data = append(m.Data, make([]float32, d)...)
		if err := o.Next(m.Data[len(m.Data)-d:]); err != nil {
			return m, err
		}
	}
	return m, nil
}

// Header implements format.Reader.
func (s *reader) Header() format.Header { return s.header }

// Close implements format.Reader.
func (s *reader) Close() {
	if s.vectors != nil {
		s.vectors.close()
	}
}

// Next implements format.Reader. A vector that is not wanted is not read.
func (s *reader) Next(vector []float32) (r format.Row, err error) {
	if s.seen == len(s.model.words) {
		return r, s.checkEnd()
	}
	i := s.seen
	s.seen++
	raw, err := s.model.word(i)
	if err == nil {
		r.Word, r.Repaired = format.Repair(raw)
		err = format.CheckWord(r.Word)
	}
	if err == nil && s.counts != nil {
		if r.Count = s.counts[i]; r.Count < 0 {
			err = fmt.Errorf("the count of %q is %d", r.Word, r.Count)
		}
	}
	if err == nil {
		err = s.vector(raw, vector)
	}
	if err == nil {
		err = format.CheckVector(r.Word, vector)
	}
	if err != nil {
		return r, fmt.Errorf("word %d of %d: %w", s.seen, len(s.model.words), err)
	}
	return r, nil
}

// vector fills vector with that of a word, or skips it if vector is nil. word is as it is in
// the file, not repaired: the hashes of its n-grams are those of its bytes.
func (s *reader) vector(word string, vector []float32) error {
	s.filled = s.filled || vector != nil
	if err := s.vectors.Next(vector); err != nil || !s.compose || vector == nil {
		return err
	}
	n := len(vector)
	s.subwords.Average([]string{word}, blas32.General{Rows: 1, Cols: n, Stride: n, Data: vector})
	return nil
}

// checkEnd returns io.EOF, or an error if the array is longer than its shape claims. If
// only words were read, the array is not.
func (s *reader) checkEnd() error {
	if !s.filled || s.vectors.checked {
		return io.EOF
	}
	n, err := s.vectors.Rest()
	if err == nil && n > 0 {
		err = fmt.Errorf("the vectors continue for %d bytes after the last", n)
	}
	if err != nil {
		return err
	}
	return io.EOF
}

// Extra implements format.Extender: the n-grams, and of a Word2Vec model its output vectors
// and its configuration. The output vectors have the names that package word2vec gives them,
// with which it continues the training: outputs are those of the words (negative sampling),
// outputs_hs those of the nodes of the Huffman tree (hierarchical softmax).
func (s *reader) Extra() (format.Extra, error) {
	x := format.Extra{Subwords: s.subwords}
	if v := s.model.version(); v != "" {
		x.Meta.Program = "gensim " + v
	}
	x.Meta.Config = s.model.config(s.header.Dim)
	x.Meta.Corpus = s.model.corpus()
	if s.model.classOf() != "Word2Vec" { // no trainer here continues the others
		return x, nil
	}
	x.Streams = map[string]format.MatrixRows{}
	for name, attributes := range map[string][]string{"outputs": {"syn1neg"}, "outputs_hs": {"syn1"}} {
		m, err := s.outputs(attributes...)
		if err != nil {
			return x, err
		}
		if m.Rows != nil {
			x.Streams[name] = m
		}
	}
	return x, nil
}

// outputs returns a matrix of output vectors; without rows if the model has none, or none
// of V×D numbers.
func (s *reader) outputs(names ...string) (m format.MatrixRows, err error) {
	for _, part := range s.model.settings() {
		at, err := part.array(names...)
		if err != nil {
			return m, err
		}
		if at == nil {
			continue
		}
		o, err := at.open(s.in)
		if err != nil {
			return m, err
		}
		o.close()
		if o.rows != int64(len(s.model.words)) || int(o.columns) != s.header.Dim {
			return m, nil
		}
		return format.MatrixRows{Cols: int(o.columns), Rows: s.rows(at)}, nil
	}
	return m, nil
}

// rows yields the rows of a matrix. It opens the matrix and, if the path is known, the file of
// the pickle anew each time, because the rows may be read several times and after Close. Each
// row is valid until the next one: a single one is in memory.
func (s *reader) rows(at *source) iter.Seq2[[]float32, error] {
	return func(yield func([]float32, error) bool) {
		in, file, err := s.in.reopened()
		if err != nil {
			yield(nil, err)
			return
		}
		defer file.Close() //nolint:errcheck // only read from
		o, err := at.open(in)
		if err != nil {
			yield(nil, err)
			return
		}
		defer o.close()
		row := make([]float32, o.columns)
		for range o.rows {
			if err := o.Next(row); err != nil {
				yield(nil, fmt.Errorf("%s: %w", at.name, err))
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}
