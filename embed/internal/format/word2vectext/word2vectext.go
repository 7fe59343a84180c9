// Package word2vectext is the word2vec text format: a line "V D", then a line
// for each word: the word and D numbers, separated by spaces.
//
//	2 3
//	cat 0.25 -1.5 3.0
//	new_york 1e-05 0.5 -0.125
//
// word2vec.c and fastText (.vec) end lines with a space and write few digits;
// gensim writes as many digits as are needed. All of these are read, and a file
// without the first line too. Words may contain spaces: the last D fields are
// the numbers. (gensim refuses such a file; word2vec.c writes none.) If a word
// occurs twice, its first row is used, as in gensim. Invalid UTF-8 is written as
// \xNN.
package word2vectext

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/textlines"
)

// name is the name of the format in messages.
const name = "word2vec-text"

// Format is the word2vec text format.
var Format = format.Format{
	Name: name, Extensions: []string{".txt", ".vec"}, Compressible: true,
	Detect: detect, Open: open, Write: write,
	ReadDoc: "yes, as word2vec.c, gensim and fastText write it", WrittenDoc: "yes, the same bytes as gensim",
	StreamDoc: "yes",
	WordsDoc:  "a line is a word and D numbers; all before the last D fields is the word, which may contain spaces",
}

// detect also accepts text with an error in its numbers, if the extension is
// that of the format, so that the error names the line.
func detect(h format.Head) format.Match {
	headed, binary := textlines.Headed(h.Bytes)
	line, rest, complete := bytes.Cut(h.Bytes, []byte("\n"))
	switch {
	case headed && !binary, headed && h.Named && isText(rest):
		return format.Likely
	case h.Named:
		return format.Named
	case complete || utf8.Valid(line):
		return format.Fallback
	}
	return format.No
}

// isText reports whether the beginning of some rows is text rather than
// float32 numbers.
func isText(rest []byte) bool {
	return bytes.IndexByte(rest, 0) < 0 && utf8.Valid(rest[:max(0, len(rest)-utf8.UTFMax)])
}

// open reads the first line.
func open(in *format.Input) (format.Reader, error) {
	return textlines.Open(in, textlines.Kind{Header: true})
}

// write writes the same bytes as gensim.
func write(w io.Writer, out *format.Output) error {
	if _, err := fmt.Fprintf(w, "%d %d\n", out.Words.Len(), out.Dim); err != nil {
		return err
	}
	return textlines.Write(w, out, name, "")
}
