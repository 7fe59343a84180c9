// Package word2vecbinary is the word2vec binary format: a line "V D", then for each
// word the word, a space and D little-endian float32. word2vec.c writes a line end
// after each vector, gensim none; both are read, and word2vec.c's form is written.
// In word2vec.c a word is any bytes: invalid UTF-8 is repaired and counted. Of a
// word that stands twice the first counts, as with gensim and word2vec.c's tools.
package word2vecbinary

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/w2vattn/w2vattn/embed/internal/binfile"
	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/textlines"
	"github.com/w2vattn/w2vattn/internal/pipeline"
)

const name = "word2vec-binary"

// Format is the word2vec binary format.
var Format = format.Format{
	Name: name, Extensions: []string{".bin"}, Compressible: true,
	Detect: detect, Open: open, Write: write,
	ReadDoc: "yes, with line ends (word2vec.c) and without (gensim)", WrittenDoc: "as word2vec.c", WordsDoc: "to the first space",
}

func detect(h format.Head) format.Match {
	switch headed, binary := textlines.Headed(h.Bytes); {
	case headed && binary:
		return format.Likely
	case h.Named:
		return format.Named
	}
	return format.No
}

// A reader reads the rows. Errors name the byte.
type reader struct {
	in     *binfile.Reader
	header format.Header
	seen   int64
	ahead  *pipeline.Ahead // nil if in is not read ahead
}

// aheadFrom is the size in bytes from which a file is read ahead.
const aheadFrom = 4 << 20

func open(file *format.Input) (format.Reader, error) {
	in := &binfile.Reader{R: file.R}
	line, err := in.Until('\n')
	words, dim, ok := textlines.ParseHeader([]byte(line))
	if err != nil || !ok {
		return nil, fmt.Errorf("line 1: expected the number of words and the dimension, found %.60q", line)
	}
	if err := format.CheckHeader(words, dim); err != nil {
		return nil, err
	}
	r := &reader{in: in, header: format.Header{Rows: words, RowBytes: 4*dim + 2, Dim: int(dim)}}
	if file.Size > aheadFrom {
		r.ahead = pipeline.NewAhead(in.R)
		in.R = bufio.NewReaderSize(r.ahead, 1<<16)
	}
	return r, nil
}

func (r *reader) Header() format.Header { return r.header }

func (r *reader) Close() {
	if r.ahead != nil {
		r.ahead.Close() //nolint:errcheck // it never fails
	}
}

// Next reads a word and its vector.
func (r *reader) Next(vector []float32) (format.Row, error) {
	if r.seen == r.header.Rows {
		return format.Row{}, r.checkEnd()
	}
	r.seen++
	begin := r.in.Offset
	word, err := r.in.Until(' ')
	if err == nil && vector == nil {
		err = r.in.Skip(4 * int64(r.header.Dim))
	} else if err == nil {
		err = r.in.Floats(vector)
	}
	word, repaired := format.Repair(strings.TrimLeft(word, "\n"))
	if err == nil && word == "" {
		err = format.ErrNoWord
	}
	if err == nil {
		err = format.CheckVector(word, vector)
	}
	if err != nil {
		return format.Row{}, fmt.Errorf("word %d of %d, at byte %d: %w", r.seen, r.header.Rows, begin, err)
	}
	return format.Row{Word: word, Repaired: repaired}, nil
}

// checkEnd allows the last line checkEnd and nothing more.
func (r *reader) checkEnd() error {
	rest, err := io.ReadAll(io.LimitReader(r.in, 2))
	if err != nil {
		return err
	}
	if text := string(rest); text != "" && text != "\n" {
		return fmt.Errorf("byte %d: the file goes on after the %d words that its header claims", r.in.Offset-int64(len(rest)), r.header.Rows)
	}
	return io.EOF
}

func write(w io.Writer, out *format.Output) error {
	if _, err := fmt.Fprintf(w, "%d %d\n", out.Words.Len(), out.Dim); err != nil {
		return err
	}
	var line []byte
	for e, err := range out.Entries() {
		if err != nil {
			return err
		}
		if strings.Contains(e.Word, " ") || strings.HasPrefix(e.Word, "\n") {
			return fmt.Errorf("word %d, %q, holds a space or begins with a line end, which %s cannot tell from the end of the word: use %s", e.ID, e.Word, name, format.Native)
		}
		line = binfile.AppendFloats(append(append(line[:0], e.Word...), ' '), e.Vector)
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}
