package input

// This file reads tab-separated values. Programs disagree about quotation marks in
// TSV: for some they are part of the text, for others they enclose fields with tabs.
// The reader decides for each field by whether a closing mark ends it.

import (
	"errors"
	"io"
	"strings"
)

// TSV is the format of tab-separated values. Each line of one field is a sentence; field
// is as for CSV. Programs differ in whether quotation marks are special in such files.
// Here they are if they enclose a whole field, on one line or on several lines without a
// tab, and those within the field are written twice. All others are text.
//
// In this file the body of the first record has two sentences, and that of the second begins
// with a quotation mark that is text:
//
//	id	body
//	1	"she said ""no""
//	and left"
//	2	"quoted" by others
func TSV(field string) Format {
	return Format{
		Name: "tsv", Extensions: []string{".tsv"}, Help: fieldHelp, Sentence: columnSentence, Records: true,
		passages: readRecords(field, func(l *lineReader) recordReader {
			t := tsvReader{lines: l}
			return columnReader(l, field, t.next)
		}),
	}
}

// A tsvReader reads rows of tab-separated values. A field that begins with a quotation mark
// may continue in later lines or may be text with an unpaired mark. Which one is known only
// when the closing mark, a tab or the end is found, so lines are kept in ahead until then.
type tsvReader struct {
	lines  *lineReader
	ahead  []Passage // lines that were read and not yet used
	fields []string  // of the current row
	width  int       // number of fields of the first row; 0 before it
}

// next returns the next row that is not empty, and io.EOF after the last one. The position
// of a field in its line is not kept, so an error in the text counts bytes from the
// beginning of the field.
func (t *tsvReader) next() (row, error) {
	for {
		line, err := t.line()
		if err != nil {
			return row{}, err
		}
		if line.Text == "" {
			continue
		}
		if err := t.split(line.Text); err != nil {
			return row{}, err
		}
		if t.width == 0 {
			t.width = len(t.fields)
		}
		if len(t.fields) != t.width {
			return row{}, t.lines.errorAt(line.Line, "the number of fields is %d, in the first record %d; "+
				"is a tab or a line end outside quotation marks?", len(t.fields), t.width)
		}
		return row{t.fields, line.Line, func(int) (int, int) { return line.Line, 1 }}, nil
	}
}

// line returns the next line without its end.
func (t *tsvReader) line() (Passage, error) {
	if len(t.ahead) == 0 {
		if err := t.readAhead(); err != nil {
			return Passage{}, err
		}
	}
	line := t.ahead[0]
	t.ahead = t.ahead[1:]
	return line, nil
}

// readAhead appends one more line to t.ahead.
func (t *tsvReader) readAhead() error {
	line, err := t.lines.wholeLine()
	if err == nil {
		t.ahead = append(t.ahead, line)
	}
	return err
}

// split sets t.fields to the fields of the row that begins with the line text. A quoted
// field at its end may continue in the next lines.
func (t *tsvReader) split(text string) error {
	t.fields = t.fields[:0]
	for {
		field, rest, more := strings.Cut(text, "\t")
		if strings.HasPrefix(text, `"`) {
			long, after, closed, err := t.quoted(text)
			if err != nil {
				return err
			}
			if closed {
				field, rest, more = long, strings.TrimPrefix(after, "\t"), after != ""
			}
		}
		t.fields = append(t.fields, field)
		if !more {
			return nil
		}
		text = rest
	}
}

// quoted returns the quoted field at the beginning of text and the text after its closing
// quotation mark. closed is false if there is none: then the mark is text. Lines that were
// read for a field that is not closed stay in t.ahead.
func (t *tsvReader) quoted(text string) (field, after string, closed bool, err error) {
	end, wrong := closingQuote(text)
	if end > 0 {
		return unquote(text[1:end]), text[end+1:], true, nil
	}
	if wrong || strings.Contains(text, "\t") {
		return "", "", false, nil
	}
	lines := []string{text}
	for size, k := len(text), 0; ; k++ {
		if k == len(t.ahead) {
			if err := t.readAhead(); errors.Is(err, io.EOF) {
				return "", "", false, nil
			} else if err != nil {
				return "", "", false, err
			}
		}
		next := t.ahead[k].Text
		if size += len(next) + 1; size > t.lines.maxRecord {
			return "", "", false, nil
		}
		end, wrong := closingQuote(`"` + next)
		end--
		upTo := next
		if end >= 0 {
			upTo = next[:end]
		}
		if wrong || strings.Contains(upTo, "\t") {
			return "", "", false, nil
		}
		lines = append(lines, upTo)
		if end >= 0 {
			t.ahead = t.ahead[k+1:]
			return unquote(strings.Join(lines, "\n")[1:]), next[end+1:], true, nil
		}
	}
}

// closingQuote returns the index of the quotation mark that closes the field at the
// beginning of text, and 0 if there is none. wrong reports a mark within the field that
// is not written twice: then all marks of the field are text.
func closingQuote(text string) (end int, wrong bool) {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] != '"':
		case i+1 == len(text) || text[i+1] == '\t':
			return i, false
		case text[i+1] == '"':
			i++
		default:
			return 0, true
		}
	}
	return 0, false
}

// unquote returns the text between quotation marks with doubled marks made single.
func unquote(s string) string { return strings.ReplaceAll(s, `""`, `"`) }
