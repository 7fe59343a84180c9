package report

// This file writes the attention of one query, which is what `attend` shows without
// --self and --to. With n tokens in D dimensions it holds the scores s = (s₁ … sₙ),
// the weights w with Σ wᵢ = 1, and the context vector c = Σ wᵢ vᵢ of D numbers. The
// table has one row for each token, in the order of the sentence:
//
//	token  ‖k‖     score   weight
//	cat    0.9812  0.5120  0.4021  ████████████

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/internal/message"
)

// An attentionPart is one query's attention in a report. Its slices have one element for
// each token of the text, in order.
type attentionPart w2vattn.Attention

// blocks returns the attention for people: the facts, the sentence in colours, a table with a
// row for each token, the sums by eojeol, the remarks and, on pages, the lines. The table has
// the columns token, ‖k‖ (norm of the key), score, weight and a bar; hidden tokens have the
// reason in place of the bar.
func (a *attentionPart) blocks(lang language) []block {
	r := a.Result
	header := append(lang.texts(message.Token), say("‖k‖"))
	header = append(append(header, lang.texts(message.Score, message.Weight)...), say(""))
	rows := &table{caption: lang.say(message.Table), header: header, right: true, bars: true}
	for i, s := range a.Tokens {
		if r.Visible[i] {
			rows.rows = append(rows.rows, []cell{
				token(s), number4(r.Norms[i]), number4(r.Scores[i]), number4(r.Weights[i]), barOf(r.Weights[i]),
			})
		} else {
			rows.rows = append(rows.rows, []cell{token(s), {}, {}, {}, lang.absent(a.Known[i])})
		}
	}
	all := []block{heading(a.facts(lang)), a.sentence(), rows}
	if a.Eojeols != nil {
		all = append(all, a.eojeolTable(lang))
	}
	all = append(all, a.remarks(lang)...)
	if len(a.Tokens) > 0 {
		all = append(all, figure{picture: a.lines(lang, nil), title: lang.text(message.Lines), folded: true,
			page: true})
	}
	return all
}

// sentence returns the tokens with their weights, for formats with colours, and the text as
// it is written if the attention has it.
func (a *attentionPart) sentence() sentence {
	r, pieces := &a.Result, a.pieces()
	return sentence{tokens: a.Tokens, weights: r.Weights, visible: r.Visible, pieces: pieces,
		top: largestPiece(pieces, largest(r.Weights))}
}

// remarks returns the lines below the table: effective tokens, why the automatic temperature
// is 1, what explains the scores, unknown and replaced words, advice, and the nearest words.
// Lines with nothing to report are left out.
func (a *attentionPart) remarks(lang language) []block {
	lines := append(texts(a.amount(lang), lang.unreached(&a.Result, a.Auto)), texts(a.measures(lang)...)...)
	all := append(remarks(append(lines, lang.replacements(a.Replaced))...), advice(a.advice(lang))...)
	return append(all, remarks(lang.nearestWords(a.Nearest))...)
}

// json writes the attention. The score of a token that took no part is null, and its
// weight 0: a score of 0 would be a legitimate value, a weight of 0 is what the sum
// uses. spans are pairs of byte offsets [start, end) into text, one for each token.
func (a *attentionPart) json(o *object) {
	r := &a.Result
	o.texts("query", a.Query)
	o.method(r.Score, r.Temperature, r.Sparse)
	o.texts("tokens", a.Tokens)
	o.bools("known", a.Known)
	o.replaced(a.Replaced)
	o.key("scores")
	o.scores(r.Scores, r.Visible)
	o.vectorOf("weights", r.Weights)
	o.vectorOf("context", r.Context)
	o.vectorOf("norms", r.Norms)
	o.number("entropy", r.Entropy)
	o.number("effective", r.Effective)
	if a.Nearest != nil {
		o.key("nearest")
		o.neighbours(a.Nearest)
	}
	if a.Eojeols != nil {
		sums := eojeolSums(a.Eojeols, r.Weights)
		o.eojeols("eojeols", a.Eojeols, func(i int) {
			o.key("weight")
			o.single(sums[i])
		})
	}
	o.spans(a.Text, a.Spans)
}

// csv writes a row for each token: its position from 0, the text, and the numbers.
// The score of a hidden token is an empty cell, which spreadsheets and pandas read as
// missing.
func (a *attentionPart) csv(w *csvWriter) {
	names := []string{"sentence", "query", "position", "token", "known", "score", "weight", "norm"}
	w.header(names, a.Eojeols, "eojeol", "eojeol weight")
	sentence, query := strconv.Itoa(w.sentence), escapeFormula(strings.Join(a.Query, " "))
	r, eojeol := a.Result, eojeolCells(a.Eojeols, len(a.Tokens), a.Result.Weights)
	for i, token := range a.Tokens {
		w.row([]string{sentence, query, strconv.Itoa(i), escapeFormula(token), strconv.FormatBool(a.Known[i]),
			visibleDigits(r.Scores[i], r.Visible[i]), digits(r.Weights[i]), digits(r.Norms[i])}, eojeol(i)...)
	}
}

// number4 returns a cell with a number with four decimals, which is enough to compare
// weights. Negative zero is written as 0.
func number4(x float32) cell {
	s := fmt.Sprintf("%.4f", x)
	if s == "-0.0000" {
		s = "0.0000"
	}
	return words(s)
}
