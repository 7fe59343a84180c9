package input

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// CSV reads records as RFC 4180 has them, in which a quoted field may have
// several lines, and takes a field for a sentence, or for one each line of it.
// field is a name in the first record, the header, or else a number from 1, and
// then all records are text. Records that have more or fewer fields than the
// first are an error.
func CSV(field string) Format {
	return Format{Name: "csv", Extensions: []string{".csv"}, Help: fieldHelp, Sentence: columnSentence, Records: true, passages: readRecords(func(l *lineReader) recordReader {
		source := &limitedReader{r: l.r}
		c := csvReader{lines: l, source: source, records: csv.NewReader(bufio.NewReaderSize(source, pieceSize))}
		c.records.ReuseRecord = true
		return columnReader(l, field, c.next)
	})}
}

// columnSentence is what is a sentence in tables.
const columnSentence = "a field, by its name in the header or by its number from 1; one for each line in it"

// A row is a record's fields; position gives the line and byte at which one of
// them starts, both from 1. They are valid until the next row is read.
type row struct {
	fields   []string
	line     int
	position func(column int) (line, byteOfLine int)
}

// columnReader takes one field of each row. The first row may be the header.
func columnReader(l *lineReader, field string, rows func() (row, error)) recordReader {
	column := -1
	return func() (record, error) {
		r, err := rows()
		if err == nil && column < 0 {
			var header bool
			if column, header, err = findColumn(l, field, r); header {
				r, err = rows()
			}
		}
		if err != nil {
			return record{}, err
		}
		out := record{text: r.fields[column], line: r.line}
		if isText(out.text) {
			return out, nil
		}
		p := Passage{Text: out.text}
		l.line, l.column = r.position(column)
		l.column--
		err = l.checkText(&p)
		out.text, out.replaced = p.Text, p.Replaced
		return out, err
	}
}

// findColumn finds the field in the first row and says whether that is a header.
func findColumn(l *lineReader, field string, first row) (column int, header bool, err error) {
	if i := slices.Index(first.fields, field); i >= 0 {
		return i, true, nil
	}
	n, err := strconv.Atoi(field)
	if err == nil && n >= 1 && n <= len(first.fields) {
		return n - 1, false, nil
	}
	names := first.fields[:min(maxNames, len(first.fields))]
	return 0, false, l.errorAt(first.line, "no column %q; give one of these, or its number: %.500s", field, strings.Join(names, ", "))
}

// A csvReader reads rows of CSV.
type csvReader struct {
	lines    *lineReader
	source   *limitedReader
	records  *csv.Reader
	nextLine int // line at or before which the next row starts
}

func (c *csvReader) next() (row, error) {
	c.source.left = c.lines.maxRecord
	fields, err := c.records.Read()
	if err != nil {
		return row{}, c.explain(err)
	}
	line, _ := c.records.FieldPos(0)
	last, _ := c.records.FieldPos(len(fields) - 1)
	c.nextLine = last + strings.Count(fields[len(fields)-1], "\n") + 1
	return row{fields, line, c.records.FieldPos}, nil
}

// explain names the file and the line of an error.
func (c *csvReader) explain(err error) error {
	var parse *csv.ParseError
	switch {
	case errors.Is(err, errRecordTooLong):
		return c.lines.tooLongError(max(1, c.nextLine))
	case errors.Is(err, csv.ErrFieldCount) && errors.As(err, &parse):
		return c.lines.errorAt(parse.StartLine, "the record has not as many fields as the first, which has %d; is a comma, or a line end, not in quotes?", c.records.FieldsPerRecord)
	case errors.As(err, &parse):
		return c.lines.errorAt(parse.StartLine, "byte %d of line %d: %w; quotes in a field are doubled, and the field stands in quotes", parse.Column, parse.Line, parse.Err)
	case errors.Is(err, io.EOF):
		return err
	}
	return fmt.Errorf("corpus: %s: %w", c.lines.file, err)
}

// A limitedReader ends in an error when more is read than left allows, so that a quote
// which nothing closes does not fill the memory.
type limitedReader struct {
	r    io.Reader
	left int
}

var errRecordTooLong = errors.New("the record is too long")

// Read implements io.Reader.
func (b *limitedReader) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errRecordTooLong
	}
	n, err := b.r.Read(p)
	b.left -= n
	return n, err
}
