// Package projector is the pair of files of the TensorFlow projector
// (projector.tensorflow.org): vectors, a line of numbers between tabs for each
// point, and metadata, a line for each point that describes it.
//
//	vectors.tsv          metadata.tsv
//	                     word	count
//	0.25	-1.5	3.0     cat	40
//	1.0	0.5	-0.125   dog	30
//
// Metadata of one column has no first line of names; metadata of several
// columns has. The first column, or that named word, label or token, is the
// word; a column named count is how often it occurred. One column is written,
// or two if there are counts. If a word occurs twice, its first row is used.
//
// A path names the vectors. The metadata is beside it under the same name with
// “metadata” in place of vectors, vector, tensors or tensor; if the name has
// none of them, “.metadata” precedes its extension: the metadata of m.tsv is
// m.metadata.tsv.
package projector

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/textlines"
	"github.com/w2vattn/w2vattn/internal/atomicfile"
)

// name is the name of the format in messages.
const name = "projector"

// Format is the pair of files.
var Format = format.Format{
	Name: name, Extensions: []string{".tsv"}, Detect: detect, Open: open, WriteFiles: write,
	ReadDoc: "yes, with the metadata file beside it", WrittenDoc: "yes", StreamDoc: "yes",
	WordsDoc: "the first column of the " +
		"metadata, or the one named word, label or token",
}

// detect accepts all files with the extension, since lines of numbers may also
// be those of other formats.
func detect(h format.Head) format.Match {
	if h.Named {
		return format.Certain
	}
	return format.No
}

// metadataPath returns the path of the metadata of the vectors at path:
//
//	animals_vectors.tsv   animals_metadata.tsv
//	tensor.tsv            metadata.tsv
//	animals.tsv           animals.metadata.tsv
//
// If the name has several of the words, the last occurrence of the first one in the list
// above is replaced.
func metadataPath(path string) string {
	dir, name := filepath.Split(path)
	for _, part := range []string{"vectors", "vector", "tensors", "tensor"} {
		if at := strings.LastIndex(name, part); at >= 0 {
			return dir + name[:at] + "metadata" + name[at+len(part):]
		}
	}
	ext := filepath.Ext(name)
	return dir + strings.TrimSuffix(name, ext) + ".metadata" + ext
}

// A reader implements format.Reader. It reads both files line by line.
type reader struct {
	vectors, metadata       *lineReader
	header                  format.Header
	first                   []byte // the first line of the vectors
	columns                 int    // the number of columns of the metadata
	wordColumn, countColumn int    // indices; countColumn is −1 if there are no counts
	pending                 []byte // a first line of metadata that is not a header
	hasPending              bool   // whether pending is still to be used; it may be empty
	file                    io.Closer
}

// open opens the metadata and reads the first lines.
func open(in *format.Input) (format.Reader, error) {
	if in.Path == "" {
		return nil, errors.New("a pair of projector files cannot be read from a stream; give the path of the vectors")
	}
	file, err := os.Open(metadataPath(in.Path))
	if err != nil {
		return nil, fmt.Errorf("the file of the words is missing: %w", err)
	}
	s, err := newReader(in.R, file, in.Size)
	if err != nil {
		file.Close() //nolint:errcheck // only read from
		return nil, err
	}
	s.file = file
	return s, nil
}

// newReader returns a reader of vectors, of size bytes, and metadata. The first line of the
// vectors determines D. It is copied, because the metadata and further lines are read
// before it is returned.
func newReader(vectors, metadata io.Reader, size int64) (*reader, error) {
	s := &reader{vectors: newLineReader("vectors", vectors), metadata: newLineReader("metadata", metadata),
		countColumn: -1}
	first, err := s.vectors.next()
	if err != nil {
		return nil, s.vectors.at(err)
	}
	s.first = bytes.Clone(first)
	dim := int64(bytes.Count(s.first, []byte("\t")) + 1)
	if dim > format.MaxDim {
		return nil, s.vectors.at(fmt.Errorf("%d numbers, at most %d are allowed", dim, format.MaxDim))
	}
	s.header = format.Header{Rows: size/int64(len(first)+1) + 1, RowBytes: 2 * dim, Dim: int(dim)}
	return s, s.columnNames()
}

// columnNames finds the columns of the word and the count. Metadata of one column has no
// names: its first line is kept for word. If several columns have such a name, the first of
// them is used; if none has, the first column is the word.
func (s *reader) columnNames() error {
	line, err := s.metadata.next()
	if err != nil {
		return s.metadata.at(err)
	}
	names := strings.Split(string(line), "\t")
	if s.columns = len(names); s.columns == 1 {
		s.pending, s.hasPending = bytes.Clone(line), true
		return nil
	}
	for i := len(names) - 1; i >= 0; i-- {
		switch strings.ToLower(names[i]) {
		case "word", "label", "token":
			s.wordColumn = i
		case "count":
			s.countColumn = i
		}
	}
	s.header.Counted = s.countColumn >= 0
	return nil
}

// Header implements format.Reader. The number of rows is an estimate from the
// size of the vectors and the length of their first line.
func (s *reader) Header() format.Header { return s.header }

// Close implements format.Reader.
func (s *reader) Close() {
	if s.file != nil {
		s.file.Close() //nolint:errcheck // only read from
	}
}

