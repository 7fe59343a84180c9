package embed

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// The word2vec text format: a line "V D", then a line for each word: the word
// and D numbers, separated by spaces. word2vec.c and fastText (.vec) end lines
// with a space and write few digits, gensim writes as many as needed. All of
// these are read, and a file without the first line too. The last D fields are
// the numbers; what stands before them is the word, which may hold spaces (gensim
// refuses such a file, word2vec.c writes none). Broken UTF-8 is shown as \xNN and
// counted, as gensim does with unicode_errors="backslashreplace"; of a word that
// stands twice the first counts, as with gensim. Both hold of GloVe and wego too.

func openWord2VecText(in *input) (source, error) {
	return newTextSource(in, textKind{header: true})
}

// parseHeader reads a first line of two whole numbers.
func parseHeader(line []byte) (words, dim int64, ok bool) {
	f := fields(line)
	if len(f) != 2 {
		return 0, 0, false
	}
	words, err1 := strconv.ParseInt(string(f[0]), 10, 64)
	dim, err2 := strconv.ParseInt(string(f[1]), 10, 64)
	return words, dim, err1 == nil && err2 == nil
}

// writeWord2VecText writes the format as gensim does, to the byte.
func writeWord2VecText(w io.Writer, s *Stream) error {
	if _, err := fmt.Fprintf(w, "%d %d\n", s.Words.Len(), s.Dim); err != nil {
		return err
	}
	return writeLines(w, s, Word2VecText, "")
}

// writeLines writes a line for each word: the word, its numbers, and end.
func writeLines(w io.Writer, s *Stream, format Format, end string) error {
	var line []byte
	for r, err := range s.entries() {
		if err != nil {
			return err
		}
		if r.word == "" || strings.ContainsAny(r.word, " \t\r\n") {
			return fmt.Errorf("word %d, %q, is empty or holds white space, which %s cannot tell from the end of the word: use %s", r.id, r.word, format, Safetensors)
		}
		line = append(line[:0], r.word...)
		for _, x := range r.vector {
			line = appendNumber(append(line, ' '), x)
		}
		if _, err := w.Write(append(append(line, end...), '\n')); err != nil {
			return err
		}
	}
	return nil
}

// appendNumber writes x with as many digits as tell it from every other
// float32, in numpy's way: positional with a decimal from 1e-4 to 1e16, with
// an exponent beyond.
func appendNumber(dst []byte, x float32) []byte {
	size := float64(max(x, -x))
	if size != 0 && (size < 1e-4 || size >= 1e16) {
		return strconv.AppendFloat(dst, float64(x), 'e', -1, 32)
	}
	begin := len(dst)
	dst = strconv.AppendFloat(dst, float64(x), 'f', -1, 32)
	if bytes.IndexByte(dst[begin:], '.') < 0 {
		dst = append(dst, '.', '0')
	}
	return dst
}
