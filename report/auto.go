package report

import (
	"fmt"
	"math"

	"github.com/w2vattn/w2vattn/attention"
)

// unreached says why the automatic temperature is 1: no temperature makes half of
// the tokens count. It returns "" if one does, if the temperature was given, and if
// no token takes part.
func (t *tongue) unreached(r *attention.Result, auto bool) string {
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
		return t.onlyToken
	case tied == n:
		return t.equalScores
	case 2*tied >= n:
		return fmt.Sprintf(t.tooManyTied, tied, n)
	}
	return t.infiniteScores
}

// unreachedOfRows is the same for a matrix.
func (t *tongue) unreachedOfRows(r *attention.SelfResult, auto bool) string {
	if auto && r.Temperature == 1 && count(r.Visible) > 0 {
		return t.unreachedRows
	}
	return ""
}

// largestScore returns the largest visible score, −∞ if there is none.
func largestScore(r *attention.Result) float64 {
	top := math.Inf(-1)
	for i, s := range r.Scores {
		if r.Visible[i] {
			top = max(top, float64(s))
		}
	}
	return top
}

// temperatureStep shows the search for the automatic temperature.
func (a *attentionPart) temperatureStep() step {
	s, r := step{title: say("The temperature, found automatically")}, &a.Result
	trials := r.Trials()
	if trials == nil {
		s.add(1, say(english.unreached(r, true)))
		return s
	}
	n := count(r.Visible)
	half := float64(n) / 2
	s.add(1, say(fmt.Sprintf("wanted: the T at which exp(H), the effective number of tokens, is %s, half of the %d that take part", number(half), n)))
	if r.Sparse {
		s.add(1, say(fmt.Sprintf("H = −Σ weight × ln weight, the entropy of the weights of steps 2 to 4 at T; the maximum is %s", number(largestScore(r)))))
	} else {
		s.add(1, say("e = exp((score − maximum) / T), Z = Σ e, H = ln Z + Σ e × (maximum − score) / (T × Z), the entropy of the weights e / Z"))
	}
	s.add(1, say(fmt.Sprintf("two neighbouring powers of two, from the first one above %s on, the maximum less the smallest score", number(spread(r.Scores, r.Visible)))))
	bisection := len(trials) - attention.Bisections
	low, high := 0.0, math.Inf(1)
	for i, trial := range trials {
		if i == bisection {
			s.add(1, say(fmt.Sprintf("the interval between them, halved %d times", attention.Bisections)))
		}
		relation := "less than"
		if trial.Effective >= half {
			relation, high = "at least", min(high, trial.Temperature)
		} else {
			low = max(low, trial.Temperature)
		}
		s.add(2, say(fmt.Sprintf("T = %s: exp(H) = %s, %s %s", exact(trial.Temperature), number(trial.Effective), relation, number(half))))
	}
	s.add(1, say(fmt.Sprintf("T = (%s + %s) / 2 = %s: H = %s, exp(H) = %s", exact(low), exact(high), exact(r.Temperature), number(r.Entropy), number(r.Effective))))
	return s
}

// exact writes a temperature of the search, a number of few binary digits, with
// all its digits, or with nine where these are more.
func exact(t float64) string { return fmt.Sprintf("%.9g", t) }
