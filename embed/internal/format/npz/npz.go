// Package npz is numpy's archive of arrays (.npz, numpy.savez), a zip of files
// NAME.npy. It needs these arrays:
//
//	vectors  V×D numbers; f2, f4 or f8, either byte order, row-major (C) or column-major (Fortran) order
//	words    V strings: characters (<U12) or UTF-8 bytes (|S12)
//	counts   V integers, how often each word occurred; may be missing
//
// In Python:
//
//	m = numpy.load("m.npz")
//	m["vectors"][list(m["words"]).index("cat")]
//
// Written archives have them in this order, the vectors without compression and
// the others with DEFLATE. Arrays with other names are ignored.
//
// Arrays of Python objects are refused, because reading them can run code.
// numpy's strings are padded with zeros, so that a word cannot end with one.
// If a word occurs twice, its first row is used.
package npz

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/w2vattn/w2vattn/embed/internal/binfile"
	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/npy"
	"github.com/w2vattn/w2vattn/vocab"
)

// The names of the arrays.
const (
	keyVectors = "vectors"
	keyWords   = "words"
	keyCounts  = "counts"
)

// name is the name of the format in messages.
const name = "npz"

// Format is numpy's archive. It cannot be compressed as a whole, because its list of files
// is at its end.
var Format = format.Format{
	Name: name, Extensions: []string{".npz"}, Detect: detect, Open: open, Write: write,
	ReadDoc: "yes: f2, f4, f8, either byte order, row-major (C) or column-major (Fortran) order", WrittenDoc: "yes, for `numpy.load`",
	StreamDoc: "yes; read whole if column-major",
	WordsDoc:  "an array of strings; object arrays are refused because they are pickles, which can run code",
}

// detect accepts zip archives, with files or empty, and all files with the
// extension: no other format has it, and the error of reading names the problem.
func detect(h format.Head) format.Match {
	full, empty := []byte("PK\x03\x04"), []byte("PK\x05\x06")
	if h.Named || bytes.HasPrefix(h.Bytes, full) || bytes.HasPrefix(h.Bytes, empty) {
		return format.Certain
	}
	return format.No
}

// A reader implements format.Reader. It reads the arrays side by side: each is a file of
// the archive with a position of its own, so the memory is that of one row. A matrix whose
// columns come first cannot be read by rows and is read whole.
type reader struct {
	words, vectors, counts *npy.Array  // counts is nil if there are none
	matrix                 *npy.Matrix // the rows of vectors
	header                 format.Header
	seen                   int64       // number of rows that were returned
	files                  []io.Closer // the opened files of the archive
}

// open opens the arrays and compares their shapes. The archive's list of files is at its
// end, so a stream cannot be read.
func open(in *format.Input) (format.Reader, error) {
	if in.At == nil {
		return nil, errors.New("an npz archive cannot be read from a stream; give a file")
	}
	z, err := zip.NewReader(in.At, in.Size)
	if err != nil {
		return nil, err
	}
	s := &reader{}
	if err := s.open(z); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// open opens the arrays of an archive. Each array must have one of the kinds of elements
// and the number of dimensions that are listed for it. An error is returned after the
// arrays before it have been opened, so the caller closes the reader.
func (s *reader) open(z *zip.Reader) (err error) {
	for _, part := range []struct {
		name  string
		array **npy.Array
		kinds string
		dims  int
	}{{keyVectors, &s.vectors, "f", 2}, {keyWords, &s.words, "US", 1}, {keyCounts, &s.counts, "iu", 1}} {
		if *part.array, err = s.array(z, part.name); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
		a := *part.array
		if a == nil && part.array != &s.counts {
			return fmt.Errorf("no array %q (arrays: %s); write the file with numpy.savez(file, %s=…, %s=…)", part.name,
				arrayNames(z), keyWords, keyVectors)
		}
		if a != nil && (!strings.ContainsRune(part.kinds, rune(a.Kind)) || len(a.Shape) != part.dims) {
			return fmt.Errorf("%s: the array has elements of type %s and the shape %v", part.name, a.Type,
				a.Shape)
		}
	}
	return s.check()
}

// array opens an array; it returns nil if the archive does not have it. The opened file is
// added to s.files, which Close closes.
func (s *reader) array(z *zip.Reader, name string) (*npy.Array, error) {
	for _, f := range z.File {
		if f.Name == name+".npy" {
			r, err := f.Open()
			if err != nil {
				return nil, err
			}
			s.files = append(s.files, r)
			return npy.Open(r)
		}
	}
	return nil, nil
}

// arrayNames returns the names of the first arrays of an archive. There are at most ten,
// for an error message.
func arrayNames(z *zip.Reader) string {
	var names []string
	for _, f := range z.File {
		names = append(names, strings.TrimSuffix(f.Name, ".npy"))
	}
	sort.Strings(names)
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names[:min(len(names), 10)], ", ")
}

