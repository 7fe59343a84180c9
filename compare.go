package w2vattn

// This file compares scores. Dot products, cosines and distances have different
// ranges, so their values cannot be compared; the order in which they put the tokens
// can. Kendall's τ counts the pairs of tokens that two scores put in the same order:
// 1 if all are, −1 if none is, about 0 for unrelated orders.

import (
	"math"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/attention"
)

// Temperatures returns the temperatures at which Compare computes weights if none are
// given: 0.5, 1, 2, 5 and the one that is found automatically. The caller owns the slice.
func Temperatures() []attention.Temperature {
	return []attention.Temperature{.5, 1, 2, 5, attention.Auto}
}

// CompareScores computes the attention of a query of length D over m keys, m×D, by each of
// attention.Scores at each of the temperatures; without temperatures, at those of
// [Temperatures]. mask, of length m, says which keys are visible; nil: all are. The result
// has neither query nor tokens; set them. The time is that of one attention for each pair
// of a score and a temperature, plus m² steps for each score to compare the orders.
func CompareScores(
	query []float32, keys blas32.General, mask []bool, reference attention.Score, temperatures ...attention.Temperature,
) *Comparison {
	if len(temperatures) == 0 {
		temperatures = Temperatures()
	}
	base := attention.Attend(query, keys, keys, attention.Options{Score: reference, Mask: mask})
	c := &Comparison{Reference: reference}
	for _, score := range attention.Scores() {
		row := Compared{Score: score}
		for _, t := range temperatures {
			o := attention.Options{Score: score, Temperature: t, Mask: mask}
			row.Results = append(row.Results, attention.Attend(query, keys, keys, o))
			row.Auto = append(row.Auto, t == attention.Auto)
		}
		row.Agreement = kendall(base.Scores, row.Results[0].Scores, base.Visible)
		c.Rows = append(c.Rows, row)
	}
	return c
}

// kendall returns Kendall's τ-b (1945), the fraction of pairs in the same order minus
// the fraction of pairs in opposite order:
//
//	τ = (C − D) / √((P − Tx)(P − Ty))
//
// over the P pairs of visible entries, of which C are concordant, D discordant, Tx tied in
// x and Ty tied in y. If all are tied in one of x and y it is 0, if all are tied in both 1.
// It compares all pairs, O(m²): balance is C − D, inX is P − Tx and inY is P − Ty.
func kendall(x, y []float32, visible []bool) float64 {
	var balance, inX, inY float64
	for i := range x {
		for j := range i {
			if !visible[i] || !visible[j] {
				continue
			}
			a, b := order(x[i], x[j]), order(y[i], y[j])
			balance += a * b
			inX += a * a
			inY += b * b
		}
	}
	switch {
	case inX == 0 && inY == 0:
		return 1
	case inX == 0 || inY == 0:
		return 0
	}
	return balance / math.Sqrt(inX*inY)
}

// order returns −1 if a < b, 1 if a > b, and 0 otherwise. The product of two such numbers
// is 1 for a concordant pair, −1 for a discordant one and 0 for a tie.
func order(a, b float32) float64 {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
