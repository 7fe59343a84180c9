package report

// This file explains the automatic temperature. Package attention chooses T such that
// the effective number of tokens is half of those that take part:
//
//	exp(H(w(T))) = n/2,  H(w) = −Σ wᵢ ln wᵢ
//
// exp(H) is the perplexity of the weights: 1 if one token has all the weight, n if
// all have the same. It grows with T, which is why bisection finds the temperature,
// and why none exists if exp(H) is n/2 or more even as T approaches 0.

import (
	"fmt"
	"math"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/message"
)

// unreached returns a text that explains why the automatic temperature is 1: at no
// temperature the effective number of tokens is half of those that take part. It returns
// "" if there is such a temperature, if the temperature was given, and if no token takes
// part.
//
// At low temperatures the weight goes to the tokens with the largest score, which share
// it. If half of the n tokens or more have that score, exp(H) never falls to n/2.
func (lang language) unreached(r *attention.Result, auto bool) string {
	n := count(r.Visible)
	if !auto || r.Temperature != 1 || n == 0 {
		return ""
	}
	tied := 0
	for i, s := range r.Scores {
		if r.Visible[i] && float64(s) == largestScore(r) {
			tied++
		}
	}
	switch {
	case n == 1:
		return lang.text(message.OnlyToken)
	case tied == n:
		return lang.text(message.EqualScores)
	case 2*tied >= n:
		return lang.text(message.TiedScores, tied, n)
	}
	return lang.text(message.InfiniteScores)
}

// unreachedOfRows is unreached for a matrix, for which one temperature is found.
func (lang language) unreachedOfRows(r *attention.SelfResult, auto bool) string {
	if auto && r.Temperature == 1 && count(r.Visible) > 0 {
		return lang.text(message.UnreachedRows)
	}
	return ""
}

// largestScore returns the largest visible score, −∞ if there is none. Softmax
// subtracts it from all scores, so that the largest exponential is exp(0) = 1 and
// none overflows.
func largestScore(r *attention.Result) float64 {
	top := math.Inf(-1)
	for i, s := range r.Scores {
		if r.Visible[i] {
			top = max(top, float64(s))
		}
	}
	return top
}

// temperatureStep returns the step that shows the search for the automatic temperature:
// every temperature that was tried, with its effective number of tokens, exp(H). The
// search first tries powers of two until exp(H) is below n/2 at one and not at the next,
// and then halves that interval attention.Bisections times; the result is the middle of
// the last interval.
func (a *attentionPart) temperatureStep(lang language) step {
	s, r := step{lang: lang, title: lang.say(message.FoundTemperature)}, &a.Result
	s.columns.quantity, s.columns.result = say("T"), say("exp(H)")
	trials := r.Trials()
	if trials == nil {
		s.add(say(lang.unreached(r, true)))
		return s
	}
	n := count(r.Visible)
	half := float64(n) / 2
	s.add(lang.say(message.Target, number(half), n))
	if r.Sparse {
		s.add(lang.say(message.SparseEntropy, number(largestScore(r))))
	} else {
		s.add(lang.say(message.SoftmaxEntropy))
	}
	s.add(lang.say(message.Powers, number(spread(r.Scores, r.Visible))))
	// low and high are the ends of the interval that contains the result after each trial.
	// The trials before the bisection are powers of two. The last two of them enclose the
	// result, so low and high are finite when the bisection begins.
	bisection := len(trials) - attention.Bisections
	low, high := 0.0, math.Inf(1)
	for i, trial := range trials {
		if i == bisection {
			s.add(lang.say(message.Halved, attention.Bisections))
		}
		relation := "<"
		if trial.Effective >= half {
			relation, high = "≥", min(high, trial.Temperature)
		} else {
			low = max(low, trial.Temperature)
		}
		s.row(-1, stepRow{quantity: exact(trial.Temperature), result: number(trial.Effective),
			note: relation + " " + number(half)})
	}
	s.add(lang.say(message.Found, exact(low), exact(high), exact(r.Temperature), number(r.Entropy), number(r.Effective)))
	return s
}

// exact writes a temperature of the search with all its digits, at most nine: it is a
// power of two or lies between two of them, so it has few binary digits.
func exact(t float64) string { return fmt.Sprintf("%.9g", t) }
