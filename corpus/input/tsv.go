package input

import (
	"errors"
	"io"
	"strings"
)

// TSV reads fields between tabs; field is as in CSV. Files of this kind differ
// in whether quotes mean something. Here they do if they enclose a whole field,
// on one line, or on several without a tab, and those within are doubled; all
// others are text.
func TSV(field string) Format {
	return Format{Name: "tsv", Extensions: []string{".tsv"}, Help: fieldHelp, Sentence: columnSentence, Records: true, passages: readRecords(func(l *lineReader) recordReader {
		t := tsvReader{lines: l}
		return columnReader(l, field, t.next)
	})}
}

// A tsvReader reads rows of tab-separated values.
type tsvReader struct {
	lines  *lineReader
	ahead  []Passage // lines that were looked at, not yet read
	fields []string
	width  int // fields of the first row
}

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
			return row{}, t.lines.errorAt(line.Line, "the record has %d fields, the first has %d; is a tab or a line end not in quotes?", len(t.fields), t.width)
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

// readAhead reads one more line ahead.
func (t *tsvReader) readAhead() error {
	line, err := t.lines.wholeLine()
	line.Text = strings.TrimSuffix(line.Text, "\r")
	if err == nil {
		t.ahead = append(t.ahead, line)
	}
	return err
}

// split cuts the fields of a row that begins with text. A quoted field at its
// end may go on in the next lines.
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

// quoted returns the field that text, which begins with a quote, begins with and
// what follows it, if there is a quote that closes it.
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

// closingQuote returns the index of the quote that closes the field with which text
// begins, 0 for none. wrong says that a quote stands where none may, so that the
// quotes are but text.
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

func unquote(s string) string { return strings.ReplaceAll(s, `""`, `"`) }
