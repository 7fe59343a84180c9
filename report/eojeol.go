package report

// This file sums weights by eojeol. A Korean tokenizer cuts an eojeol (the text
// between two spaces) into morphemes, and attention gives each morpheme a weight.
// Readers think in eojeol, so reports add the weights of an eojeol's morphemes:
//
//	eojeol of tokens 3 and 4, with weights 0.31 and 0.12: 0.43
//
// Because every token belongs to one eojeol, the sums are again a distribution: they
// sum to 1.

import (
	"fmt"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/report/picture"
)

// eojeolSums returns the sum of the weights of the tokens of each eojeol. Eojeol e
// has the tokens First to Last, without Last. Sums are made in float64 and rounded
// once, so that they do not depend on how many small terms precede a large one.
func eojeolSums(eojeols []w2vattn.Eojeol, weights []float32) []float32 {
	sums := make([]float32, len(eojeols))
	for i, e := range eojeols {
		var sum float64
		for _, w := range weights[e.First:e.Last] {
			sum += float64(w)
		}
		sums[i] = float32(sum)
	}
	return sums
}

// eojeolTable returns a table with the sum of each eojeol.
func (a *attentionPart) eojeolTable(lang language) *table {
	sums := eojeolSums(a.Eojeols, a.Result.Weights)
	header := append(lang.texts(message.Eojeol, message.Weight), say(""))
	out := &table{caption: lang.say(message.ByEojeol), header: header, right: true, bars: true}
	for i, e := range a.Eojeols {
		out.rows = append(out.rows, []cell{token(e.Text), number4(sums[i]), barOf(sums[i])})
	}
	return out
}

// eojeolBars draws the sum for each eojeol as a bar.
func (a *attentionPart) eojeolBars(lang language) *picture.Picture {
	sums := eojeolSums(a.Eojeols, a.Result.Weights)
	names := namesOf(a.Eojeols)
	c, y := newBars(lang.say(message.ByEojeol), lang.say(message.ByEojeol), names)
	for i, name := range names {
		c.bar(y, name, sums[i])
		y += lineHeight
		c.Description += fmt.Sprintf("%s %.4f. ", printable(name), sums[i])
	}
	c.axis(&y)
	c.Height = y + margin
	return &c.Picture
}

// namesOf returns the texts of eojeol.
func namesOf(eojeols []w2vattn.Eojeol) []string {
	names := make([]string, len(eojeols))
	for i, e := range eojeols {
		names[i] = e.Text
	}
	return names
}

// eojeolIndexes returns, for each of n tokens, the index of its eojeol.
func eojeolIndexes(eojeols []w2vattn.Eojeol, n int) []int {
	of := make([]int, n)
	for i, e := range eojeols {
		for k := e.First; k < e.Last; k++ {
			of[k] = i
		}
	}
	return of
}

// byEojeol returns the weights from eojeol to eojeol: the sum over the visible tokens of
// the key's eojeol, and the mean over those tokens of the query's eojeol that see any
// token. With W the weights of the tokens,
//
//	E[a,b] = (1 / |a′|) Σ_{i ∈ a′} Σ_{j ∈ b} W[i,j],  a′ = the tokens of a that see a token
//
// so that the rows of E sum to 1, as those of W do.
func (s *rowsPart) byEojeol(lang language) *matrix {
	rows, n, of := len(s.QueryEojeols), len(s.Eojeols), eojeolIndexes(s.Eojeols, len(s.Tokens))
	m := &matrix{facts: lang.say(message.EojeolRows), queries: namesOf(s.QueryEojeols), keys: namesOf(s.Eojeols),
		self: s.self && !s.outputs, visible: make([]bool, rows*n),
		weights: blas32.General{Rows: rows, Cols: n, Stride: max(n, 1), Data: make([]float32, rows*n)}}
	// The factor 1/|a′| is applied when the row is complete. A row whose tokens see
	// nothing stays 0: max prevents 0/0.
	sums := make([]float64, n)
	for e, at := range s.QueryEojeols {
		clear(sums)
		see := 0
		for i := at.First; i < at.Last; i++ {
			if s.sumRow(sums, m.visible[e*n:(e+1)*n], i, of) {
				see++
			}
		}
		for k, sum := range sums {
			m.weights.Data[e*n+k] = float32(sum / float64(max(1, see)))
		}
	}
	return m
}

// sumRow adds the weights of token i to the sums of the keys' eojeol, marks those it sees
// as visible, and reports whether the token sees any. of has the eojeol of each token.
func (s *rowsPart) sumRow(sums []float64, visible []bool, i int, of []int) bool {
	sees := false
	for j, w := range linalg.Row(s.Result.Weights, i) {
		if s.Result.Sees(i, j) {
			sees, visible[of[j]] = true, true
			sums[of[j]] += float64(w)
		}
	}
	return sees
}

// eojeolStep returns the step that sums the weights by eojeol.
func (a *attentionPart) eojeolStep(lang language) step {
	s := lang.tokenStep(message.Weight, message.EojeolSums)
	s.columns.of = lang.say(message.Eojeol)
	sums := eojeolSums(a.Eojeols, a.Result.Weights)
	for i, e := range a.Eojeols {
		var terms line
		for k := e.First; k < e.Last; k++ {
			if !a.Result.Visible[k] {
				continue
			}
			if terms != nil {
				terms = terms.text(" + ")
			}
			terms = terms.text("w(").word(a.Tokens[k]).text(") " + number(float64(a.Result.Weights[k])))
		}
		if terms == nil {
			s.noPart(-1, e.Text)
			continue
		}
		s.row(-1, stepRow{of: line{}.word(e.Text), calculation: terms, result: number(float64(sums[i])), weight: &sums[i]})
	}
	return s
}

// eojeolTable returns the table of one score with a row for each eojeol: the sum of its
// weights at each temperature.
func (c *comparisonPart) eojeolTable(row w2vattn.Compared, lang language) *table {
	names := append(lang.texts(message.Eojeol), header(row, lang)...)
	out := &table{caption: lang.say(message.ByEojeol), header: names, right: true}
	for _, e := range c.Eojeols {
		out.rows = append(out.rows, []cell{token(e.Text)})
	}
	for _, r := range row.Results {
		for i, sum := range eojeolSums(c.Eojeols, r.Weights) {
			out.rows[i] = append(out.rows[i], cell{line: say(fmt.Sprintf("%.3f", sum)), kind: heat, weight: sum, top: 1})
		}
	}
	return out
}
