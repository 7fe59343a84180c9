package parquet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/parquet-go/parquet-go"

	"github.com/w2vattn/w2vattn/embed/internal/format"
)

// magic are the first four bytes of a file, and the last.
var magic = []byte("PAR1")

// detect accepts the first bytes of a file, and all files with the extension: no other
// format has it, and the error of reading names the problem.
func detect(h format.Head) format.Match {
	if h.Named || bytes.HasPrefix(h.Bytes, magic) {
		return format.Certain
	}
	return format.No
}

// A reader implements format.Reader. It reads three columns side by side, each page by
// page.
type reader struct {
	words, counts, vectors *column // counts is nil if they are not known
	number                 func(parquet.Value) float32
	header                 format.Header
	extra                  format.Extra
	seen                   int64 // number of rows that were returned
	behind                 int64 // number of them whose vectors were not read
}

// open opens the columns. The list of row groups is at the end of a file, so a stream
// cannot be read.
func open(in *format.Input) (r format.Reader, err error) {
	if in.At == nil {
		return nil, errors.New("a parquet file cannot be read from a stream; give a file")
	}
	if err := checkFooter(in); err != nil {
		return nil, err
	}
	s := &reader{}
	err = guard(func() error {
		f, err := parquet.OpenFile(in.At, in.Size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true),
			parquet.ReadBufferSize(1<<18))
		if err != nil {
			return err
		}
		return s.open(f)
	})
	if err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// checkFooter returns an error if the file is not a Parquet file, or if the length of its
// footer is not possible.
func checkFooter(in *format.Input) error {
	const ends = 12 // magic at both ends, and the length of the footer
	var head [4]byte
	var tail [8]byte
	if in.Size < ends {
		return fmt.Errorf("the file has %d bytes, fewer than any Parquet file", in.Size)
	}
	if _, err := in.At.ReadAt(head[:], 0); err != nil {
		return err
	}
	if _, err := in.At.ReadAt(tail[:], in.Size-8); err != nil {
		return err
	}
	switch length := binary.LittleEndian.Uint32(tail[:4]); {
	case bytes.Equal(head[:], []byte("PARE")):
		return errors.New("an encrypted Parquet file cannot be read; write it without encryption")
	case !bytes.Equal(head[:], magic):
		return errors.New("the file does not begin as a Parquet file")
	case !bytes.Equal(tail[4:], magic):
		return errors.New("the file does not end as a Parquet file; it may be incomplete")
	case int64(length) > in.Size-ends:
		return fmt.Errorf("the footer claims %d bytes, but the file has %d", length, in.Size)
	}
	return nil
}

// guard calls do and returns its error. The library panics on some damaged files; that
// becomes an error.
func guard(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the file is damaged: %v", p)
		}
	}()
	return do()
}

// open opens the columns and reads the length of the first vector and whether the first
// word has a count.
func (s *reader) open(f *parquet.File) (err error) {
	if s.words, err = findColumn(f, "word"); err == nil {
		err = s.words.checkWords()
	}
	if err != nil {
		return err
	}
	if s.vectors, err = findColumn(f, "vector"); err == nil {
		s.number, err = s.vectors.numbers()
	}
	if err != nil {
		return err
	}
	if s.counts, err = s.findCounts(f); err != nil {
		return err
	}
	dim, err := s.dim()
	if err != nil {
		return err
	}
	s.header = format.Header{Rows: f.NumRows(), RowBytes: int64(dim), Dim: dim, Counted: s.counts != nil}
	return s.readMeta(f)
}

// readMeta reads what this package stores of the training. Other programs store their own
// metadata, with other keys.
func (s *reader) readMeta(f *parquet.File) error {
	for _, pair := range f.Metadata().KeyValueMetadata {
		name, ok := strings.CutPrefix(pair.Key, metaPrefix)
		if !ok {
			continue
		}
		if err := s.extra.Meta.Set(name, pair.Value); err != nil {
			return err
		}
	}
	return nil
}

// Extra implements format.Extender.
func (s *reader) Extra() (format.Extra, error) { return s.extra, nil }

// findCounts returns the column of counts, nil if there is none or if its first value is
// null.
func (s *reader) findCounts(f *parquet.File) (*column, error) {
	if f.Root().Column("count") == nil {
		return nil, nil
	}
	c, err := findColumn(f, "count")
	if err != nil {
		return nil, err
	}
	if err := c.checkCounts(); err != nil {
		return nil, err
	}
	first, err := c.peek()
	if err != nil || first.IsNull() {
		c.close()
		return nil, ignoreEOF(err)
	}
	return c, nil
}

