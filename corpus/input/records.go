package input

// This file holds what the formats of records share: reading a record, finding its
// field, yielding the lines of the field, and counting records without it.

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// MaxRecord is the largest size in bytes of a record of a jsonl, csv or tsv file. A longer
// one is an error. Reading a record of that size takes some 300 MB of memory: see
// docs/benchmarks.md, section "Reading corpora".
const MaxRecord = 64 << 20

// fieldHelp is Format.Help of all formats of records.
const fieldHelp = "a field of a record"

// A record is one record of a file. Each line of its text is a sentence. A missing record
// has no text.
type record struct {
	text     string // of the field
	line     int    // where the record starts, from 1
	missing  bool   // the record does not have the field
	replaced int    // bytes that were not UTF-8
}

// A recordReader returns the records of a file one by one, then io.EOF. After an error it
// is not called again.
type recordReader func() (record, error)

// readRecords returns the passages function of a format of records. open returns a reader
// of the records of a file. Records without the field are counted; it is an error if no
// record has it. The error for a missing field lists the fields of the first record.
func readRecords(field string, open func(*lineReader) recordReader) func(*lineReader) iter.Seq2[Passage, error] {
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
				yield(Passage{}, fmt.Errorf("corpus: %s: no record has the field %q (records: %d); the fields of the "+
					"first are %s",
					l.file, field, l.records, l.names))
			}
		}
	}
}

// yieldRecord yields the lines of a record, each a sentence. A long line is yielded in
// several passages. It reports whether the consumer wants more. All passages have the line
// at which the record starts. Bytes that were replaced are reported once, in the first
// passage, or in an empty one if the text is empty.
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

// errorAt returns an error that begins with the name of the file and a line.
func (l *lineReader) errorAt(line int, format string, args ...any) error {
	return fmt.Errorf("corpus: %s, line %d: "+format, append([]any{l.file, line}, args...)...)
}

// tooLongError returns the error for a record that starts at line and is longer than
// l.maxRecord.
func (l *lineReader) tooLongError(line int) error {
	return l.errorAt(line, "the record is longer than %d MiB; "+
		"is a quotation mark not closed, or is this another kind of file?", l.maxRecord>>20)
}

// wholeLine returns the next line as one passage, of at most l.maxRecord bytes. The pieces
// of a long line are joined again; Replaced is their sum.
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
