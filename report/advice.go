package report

// This file holds the advice below a table: sentences for a reader whose weights are
// nearly all in one token, or nearly equal, and who then sees little. The cause is
// always the ratio of the differences between scores to the temperature T. Under
// softmax two weights have the ratio
//
//	wᵢ / wⱼ = exp((sᵢ − sⱼ) / T)
//
// so a spread of scores Δ = max s − min s gives weights whose extremes have the ratio
// exp(Δ/T). Advice names the spread, and a temperature at which the ratio is
// moderate.

import (
	"fmt"
	"math"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/message"
)

// The limits from which reports give advice: a report explains a largest weight above
// dominant, and weights that are nearly equal. They are choices, not results of a
// measurement. With dominant = 0.95 all other tokens share 5 %, which disappears in a
// bar of 24 columns; with level = 1.1 two bars differ by about two columns at most.
const (
	dominant = .95 // one token has nearly all the weight if its weight is above
	level    = 1.1 // weights are nearly equal if the largest is at most this many times the smallest
)

// A pattern is how the weights of a row are distributed.
type pattern int

const (
	distinct    pattern = iota // some tokens have clearly more weight than others
	noToken                    // no token takes part
	onlyToken                  // one token takes part, and has all the weight
	oneToken                   // one of several tokens has nearly all the weight
	evenWeights                // all tokens have nearly the same weight
)

// patternOf returns the pattern of the weights of the visible tokens. weights and visible
// have the same length; hidden tokens do not count.
func patternOf(weights []float32, visible []bool) pattern {
	n, top, bottom := 0, float32(0), float32(1)
	for i, w := range weights {
		if visible[i] {
			n++
			top, bottom = max(top, w), min(bottom, w)
		}
	}
	switch {
	case n == 0:
		return noToken
	case n == 1:
		return onlyToken
	case top > dominant:
		return oneToken
	case top <= level*bottom:
		return evenWeights
	}
	return distinct
}

// advice returns a text that explains why the weights are nearly all in one token or
// nearly all equal, and what to try; "" if they are neither. It is one text, because
// a distribution cannot be both. A single visible token gets no advice: its weight is
// 1 at every temperature.
func (a *attentionPart) advice(lang language) string {
	r := a.Result
	switch patternOf(r.Weights, r.Visible) {
	case noToken:
		return lang.text(message.NoToken)
	case oneToken:
		return lang.text(message.OneToken) +
			lang.whyOne(r.Score, r.Temperature, a.Auto, spread(r.Scores, r.Visible), largest(r.Norms))
	case evenWeights:
		return lang.text(message.Even) + lang.whyEven(r.Score, r.Temperature, spread(r.Scores, r.Visible))
	}
	return ""
}

// rowsAdvice is advice for a matrix. It returns "" unless most of the rows that see two
// tokens or more have the same pattern; rows of one token have no choice. The spread in
// its text is the largest of all rows.
func (lang language) rowsAdvice(r *attention.SelfResult, auto bool) string {
	// Rows that see one token or none are counted in found, but not in rows: under a
	// causal mask the first row always has one token, and it would distort the
	// majority.
	n, m := r.Scores.Rows, r.Scores.Cols
	found, rows, widest := map[pattern]int{}, 0, 0.0
	for i := range n {
		visible := r.Visible[i*m : (i+1)*m]
		p := patternOf(linalg.Row(r.Weights, i), visible)
		found[p]++
		if p != noToken && p != onlyToken {
			rows++
			widest = max(widest, spread(linalg.Row(r.Scores, i), visible))
		}
	}
	switch {
	case found[noToken] == n:
		return lang.text(message.NoToken)
	case 2*found[oneToken] > rows:
		return lang.text(message.OneOfRows) + lang.whyOne(r.Score, r.Temperature, auto, widest, largest(r.Norms))
	case 2*found[evenWeights] > rows:
		return lang.text(message.EvenOfRows) + lang.whyEven(r.Score, r.Temperature, widest)
	}
	return ""
}

// whyOne explains why one token has nearly all the weight. t is the temperature, spread
// the difference of the largest score and the smallest, longest the largest norm of the
// keys. It suggests the temperature spread/2, with which softmax gives the largest weight
// e² ≈ 7 times the smallest.
func (lang language) whyOne(score attention.Scorer, t float64, auto bool, spread float64, longest float32) string {
	cosine := lang.tryScore(attention.Cosine)
	switch {
	case auto && math.IsInf(spread, 0):
		return lang.text(message.Infinite, cosine)
	case auto:
		return lang.text(message.FewTokens, lang.tryTemperature(spread/2))
	case score == attention.Cosine:
		return lang.text(message.LowForCosine, t, lang.tryTemperature(1))
	}
	automatic := lang.text(message.AutoTemperature)
	if lang.commandLine {
		automatic = "--temperature auto"
	}
	return lang.text(message.LongKeys, longest, automatic, cosine)
}

// whyEven explains why all tokens have nearly the same weight. It suggests the
// temperature spread/3, with which softmax gives the largest weight e³ ≈ 20 times the
// smallest.
func (lang language) whyEven(score attention.Scorer, t, spread float64) string {
	switch {
	case spread == 0:
		query := lang.text(message.AQuery)
		if lang.commandLine {
			query = "--query"
		}
		return lang.text(message.NoDifference, query)
	case score == attention.Cosine:
		return lang.text(message.SmallForCosine, spread, t, lang.tryTemperature(spread/3), lang.tryScore(attention.Scaled))
	}
	return lang.text(message.SmallDifference, spread, t, lang.tryTemperature(spread/3))
}

// tryTemperature names a temperature to try: as a flag in text for the command line, else
// in words.
func (lang language) tryTemperature(t float64) string {
	if lang.commandLine {
		return fmt.Sprintf("--temperature %.2g", t)
	}
	return lang.text(message.ATemperature, t)
}

// tryScore names a score to try, as tryTemperature does.
func (lang language) tryScore(s attention.Score) string {
	if lang.commandLine {
		return "--score " + s.String()
	}
	return lang.text(message.AScore, s)
}

// spread returns the largest visible score minus the smallest; 0 if none is visible.
// Infinite scores are possible if vectors have numbers near the limit of float32; the
// spread is then +Inf or, of two equal infinities, NaN.
func spread(scores []float32, visible []bool) float64 {
	var low, high float32
	first := true
	for i, s := range scores {
		switch {
		case !visible[i]:
		case first:
			low, high, first = s, s, false
		default:
			low, high = min(low, s), max(high, s)
		}
	}
	return float64(high) - float64(low)
}

// largest returns the largest number of x, and 0 if none is above 0.
// Weights and norms are never negative, so 0 is a neutral start.
func largest(x []float32) float32 {
	var top float32
	for _, v := range x {
		top = max(top, v)
	}
	return top
}

// count returns how many elements are true.
func count(visible []bool) int {
	n := 0
	for _, v := range visible {
		if v {
			n++
		}
	}
	return n
}