// ignoreEOF returns err, and nil for io.EOF.
func ignoreEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// dim returns the length of the first vector.
func (s *reader) dim() (int, error) {
	first := *s.vectors // which has not been read from
	defer first.close()
	n := 0
	for {
		v, err := first.peek()
		if errors.Is(err, io.EOF) && n == 0 {
			return 0, errors.New("the file has no rows, so that the length of its vectors is not known")
		}
		if errors.Is(err, io.EOF) || err == nil && n > 0 && v.RepetitionLevel() == 0 {
			return n, nil
		}
		if err != nil {
			return 0, err
		}
		if err := s.vectors.checkValue(v); err != nil {
			return 0, fmt.Errorf("word 1: %w", err)
		}
		first.at++
		if n++; n > format.MaxDim {
			return 0, fmt.Errorf("word 1: the vector has more than %d numbers", format.MaxDim)
		}
	}
}

// Header implements format.Reader.
func (s *reader) Header() format.Header { return s.header }

// Close implements format.Reader.
func (s *reader) Close() {
	for _, c := range []*column{s.words, s.counts, s.vectors} {
		if c != nil {
			c.close()
		}
	}
}

// Next implements format.Reader.
func (s *reader) Next(vector []float32) (r format.Row, err error) {
	err = guard(func() (err error) {
		r, err = s.next(vector)
		return err
	})
	if err != nil && !errors.Is(err, errEnd) {
		return r, fmt.Errorf("word %d of %d: %w", s.seen+1, s.header.Rows, err)
	}
	if err != nil {
		return r, io.EOF
	}
	s.seen++
	return r, nil
}

// errEnd is the error of next after the last row. It is not io.EOF, which the library
// returns for pages that are cut.
var errEnd = errors.New("no more rows")

// next reads a row.
func (s *reader) next(vector []float32) (r format.Row, err error) {
	v, err := s.words.next()
	if errors.Is(err, io.EOF) {
		return r, s.checkEnd()
	}
	if err != nil {
		return r, err
	}
	if v.IsNull() {
		return r, s.words.fault("the column word is null; leave such rows out")
	}
	r.Word, r.Repaired = format.Repair(string(v.ByteArray()))
	if err := format.CheckWord(r.Word); err != nil {
		return r, err
	}
	if r.Count, err = s.count(); err != nil {
		return r, err
	}
	if vector == nil {
		s.behind++
		return r, nil
	}
	if err := s.skip(); err != nil {
		return r, err
	}
	if err := s.vector(vector); err != nil {
		return r, err
	}
	return r, format.CheckVector(r.Word, vector)
}

// count reads the next count, 0 if counts are not known.
func (s *reader) count() (int64, error) {
	if s.counts == nil {
		return 0, nil
	}
	v, err := s.counts.next()
	if err != nil {
		return 0, s.counts.ended(err)
	}
	if v.IsNull() {
		return 0, s.counts.fault("the column count is null here, but not in the first row; fill in 0, or remove the column")
	}
	n := v.Int64()
	if v.Kind() == parquet.Int32 {
		n = int64(v.Int32())
	}
	if n < 0 {
		return 0, s.counts.fault("the count is %d", n)
	}
	return n, nil
}

// skip reads the vectors of rows that were read without them.
func (s *reader) skip() error {
	for ; s.behind > 0; s.behind-- {
		for n := 0; ; n++ {
			v, err := s.vectors.peek()
			if err != nil && (n == 0 || !errors.Is(err, io.EOF)) {
				return s.vectors.ended(err)
			}
			if err != nil || n > 0 && v.RepetitionLevel() == 0 {
				break
			}
			s.vectors.at++
		}
	}
	return nil
}

// vector reads the numbers of the next row.
func (s *reader) vector(vector []float32) error {
	for n := 0; ; n++ {
		v, err := s.vectors.peek()
		more := err == nil && (n == 0 || v.RepetitionLevel() > 0)
		switch {
		case err != nil && (n == 0 || !errors.Is(err, io.EOF)):
			return s.vectors.ended(err)
		case !more && n == len(vector):
			return nil
		case !more:
			return s.vectors.fault("the vector has %d numbers, but the first one has %d", n, len(vector))
		case n == len(vector):
			return s.vectors.fault("the vector has more numbers than the first one, which has %d", n)
		}
		if err := s.vectors.checkValue(v); err != nil {
			return err
		}
		vector[n] = s.number(v)
		s.vectors.at++
	}
}

// checkEnd returns errEnd, or an error if a column is longer than that of the words.
func (s *reader) checkEnd() error {
	for _, c := range []*column{s.counts, s.vectors} {
		if c == nil || c == s.vectors && s.behind > 0 {
			continue
		}
		if _, err := c.peek(); err == nil {
			return c.fault("the column %s has more rows than the column word", c.name)
		} else if !errors.Is(err, io.EOF) {
			return err
		}
	}
	return errEnd
}
