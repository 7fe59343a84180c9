package report

// This file writes reports as CSV, for spreadsheets and data frames: a row for each
// token or each pair, with the same columns in all rows. Numbers are not rounded.

import (
	"bytes"
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/w2vattn/w2vattn"
)

// csvLines writes parts as CSV (RFC 4180, with lines that end in \n). The rows of a part
// are collected in a buffer, so that a part is written as a whole.
type csvLines struct {
	w      io.Writer
	buffer bytes.Buffer
}

// add writes the rows of a part. Its sentence number is n + 1.
func (e *csvLines) add(p part, n int) error {
	e.buffer.Reset()
	rows := &csvWriter{csv.NewWriter(&e.buffer), n + 1}
	p.(csvPart).csv(rows)
	rows.Flush()
	_, err := e.w.Write(e.buffer.Bytes())
	return err
}

// close does nothing: CSV has no end.
func (e *csvLines) close(int) error { return nil }

// A csvWriter writes the rows of one part.
type csvWriter struct {
	*csv.Writer
	sentence int // of the report, from 1
}

// header writes the names of the columns before the first sentence. more are the names of
// the columns of eojeol; they are left out if eojeols is nil. All parts of a report have
// the same columns.
func (w *csvWriter) header(names []string, eojeols []w2vattn.Eojeol, more ...string) {
	if w.sentence > 1 {
		return
	}
	if eojeols != nil {
		names = append(names, more...)
	}
	w.row(names)
}

// row writes cells, and more of them.
func (w *csvWriter) row(cells []string, more ...string) {
	w.Write(append(cells, more...)) //nolint:errcheck // a Buffer takes everything
}

// eojeolCells returns a function that returns the cells of a token's eojeol: its text
// and the sum of its weights. n is the number of tokens. The cells are nil if eojeols
// is nil. The sums are computed once; the function is called for each row.
func eojeolCells(eojeols []w2vattn.Eojeol, n int, weights []float32) func(token int) []string {
	of, sums := eojeolIndexes(eojeols, n), eojeolSums(eojeols, weights)
	return func(token int) []string {
		if eojeols == nil {
			return nil
		}
		return []string{escapeFormula(eojeols[of[token]].Text), digits(sums[of[token]])}
	}
}

// escapeFormula returns a word with an apostrophe before it if a spreadsheet would run it
// as a formula: if it begins with =, +, -, @, a control character, or a full-width form
// of these (CSV injection, OWASP). Numbers of the report are not escaped.
func escapeFormula(word string) string {
	if word != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(word)[0]) {
		return "'" + word
	}
	return word
}

// digits and digits64 write a number with the fewest digits from which it can be read
// back: 0.1 as float32 is "0.1", although it is 0.100000001490116… exactly. Large and
// small numbers have an exponent, which every reader of CSV accepts.
func digits(x float32) string { return strconv.FormatFloat(float64(x), 'g', -1, 32) }

// digits64 is digits for float64.
func digits64(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// visibleDigits is digits, and "" for a hidden score.
func visibleDigits(x float32, visible bool) string {
	if !visible {
		return ""
	}
	return digits(x)
}
