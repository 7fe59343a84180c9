// Package textlines reads and writes text with a word and its numbers in each
// line, the common part of word2vec's text, GloVe's and wego's.
//
// Fields are separated by spaces or tabs. The last D fields of a line are the
// numbers; what precedes them is the word, which may contain spaces. Invalid
// UTF-8 is written as \xNN and counted. Numbers are decimal, in all forms that
// strconv.ParseFloat accepts; NaN and infinities are refused.
//
// One goroutine cuts the text into blocks of whole lines of about 1 MiB. A goroutine
// for each processor parses blocks, and the reader returns the rows in the order of
// the text. Reading takes memory for some blocks for each processor, whatever the
// size of the file.
package textlines

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/w2vattn/w2vattn/embed/internal/format"
)

// A Kind describes how a text format differs from the others.
type Kind struct {
	Header       bool // the first line may be "V D"
	SkipIndented bool // lines that begin with a space are skipped
}

// A reader implements format.Reader.
type reader struct {
	kind   Kind
	headed bool // whether the first line is "V D"
	header format.Header
	blocks *blockReader
	block  *block
	at     int   // the next row in block
	line   int   // the number of lines before block, the header included
	seen   int64 // the number of rows that were returned
}

// Open reads the first line, which is the header or the first row, and returns
// a reader of the rows. The reader must be closed, because it parses in the
// background. Errors name the line.
func Open(in *format.Input, kind Kind) (format.Reader, error) {
	first, err := firstLine(in.R)
	if err != nil {
		return nil, AtLine(1, err)
	}
	s := &reader{kind: kind}
	words, dim, ok := ParseHeader(first)
	s.headed = kind.Header && ok
	r := in.R
	if !s.headed {
		dim = int64(len(fields(first)) - 1)
		words = min(1<<31-1, in.Size/int64(len(first))+in.Size/int64(16*len(first))) // lines have about the same length
		r = bufio.NewReader(io.MultiReader(bytes.NewReader(first), in.R))
	} else {
		s.line = 1
	}
	if err := format.CheckHeader(words, dim); err != nil {
		return nil, err
	}
	s.header = format.Header{Rows: words, RowBytes: 2*dim + 1, Dim: int(dim)}
	s.blocks = newBlockReader(r, s.parse)
	return s, nil
}

// Header implements format.Reader. Without a header, the number of rows is an
// estimate from the size of the file and the length of its first line.
func (s *reader) Header() format.Header { return s.header }

// Close implements format.Reader. It waits until nothing reads from the file
// any more.
func (s *reader) Close() { s.blocks.Close() }

// Next implements format.Reader. The numbers are parsed with their block even if vector is
// nil. Errors of a line are returned after the rows before it. A row is copied from its
// block to vector.
func (s *reader) Next(vector []float32) (format.Row, error) {
	for s.block == nil || s.at == len(s.block.words) {
		if s.block != nil {
			if s.line += s.block.lines; s.block.err != nil {
				return format.Row{}, AtLine(s.line+1, s.block.err)
			}
			s.blocks.recycle(s.block)
		}
		s.at = 0
		if s.block, _ = s.blocks.Next(); s.block == nil {
			return format.Row{}, s.checkEnd()
		}
	}
	if s.seen++; s.headed && s.seen > s.header.Rows {
		err := fmt.Errorf("the number of words in the header is %d, but there are more", s.header.Rows)
		return format.Row{}, AtLine(int(s.header.Rows)+2, err)
	}
	copy(vector, s.block.data[s.at*s.header.Dim:])
	s.at++
	return format.Row{Word: s.block.words[s.at-1], Repaired: slices.Contains(s.block.repaired, s.at-1)}, nil
}

