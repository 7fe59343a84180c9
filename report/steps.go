package report

// This file writes an attention as a calculation that can be repeated with a pocket
// calculator: every number results from numbers that are shown before it. The steps
// are, for a query q, keys kᵢ and values vᵢ of D numbers each,
//
//	scores      sᵢ = score(q, kᵢ)                           D products for each token
//	weights     wᵢ = exp((sᵢ − m)/T) / Σⱼ exp((sⱼ − m)/T),  m = max s
//	context     c  = Σᵢ wᵢ vᵢ                               D numbers
//
// Numbers are computed in float64 from the float32 vectors and shown with six digits.

import (
	"fmt"
	"math"
	"strings"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/message"
)

// steps returns every step from the vectors to the context vector, in the order of
// computation: vectors, scores, weights, context, sums by eojeol.
func (a *attentionPart) steps(lang language) []step {
	all := []step{a.vectorStep(lang), a.scoreStep(lang)}
	all = append(all, a.weightSteps(lang)...)
	all = append(all, a.contextSteps(lang)...)
	if a.Eojeols != nil {
		all = append(all, a.eojeolStep(lang))
	}
	return all
}

// scoreSteps returns a function that writes the calculation of a token's score, nil for
// a score with parameters. A score that is not listed here is written without the
// calculation: its formula and the result.
func (a *attentionPart) scoreSteps() func(*step, int) {
	if steps := map[attention.Scorer]func(*step, int){
		attention.Dot: a.dotSteps, attention.Scaled: a.scaledSteps,
		attention.Cosine: a.cosineSteps, attention.Euclidean: a.euclideanSteps,
	}[a.Result.Score]; steps != nil {
		return steps
	}
	if _, ok := a.Result.Score.(attention.Score); ok {
		return func(s *step, i int) { a.scoreIs(s, i, "") }
	}
	return nil
}

// vectorStep returns the step that lists the query and the keys.
func (a *attentionPart) vectorStep(lang language) step {
	s := step{lang: lang, title: lang.say(message.Vectors)}
	s.columns.of, s.columns.result = lang.say(message.VectorColumn), lang.say(message.NumbersColumn)
	if d := len(a.QueryVector); lang.elided(d) {
		s.add(lang.say(message.Elided, perLine, d))
	}
	s.row(-1, stepRow{of: say("q"), vector: lang.vector(a.QueryVector)})
	for i, token := range a.Tokens {
		if a.Result.Visible[i] {
			s.row(i, stepRow{of: say("k(").word(token).text(")"), vector: lang.vector(linalg.Row(a.Keys, i))})
		}
	}
	return s
}

// scoreStep returns the step that computes the scores.
func (a *attentionPart) scoreStep(lang language) step {
	show := a.scoreSteps()
	s := step{lang: lang, title: lang.say(message.Scores, formula(a.Result.Score), len(a.QueryVector)),
		columns: stepColumns{lang.say(message.Token), lang.say(message.QuantityColumn),
			lang.say(message.CalculationColumn), lang.say(message.ResultColumn)}}
	if a.Result.Score == attention.Cosine {
		length(&s, -1, "‖q‖", a.QueryVector)
		s.lines[0].row.of = lang.say(message.AQuery)
	}
	for i, token := range a.Tokens {
		if a.Result.Visible[i] {
			from := len(s.lines)
			show(&s, i)
			s.lines[from].row.of = line{}.word(token)
		}
	}
	return s
}

// dotSteps writes the score of token i as a dot product: q·k = Σ q_d k_d.
func (a *attentionPart) dotSteps(s *step, i int) {
	products(s, i, "q·k", a.QueryVector, linalg.Row(a.Keys, i))
	a.scoreIs(s, i, "q·k")
}

// scaledSteps writes the score of token i as q·k / √D (Vaswani et al. 2017, section 3.2.1).
func (a *attentionPart) scaledSteps(s *step, i int) {
	sum := products(s, i, "q·k", a.QueryVector, linalg.Row(a.Keys, i))
	a.scoreIs(s, i, fmt.Sprintf("%s / √%d", number(sum), len(a.QueryVector)))
}

// cosineSteps writes the score of token i as q·k / (‖q‖ ‖k‖). The score with a vector of zeros
// is 0 by definition.
func (a *attentionPart) cosineSteps(s *step, i int) {
	key := linalg.Row(a.Keys, i)
	sum := products(s, i, "q·k", a.QueryVector, key)
	k := length(s, i, "‖k‖", key)
	q := math.Sqrt(linalg.Dot(a.QueryVector, a.QueryVector))
	if q == 0 || k == 0 {
		s.row(i, stepRow{quantity: s.lang.text(message.Score), result: number(float64(a.Result.Scores[i])),
			note: s.lang.text(message.ZeroNorm)})
		return
	}
	a.scoreIs(s, i, fmt.Sprintf("%s / (%s × %s)", number(sum), number(q), number(k)))
}

