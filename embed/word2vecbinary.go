package embed

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
)

// The word2vec binary format: a line "V D", then for each word the word, a
// space and D little-endian float32. word2vec.c writes a line end after each
// vector, gensim none; both are read, and written is word2vec.c's.

// maxWord bounds the bytes of a word, so that a file of another kind is
// noticed before all of it is taken for one.
const maxWord = 1 << 16

// readWord2VecBinary reads the format. Errors name the byte.
func readWord2VecBinary(r *bufio.Reader, size int64) (*File, error) {
	in := &byteCounter{r: r}
	line, err := in.until('\n')
	words, dim, ok := parseHeader([]byte(line))
	if err != nil || !ok {
		return nil, fmt.Errorf("line 1: expected the number of words and the dimension, found %.60q", line)
	}
	if err := checkHeader(words, dim); err != nil {
		return nil, err
	}
	t := newRows(int(dim), words, size, 4*dim+2)
	buf := make([]byte, 0, 4*int(min(dim, 1<<12)))
	for t.count() < words {
		begin := in.offset
		if err := t.readBinary(in, buf); err != nil {
			return nil, fmt.Errorf("word %d of %d, at byte %d: %w", t.count()+1, words, begin, err)
		}
	}
	return finishBinary(in, t)
}

// readBinary reads a word and its vector; buf is scratch.
func (r *rows) readBinary(in *byteCounter, buf []byte) error {
	word, err := in.until(' ')
	if err != nil {
		return err
	}
	vector := r.next()
	for begin := 0; begin < r.dim; {
		n := min(r.dim-begin, cap(buf)/4)
		if _, err := io.ReadFull(in, buf[:4*n]); err != nil {
			return cutOff(err)
		}
		for i := range n {
			vector[begin+i] = math.Float32frombits(binary.LittleEndian.Uint32(buf[4*i : 4*i+4]))
		}
		begin += n
	}
	return r.add(strings.TrimLeft(word, "\n"))
}

// finishBinary allows the last line end and nothing more.
func finishBinary(in *byteCounter, t *rows) (*File, error) {
	rest, err := io.ReadAll(io.LimitReader(in, 2))
	if err != nil {
		return nil, err
	}
	if s := string(rest); s != "" && s != "\n" {
		return nil, fmt.Errorf("byte %d: the file goes on after the %d words that its header claims", in.offset-int64(len(rest)), t.count())
	}
	return t.file()
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
}

func (b *byteCounter) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.offset += int64(n)
	return n, err
}

// until reads up to and without the next end byte.
func (b *byteCounter) until(end byte) (string, error) {
	var word []byte
	for {
		c, err := b.r.ReadByte()
		if err != nil {
			return string(word), cutOff(err)
		}
		b.offset++
		if c == end {
			return string(word), nil
		}
		if len(word) == maxWord {
			return string(word[:60]), fmt.Errorf("no %q in %d bytes: %.60q is no word", end, maxWord, word)
		}
		word = append(word, c)
	}
}

// writeWord2VecBinary writes the format.
func writeWord2VecBinary(w io.Writer, t *Table) error {
	if _, err := fmt.Fprintf(w, "%d %d\n", t.Len(), t.Dim()); err != nil {
		return err
	}
	var row []byte
	for id, word := range t.words.All() {
		if strings.Contains(word, " ") || strings.HasPrefix(word, "\n") {
			return fmt.Errorf("word %d, %q, holds a space or begins with a line end, which %s cannot tell from the end of the word: use %s", id, word, Word2VecBinary, Safetensors)
		}
		row = append(append(row[:0], word...), ' ')
		for _, x := range t.Row(id) {
			row = binary.LittleEndian.AppendUint32(row, math.Float32bits(x))
		}
		if _, err := w.Write(append(row, '\n')); err != nil {
			return err
		}
	}
	return nil
}
