package embed

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/w2vattn/w2vattn/internal/atomicfile"
)

// The TensorFlow projector (projector.tensorflow.org) takes two files: vectors,
// a line of numbers between tabs for each point, and metadata, a line for each
// point that says what it is. Metadata of one column has no first line of
// names; metadata of several has. Here the first column, or that named word,
// label or token, is the word; a column count is how often it occurred. Written
// is one column, or two if there are counts. The projector shows points of the
// same name beside each other; here the first counts.
//
// A path names the vectors. The metadata lies beside it under the same name
// with metadata in place of vectors, vector, tensors or tensor; if the name has
// none of them, .metadata stands before its extension.

// metadataPath returns the path of the metadata that belongs to vectors.
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

// A projectorSource reads both files.
type projectorSource struct {
	vectors, metadata   lineReader
	form                shape
	first               []byte // the first line of the vectors
	columns             int    // of the metadata
	wordColumn, counted int
	pending             []byte // a first line of metadata that was no header
	hasPending          bool
	file                io.Closer
}

func openProjector(in *input) (source, error) {
	if in.path == "" {
		return nil, errors.New("a pair of files, which cannot be read as a stream")
	}
	file, err := os.Open(metadataPath(in.path))
	if err != nil {
		return nil, fmt.Errorf("the words should be beside it: %w", err)
	}
	s, err := newProjectorSource(in.r, bufio.NewReader(file), in.size)
	if err != nil {
		file.Close() //nolint:errcheck // only read from
		return nil, err
	}
	s.file = file
	return s, nil
}

func newProjectorSource(vectors, metadata *bufio.Reader, size int64) (*projectorSource, error) {
	s := &projectorSource{vectors: lineReader{r: vectors, name: "vectors"}, metadata: lineReader{r: metadata, name: "metadata"}, counted: -1}
	first, err := s.vectors.next()
	if err != nil {
		return nil, s.vectors.at(err)
	}
	s.first = bytes.Clone(first)
	dim := int64(bytes.Count(s.first, []byte("\t")) + 1)
	if dim > maxDim {
		return nil, s.vectors.at(fmt.Errorf("%d numbers, at most %d are allowed", dim, maxDim))
	}
	s.form = shape{rows: size/int64(len(first)+1) + 1, rowBytes: 2 * dim, dim: int(dim)}
	return s, s.header()
}

// header reads the names of the metadata's columns, if there are several.
func (s *projectorSource) header() error {
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
			s.counted = i
		}
	}
	s.form.counted = s.counted >= 0
	return nil
}

func (s *projectorSource) shape() shape { return s.form }

func (s *projectorSource) close() {
	if s.file != nil {
		s.file.Close() //nolint:errcheck // only read from
	}
}

// next reads a line of each file.
func (s *projectorSource) next(vector []float32) (row, error) {
	line := s.first
	if s.first = nil; line == nil {
		var err error
		line, err = s.vectors.next()
		if errors.Is(err, io.EOF) {
			return row{}, s.end()
		}
		if err != nil {
			return row{}, s.vectors.at(err)
		}
	}
	if err := s.numbers(vector, line); err != nil {
		return row{}, s.vectors.at(err)
	}
	r, err := s.word()
	if err != nil {
		return row{}, s.metadata.at(err)
	}
	if err := checkVector(r.word, vector); err != nil {
		return row{}, s.vectors.at(err)
	}
	return r, nil
}

func (s *projectorSource) numbers(vector []float32, line []byte) error {
	if n := bytes.Count(line, []byte("\t")) + 1; n != s.form.dim {
		return fmt.Errorf("%d numbers, expected %d as in the first line", n, s.form.dim)
	}
	for i := range vector {
		field, rest, _ := bytes.Cut(line, []byte("\t"))
		x, err := parseNumber(bytes.TrimSpace(field))
		if err != nil {
			return fmt.Errorf("%.30q is no number that float32 holds", field)
		}
		vector[i], line = x, rest
	}
	return nil
}

// word reads a line of the metadata.
func (s *projectorSource) word() (r row, err error) {
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
		return r, fmt.Errorf("%d columns, expected %d as in the first line", len(cells), s.columns)
	}
	r.word = cells[s.wordColumn]
	if s.counted >= 0 {
		if r.count, err = strconv.ParseInt(cells[s.counted], 10, 64); err != nil || r.count < 0 {
			return r, fmt.Errorf("the count of %q is %.30q", r.word, cells[s.counted])
		}
	}
	return r, checkWord(r.word)
}

// end wants the metadata to end too.
func (s *projectorSource) end() error {
	if s.hasPending {
		return s.metadata.at(errors.New("a word without a vector"))
	}
	if _, err := s.metadata.next(); !errors.Is(err, io.EOF) {
		return s.metadata.at(errors.New("a word without a vector"))
	}
	return io.EOF
}

// A lineReader reads lines up to maxLine and knows their numbers.
type lineReader struct {
	r    *bufio.Reader
	name string
	line int
	long []byte
}

// next returns the next line without its end, valid until the next call; io.EOF
// after the last.
func (l *lineReader) next() ([]byte, error) {
	l.line++
	text, err := l.r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		l.long = l.long[:0]
		for errors.Is(err, bufio.ErrBufferFull) {
			if len(l.long) > maxLine {
				return nil, errLongLine
			}
			l.long = append(l.long, text...)
			text, err = l.r.ReadSlice('\n')
		}
		l.long = append(l.long, text...)
		text = l.long
	}
	if errors.Is(err, io.EOF) && len(text) > 0 {
		err = nil
	}
	return bytes.TrimSuffix(bytes.TrimSuffix(text, []byte("\n")), []byte("\r")), err
}

func (l *lineReader) at(err error) error {
	return fmt.Errorf("%s: %w", l.name, atLine(l.line, err))
}

// writeProjector writes the pair. The words stand when the vectors get their
// name.
func writeProjector(path string, s *Stream) error {
	if err := checkHeaderless(s, Projector); err != nil {
		return err
	}
	words := metadataPath(path)
	return atomicfile.Write(path, func(w io.Writer) error {
		if err := writeProjectorVectors(w, s); err != nil {
			return err
		}
		return atomicfile.Write(words, func(w io.Writer) error { return writeProjectorMetadata(w, s) })
	})
}

func writeProjectorVectors(w io.Writer, s *Stream) error {
	var line []byte
	for vector, err := range s.Rows {
		if err != nil {
			return err
		}
		line = line[:0]
		for i, x := range vector {
			if i > 0 {
				line = append(line, '\t')
			}
			line = appendNumber(line, x)
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}

func writeProjectorMetadata(w io.Writer, s *Stream) error {
	counted := s.Words.Counted()
	if counted {
		if _, err := io.WriteString(w, "word\tcount\n"); err != nil {
			return err
		}
	}
	for id, word := range s.Words.All() {
		if word == "" || strings.ContainsAny(word, "\t\r\n") {
			return fmt.Errorf("word %d, %q, is empty or holds a tab or line end, which end a cell of %s: use %s", id, word, Projector, Safetensors)
		}
		line := word
		if counted {
			line += "\t" + strconv.FormatInt(s.Words.Count(id), 10)
		}
		if _, err := io.WriteString(w, line+"\n"); err != nil {
			return err
		}
	}
	return nil
}
