package embed

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A textKind says how a text format differs from the others.
type textKind struct {
	header     bool // a first line "V D" may stand
	skipIndent bool // lines that begin with a space hold nothing
}

// A textSource reads words and numbers in lines.
type textSource struct {
	textKind
	headed bool // there was a first line "V D"
	form   shape
	blocks *blockReader
	block  *block
	at     int   // in block
	line   int   // lines of the blocks before, the header among them
	seen   int64 // rows
}

// newTextSource reads the first line and prepares to read the others.
func newTextSource(in *input, kind textKind) (source, error) {
	first, err := firstLine(in.r)
	if err != nil {
		return nil, atLine(1, err)
	}
	s := &textSource{textKind: kind}
	words, dim, ok := parseHeader(first)
	s.headed = kind.header && ok
	r := in.r
	if !s.headed {
		dim = int64(len(fields(first)) - 1)
		words = min(1<<31-1, in.size/int64(len(first))+in.size/int64(16*len(first))) // lines are about as long as the first
		r = bufio.NewReader(io.MultiReader(bytes.NewReader(first), in.r))
	} else {
		s.line = 1
	}
	if err := checkHeader(words, dim); err != nil {
		return nil, err
	}
	s.form = shape{rows: words, rowBytes: 2*dim + 1, dim: int(dim)}
	s.blocks = newBlockReader(r, s.parse)
	return s, nil
}

func (s *textSource) shape() shape { return s.form }
func (s *textSource) close()       { s.blocks.Close() }

// next implements source. The numbers were parsed with the block, wanted or not.
func (s *textSource) next(vector []float32) (row, error) {
	for s.block == nil || s.at == len(s.block.words) {
		if s.block != nil {
			if s.line += s.block.lines; s.block.err != nil {
				return row{}, atLine(s.line+1, s.block.err)
			}
			s.blocks.recycle(s.block)
		}
		s.at = 0
		if s.block, _ = s.blocks.Next(); s.block == nil {
			return row{}, s.end()
		}
	}
	if s.seen++; s.headed && s.seen > s.form.rows {
		return row{}, atLine(int(s.form.rows)+2, fmt.Errorf("the header claims %d words, but there are more", s.form.rows))
	}
	copy(vector, s.block.data[s.at*s.form.dim:])
	s.at++
	return row{word: s.block.words[s.at-1], repaired: slices.Contains(s.block.repaired, s.at-1)}, nil
}

// end says whether the file may end here.
func (s *textSource) end() error {
	if s.headed && s.seen < s.form.rows {
		return fmt.Errorf("the header claims %d words, but the file ends after %d: it was cut off, or the header is wrong", s.form.rows, s.seen)
	}
	return io.EOF
}

// parse reads the lines of a block.
func (s *textSource) parse(b *block) {
	var words []byte
	var ends []int
	for text := b.text; len(text) > 0; b.lines++ {
		line, rest, _ := bytes.Cut(text, []byte("\n"))
		text = rest
		if s.skipIndent && len(line) > 0 && line[0] == ' ' {
			continue
		}
		word, err := s.parseLine(b, line)
		if err != nil {
			b.err = err
			break
		}
		if repaired := escape(string(word)); repaired != string(word) {
			b.repaired = append(b.repaired, len(ends))
			word = []byte(repaired)
		}
		words = append(words, word...)
		ends = append(ends, len(words))
	}
	// One string for all words: to allocate each would cost more than to parse
	// a short vector.
	all, begin := string(words), 0
	b.words = make([]string, len(ends))
	for i, end := range ends {
		b.words[i], begin = all[begin:end], end
	}
}

// parseLine appends the numbers of a line to b.data and returns the word.
func (s *textSource) parseLine(b *block, line []byte) ([]byte, error) {
	before := len(b.data)
	word, ok := s.plainLine(b, line)
	if !ok {
		var err error
		b.data = b.data[:before]
		if word, err = s.anyLine(b, line); err != nil {
			return nil, err
		}
	}
	if len(word) == 0 {
		return nil, errNoWord
	}
	return word, checkVector(string(word), b.data[before:])
}

// plainLine reads a line in which single spaces separate a word and D numbers.
func (s *textSource) plainLine(b *block, line []byte) (word []byte, ok bool) {
	word, rest, ok := bytes.Cut(line, []byte(" "))
	if !ok || bytes.ContainsAny(word, "\t\r") {
		return nil, false
	}
	for i := range s.form.dim {
		x, n, ok := parseFloat(rest)
		last := i == s.form.dim-1
		switch {
		case !ok:
			return nil, false
		case !last && (n == len(rest) || rest[n] != ' '):
			return nil, false
		case last && len(bytes.Trim(rest[n:], " \r")) > 0:
			return nil, false
		}
		b.data = append(b.data, x)
		if !last {
			rest = rest[n+1:]
		}
	}
	return word, len(word) > 0
}

// anyLine reads a line whose last D fields are numbers; the word is what stands
// before them.
func (s *textSource) anyLine(b *block, line []byte) ([]byte, error) {
	begin := len(b.data)
	rest := line
	for i := s.form.dim - 1; i >= 0; i-- {
		field, before, ok := lastField(rest)
		if !ok {
			return nil, fmt.Errorf("%d numbers after the word, expected %d: %.60q", s.form.dim-1-i, s.form.dim, line)
		}
		x, err := parseNumber(field)
		if err != nil {
			return nil, fmt.Errorf("%.30q is no number that float32 holds: %.60q", field, line)
		}
		b.data = append(b.data, x)
		rest = before
	}
	reverse(b.data[begin:])
	word := bytes.Trim(rest, " \t")
	if field, _, spaced := lastField(word); spaced && !s.headed {
		if _, err := parseNumber(field); err == nil {
			return nil, fmt.Errorf("more than %d numbers: %.60q; if the word ends with a number, a first line with the number of words and the dimension must say so", s.form.dim, line)
		}
	}
	return word, nil
}

// lastField cuts off the last field of a line, if something stands before it.
func lastField(line []byte) (field, before []byte, ok bool) {
	line = bytes.TrimRight(line, " \t\r")
	begin := bytes.LastIndexAny(line, " \t") + 1
	if begin == 0 {
		return nil, nil, false
	}
	return line[begin:], line[:begin-1], true
}

func reverse(x []float32) {
	for i, j := 0, len(x)-1; i < j; i, j = i+1, j-1 {
		x[i], x[j] = x[j], x[i]
	}
}

// fields cuts at spaces and tabs only: a word may hold other white space.
func fields(line []byte) [][]byte {
	return bytes.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" \t\r\n", r) })
}

func atLine(line int, err error) error {
	if errors.Is(err, io.EOF) {
		err = errors.New("the file is empty")
	}
	return fmt.Errorf("line %d: %w", line, err)
}