// euclideanSteps writes the score of token i as −Σ (q_d − k_d)².
func (a *attentionPart) euclideanSteps(s *step, i int) {
	sum := terms(s, i, "(q−k)²", a.QueryVector, linalg.Row(a.Keys, i), func(q, k float64) (string, float64) {
		return fmt.Sprintf("(%s − %s)²", number(q), parenthesised(k)), (q - k) * (q - k)
	})
	a.scoreIs(s, i, "−"+number(sum))
}

// scoreIs writes the score of token i, after the calculation that it results from.
func (a *attentionPart) scoreIs(s *step, i int, how string) {
	s.row(i, stepRow{quantity: s.lang.text(message.Score), calculation: filled(how),
		result: number(float64(a.Result.Scores[i]))})
}

// products writes the terms of a dot product and returns it.
func products(s *step, i int, name string, q, k []float32) float64 {
	return terms(s, i, name, q, k, func(q, k float64) (string, float64) {
		return parenthesised(q) + "×" + parenthesised(k), q * k
	})
}

// length writes the calculation of the norm of a vector, ‖x‖² and its root, and returns
// it. name is ‖q‖ or ‖k‖.
func length(s *step, i int, name string, x []float32) float64 {
	sum := terms(s, i, name+"²", x, x, func(x, _ float64) (string, float64) {
		return parenthesised(x) + "²", x * x
	})
	norm := math.Sqrt(sum)
	s.row(i, stepRow{quantity: name, calculation: say("√" + number(sum)), result: number(norm)})
	return norm
}

// weightSteps returns the steps from the scores to the weights.
func (a *attentionPart) weightSteps(lang language) []step {
	if a.Result.Sparse {
		return a.sparsemaxSteps(lang)
	}
	return a.softmaxSteps(lang)
}

// softmaxSteps returns the steps of softmax: maximum m, exponentials exp((sᵢ − m)/T) and
// weights. The maximum is subtracted so that no exponential overflows; the weights do not
// change by it. An automatic temperature comes after the maximum.
func (a *attentionPart) softmaxSteps(lang language) []step {
	r := a.Result
	top := largestScore(&r)
	maximum := step{lang: lang, title: lang.say(message.Maximum)}
	maximum.add(lang.say(message.MaximumIs, number(top)))
	exponentials := lang.tokenStep(message.ExponentialColumn, message.Exponentials, a.shownTemperature())
	weights := lang.tokenStep(message.Weight, message.Softmax)
	all, sum := make([]float64, len(r.Scores)), 0.0
	for i, s := range r.Scores {
		if r.Visible[i] {
			all[i] = 1
			if float64(s) != top { // which may be infinite
				all[i] = math.Exp((float64(s) - top) / r.Temperature)
			}
			sum += all[i]
			exponentials.row(i, stepRow{of: line{}.word(a.Tokens[i]), calculation: say(fmt.Sprintf("exp((%s − %s) / %s)",
				number(float64(s)), parenthesised(top), a.shownTemperature())), result: number(all[i])})
		}
	}
	exponentials.row(-1, stepRow{of: lang.say(message.Sum), result: number(sum)})
	for i, e := range all {
		if r.Visible[i] {
			weights.row(i, stepRow{of: line{}.word(a.Tokens[i]), calculation: say(number(e) + " / " + number(sum)),
				result: number(float64(r.Weights[i])), weight: &r.Weights[i]})
		} else {
			weights.noPart(i, a.Tokens[i])
		}
	}
	if !a.Auto {
		return []step{maximum, exponentials, weights}
	}
	a.addEntropy(lang, &weights)
	return []step{maximum, a.temperatureStep(lang), exponentials, weights}
}

// addEntropy adds the entropy, which the search for the temperature evaluates.
func (a *attentionPart) addEntropy(lang language, weights *step) {
	h := number(a.Result.Entropy)
	weights.add(lang.say(message.EntropyIs, h, h, number(a.Result.Effective)))
}

// tokenStep returns a step whose rows are about a token each. result is the title of the column
// of results.
func (lang language) tokenStep(result, title message.Message, args ...any) step {
	return step{lang: lang, title: lang.say(title, args...), columns: stepColumns{of: lang.say(message.Token),
		calculation: lang.say(message.CalculationColumn), result: lang.say(result)}}
}

