package report

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/report/picture"
)

// A Comparison is one query's attention over a sentence by several scores, at
// several temperatures each.
type Comparison struct {
	Query     []string
	Tokens    []string
	Known     []bool
	Reference attention.Score // that the order of the others is compared with
	Rows      []Compared
	Eojeols   []Eojeol // to which the weights are summed besides; nil: they are not
}

// A Compared is what one score makes of a sentence. A temperature moves the
// weights but not their order, so there is one agreement for all.
type Compared struct {
	Score     attention.Score
	Agreement float64            // Kendall's τ-b with the reference's scores, over the tokens that take part
	Results   []attention.Result // one for each temperature, the last one found automatically
}

// compared are the scores that need nothing but two vectors.
func compared() []attention.Score {
	return []attention.Score{attention.Dot, attention.Scaled, attention.Cosine, attention.Euclidean}
}

// temperatures are those that are compared.
func temperatures() []attention.Temperature {
	return []attention.Temperature{.5, 1, 2, 5, attention.Auto}
}

// Compare lets a query attend by each of the scores dot, scaled, cosine and
// euclidean at the temperatures 0.5, 1, 2, 5 and the automatic one. Keys and
// values have a row for each token; mask tells which take part, nil: all do.
func Compare(query []float32, keys blas32.General, mask []bool, reference attention.Score) *Comparison {
	base := attention.Attend(query, keys, keys, attention.Options{Score: reference, Mask: mask})
	c := &Comparison{Reference: reference}
	for _, score := range compared() {
		row := Compared{Score: score}
		for _, t := range temperatures() {
			row.Results = append(row.Results, attention.Attend(query, keys, keys, attention.Options{Score: score, Temperature: t, Mask: mask}))
		}
		row.Agreement = kendall(base.Scores, row.Results[0].Scores, base.Visible)
		c.Rows = append(c.Rows, row)
	}
	return c
}

// kendall returns Kendall's τ-b (1945), the share of pairs in the same order
// less that in the opposite one:
//
//	τ = (C − D) / √((P − Tx)(P − Ty))
//
// over P pairs of visible entries, C concordant, D discordant, Tx and Ty tied
// in x and in y. Where all are tied in one of them it is 0, in both 1.
func kendall(x, y []float32, visible []bool) float64 {
	var balance, inX, inY float64
	for i := range x {
		for j := range i {
			if !visible[i] || !visible[j] {
				continue
			}
			a, b := order(x[i], x[j]), order(y[i], y[j])
			balance += a * b
			inX += a * a
			inY += b * b
		}
	}
	switch {
	case inX == 0 && inY == 0:
		return 1
	case inX == 0 || inY == 0:
		return 0
	}
	return balance / math.Sqrt(inX*inY)
}

