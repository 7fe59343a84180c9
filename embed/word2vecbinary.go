package embed

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/w2vattn/w2vattn/internal/mmap"
	"github.com/w2vattn/w2vattn/internal/pipeline"
)

// The word2vec binary format: a line "V D", then for each word the word, a
// space and D little-endian float32. word2vec.c writes a line end after each
// vector, gensim none; both are read, and written is word2vec.c's. word2vec.c does
// not care what bytes a word has: broken UTF-8 is shown as \xNN and counted, as
// gensim does with unicode_errors="backslashreplace". Of a word that stands twice
// the first counts, as with gensim; word2vec.c's tools find the first too.

// maxWord bounds the bytes of a word, so that a file of another kind is
// noticed before all of it is taken for one.
const maxWord = 1 << 16

// A binarySource reads the format. Errors name the byte.
type binarySource struct {
	in   *byteCounter
	form shape
	seen int64
	buf  []byte

	ahead *pipeline.Ahead // nil if in is read as it goes
}

func openWord2VecBinary(file *input) (source, error) {
	in := &byteCounter{r: file.r}
	line, err := in.until('\n')
	words, dim, ok := parseHeader([]byte(line))
	if err != nil || !ok {
		return nil, fmt.Errorf("line 1: expected the number of words and the dimension, found %.60q", line)
	}
	if err := checkHeader(words, dim); err != nil {
		return nil, err
	}
	s := &binarySource{
		in: in, form: shape{rows: words, rowBytes: 4*dim + 2, dim: int(dim)}, buf: make([]byte, 4*min(dim, 1<<12)),
	}
	if file.size > aheadFrom {
		s.ahead = pipeline.NewAhead(in.r)
		in.r = bufio.NewReaderSize(s.ahead, 1<<16)
	}
	return s, nil
}

// aheadFrom is how many bytes make it worth while to read ahead.
const aheadFrom = 4 << 20

func (s *binarySource) shape() shape { return s.form }

func (s *binarySource) close() {
	if s.ahead != nil {
		s.ahead.Close() //nolint:errcheck // it never fails
	}
}

// next reads a word and its vector.
func (s *binarySource) next(vector []float32) (row, error) {
	if s.seen == s.form.rows {
		return row{}, s.end()
	}
	s.seen++
	begin := s.in.offset
	word, err := s.in.until(' ')
	if err == nil {
		err = s.in.floats(vector, s.form.dim, s.buf)
	}
	raw := strings.TrimLeft(word, "\n")
	word = escape(raw)
	if err == nil && word == "" {
		err = errNoWord
	}
	if err == nil {
		err = checkVector(word, vector)
	}
	if err != nil {
		return row{}, fmt.Errorf("word %d of %d, at byte %d: %w", s.seen, s.form.rows, begin, err)
	}
	return row{word: word, repaired: word != raw}, nil
}

// end allows the last line end and nothing more.
func (s *binarySource) end() error {
	rest, err := io.ReadAll(io.LimitReader(s.in, 2))
	if err != nil {
		return err
	}
	if text := string(rest); text != "" && text != "\n" {
		return fmt.Errorf("byte %d: the file goes on after the %d words that its header claims", s.in.offset-int64(len(rest)), s.form.rows)
	}
	return io.EOF
}

// cutOff says what an early end means.
func cutOff(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the file ends here: it was cut off, or its header is wrong")
	}
	return err
}

// A byteCounter knows how far it has read.
type byteCounter struct {
	r      *bufio.Reader
	offset int64
	word   []byte
}

func (b *byteCounter) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.offset += int64(n)
	return n, err
}

// until reads up to and without the next end byte.
func (b *byteCounter) until(end byte) (string, error) {
	b.word = b.word[:0]
	if near, _ := b.r.Peek(min(b.r.Buffered(), 64)); bytes.IndexByte(near, end) >= 0 { // nearly always
		word := string(near[:bytes.IndexByte(near, end)])
		b.offset += int64(len(word) + 1)
		_, err := b.r.Discard(len(word) + 1)
		return word, err
	}
	for {
		c, err := b.r.ReadByte()
		if err != nil {
			return string(b.word), cutOff(err)
		}
		b.offset++
		if c == end {
			return string(b.word), nil
		}
		if len(b.word) == maxWord {
			return string(b.word[:60]), fmt.Errorf("no %q in %d bytes: %.60q is no word", end, maxWord, b.word)
		}
		b.word = append(b.word, c)
	}
}

// floats reads n little-endian float32, through buf where the machine orders bytes
// otherwise, or skips them if dst is nil.
func (b *byteCounter) floats(dst []float32, n int, buf []byte) error {
	if same, ok := mmap.Bytes(dst); ok && dst != nil {
		_, err := io.ReadFull(b, same[:4*n])
		return cutOff(err)
	}
	for begin := 0; begin < n; {
		part := min(n-begin, len(buf)/4)
		if _, err := io.ReadFull(b, buf[:4*part]); err != nil {
			return cutOff(err)
		}
		if dst != nil {
			decodeFloats(dst[begin:begin+part], buf)
		}
		begin += part
	}
	return nil
}

// decodeFloats reads little-endian float32.
func decodeFloats(dst []float32, b []byte) {
	b = b[:4*len(dst)]
	for i := range dst {
		dst[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i : 4*i+4]))
	}
}

// writeWord2VecBinary writes the format.
func writeWord2VecBinary(w io.Writer, s *Stream) error {
	if _, err := fmt.Fprintf(w, "%d %d\n", s.Words.Len(), s.Dim); err != nil {
		return err
	}
	var line []byte
	for e, err := range s.entries() {
		if err != nil {
			return err
		}
		if strings.Contains(e.word, " ") || strings.HasPrefix(e.word, "\n") {
			return fmt.Errorf("word %d, %q, holds a space or begins with a line end, which %s cannot tell from the end of the word: use %s", e.id, e.word, Word2VecBinary, Safetensors)
		}
		line = appendFloats(append(append(line[:0], e.word...), ' '), e.vector)
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// appendFloats writes little-endian float32.
func appendFloats(dst []byte, vector []float32) []byte {
	for _, x := range vector {
		dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(x))
	}
	return dst
}
