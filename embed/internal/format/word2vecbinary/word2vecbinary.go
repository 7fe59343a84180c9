// Package word2vecbinary is the word2vec binary format: a line "V D", then for
// each word the word, a space and D little-endian float32:
//
//	2 3\n
//	cat␣ 00 00 80 3e  00 00 c0 bf  00 00 40 40 \n
//	dog␣ 00 00 80 3f  00 00 00 00  00 00 00 3f \n
//
// word2vec.c writes a line break after each vector, gensim none. Both are read;
// the form of word2vec.c is written. A word may be any bytes without a space:
// invalid UTF-8 is written as \xNN. If a word occurs twice, its first row is
// used, as in gensim and in the tools of word2vec.c.
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

// name is the name of the format in messages.
const name = "word2vec-binary"

// Format is the word2vec binary format.
var Format = format.Format{
	Name: name, Extensions: []string{".bin"}, Compressible: true,
	Detect: detect, Open: open, Write: write,
	ReadDoc: "yes, with line ends (word2vec.c) and without (gensim)", WrittenDoc: "yes, as word2vec.c",
	StreamDoc: "yes",
	WordsDoc:  "a word ends at the first space",
}

// detect accepts a first line "V D" that is followed by a word and bytes that
// are not numbers in text. The extension decides where there is no such line.
func detect(h format.Head) format.Match {
	switch headed, binary := textlines.Headed(h.Bytes); {
	case headed && binary:
		return format.Likely
	case h.Named:
		return format.Named
	}
	return format.No
}

// A reader implements format.Reader. Errors name the byte.
type reader struct {
	in     *binfile.Reader
	header format.Header
	seen   int64
	ahead  *pipeline.Ahead // nil for small files
}

// aheadFrom is the size in bytes from which a goroutine reads the file ahead. Smaller files
// are in the buffers before the goroutine has started. No measurement of other sizes is
// recorded.
const aheadFrom = 4 << 20

// open reads the first line. Large files are read ahead from there on.
func open(file *format.Input) (format.Reader, error) {
	in := &binfile.Reader{R: file.R}
	line, err := in.Until('\n')
	words, dim, ok := textlines.ParseHeader([]byte(line))
	if err == nil && !ok {
		err = fmt.Errorf("expected the number of words and the dimension, found %.60q", line)
	}
	if err != nil {
		return nil, fmt.Errorf("line 1: %w", err)
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

// Header implements format.Reader.
func (r *reader) Header() format.Header { return r.header }

// Close implements format.Reader.
func (r *reader) Close() {
	if r.ahead != nil {
		r.ahead.Close() //nolint:errcheck // it never fails
	}
}

// Next implements format.Reader. A line break at the beginning of a word is the end of the
// previous row in files of word2vec.c; it is removed.
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

// checkEnd returns io.EOF if at most one line break follows the last row, and
// an error otherwise.
func (r *reader) checkEnd() error {
	rest, err := io.ReadAll(io.LimitReader(r.in, 2))
	if err != nil {
		return err
	}
	if text := string(rest); text != "" && text != "\n" {
		return fmt.Errorf("byte %d: the file continues after the %d words that its header claims",
			r.in.Offset-int64(len(rest)), r.header.Rows)
	}
	return io.EOF
}

// write writes the form of word2vec.c.
func write(w io.Writer, out *format.Output) error {
	if _, err := fmt.Fprintf(w, "%d %d\n", out.Words.Len(), out.Dim); err != nil {
		return err
	}
	var line []byte
	for e, err := range out.Entries() {
		if err != nil {
			return err
		}
		// The reader counts the line break before a word as a part of it.
		if e.Word == "" || len(e.Word) >= binfile.MaxWord || strings.Contains(e.Word, " ") || e.Word[0] == '\n' {
			return fmt.Errorf("word %d, %.60q, is empty, has %d bytes or more, contains a space or begins with a line "+
				"break, which %s cannot store; use %s", e.ID, e.Word, binfile.MaxWord, name, format.Native)
		}
		line = binfile.AppendFloats(append(append(line[:0], e.Word...), ' '), e.Vector)
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}
