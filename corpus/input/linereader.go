package input

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

const (
	pieceSize = 64 << 10 // a longer line is read in pieces of about this size
	maxWord   = 1 << 20  // bytes without white space after which a piece is cut anywhere
)

// A lineReader reads pieces of lines. Its memory does not grow with the length
// of a line. Whole lines are checked and made strings a block at a time: most
// lines are far shorter than what one call should be made for.
type lineReader struct {
	r          io.Reader
	file       string
	invalid    InvalidUTF8
	buf        []byte
	start, end int    // unread bytes of buf
	block      string // whole lines, read from buf, not yet handed out
	valid      bool   // block is known to be text
	line       int
	column     int // bytes of the line in earlier pieces
	eof        bool

	maxRecord        int    // bytes of one
	records, missing int64  // of a file of records; those without the field
	names            string // of the fields that there are, for an error
}

func newLineReader(r io.Reader, file string, invalid InvalidUTF8) *lineReader {
	return &lineReader{r: r, file: file, invalid: invalid, buf: make([]byte, 4*pieceSize), line: 1, maxRecord: MaxRecord}
}

// next returns the next piece; io.EOF after the last one.
func (l *lineReader) next() (Passage, error) {
	for l.block == "" {
		unread := l.buf[l.start:l.end]
		if i := bytes.LastIndexByte(unread, '\n'); i >= 0 {
			l.loadBlock(i + 1)
			break
		}
		if cut := cutPoint(unread); cut > 0 {
			return l.cut(cut, false)
		}
		if l.eof && l.start == l.end {
			return Passage{}, io.EOF
		}
		if l.eof {
			return l.cut(l.end-l.start, true)
		}
		if err := l.fill(); err != nil {
			return Passage{}, err
		}
	}
	text, rest, _ := strings.Cut(l.block, "\n")
	l.block = rest
	return l.passage(text, true)
}

// loadBlock makes the next n bytes, which are whole lines, the block.
func (l *lineReader) loadBlock(n int) {
	l.block = string(l.buf[l.start : l.start+n])
	l.start += n
	l.valid = isText(l.block)
}

// cut makes a piece of the next n bytes.
func (l *lineReader) cut(n int, last bool) (Passage, error) {
	text := string(l.buf[l.start : l.start+n])
	l.start += n
	l.valid = isText(text)
	return l.passage(text, last)
}

// passage makes a passage of text and moves on.
func (l *lineReader) passage(text string, last bool) (Passage, error) {
	p := Passage{Text: text, Line: l.line, Last: last}
	if !l.valid {
		if err := l.checkText(&p); err != nil {
			return Passage{}, err
		}
	}
	l.column += len(text)
	if last {
		l.line++
		l.column = 0
	}
	return p, nil
}

// cutPoint returns where to cut a long line: before its last space that
// follows something else or, in a word beyond all bounds, after its last whole
// character. It returns 0 if more has to be read first.
func cutPoint(b []byte) int {
	if len(b) < pieceSize {
		return 0
	}
	for i := len(b) - 1; i > 0; i-- {
		if b[i] == ' ' && b[i-1] != ' ' {
			return i
		}
	}
	if len(b) < maxWord {
		return 0
	}
	end := len(b)
	for end > len(b)-utf8.UTFMax && !utf8.RuneStart(b[end-1]) {
		end--
	}
	return end - 1
}

// fill reads more bytes, first making room for them.
func (l *lineReader) fill() error {
	if l.start > 0 {
		copy(l.buf, l.buf[l.start:l.end])
		l.end -= l.start
		l.start = 0
	}
	if l.end == len(l.buf) {
		l.buf = append(l.buf, make([]byte, len(l.buf))...)
	}
	n, err := l.r.Read(l.buf[l.end:])
	l.end += n
	if errors.Is(err, io.EOF) {
		l.eof = true
		return nil
	}
	if err != nil {
		return fmt.Errorf("corpus: %s, line %d: %w", l.file, l.line, err)
	}
	return nil
}

// isText reports whether s is UTF-8 without NUL.
func isText(s string) bool {
	return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0
}

// checkText finds out what in a piece is no text: an error, or bytes to replace.
func (l *lineReader) checkText(p *Passage) error {
	if i := strings.IndexByte(p.Text, 0); i >= 0 {
		return fmt.Errorf("corpus: %s, line %d: byte %d of the line is NUL: this is no text (a binary file, or UTF-16 without its mark, for which the encoding utf-16le or utf-16be has to be given)", l.file, l.line, l.column+i+1)
	}
	i := firstInvalid(p.Text)
	if i == len(p.Text) {
		return nil
	}
	if l.invalid == RefuseInvalid {
		return l.errorAt(l.line, "byte %d of the line is no %s; give its encoding, convert it if it is a mixture, or ask for such bytes to be replaced", l.column+i+1, l.encodingName())
	}
	p.Text, p.Replaced = replaceInvalid(p.Text)
	return nil
}

// encodingName names what the bytes are not.
func (l *lineReader) encodingName() string {
	if t, ok := l.r.(*textReader); ok && t.encoding.name != "" {
		return t.encoding.name
	}
	return utf8Name
}
