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

// A step is one step of a worked calculation: a title and the lines below it.
type step struct {
	lang  language
	title line
	lines []stepLine
}

// A stepLine is a line of a step; a larger indent marks details of the line above. Formats
// with tables write neighbouring lines that have a word as a table: the word, the
// calculation, the result and, if the result is a weight, a bar. Others write line.
type stepLine struct {
	indent int
	line   line
	token  int // the token that it is about, from 1; 0: none

	word        string // the token; "": the line is not of a table
	calculation string // or why there is none, without a result
	result      string
	weight      *float32
}

// add appends a line.
func (s *step) add(indent int, l line) { s.lines = append(s.lines, stepLine{indent: indent, line: l}) }

// about appends a line about token i.
func (s *step) about(i, indent int, l line) {
	s.lines = append(s.lines, stepLine{indent: indent, line: l, token: i + 1})
}

// row appends a line with a calculation about token i and its result; weight is nil unless
// that is a weight.
func (s *step) row(i int, word, calculation, result string, weight *float32) {
	s.lines = append(s.lines, stepLine{
		indent: 1, line: line{}.word(word).text(": " + calculation + " = " + result), token: i + 1,
		word: word, calculation: calculation, result: result, weight: weight,
	})
}

// noPart appends a line that says that token i takes no part.
func (s *step) noPart(i int, word string) {
	why := s.lang.text(message.TakesNoPart)
	s.lines = append(s.lines, stepLine{
		indent: 1, line: line{}.word(word).text(": " + why), token: i + 1, word: word, calculation: why,
	})
}

// equals returns the result with an equals sign, "" without a result.
func (l *stepLine) equals() string {
	if l.result == "" {
		return ""
	}
	return "= " + l.result
}

// rows returns how many lines from line i on are of one table; 0: line i is not of a table.
func (s *step) rows(i int) int {
	n := 0
	for i+n < len(s.lines) && s.lines[i+n].word != "" {
		n++
	}
	return n
}

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
	if d := len(a.QueryVector); lang.elided(d) {
		s.add(1, lang.say(message.Elided, perLine, d))
	}
	s.add(1, say("q = "+lang.vector(a.QueryVector)))
	for i, token := range a.Tokens {
		if a.Result.Visible[i] {
			s.about(i, 1, say("k(").word(token).text(") = "+lang.vector(linalg.Row(a.Keys, i))))
		}
	}
	return s
}

// scoreStep returns the step that computes the scores.
func (a *attentionPart) scoreStep(lang language) step {
	show := a.scoreSteps()
	s := step{lang: lang, title: lang.say(message.Scores, formula(a.Result.Score), len(a.QueryVector))}
	if a.Result.Score == attention.Cosine {
		length(&s, 1, "‖q‖", a.QueryVector)
	}
	for i, token := range a.Tokens {
		if a.Result.Visible[i] {
			from := len(s.lines)
			s.add(1, line{}.word(token))
			show(&s, i)
			for k := from; k < len(s.lines); k++ {
				s.lines[k].token = i + 1
			}
		}
	}
	return s
}

// dotSteps writes the score of token i as a dot product: q·k = Σ q_d k_d.
func (a *attentionPart) dotSteps(s *step, i int) {
	products(s, "q·k", a.QueryVector, linalg.Row(a.Keys, i))
	a.scoreIs(s, i, "")
}

// scaledSteps writes the score of token i as q·k / √D (Vaswani et al. 2017, section 3.2.1).
func (a *attentionPart) scaledSteps(s *step, i int) {
	sum := products(s, "q·k", a.QueryVector, linalg.Row(a.Keys, i))
	a.scoreIs(s, i, fmt.Sprintf("%s / √%d = ", number(sum), len(a.QueryVector)))
}

// cosineSteps writes the score of token i as q·k / (‖q‖ ‖k‖). The score with a vector of zeros
// is 0 by definition.
func (a *attentionPart) cosineSteps(s *step, i int) {
	key := linalg.Row(a.Keys, i)
	sum := products(s, "q·k", a.QueryVector, key)
	k := length(s, 2, "‖k‖", key)
	q := math.Sqrt(linalg.Dot(a.QueryVector, a.QueryVector))
	if q == 0 || k == 0 {
		s.add(2, s.lang.say(message.ZeroNorm, number(float64(a.Result.Scores[i]))))
		return
	}
	a.scoreIs(s, i, fmt.Sprintf("%s / (%s × %s) = ", number(sum), number(q), number(k)))
}

// euclideanSteps writes the score of token i as −Σ (q_d − k_d)².
func (a *attentionPart) euclideanSteps(s *step, i int) {
	terms(s, 2, "(q−k)²", a.QueryVector, linalg.Row(a.Keys, i), func(q, k float64) (string, float64) {
		return fmt.Sprintf("(%s − %s)²", number(q), parenthesised(k)), (q - k) * (q - k)
	})
	a.scoreIs(s, i, "")
}

