package input

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// MaxRecord is the longest record of a jsonl, csv or tsv file, in bytes.
const MaxRecord = 64 << 20

// fieldHelp is the help of all formats of records.
const fieldHelp = "a field of a record"

// A record is what a file has one sentence of, or some if its field has several
// lines.
type record struct {
	text     string
	line     int  // where it starts
	missing  bool // it has no such field
	replaced int
}

// A recordReader returns the records of a file one by one, then io.EOF.
type recordReader func() (record, error)

// readRecords makes an input's reader of records.
func readRecords(open func(*lineReader) recordReader) func(*lineReader) iter.Seq2[Passage, error] {
	return func(l *lineReader) iter.Seq2[Passage, error] {
		return func(yield func(Passage, error) bool) {
			next := open(l)
			for {
				r, err := next()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					yield(Passage{}, err)
					return
				}
				l.records++
				if r.missing {
					l.missing++
				}
				if !l.yieldRecord(r, yield) {
					return
				}
			}
			if l.records > 0 && l.records == l.missing {
				yield(Passage{}, fmt.Errorf("corpus: %s: none of its %d records has the field that is asked for%s", l.file, l.records, l.names))
			}
		}
	}
}

// yieldRecord yields a record's lines, each a sentence. A long line comes in
// pieces, as that of a file does.
func (l *lineReader) yieldRecord(r record, yield func(Passage, error) bool) bool {
	for line := range strings.Lines(r.text) {
		line = strings.TrimRight(line, "\r\n")
		if len(line) <= pieceSize {
			if !yield(Passage{line, r.line, true, r.replaced}, nil) {
				return false
			}
			r.replaced = 0
			continue
		}
		for p, err := range readLines(newLineReader(strings.NewReader(line), l.file, l.invalid)) {
			out := Passage{p.Text, r.line, p.Last, r.replaced}
			r.replaced = 0
			if !yield(out, err) {
				return false
			}
		}
	}
	return r.replaced == 0 || yield(Passage{"", r.line, true, r.replaced}, nil)
}

// errorAt is an error at a line of the file.
func (l *lineReader) errorAt(line int, format string, args ...any) error {
	return fmt.Errorf("corpus: %s, line %d: "+format, append([]any{l.file, line}, args...)...)
}

// tooLongError says that the record which starts at a line is longer than may be.
func (l *lineReader) tooLongError(line int) error {
	return l.errorAt(line, "the record is longer than %d MB; is a quote not closed, or is this a file of another kind?", l.maxRecord>>20)
}

// wholeLine returns the next line in one piece.
func (l *lineReader) wholeLine() (Passage, error) {
	first, err := l.next()
	if err != nil || first.Last {
		return first, err
	}
	var text strings.Builder
	for p := first; ; {
		if text.Len()+len(p.Text) > l.maxRecord {
			return Passage{}, l.tooLongError(first.Line)
		}
		text.WriteString(p.Text)
		if p.Last {
			break
		}
		if p, err = l.next(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return Passage{}, err
		}
		first.Replaced += p.Replaced
	}
	first.Text, first.Last = text.String(), true
	return first, nil
}