func order(a, b float32) float64 {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (c *Comparison) formats() []Format { return []Format{Text, JSON, CSV, Markdown, LaTeX, HTML} }

// Text writes a table for each score, a column for each temperature.
func (c *Comparison) Text(w io.Writer) error { return write(w, Text, c) }

// JSON writes the comparison as one line.
func (c *Comparison) JSON(w io.Writer) error { return write(w, JSON, c) }

func (c *Comparison) blocks(t *tongue) []block {
	all := []block{heading(say(t.query).quoted(c.Query).text(" · every score at several temperatures, compared with " + c.Reference.String()))}
	for _, row := range c.Rows {
		all = append(all, remark{line: say(fmt.Sprintf("%s: order of the tokens agrees with %s by Kendall's τ = %.3f", formula(row.Score), c.Reference, row.Agreement))}, c.tableOf(row, t))
		all = append(all, note(t.unreached(&row.Results[len(row.Results)-1], true))...)
		if c.Eojeols != nil {
			all = append(all, c.eojeolTable(row, t))
		}
	}
	return all
}

// header names the temperatures.
func (r Compared) header(t *tongue) []line {
	var names []line
	for i, at := range r.Results {
		name := fmt.Sprintf("T=%.4g", at.Temperature)
		if temperatures()[i] == attention.Auto {
			name += " " + t.auto
		}
		names = append(names, say(name))
	}
	return names
}

// tableOf is the table of one score.
func (c *Comparison) tableOf(row Compared, t *tongue) *table {
	out := &table{caption: say(formula(row.Score)), header: append(texts(t.token, t.score), row.header(t)...), right: true}
	entropy, effective := []cell{words("entropy"), {}}, []cell{words("effective"), {}}
	for _, r := range row.Results {
		entropy = append(entropy, words(fmt.Sprintf("%.3f", r.Entropy)))
		effective = append(effective, words(fmt.Sprintf("%.1f", r.Effective)))
	}
	for i, word := range c.Tokens {
		cells := []cell{token(word)}
		if !row.Results[0].Visible[i] {
			out.rows = append(out.rows, append(cells, t.absent(c.Known[i])))
			continue
		}
		cells = append(cells, number4(row.Results[0].Scores[i]))
		for _, r := range row.Results {
			cells = append(cells, cell{line: say(fmt.Sprintf("%.3f", r.Weights[i])), kind: heat, weight: r.Weights[i], top: 1})
		}
		out.rows = append(out.rows, cells)
	}
	out.footer = [][]cell{entropy, effective}
	return out
}

func (c *Comparison) json(o *object) {
	o.key("query")
	o.strings(c.Query)
	o.key("reference")
	o.string(c.Reference.String())
	o.key("tokens")
	o.strings(c.Tokens)
	o.key("known")
	o.bools(c.Known)
	if c.Eojeols != nil {
		o.eojeols(c.Eojeols, func(int) {})
	}
	o.key("compared")
	o.list(len(c.Rows), func(i int) { c.Rows[i].json(o, c.Eojeols) })
}

func (r Compared) json(o *object, eojeols []Eojeol) {
	o.key("score")
	o.string(r.Score.String())
	o.key("kendall")
	o.float(r.Agreement, 64)
	o.key("scores")
	o.scores(r.Results[0].Scores, r.Results[0].Visible)
	o.key("temperatures")
	o.list(len(r.Results), func(i int) {
		x := r.Results[i]
		o.key("temperature")
		o.float(x.Temperature, 64)
		o.key("auto")
		o.dst = strconv.AppendBool(o.dst, temperatures()[i] == attention.Auto)
		o.key("weights")
		o.vector(x.Weights)
		if eojeols != nil {
			o.key("eojeol_weights")
			o.vector(summed(eojeols, x.Weights))
		}
		o.key("entropy")
		o.float(x.Entropy, 64)
		o.key("effective")
		o.float(x.Effective, 64)
		o.dst = append(o.dst, '}')
	})
	o.dst = append(o.dst, '}')
}

func (c *Comparison) csv(w *csvWriter) {
	defer w.Flush()
	header := []string{"sentence", "query", "score", "kendall", "temperature", "auto", "entropy", "effective", "position", "token", "value", "weight"}
	if c.Eojeols != nil {
		header = append(header, "eojeol", "eojeol weight")
	}
	w.header(header...)
	of := placesOf(c.Eojeols, len(c.Tokens))
	for _, row := range c.Rows {
		for i, r := range row.Results {
			sums := summed(c.Eojeols, r.Weights)
			for j, word := range c.Tokens {
				cells := []string{strconv.Itoa(w.sentence), harmless(strings.Join(c.Query, " ")), row.Score.String(), float(row.Agreement), float(r.Temperature),
					strconv.FormatBool(temperatures()[i] == attention.Auto), float(r.Entropy), float(r.Effective),
					strconv.Itoa(j), harmless(word), visibleDigits(r.Scores[j], r.Visible[j]), digits(r.Weights[j])}
				if c.Eojeols != nil {
					cells = append(cells, harmless(c.Eojeols[of[j]].Text), digits(sums[of[j]]))
				}
				w.row(cells...)
			}
		}
	}
}

func float(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

func (c *Comparison) picture(*tongue, View) *picture.Picture {
	panic("report: a picture of a comparison")
}
