package report

// This file writes a comparison: the same query and tokens with several scores and
// temperatures. For each score there is one table,
//
//	token  score  T=0.5  T=1  T=2 (automatic)
//
// because weights of different temperatures are comparable, and scores of different
// functions are not: a dot product has no upper limit, a cosine ends at 1. Orders are
// comparable, so each score's order of the tokens is compared with the reference's by
// Kendall's τ-b (Kendall 1945).

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/internal/message"
)

// A comparisonPart is a comparison in a report: for each score a table with a column for each
// temperature.
type comparisonPart w2vattn.Comparison

// blocks returns the comparison for people: for each score the agreement of its order of the
// tokens with that of the reference (Kendall's τ-b), and a table of the weights, with entropy
// and effective tokens in its footer. Pages have small multiples above.
func (c *comparisonPart) blocks(lang language) []block {
	all := []block{heading(c.facts(lang))}
	all = append(all, remarks(lang.replacements(c.Replaced))...)
	if len(c.Tokens) > 0 && len(c.Rows) > 0 {
		all = append(all, figure{picture: c.multiples(lang, c.facts(lang), nil), title: lang.text(message.Multiples),
			page: true})
	}
	var tables []block
	for _, row := range c.Rows {
		agreement := lang.say(message.Agreement, formula(row.Score), c.Reference, row.Agreement)
		tables = append(tables, remark{line: agreement}, c.tableOf(row, lang))
		for i := range row.Results {
			tables = append(tables, remarks(say(lang.unreached(&row.Results[i], row.Auto[i])))...)
		}
		if c.Eojeols != nil {
			tables = append(tables, c.eojeolTable(row, lang))
		}
	}
	return append(all, fold{lang.say(message.Table), tables})
}

// header returns the temperatures as titles of columns.
func header(r w2vattn.Compared, lang language) []line {
	var names []line
	for i, at := range r.Results {
		name := fmt.Sprintf("T=%.4g", at.Temperature)
		if r.Auto[i] {
			name += " " + lang.text(message.Auto)
		}
		names = append(names, say(name))
	}
	return names
}

// tableOf returns the table of one score: a row for each token with its score and its
// weight at each temperature, in a colour whose scale ends at 1, so that columns can be
// compared. The scores do not depend on the temperature, so they are those of the first
// result.
func (c *comparisonPart) tableOf(row w2vattn.Compared, lang language) *table {
	names := append(lang.texts(message.Token, message.Score), header(row, lang)...)
	out := &table{caption: say(formula(row.Score)), header: names, right: true}
	entropy, effective := []cell{{line: lang.say(message.Entropy)}, {}}, []cell{{line: lang.say(message.Effective)}, {}}
	for _, r := range row.Results {
		entropy = append(entropy, words(fmt.Sprintf("%.3f", r.Entropy)))
		effective = append(effective, words(fmt.Sprintf("%.1f", r.Effective)))
	}
	for i, word := range c.Tokens {
		cells := []cell{token(word)}
		if !row.Results[0].Visible[i] {
			out.rows = append(out.rows, append(cells, lang.absent(c.Known[i])))
			continue
		}
		cells = append(cells, number4(row.Results[0].Scores[i]))
		for _, r := range row.Results {
			cells = append(cells, cell{line: say(fmt.Sprintf("%.3f", r.Weights[i])), kind: heat, weight: r.Weights[i],
				top: 1})
		}
		out.rows = append(out.rows, cells)
	}
	out.footer = [][]cell{entropy, effective}
	return out
}

// json writes the comparison: one element of "compared" for each score, with one element of
// "temperatures" for each temperature.
func (c *comparisonPart) json(o *object) {
	o.texts("query", c.Query)
	o.text("reference", c.Reference.String())
	o.texts("tokens", c.Tokens)
	o.bools("known", c.Known)
	o.replaced(c.Replaced)
	if c.Eojeols != nil {
		o.eojeols("eojeols", c.Eojeols, func(int) {})
	}
	o.objects("compared", len(c.Rows), func(i int) { o.compared(c.Rows[i], c.Eojeols) })
}

// compared writes the fields of one score: what all temperatures share, then a list with
// an object for each temperature.
func (o *object) compared(r w2vattn.Compared, eojeols []w2vattn.Eojeol) {
	o.text("score", r.Score.String())
	o.number("kendall", r.Agreement)
	o.key("scores")
	o.scores(r.Results[0].Scores, r.Results[0].Visible)
	o.objects("temperatures", len(r.Results), func(i int) {
		x := r.Results[i]
		o.number("temperature", x.Temperature)
		o.bool("auto", r.Auto[i])
		o.vectorOf("weights", x.Weights)
		if eojeols != nil {
			o.vectorOf("eojeol_weights", eojeolSums(eojeols, x.Weights))
		}
		o.number("entropy", x.Entropy)
		o.number("effective", x.Effective)
	})
}

// csv writes a row for each score, temperature and token: the "long" form that pandas
// and R group without reshaping. The column "value" is the score of the token,
// because "score" is the name of the score.
func (c *comparisonPart) csv(w *csvWriter) {
	w.header([]string{"sentence", "query", "score", "kendall", "temperature", "auto", "entropy", "effective",
		"position", "token", "value", "weight"}, c.Eojeols, "eojeol", "eojeol weight")
	sentence, query := strconv.Itoa(w.sentence), escapeFormula(strings.Join(c.Query, " "))
	for _, row := range c.Rows {
		for i, r := range row.Results {
			eojeol := eojeolCells(c.Eojeols, len(c.Tokens), r.Weights)
			for j, word := range c.Tokens {
				w.row([]string{sentence, query, row.Score.String(), digits64(row.Agreement), digits64(r.Temperature),
					strconv.FormatBool(row.Auto[i]), digits64(r.Entropy), digits64(r.Effective),
					strconv.Itoa(j), escapeFormula(word), visibleDigits(r.Scores[j], r.Visible[j]), digits(r.Weights[j]),
				}, eojeol(j)...)
			}
		}
	}
}