// checkEnd returns io.EOF, or an error if the header claims more rows than there are. Files
// without a header may end after any row.
func (s *reader) checkEnd() error {
	if s.headed && s.seen < s.header.Rows {
		return fmt.Errorf("the number of words in the header is %d, but the file ends after %d: it was cut off, or "+
			"the header is wrong", s.header.Rows, s.seen)
	}
	return io.EOF
}

// parse parses the lines of a block up to the first error, which it keeps in the block. It
// runs in several goroutines. It must not change s, which all goroutines share.
func (s *reader) parse(b *block) {
	var words []byte
	var ends []int
	for text := b.text; len(text) > 0; b.lines++ {
		line, rest, _ := bytes.Cut(text, []byte("\n"))
		text = rest
		if s.kind.SkipIndented && len(line) > 0 && line[0] == ' ' {
			continue
		}
		word, err := s.parseLine(b, line)
		if err != nil {
			b.err = err
			break
		}
		if repaired, broken := format.Repair(string(word)); broken {
			b.repaired = append(b.repaired, len(ends))
			word = []byte(repaired)
		}
		words = append(words, word...)
		ends = append(ends, len(words))
	}
	// All words share one string: allocating each would take longer than parsing a short
	// vector.
	all, begin := string(words), 0
	b.words = make([]string, len(ends))
	for i, end := range ends {
		b.words[i], begin = all[begin:end], end
	}
}

// parseLine appends the numbers of a line to b.data and returns the word. It tries
// parseSimple first. If that fails, the numbers that it appended are removed, and parseAny
// begins again.
func (s *reader) parseLine(b *block, line []byte) ([]byte, error) {
	before := len(b.data)
	word, ok := s.parseSimple(b, line)
	if !ok {
		var err error
		b.data = b.data[:before]
		if word, err = s.parseAny(b, line); err != nil {
			return nil, err
		}
	}
	if len(word) == 0 {
		return nil, format.ErrNoWord
	}
	return word, format.CheckVector(string(word), b.data[before:])
}

// parseSimple parses a line in which single spaces separate a word and D numbers in plain
// decimal notation, as nearly all lines are. It returns false for other lines. After false,
// b.data may have some numbers of the line.
func (s *reader) parseSimple(b *block, line []byte) (word []byte, ok bool) {
	word, rest, ok := bytes.Cut(line, []byte(" "))
	if !ok || bytes.ContainsAny(word, "\t\r") {
		return nil, false
	}
	for i := range s.header.Dim {
		x, n, ok := parseFloat(rest)
		last := i == s.header.Dim-1
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

// parseAny parses any line whose last D fields are numbers, from its end: with
// tabs, several spaces between fields, spaces in the word, or numbers in a form
// that parseSimple does not accept. An error quotes the beginning of the line.
func (s *reader) parseAny(b *block, line []byte) ([]byte, error) {
	begin := len(b.data)
	rest := line
	for i := s.header.Dim - 1; i >= 0; i-- {
		field, before, ok := lastField(rest)
		if !ok {
			return nil, fmt.Errorf("the vector has dimension %d, expected %d: %.60q", s.header.Dim-1-i, s.header.Dim,
				line)
		}
		x, err := ParseNumber(field)
		if err != nil {
			return nil, fmt.Errorf("%w: %.60q", err, line)
		}
		b.data = append(b.data, x)
		rest = before
	}
	slices.Reverse(b.data[begin:])
	word := bytes.Trim(rest, " \t")
	if field, _, spaced := lastField(word); spaced && !s.headed {
		if _, err := ParseNumber(field); err == nil {
			return nil, fmt.Errorf("more than %d numbers: %.60q; if words end with numbers, add a first line with "+
				"the number "+
				"of words and the dimension", s.header.Dim, line)
		}
	}
	return word, nil
}

// AtLine adds the number of a line to an error. io.EOF means an empty file.
func AtLine(line int, err error) error {
	if errors.Is(err, io.EOF) {
		err = errors.New("the file is empty")
	}
	return fmt.Errorf("line %d: %w", line, err)
}