// check compares the shapes of the arrays. The shapes are those that the headers claim;
// checkEnd compares them with the data. It also reads the whole matrix if its columns come
// first.
func (s *reader) check() error {
	v, d := s.vectors.Shape[0], s.vectors.Shape[1]
	if err := format.CheckHeader(v, d); err != nil {
		return fmt.Errorf("%s: the shape is %v", keyVectors, s.vectors.Shape)
	}
	if n := s.words.Shape[0]; n != v {
		return fmt.Errorf("%d words but %d vectors", n, v)
	}
	if s.counts != nil && s.counts.Shape[0] != v {
		return fmt.Errorf("%s: elements of type %s and the shape %v, expected %d integers", keyCounts,
			s.counts.Type, s.counts.Shape, v)
	}
	s.header = format.Header{Rows: v, RowBytes: d * int64(s.vectors.Size), Dim: int(d), Counted: s.counts != nil}
	var err error
	if s.matrix, err = npy.NewMatrix(s.vectors); err != nil {
		return fmt.Errorf("%s: %w", keyVectors, err)
	}
	return nil
}

// Header implements format.Reader.
func (s *reader) Header() format.Header { return s.header }

// Close implements format.Reader.
func (s *reader) Close() {
	for _, f := range s.files {
		f.Close() //nolint:errcheck // only read from
	}
}

// Next implements format.Reader. It reads the next element of words and counts and the next
// row of vectors, in this order, so the arrays stay in step. Errors name the word.
func (s *reader) Next(vector []float32) (r format.Row, err error) {
	if s.seen == s.header.Rows {
		return r, s.checkEnd()
	}
	s.seen++
	if r.Word, err = s.words.Text(); err == nil {
		err = format.CheckWord(r.Word)
	}
	if err == nil && s.counts != nil {
		if r.Count, err = s.counts.Integer(); err == nil && r.Count < 0 {
			err = fmt.Errorf("the count of %q is %d", r.Word, r.Count)
		}
	}
	if err == nil {
		err = s.matrix.Next(vector)
	}
	if err == nil {
		err = format.CheckVector(r.Word, vector)
	}
	if err != nil {
		return r, fmt.Errorf("word %d of %d: %w", s.seen, s.header.Rows, err)
	}
	return r, nil
}

// checkEnd reads to the end of the arrays, where zip compares the checksums. It returns
// io.EOF, or an error if an array is longer than its header claims. Next calls it after the
// last row.
func (s *reader) checkEnd() error {
	rests := []func() (int64, error){s.words.Rest, s.matrix.Rest}
	if s.counts != nil {
		rests = append(rests, s.counts.Rest)
	}
	for _, rest := range rests {
		if n, err := rest(); err != nil {
			return err
		} else if n > 0 {
			return fmt.Errorf("an array continues for %d bytes after the %d elements that its header claims", n,
				s.header.Rows)
		}
	}
	return io.EOF
}

// write writes the archive as numpy.savez_compressed does, but stores the vectors without
// compression, which would hardly make them smaller. The order of the arrays is fixed, and
// no time is stored, so equal tables give equal bytes. Vectors are written row by row, so
// memory does not grow with their number.
func write(w io.Writer, out *format.Output) error {
	z := zip.NewWriter(w)
	err := writeArray(z, keyVectors, zip.Store, func(b *bufio.Writer) error { return writeVectors(b, out) })
	if err == nil {
		err = writeArray(z, keyWords, zip.Deflate, func(b *bufio.Writer) error { return writeWords(b, out.Words) })
	}
	if err == nil && out.Words.Counted() {
		err = writeArray(z, keyCounts, zip.Deflate, func(b *bufio.Writer) error { return writeCounts(b, out.Words) })
	}
	if err != nil {
		return err
	}
	return z.Close()
}

// writeArray writes an array with the given method of compression. The archive does not
// need the size of the array in advance.
func writeArray(z *zip.Writer, name string, method uint16, write func(*bufio.Writer) error) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name + ".npy", Method: method})
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(w, 1<<16)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}

// writeVectors writes the vectors as float32. It buffers one row.
func writeVectors(b *bufio.Writer, out *format.Output) error {
	binfile.Write(b, npy.NewHeader("<f4", out.Words.Len(), out.Dim))
	var line []byte
	for vector, err := range out.Rows {
		if err != nil {
			return err
		}
		line = binfile.AppendFloats(line[:0], vector)
		binfile.Write(b, line)
	}
	return nil
}

// writeWords writes the words as strings of four bytes a character, padded to the length of
// the longest. It takes 4·V·longest bytes before compression, as in numpy: one long word
// makes all words longer.
func writeWords(b *bufio.Writer, words *vocab.Vocab) error {
	longest := 1
	for id, word := range words.All() {
		n := utf8.RuneCountInString(word)
		if n == 0 || n > binfile.MaxWord || strings.HasSuffix(word, "\x00") {
			return fmt.Errorf("word %d, %.60q, is empty, has more than %d characters or ends with a NUL, which %s cannot "+
				"store; use %s", id, word, binfile.MaxWord, name, format.Native)
		}
		longest = max(longest, n)
	}
	binfile.Write(b, npy.NewHeader(fmt.Sprintf("<U%d", longest), words.Len()))
	for _, word := range words.All() {
		buf := make([]byte, 0, 4*longest)
		for _, c := range word {
			buf = binary.LittleEndian.AppendUint32(buf, uint32(c))
		}
		binfile.Write(b, buf[:4*longest])
	}
	return nil
}

// writeCounts writes the counts as int64. It writes one number at a time to a buffer.
func writeCounts(b *bufio.Writer, words *vocab.Vocab) error {
	binfile.Write(b, npy.NewHeader("<i8", words.Len()))
	for id := range words.All() {
		binfile.Write(b, words.Count(id))
	}
	return nil
}
