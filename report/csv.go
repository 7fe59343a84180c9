package report

import (
	"bytes"
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/w2vattn/w2vattn"
)

// csvLines writes parts as CSV (RFC 4180, lines ended by \n).
type csvLines struct {
	w      io.Writer
	buffer bytes.Buffer
}

func (e *csvLines) add(p part, n int) error {
	e.buffer.Reset()
	rows := &csvWriter{csv.NewWriter(&e.buffer), n + 1}
	p.(csvPart).csv(rows)
	rows.Flush()
	_, err := e.w.Write(e.buffer.Bytes())
	return err
}

func (e *csvLines) close(int) error { return nil }

// A csvWriter writes the rows of one part.
type csvWriter struct {
	*csv.Writer
	sentence int // of the report, from 1
}

// header names the columns, once, with more of them if there are eojeol.
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

// eojeolCells returns the cells that each of n tokens has for its eojeol: its text and
// the sum of its weights. Without eojeol there are none.
func eojeolCells(eojeols []w2vattn.Eojeol, n int, weights []float32) func(token int) []string {
	of, sums := placesOf(eojeols, n), summed(eojeols, weights)
	return func(token int) []string {
		if eojeols == nil {
			return nil
		}
		return []string{harmless(eojeols[of[token]].Text), digits(sums[of[token]])}
	}
}

// harmless is a word that no spreadsheet runs: where it begins like a formula,
// an apostrophe stands before it.
func harmless(word string) string {
	if word != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(word)[0]) {
		return "'" + word
	}
	return word
}

// digits writes a number with as many digits as tell it apart from all others.
func digits(x float32) string   { return strconv.FormatFloat(float64(x), 'g', -1, 32) }
func digits64(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// visibleDigits is "" for what was not visible.
func visibleDigits(x float32, visible bool) string {
	if !visible {
		return ""
	}
	return digits(x)
}
