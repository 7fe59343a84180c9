package embed

import (
	"archive/zip"
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode/utf8"
)

// numpy's archive of arrays (.npz, numpy.savez), a zip of files NAME.npy:
//
//	vectors  V×D numbers; f2, f4 or f8, either byte order, rows or columns first
//	words    V strings: characters (<U12) or UTF-8 bytes (|S12)
//	counts   V integers, how often each word occurred; may be missing
//
// In Python: m = numpy.load("m.npz"); m["vectors"][list(m["words"]).index("cat")].
// Arrays of Python objects are refused: to read them is to run what they say.
// numpy's strings end at the first of the zeros that fill them up, so a word
// cannot end with one. Of a word that stands twice the first counts.

// The keys.
const (
	npzVectors = "vectors"
	npzWords   = "words"
	npzCounts  = "counts"
)

// An npzSource reads the arrays side by side.
type npzSource struct {
	words, vectors, counts *npyArray // counts may be nil
	matrix                 []float32 // of columns, where these come first
	form                   shape
	seen                   int64
	files                  []io.Closer
}

func openNPZ(in *input) (source, error) {
	if in.at == nil {
		return nil, errors.New("an archive must be a file that can be read from any place, not a stream")
	}
	z, err := zip.NewReader(in.at, in.size)
	if err != nil {
		return nil, err
	}
	s := &npzSource{}
	if err := s.open(z); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *npzSource) open(z *zip.Reader) (err error) {
	for _, part := range []struct {
		name  string
		array **npyArray
		kinds string
		dims  int
	}{{npzVectors, &s.vectors, "f", 2}, {npzWords, &s.words, "US", 1}, {npzCounts, &s.counts, "iu", 1}} {
		if *part.array, err = s.array(z, part.name); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
		a := *part.array
		if a == nil && part.array != &s.counts {
			return fmt.Errorf("there is no array %q; it has %s: name them so, as numpy.savez(file, %s=…, %s=…) does", part.name, arrayNames(z), npzWords, npzVectors)
		}
		if a != nil && (!strings.ContainsRune(part.kinds, rune(a.kind)) || len(a.shape) != part.dims) {
			return fmt.Errorf("%s: the array has elements of type %s and the shape %v", part.name, a.typeName(), a.shape)
		}
	}
	return s.check()
}

// array opens an array, nil if it is not there.
func (s *npzSource) array(z *zip.Reader, name string) (*npyArray, error) {
	for _, f := range z.File {
		if f.Name == name+".npy" {
			r, err := f.Open()
			if err != nil {
				return nil, err
			}
			s.files = append(s.files, r)
			return openNPY(r)
		}
	}
	return nil, nil
}

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

// check compares the arrays with each other.
func (s *npzSource) check() error {
	v, d := s.vectors.shape[0], s.vectors.shape[1]
	if err := checkHeader(v, d); err != nil {
		return fmt.Errorf("%s: the shape is %v", npzVectors, s.vectors.shape)
	}
	if n := s.words.shape[0]; n != v {
		return fmt.Errorf("%d words but %d vectors", n, v)
	}
	if s.counts != nil && s.counts.shape[0] != v {
		return fmt.Errorf("%s: elements of type %s and the shape %v, expected %d integers", npzCounts, s.counts.typeName(), s.counts.shape, v)
	}
	s.form = shape{rows: v, rowBytes: d * int64(s.vectors.size), dim: int(d), counted: s.counts != nil}
	if s.vectors.fortran {
		return s.readColumns(int(v * d))
	}
	return nil
}

// readColumns reads a matrix whose columns come first.
func (s *npzSource) readColumns(n int) error {
	for len(s.matrix) < n {
		part := make([]float32, min(n-len(s.matrix), 1<<16))
		if err := s.vectors.floats(part, len(part)); err != nil {
			return fmt.Errorf("%s: %w", npzVectors, err)
		}
		s.matrix = append(s.matrix, part...)
	}
	return nil
}

func (s *npzSource) shape() shape { return s.form }

func (s *npzSource) close() {
	for _, f := range s.files {
		f.Close() //nolint:errcheck // only read from
	}
}

// next reads a word, its count and its vector.
func (s *npzSource) next(vector []float32) (r row, err error) {
	if s.seen == s.form.rows {
		return r, s.end()
	}
	s.seen++
	if r.word, err = s.words.text(); err == nil {
		err = checkWord(r.word)
	}
	if err == nil && s.counts != nil {
		if r.count, err = s.counts.integer(); err == nil && r.count < 0 {
			err = fmt.Errorf("the count of %q is %d", r.word, r.count)
		}
	}
	if err == nil {
		err = s.vector(vector)
	}
	if err == nil {
		err = checkVector(r.word, vector)
	}
	if err != nil {
		return r, fmt.Errorf("word %d of %d: %w", s.seen, s.form.rows, err)
	}
	return r, nil
}

func (s *npzSource) vector(vector []float32) error {
	if !s.vectors.fortran {
		return s.vectors.floats(vector, s.form.dim)
	}
	for i := range vector {
		vector[i] = s.matrix[int64(i)*s.form.rows+s.seen-1]
	}
	return nil
}

// end reads to the end of the arrays, where zip compares the checksums.
func (s *npzSource) end() error {
	for _, a := range []*npyArray{s.words, s.vectors, s.counts} {
		if a == nil {
			continue
		}
		if n, err := io.Copy(io.Discard, a.r); err != nil {
			return err
		} else if n > 0 {
			return fmt.Errorf("an array goes on for %d bytes after the %d elements that its header claims", n, s.form.rows)
		}
	}
	return io.EOF
}

// writeNPZ writes the archive as numpy.savez_compressed would, but with the
// vectors as they are: they would hardly become smaller.
func writeNPZ(w io.Writer, s *Stream) error {
	z := zip.NewWriter(w)
	if err := writeArray(z, npzVectors, zip.Store, s.writeVectors); err != nil {
		return err
	}
	if err := writeArray(z, npzWords, zip.Deflate, s.writeWords); err != nil {
		return err
	}
	if s.Words.Counted() {
		if err := writeArray(z, npzCounts, zip.Deflate, s.writeCounts); err != nil {
			return err
		}
	}
	return z.Close()
}

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

func (s *Stream) writeVectors(b *bufio.Writer) error {
	writeLittle(b, npyHeader("<f4", s.Words.Len(), s.Dim))
	var line []byte
	for vector, err := range s.Rows {
		if err != nil {
			return err
		}
		line = appendFloats(line[:0], vector)
		writeLittle(b, line)
	}
	return nil
}

// writeWords writes strings of four bytes a character, all as long as the
// longest.
func (s *Stream) writeWords(b *bufio.Writer) error {
	longest := 1
	for id, word := range s.Words.All() {
		if word == "" || strings.HasSuffix(word, "\x00") {
			return fmt.Errorf("word %d, %q, is empty or ends with a NUL, which numpy's strings cannot hold: use %s", id, word, Safetensors)
		}
		longest = max(longest, utf8.RuneCountInString(word))
	}
	writeLittle(b, npyHeader(fmt.Sprintf("<U%d", longest), s.Words.Len()))
	for _, word := range s.Words.All() {
		buf := make([]byte, 0, 4*longest)
		for _, c := range word {
			buf = binary.LittleEndian.AppendUint32(buf, uint32(c))
		}
		writeLittle(b, buf[:4*longest])
	}
	return nil
}

func (s *Stream) writeCounts(b *bufio.Writer) error {
	writeLittle(b, npyHeader("<i8", s.Words.Len()))
	for id := range s.Words.All() {
		writeLittle(b, s.Words.Count(id))
	}
	return nil
}
