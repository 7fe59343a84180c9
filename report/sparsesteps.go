package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/w2vattn/w2vattn/internal/message"
)

// sparsemaxSteps shows sparsemax as Martins and Astudillo (2016, algorithm 1) write
// it: with the scaled scores z sorted, the k largest of them share the weight, and
//
//	τ = (z₍₁₎ + … + z₍k₎ − 1) / k, weightᵢ = max(zᵢ − τ, 0)
//
// The search for an automatic temperature comes first.
// A short example: with z = (0, −0.4, −1.5) the condition holds for k = 1 (1 > 0) and
// k = 2 (1 − 0.8 > −0.4), but not for k = 3 (1 − 4.5 < −1.9). So k = 2, τ = (−0.4 −
// 1) / 2 = −0.7, and the weights are 0.7, 0.3 and 0.
func (a *attentionPart) sparsemaxSteps(lang language) []step {
	z, scaled := a.scaledStep(lang)
	tau, threshold := a.thresholdStep(lang, z)
	weights := lang.tokenStep(message.Weight, message.Sparsemax)
	for i, visible := range a.Result.Visible {
		if visible {
			weight := &a.Result.Weights[i]
			how := say(fmt.Sprintf("max(%s − %s, 0)", number(z[i]), parenthesised(tau)))
			weights.row(i, stepRow{of: line{}.word(a.Tokens[i]), calculation: how, result: number(float64(*weight)),
				weight: weight})
		} else {
			weights.noPart(i, a.Tokens[i])
		}
	}
	if !a.Auto {
		return []step{scaled, threshold, weights}
	}
	a.addEntropy(lang, &weights)
	return []step{a.temperatureStep(lang), scaled, threshold, weights}
}

// scaledStep returns z, the scores minus their maximum, divided by the temperature, and
// the step that shows it. z of hidden tokens is 0 and is not used.
func (a *attentionPart) scaledStep(lang language) ([]float64, step) {
	r := &a.Result
	top, t := largestScore(r), a.shownTemperature()
	s := lang.tokenStep(message.ScaledScoreColumn, message.ScaledScores, number(top), t)
	z := make([]float64, len(r.Scores))
	for i, score := range r.Scores {
		if !r.Visible[i] {
			continue
		}
		if float64(score) != top { // which may be infinite
			z[i] = (float64(score) - top) / r.Temperature
		}
		how := say(fmt.Sprintf("(%s − %s) / %s", number(float64(score)), parenthesised(top), t))
		s.row(i, stepRow{of: line{}.word(a.Tokens[i]), calculation: how, result: number(z[i])})
	}
	return z, s
}

// thresholdStep returns the threshold τ and the step that finds it: k is the largest
// number with 1 + k·z₍k₎ > z₍1₎ + … + z₍k₎. The step has a row for each k up to the first
// that does not satisfy this. τ is 0 if no token takes part.
func (a *attentionPart) thresholdStep(lang language, z []float64) (float64, step) {
	s := lang.tokenStep(message.ThresholdColumn, message.Threshold)
	s.columns.quantity = lang.say(message.CountColumn)
	var order []int
	for i, visible := range a.Result.Visible {
		if visible {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(z[j], z[i]) })
	k, sum := 0, 0.0
	for _, i := range order {
		next := sum + z[i]
		bound := 1 + float64(float64(k+1)*z[i])
		relation, goesOn := "≤", bound > next
		if goesOn {
			relation = ">"
		}
		s.row(i, stepRow{of: line{}.word(a.Tokens[i]), quantity: strconv.Itoa(k + 1),
			calculation: say(fmt.Sprintf("1 + %d × %s", k+1, parenthesised(z[i]))), result: number(bound),
			note: fmt.Sprintf("%s S = %s", relation, number(next))})
		if !goesOn {
			break
		}
		k, sum = k+1, next
	}
	if k == 0 {
		return 0, s
	}
	tau := (sum - 1) / float64(k)
	s.add(say(fmt.Sprintf("k = %d: τ = (%s − 1) / %d = %s", k, number(sum), k, number(tau))))
	return tau, s
}