// scoreIs writes the score of token i, after the calculation that it results from.
func (a *attentionPart) scoreIs(s *step, i int, how string) {
	s.add(2, s.lang.say(message.ScoreIs, how+number(float64(a.Result.Scores[i]))))
}

// products writes the terms of a dot product and returns it.
func products(s *step, name string, q, k []float32) float64 {
	return terms(s, 2, name, q, k, func(q, k float64) (string, float64) {
		return parenthesised(q) + "×" + parenthesised(k), q * k
	})
}

// length writes the calculation of the norm of a vector, ‖x‖² and its root, and returns
// it. name is ‖q‖ or ‖k‖.
func length(s *step, indent int, name string, x []float32) float64 {
	sum := terms(s, indent, name+"²", x, x, func(x, _ float64) (string, float64) {
		return parenthesised(x) + "²", x * x
	})
	norm := math.Sqrt(sum)
	s.add(indent, say(fmt.Sprintf("%s = √%s = %s", name, number(sum), number(norm))))
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
	maximum := step{lang: lang, title: lang.say(message.Maximum, number(top))}
	exponentials := step{lang: lang, title: lang.say(message.Exponentials, a.shownTemperature())}
	weights := step{lang: lang, title: lang.say(message.Softmax)}
	all, sum := make([]float64, len(r.Scores)), 0.0
	for i, s := range r.Scores {
		if r.Visible[i] {
			all[i] = 1
			if float64(s) != top { // which may be infinite
				all[i] = math.Exp((float64(s) - top) / r.Temperature)
			}
			sum += all[i]
			exponentials.row(i, a.Tokens[i], fmt.Sprintf("exp((%s − %s) / %s)",
				number(float64(s)), parenthesised(top), a.shownTemperature()), number(all[i]), nil)
		}
	}
	exponentials.add(1, lang.say(message.Sum, number(sum)))
	for i, e := range all {
		if r.Visible[i] {
			weights.row(i, a.Tokens[i], number(e)+" / "+number(sum), number(float64(r.Weights[i])), &r.Weights[i])
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
	weights.add(1, lang.say(message.EntropyIs, h, h, number(a.Result.Effective)))
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
	values := step{lang: lang, title: lang.say(message.WeightedValues)}
	for i, token := range a.Tokens {
		if !a.Result.Visible[i] {
			continue
		}
		w := a.Result.Weights[i]
		weighted := make([]float32, a.Values.Cols)
		for d, v := range linalg.Row(a.Values, i) {
			weighted[d] = w * v
		}
		if !a.valuesAreKeys() {
			values.about(i, 1, say("v(").word(token).text(") = "+lang.vector(linalg.Row(a.Values, i))))
		}
		values.about(i, 1, say(number(float64(w))+" × v(").word(token).text(") = "+lang.vector(weighted)))
	}
	sum := step{lang: lang, title: lang.say(message.Context)}
	sum.add(1, say("c = "+lang.vector(a.Result.Context)))
	if a.Nearest != nil {
		sum.add(1, append(lang.say(message.NearestToIt), lang.neighbours(a.Nearest)...))
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

// terms writes a sum term by term, with the partial sum at the end of each line, and
// returns the sum. term returns the text and the value of the term of q[i] and k[i]. Of
// many terms only the first line is written, with the number of the others.
func terms(s *step, indent int, name string, q, k []float32, term func(q, k float64) (string, float64)) float64 {
	var sum float64
	var b strings.Builder
	b.WriteString(name + " = ")
	at := indent
	for i := range q {
		text, value := term(float64(q[i]), float64(k[i]))
		sum += value
		switch {
		case s.lang.elided(len(q)) && i >= perLine:
			continue
		case i == 0:
		case i%perLine == 0:
			b.WriteString(s.lang.text(message.SoFar, number(sum-value)))
			s.add(at, say(b.String()))
			b.Reset()
			b.WriteString("+ ")
			at = indent + 2
		default:
			b.WriteString(" + ")
		}
		b.WriteString(text)
	}
	if s.lang.elided(len(q)) {
		b.WriteString(s.lang.text(message.MoreTerms, len(q)-perLine))
	}
	s.add(at, say(b.String()))
	s.add(indent+2, say("= "+number(sum)))
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

// vector returns the numbers of a vector: all, or the first perLine and the last.
func (lang language) vector(x []float32) string {
	elided := lang.elided(len(x))
	var parts []string
	for i, v := range x {
		switch {
		case !elided || i < perLine || i == len(x)-1:
			parts = append(parts, number(float64(v)))
		case i == perLine:
			parts = append(parts, "…")
		}
	}
	return "[" + strings.Join(parts, ", ") + "]"
}