// shownTemperature returns the temperature as text, an automatic one with the digits that the
// search ends with.
func (a *attentionPart) shownTemperature() string {
	if a.Auto {
		return exact(a.Result.Temperature)
	}
	return number(a.Result.Temperature)
}

// contextSteps returns the steps from the weights to the context vector: weighted values and
// their sum.
func (a *attentionPart) contextSteps(lang language) []step {
	values := lang.tokenStep(message.NumbersColumn, message.WeightedValues)
	for i, token := range a.Tokens {
		if !a.Result.Visible[i] {
			continue
		}
		w := a.Result.Weights[i]
		weighted := make([]float32, a.Values.Cols)
		for d, v := range linalg.Row(a.Values, i) {
			weighted[d] = w * v
		}
		of := line{}.word(token)
		if !a.valuesAreKeys() {
			values.row(i, stepRow{of: of, calculation: say("v"), vector: lang.vector(linalg.Row(a.Values, i))})
			of = nil
		}
		values.row(i, stepRow{of: of, calculation: say(number(float64(w)) + " × v"), vector: lang.vector(weighted)})
	}
	sum := step{lang: lang, title: lang.say(message.Context)}
	sum.columns.of, sum.columns.result = lang.say(message.VectorColumn), lang.say(message.NumbersColumn)
	sum.row(-1, stepRow{of: say("c"), vector: lang.vector(a.Result.Context)})
	if a.Nearest != nil {
		sum.add(append(lang.say(message.NearestToIt), lang.neighbours(a.Nearest)...))
	}
	return []step{values, sum}
}

// valuesAreKeys reports whether the values are the keys and need not be shown again.
func (a *attentionPart) valuesAreKeys() bool {
	return len(a.Values.Data) > 0 && len(a.Keys.Data) > 0 && &a.Values.Data[0] == &a.Keys.Data[0]
}

// perLine is the number of terms in a line: four products of six-digit numbers take
// about 80 columns.
const perLine = 4

// terms writes a sum term by term, a row for each perLine terms with the partial sum at its end,
// and returns the sum. term returns the text and the value of the term of q[d] and k[d]. Of
// many terms only the first row is written, with the number of the others.
func terms(s *step, i int, name string, q, k []float32, term func(q, k float64) (string, float64)) float64 {
	var sum float64
	var b strings.Builder
	elided, first := s.lang.elided(len(q)), name
	add := func(note string) {
		s.row(i, stepRow{quantity: first, calculation: say(b.String()), result: number(sum), note: note})
		b.Reset()
		first = ""
	}
	for d := range q {
		text, value := term(float64(q[d]), float64(k[d]))
		if d > 0 && d%perLine == 0 && !elided {
			add(s.lang.text(message.SoFar))
		}
		sum += value
		if elided && d >= perLine {
			continue
		}
		switch {
		case b.Len() > 0:
			b.WriteString(" + ")
		case d > 0:
			b.WriteString("+ ")
		}
		b.WriteString(text)
	}
	if elided {
		b.WriteString(s.lang.text(message.MoreTerms, len(q)-perLine))
	}
	add("")
	return sum
}

// number returns a number with six significant digits, and with at least five decimals from 10
// on: of two large scores the difference matters.
func number(x float64) string {
	if x == 0 { // also −0
		return "0"
	}
	s := fmt.Sprintf("%.6g", x)
	if size := math.Abs(x); size >= 10 && size < 1e15 {
		s = strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.5f", x), "0"), ".")
	}
	return strings.ReplaceAll(s, "-", "−")
}

// parenthesised returns a number, in parentheses if it is negative.
func parenthesised(x float64) string {
	if x < 0 {
		return "(" + number(x) + ")"
	}
	return number(x)
}

// elidedAbove is the number of numbers of a vector above which only some are shown. Sixteen
// fit on a line.
const elidedAbove = 16

// elided reports whether not all of n numbers are shown.
func (l *look) elided(n int) bool { return n > elidedAbove && !l.full }

// vector returns the numbers of a vector: all, or the first perLine, an ellipsis and the last.
func (lang language) vector(x []float32) []string {
	elided := lang.elided(len(x))
	parts := []string{}
	for i, v := range x {
		switch {
		case !elided || i < perLine || i == len(x)-1:
			parts = append(parts, number(float64(v)))
		case i == perLine:
			parts = append(parts, "…")
		}
	}
	return parts
}
