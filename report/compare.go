package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/report/picture"
)

// A Comparison is a w2vattn.Comparison that can be written.
type Comparison w2vattn.Comparison

func (c *Comparison) formats() []Format { return []Format{Text, JSON, CSV, Markdown, LaTeX, HTML} }

// Text writes a table for each score, a column for each temperature.
func (c *Comparison) Text(w io.Writer) error { return write(w, Text, c) }

// JSON writes the comparison as one line.
func (c *Comparison) JSON(w io.Writer) error { return write(w, JSON, c) }

func (c *Comparison) blocks(t *tongue) []block {
	all := []block{heading(say(t.query).quoted(c.Query).text(" · every score at several temperatures, compared with " + c.Reference.String()))}
	if len(c.Replaced) > 0 {
		all = append(all, remark{line: t.replacements(c.Replaced)})
	}
	for _, row := range c.Rows {
		all = append(all, remark{line: say(fmt.Sprintf("%s: order of the tokens agrees with %s by Kendall's τ = %.3f", formula(row.Score), c.Reference, row.Agreement))}, c.tableOf(row, t))
		for i := range row.Results {
			all = append(all, note(t.unreached(&row.Results[i], row.Auto[i]))...)
		}
		if c.Eojeols != nil {
			all = append(all, c.eojeolTable(row, t))
		}
	}
	return all
}

// header names the temperatures.
func header(r w2vattn.Compared, t *tongue) []line {
	var names []line
	for i, at := range r.Results {
		name := fmt.Sprintf("T=%.4g", at.Temperature)
		if r.Auto[i] {
			name += " " + t.auto
		}
		names = append(names, say(name))
	}
	return names
}

// tableOf is the table of one score.
func (c *Comparison) tableOf(row w2vattn.Compared, t *tongue) *table {
	out := &table{caption: say(formula(row.Score)), header: append(texts(t.token, t.score), header(row, t)...), right: true}
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
	o.replaced(c.Replaced)
	if c.Eojeols != nil {
		o.eojeols(c.Eojeols, func(int) {})
	}
	o.key("compared")
	o.list(len(c.Rows), func(i int) { appendCompared(o, c.Rows[i], c.Eojeols) })
}

func appendCompared(o *object, r w2vattn.Compared, eojeols []Eojeol) {
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
		o.dst = strconv.AppendBool(o.dst, r.Auto[i])
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
					strconv.FormatBool(row.Auto[i]), float(r.Entropy), float(r.Effective),
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