// Next implements format.Reader. Errors name the file and the line. Both files advance by
// one line.
func (s *reader) Next(vector []float32) (format.Row, error) {
	line := s.first
	if s.first = nil; line == nil {
		var err error
		line, err = s.vectors.next()
		if errors.Is(err, io.EOF) {
			return format.Row{}, s.checkEnd()
		}
		if err != nil {
			return format.Row{}, s.vectors.at(err)
		}
	}
	if err := s.numbers(vector, line); err != nil {
		return format.Row{}, s.vectors.at(err)
	}
	r, err := s.word()
	if err != nil {
		return format.Row{}, s.metadata.at(err)
	}
	if err := format.CheckVector(r.Word, vector); err != nil {
		return format.Row{}, s.vectors.at(err)
	}
	return r, nil
}

// numbers parses a line of the vectors, up to the length of vector. All columns are counted
// also for a nil vector.
func (s *reader) numbers(vector []float32, line []byte) error {
	if n := bytes.Count(line, []byte("\t")) + 1; n != s.header.Dim {
		return fmt.Errorf("the vector has dimension %d, expected %d as in the first line", n, s.header.Dim)
	}
	for i := range vector {
		field, rest, _ := bytes.Cut(line, []byte("\t"))
		x, err := textlines.ParseNumber(bytes.TrimSpace(field))
		if err != nil {
			return err
		}
		vector[i], line = x, rest
	}
	return nil
}

// word reads a line of the metadata. The first call uses the pending line, if there is one.
func (s *reader) word() (r format.Row, err error) {
	line := s.pending
	if !s.hasPending {
		if line, err = s.metadata.next(); errors.Is(err, io.EOF) {
			return r, errors.New("the file ends, but there are more vectors")
		} else if err != nil {
			return r, err
		}
	}
	s.hasPending = false
	cells := strings.Split(string(line), "\t")
	if len(cells) != s.columns {
		return r, fmt.Errorf("the number of columns is %d, expected %d as in the first line", len(cells), s.columns)
	}
	r.Word = cells[s.wordColumn]
	if s.countColumn >= 0 {
		if r.Count, err = strconv.ParseInt(cells[s.countColumn], 10, 64); err != nil || r.Count < 0 {
			return r, fmt.Errorf("the count of %q is %.30q", r.Word, cells[s.countColumn])
		}
	}
	return r, format.CheckWord(r.Word)
}

// checkEnd returns io.EOF, or an error if the metadata has more lines than the vectors. It
// is called when the vectors have ended.
func (s *reader) checkEnd() error {
	if s.hasPending {
		return s.metadata.at(errors.New("a word without a vector"))
	}
	if _, err := s.metadata.next(); !errors.Is(err, io.EOF) {
		return s.metadata.at(errors.New("a word without a vector"))
	}
	return io.EOF
}

// A lineReader reads lines and counts them. line is the number of the line that next
// returned last, from 1.
type lineReader struct {
	lines *bufio.Scanner
	name  string
	line  int
}

// newLineReader returns a reader of lines of up to textlines.MaxLine bytes.
// name is that of the file in errors.
func newLineReader(name string, r io.Reader) *lineReader {
	l := &lineReader{lines: bufio.NewScanner(r), name: name}
	l.lines.Buffer(nil, textlines.MaxLine)
	return l
}

// next returns the next line without its line break, valid until the next call.
// After the last line the error is io.EOF.
func (l *lineReader) next() ([]byte, error) {
	l.line++
	if l.lines.Scan() {
		return l.lines.Bytes(), nil
	}
	err := l.lines.Err()
	if errors.Is(err, bufio.ErrTooLong) {
		return nil, textlines.ErrLongLine
	}
	return nil, cmp.Or(err, io.EOF)
}

// at adds the file, and the line that next read last, to an error.
func (l *lineReader) at(err error) error {
	return fmt.Errorf("%s: %w", l.name, textlines.AtLine(l.line, err))
}

// write writes the pair. The metadata is complete before the vectors get their name. If the
// vectors cannot be written, neither file appears; if only the last renaming fails, the new
// metadata stays beside the old vectors.
func write(path string, out *format.Output) error {
	if err := out.CheckNotEmpty(name); err != nil {
		return err
	}
	words := metadataPath(path)
	return atomicfile.Write(path, func(w io.Writer) error {
		if err := writeVectors(w, out); err != nil {
			return err
		}
		return atomicfile.Write(words, func(w io.Writer) error { return writeMetadata(w, out) })
	})
}

// writeVectors writes the file of vectors. The numbers have as many digits as distinguish
// them from other float32.
func writeVectors(w io.Writer, out *format.Output) error {
	var line []byte
	for vector, err := range out.Rows {
		if err != nil {
			return err
		}
		line = line[:0]
		for i, x := range vector {
			if i > 0 {
				line = append(line, '\t')
			}
			line = textlines.AppendNumber(line, x)
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// writeMetadata writes the file of words. A word that is empty or contains a
// tab or a line break is an error.
func writeMetadata(w io.Writer, out *format.Output) error {
	counted := out.Words.Counted()
	if counted {
		if _, err := io.WriteString(w, "word\tcount\n"); err != nil {
			return err
		}
	}
	for id, word := range out.Words.All() {
		if word == "" || strings.ContainsAny(word, "\t\r\n") {
			return fmt.Errorf("word %d, %q, is empty or contains a tab or a line break, which %s cannot store; use %s", id,
				word, name, format.Native)
		}
		line := word
		if counted {
			line += "\t" + strconv.FormatInt(out.Words.Count(id), 10)
		}
		if _, err := io.WriteString(w, line+"\n"); err != nil {
			return err
		}
	}
	return nil
}
