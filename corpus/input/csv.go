package input

// This file reads CSV (RFC 4180) by package encoding/csv, and what CSV and TSV share:
// the header and the choice of a column. A file of spreadsheet programs may have
// quotation marks, commas and line ends within a field.

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

// CSV is the format of comma-separated values (RFC 4180). Each line of one field is a
// sentence. field is the field's name in the header, the first record; or its number
// from 1, in a file without a header. A quoted field may have several lines. A record
// with another number of fields than the first is an error.
//
// CSV("body") reads three sentences of this file, one of the first record and two of the
// second:
//
//	id,body
//	1,the cat reads
//	2,"the book
//	is read"
func CSV(field string) Format {
	return Format{
		Name: "csv", Extensions: []string{".csv"}, Help: fieldHelp, Sentence: columnSentence, Records: true,
		passages: readRecords(field, func(l *lineReader) recordReader {
			source := &limitedReader{r: l.r}
			c := csvReader{lines: l, source: source, records: csv.NewReader(bufio.NewReaderSize(source, pieceSize))}
			c.records.ReuseRecord = true
			return columnReader(l, field, c.next)
		}),
	}
}

// columnSentence is Format.Sentence of CSV and TSV.
const columnSentence = "each line of a field; `--field` is its name in the header, or its number from 1 on"

// A row is the fields of a record. It is valid until the next row is read.
type row struct {
	fields   []string
	line     int                                     // where the record starts, from 1
	position func(column int) (line, byteOfLine int) // where a field starts, both from 1
}

// columnReader returns a reader of records that reads one field of each row. The first row
// is the header if one of its fields is named field. It checks the text of the field and
// sets the position of the line reader, so that an error names line and byte of the field.
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

// findColumn returns the index of the column named field in the first row, which then is a
// header, or of the column with that number. If there is neither, the error lists the
// names. A field whose name is a number is found by its name first.
func findColumn(l *lineReader, field string, first row) (column int, header bool, err error) {
	if i := slices.Index(first.fields, field); i >= 0 {
		return i, true, nil
	}
	n, err := strconv.Atoi(field)
	if err == nil && n >= 1 && n <= len(first.fields) {
		return n - 1, false, nil
	}
	names := first.fields[:min(maxNames, len(first.fields))]
	return 0, false, l.errorAt(first.line, "column %q is missing; use one of these, or its number: %.500s", field,
		strings.Join(names, ", "))
}

// A csvReader reads rows of comma-separated values with encoding/csv. Text is checked for
// UTF-8 after the field has been cut out, because the other fields are not used.
type csvReader struct {
	lines    *lineReader
	source   *limitedReader
	records  *csv.Reader
	nextLine int // the next row starts at this line or before it
}

// next returns the next row, and io.EOF after the last one. The limit of bytes is renewed
// for each record. The next row starts at the line after the last line of this row, or
// later if lines are empty.
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

// explain adds the file and the line to an error, and what to do. It returns io.EOF as
// it is.
func (c *csvReader) explain(err error) error {
	var parse *csv.ParseError
	switch {
	case errors.Is(err, errRecordTooLong):
		return c.lines.tooLongError(max(1, c.nextLine))
	case errors.Is(err, csv.ErrFieldCount) && errors.As(err, &parse):
		return c.lines.errorAt(parse.StartLine, "the number of fields is not that of the first record, %d; "+
			"is a comma or a line end outside quotation marks?", c.records.FieldsPerRecord)
	case errors.As(err, &parse):
		return c.lines.errorAt(parse.StartLine,
			"byte %d of line %d: %w; put the field in quotation marks, and write those within it twice",
			parse.Column, parse.Line, parse.Err)
	case errors.Is(err, io.EOF):
		return err
	}
	return fmt.Errorf("corpus: %s: %w", c.lines.file, err)
}

// A limitedReader returns errRecordTooLong once left bytes have been read, so that a quoted
// field without an end does not fill the memory. encoding/csv itself has no such limit.
type limitedReader struct {
	r    io.Reader
	left int // bytes; set anew for each record
}

// errRecordTooLong is the error of a limitedReader; tooLongError reports it.
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
