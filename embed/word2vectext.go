package embed

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
)

// The word2vec text format: a line "V D", then a line for each word: the word
// and D numbers, separated by spaces. word2vec.c ends lines with a space and
// writes six digits, gensim and wego write as many as needed; GloVe has no
// first line. All of these are read. With a first line, the last D fields are
// the numbers and what stands before them is the word; without one, a word
// cannot hold spaces.

// readWord2VecText reads the format. Errors name the line.
func readWord2VecText(r *bufio.Reader, size int64) (*File, error) {
	lines := lineScanner{r: r}
	first, err := lines.next()
	if err != nil {
		return nil, lines.wrap(err)
	}
	words, dim, header := parseHeader(first)
	if !header {
		words, dim = 1<<10, int64(len(fields(first))-1) // so many words to begin with
	}
	if err := checkHeader(words, dim); err != nil {
		return nil, err
	}
	t := newRows(int(dim), words, size, 2*dim+1)
	line, err := first, error(nil)
	if header {
		line, err = lines.next()
	}
	for ; err == nil; line, err = lines.next() {
		if header && t.count() == words {
			return nil, lines.wrap(fmt.Errorf("the header claims %d words, but there are more", words))
		}
		if err := t.addLine(line, header); err != nil {
			return nil, lines.wrap(err)
		}
	}
	if !errors.Is(err, io.EOF) {
		return nil, lines.wrap(err)
	}
	if header && t.count() < words {
		return nil, fmt.Errorf("the header claims %d words, but the file ends after %d: it was cut off, or the header is wrong", words, t.count())
	}
	return t.file()
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

// fields cuts at spaces and tabs only: a word may hold other white space.
func fields(line []byte) [][]byte {
	return bytes.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '\t' || r == '\r' })
}

// addLine reads a word and its numbers.
func (r *rows) addLine(line []byte, header bool) error {
	vector := r.next()
	rest := line
	for i := r.dim - 1; i >= 0; i-- {
		rest = bytes.TrimRight(rest, " \t\r")
		begin := bytes.LastIndexAny(rest, " \t") + 1
		if begin == 0 {
			return fmt.Errorf("%d numbers after the word, expected %d: %.60q", r.dim-1-i, r.dim, line)
		}
		x, err := strconv.ParseFloat(string(rest[begin:]), 32)
		if err != nil {
			return fmt.Errorf("%.30q is no number that float32 holds: %.60q", rest[begin:], line)
		}
		vector[i] = float32(x)
		rest = rest[:begin-1]
	}
	word := string(bytes.Trim(rest, " \t"))
	if !header && strings.ContainsAny(word, " \t") {
		return fmt.Errorf("more than %d numbers, or a word that holds spaces (which needs a first line with the number of words and the dimension): %.60q", r.dim, line)
	}
	return r.add(word)
}

// maxLine bounds the bytes of a line, so that a file without line ends is not
// read whole: it has room for a word and 2^20 numbers of many digits.
const maxLine = 64 << 20

// A lineScanner reads lines up to maxLine and knows their numbers.
type lineScanner struct {
	r    *bufio.Reader
	line int
	long []byte
}

// next returns the next line without its end, valid until the next call;
// io.EOF after the last.
func (l *lineScanner) next() ([]byte, error) {
	l.line++
	text, err := l.r.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		l.long = l.long[:0]
		for errors.Is(err, bufio.ErrBufferFull) {
			if len(l.long) > maxLine {
				return nil, fmt.Errorf("a line of more than %d MB: this is no vector file", maxLine>>20)
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
	return bytes.TrimSuffix(text, []byte("\n")), err
}

func (l *lineScanner) wrap(err error) error { return fmt.Errorf("line %d: %w", l.line, err) }

// writeWord2VecText writes the format as gensim does, to the byte.
func writeWord2VecText(w io.Writer, t *Table) error {
	if _, err := fmt.Fprintf(w, "%d %d\n", t.Len(), t.Dim()); err != nil {
		return err
	}
	var line []byte
	for id, word := range t.words.All() {
		if strings.ContainsFunc(word, unicode.IsSpace) {
			return fmt.Errorf("word %d, %q, holds white space, which %s cannot tell from the end of the word: use %s", id, word, Word2VecText, Safetensors)
		}
		line = append(line[:0], word...)
		for _, x := range t.Row(id) {
			line = appendNumber(append(line, ' '), x)
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
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
