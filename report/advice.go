package report

import (
	"fmt"
	"math"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/linalg"
)

// dominant is the weight beyond which one token has all the attention, and
// level the ratio of the largest weight to the smallest below which none has.
const (
	dominant = .95
	level    = 1.1
)

// A pattern is what a row of weights amounts to.
type pattern int

const (
	telling pattern = iota // some tokens weigh more than others
	nothing                // no token takes part
	single                 // one token does, and has to get all
	one                    // of several, one has nearly all
	even                   // all weigh nearly the same
)

// patternOf looks at the weights of the tokens that are visible.
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
		return nothing
	case n == 1:
		return single
	case top > dominant:
		return one
	case top <= level*bottom:
		return even
	}
	return telling
}

// advice says why a report says little, and what to try; "" if it says
// something.
func (a *attentionPart) advice() string {
	r := a.Result
	switch patternOf(r.Weights, r.Visible) {
	case nothing:
		return "no token takes part: none of them is known to the model, or all are left out"
	case one:
		return "one token has nearly all the weight: " + whyOne(r.Score, r.Temperature, a.Auto, spread(r.Scores, r.Visible), largest(r.Norms))
	case even:
		return "all tokens weigh nearly the same: " + whyEven(r.Score, r.Temperature, spread(r.Scores, r.Visible))
	}
	return ""
}

// rowsAdvice looks at the rows that see two tokens or more: it speaks if most of
// them say little for the same reason.
func rowsAdvice(r *attention.SelfResult, auto bool) string {
	n, m := r.Scores.Rows, r.Scores.Cols
	found, rows, widest := map[pattern]int{}, 0, 0.0
	for i := range n {
		visible := r.Visible[i*m : (i+1)*m]
		p := patternOf(linalg.Row(r.Weights, i), visible)
		found[p]++
		if p != nothing && p != single {
			rows++
			widest = max(widest, spread(linalg.Row(r.Scores, i), visible))
		}
	}
	switch {
	case found[nothing] == n:
		return "no token takes part: none of them is known to the model, or all are left out"
	case 2*found[one] > rows:
		return "most tokens give nearly all their weight to one: " + whyOne(r.Score, r.Temperature, auto, widest, largest(r.Norms))
	case 2*found[even] > rows:
		return "most tokens weigh all others nearly the same: " + whyEven(r.Score, r.Temperature, widest)
	}
	return ""
}

// whyOne explains that a token has all the weight.
func whyOne(score attention.Scorer, t float64, auto bool, spread float64, longest float32) string {
	switch {
	case auto && math.IsInf(spread, 0):
		return "scores are infinite; try --score cosine"
	case auto:
		return fmt.Sprintf("the scores differ by up to %.3g, which is much at a temperature of %.4g; try --temperature %.2g", spread, t, spread/2)
	case score == attention.Cosine:
		return fmt.Sprintf("cosines differ by 2 at most, for which a temperature of %.4g is low; try --temperature 1", t)
	}
	return fmt.Sprintf("the vectors are long (up to ‖k‖ = %.1f), so scores lie far apart; try --temperature auto or --score cosine", longest)
}

// whyEven explains that all tokens weigh the same.
func whyEven(score attention.Scorer, t, spread float64) string {
	if spread == 0 {
		return "their scores are equal; other words, or another --query, may tell them apart"
	}
	try := fmt.Sprintf("try --temperature %.2g", spread/3)
	if score == attention.Cosine {
		try += " or --score scaled"
	}
	return fmt.Sprintf("their scores differ by %.2g at most, which is little at a temperature of %.4g; %s, or train longer if the vectors are still short", spread, t, try)
}

// spread is the difference of the largest visible score and the smallest.
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

func largest(x []float32) float32 {
	var top float32
	for _, v := range x {
		top = max(top, v)
	}
	return top
}

func count(visible []bool) int {
	n := 0
	for _, v := range visible {
		if v {
			n++
		}
	}
	return n
}
