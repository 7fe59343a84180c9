package report

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"github.com/w2vattn/w2vattn/internal/linalg"
)

// A csvWriter writes rows (RFC 4180, ended by \n).
type csvWriter struct {
	*csv.Writer
	sentence int // of the report, from 1
}

// appendCSV appends a part, after the names of the columns if it is the first.
func appendCSV(dst []byte, p Part, sentence int) []byte {
	b := bytes.NewBuffer(dst)
	p.csv(&csvWriter{csv.NewWriter(b), sentence})
	return b.Bytes()
}

// header names the columns, once.
func (w *csvWriter) header(names ...string) {
	if w.sentence == 1 {
		w.row(names...)
	}
}

func (w *csvWriter) row(cells ...string) {
	w.Write(cells) //nolint:errcheck // a Buffer takes everything
}

func (a *Attention) csv(w *csvWriter) {
	defer w.Flush()
	header := []string{"sentence", "query", "position", "token", "known", "score", "weight", "norm"}
	if a.Eojeols != nil {
		header = append(header, "eojeol", "eojeol weight")
	}
	w.header(header...)
	r, of, sums := a.Result, placesOf(a.Eojeols, len(a.Tokens)), summed(a.Eojeols, a.Result.Weights)
	for i, token := range a.Tokens {
		cells := []string{strconv.Itoa(w.sentence), harmless(strings.Join(a.Query, " ")), strconv.Itoa(i), harmless(token), strconv.FormatBool(a.Known[i]),
			visibleDigits(r.Scores[i], r.Visible[i]), digits(r.Weights[i]), digits(r.Norms[i])}
		if a.Eojeols != nil {
			cells = append(cells, harmless(a.Eojeols[of[i]].Text), digits(sums[of[i]]))
		}
		w.row(cells...)
	}
}

func (s *Self) csv(w *csvWriter) {
	defer w.Flush()
	header := []string{"sentence", "query position", "query", "position", "token", "score", "weight"}
	var sums *matrix
	if s.Eojeols != nil {
		header = append(header, "query eojeol", "eojeol", "eojeol weight")
		sums = s.rolledUp(english)
	}
	w.header(header...)
	of := placesOf(s.Eojeols, len(s.Tokens))
	for i, query := range s.Tokens {
		scores, weights := linalg.Row(s.Result.Scores, i), linalg.Row(s.Result.Weights, i)
		for j, token := range s.Tokens {
			cells := []string{strconv.Itoa(w.sentence), strconv.Itoa(i), harmless(query), strconv.Itoa(j), harmless(token),
				visibleDigits(scores[j], s.Result.Sees(i, j)), digits(weights[j])}
			if sums != nil {
				cells = append(cells, harmless(sums.keys[of[i]]), harmless(sums.keys[of[j]]), digits(linalg.Row(sums.weights, of[i])[of[j]]))
			}
			w.row(cells...)
		}
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
func digits(x float32) string { return strconv.FormatFloat(float64(x), 'g', -1, 32) }

// visibleDigits is "" for what was not visible.
func visibleDigits(x float32, visible bool) string {
	if !visible {
		return ""
	}
	return digits(x)
}
