package input

// This file reads lines of any length in pieces of bounded length. A corpus may be
// one line of a gigabyte; its pieces are cut before spaces, where no token, accent or
// syllable is divided.

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Limits of a passage. A piece is long enough that calls take little of the time, and short
// enough to stay in the cache; a word of 1 MiB is no word. No measurement of other values
// is recorded.
const (
	pieceSize = 64 << 10 // bytes; a longer line is read in passages of about this size
	maxWord   = 1 << 20  // bytes without a space after which a line is cut within a word
)

// A lineReader reads the lines of a file as passages. A line longer than pieceSize is
// read in several passages, so memory does not grow with the length of a line. Whole
// lines are checked for UTF-8 and converted to strings one block at a time, because most
// lines are short and a call for each would be slow.
//
// buf is filled from r. As soon as it contains a line end, all whole lines in it become
// block, from which next returns one line at a time. Without a line end, a piece is cut off
// as soon as pieceSize bytes are there.
type lineReader struct {
	r          io.Reader
	file       string // name, for errors
	invalid    InvalidUTF8
	buf        []byte
	start, end int    // unread bytes of buf
	block      string // whole lines that were read and not yet returned
	valid      bool   // block is UTF-8 without NUL
	line       int    // of the next passage, from 1
	column     int    // bytes of the line that were returned already
	eof        bool   // r has ended

	maxRecord        int    // largest size of a record in bytes
	records, missing int64  // records so far; those without the field
	names            string // fields of the first record, for an error
}

// newLineReader returns a lineReader of r. file is its name in errors.
func newLineReader(r io.Reader, file string, invalid InvalidUTF8) *lineReader {
	return &lineReader{r: r, file: file, invalid: invalid, buf: make([]byte, 4*pieceSize), line: 1,
		maxRecord: MaxRecord}
}

// next returns the next passage, and io.EOF after the last one. The last line of a file
// need not have a line end.
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

// loadBlock makes the next n bytes of buf, which are whole lines, the block.
func (l *lineReader) loadBlock(n int) {
	l.block = string(l.buf[l.start : l.start+n])
	l.start += n
	l.valid = isText(l.block)
}

// cut returns the next n bytes of buf as a passage.
func (l *lineReader) cut(n int, last bool) (Passage, error) {
	text := string(l.buf[l.start : l.start+n])
	l.start += n
	l.valid = isText(text)
	return l.passage(text, last)
}

// passage returns text as a passage and advances the position. last reports that the
// line ends with it.
func (l *lineReader) passage(text string, last bool) (Passage, error) {
	p := Passage{Text: text, Line: l.line, Last: last}
	if !l.valid {
		if err := l.checkText(&p); err != nil {
			return Passage{}, err
		}
	}
	l.column += len(text)
	if last {
		p.Text = strings.TrimSuffix(p.Text, "\r") // of a line end CR LF
		l.line++
		l.column = 0
	}
	return p, nil
}

// cutPoint returns the index at which to cut the long line that begins with b: before the
// last space that follows another character or, after maxWord bytes without one, after the
// last whole character. It returns 0 if b is too short to be cut. The space stays at the
// beginning of the next piece: a tokenizer sees it there, and no word is split or joined.
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

// fill moves the unread bytes to the beginning of buf, which it enlarges if it is full, and
// reads more. The buffer only grows for words that are longer than it, up to maxWord bytes.
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

// isText reports whether s is UTF-8 without NUL bytes.
func isText(s string) bool {
	return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0
}

// checkText checks a passage that is not text. A NUL byte is an error; bytes that are not
// UTF-8 are an error or are replaced in p and counted, by l.invalid. The byte in the error
// counts from the beginning of the line, from 1, after decoding to UTF-8.
func (l *lineReader) checkText(p *Passage) error {
	if i := strings.IndexByte(p.Text, 0); i >= 0 {
		return l.errorAt(l.line,
			"byte %d of the line is NUL, so this is not text: a binary file, or UTF-16 without a byte order mark, "+
				"which needs the encoding utf-16le or utf-16be", l.column+i+1)
	}
	i := firstInvalid(p.Text)
	if i == len(p.Text) {
		return nil
	}
	if l.invalid == RefuseInvalid {
		return l.errorAt(l.line,
			"byte %d of the line is not %s; name the encoding of the file, convert the file if it mixes encodings, "+
				"or replace such bytes", l.column+i+1, l.encodingName())
	}
	p.Text, p.Replaced = replaceInvalid(p.Text)
	return nil
}

// encodingName returns the name of the encoding that the file is read in.
func (l *lineReader) encodingName() string {
	if t, ok := l.r.(*textReader); ok && t.encoding.name != "" {
		return t.encoding.name
	}
	return utf8Name
}
