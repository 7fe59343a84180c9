package w2vattn

import (
	"math"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/attention"
)

// Temperatures returns the temperatures that Compare takes where none are given.
func Temperatures() []attention.Temperature {
	return []attention.Temperature{.5, 1, 2, 5, attention.Auto}
}

// CompareScores lets a query of length D attend to keys, m×D, by each of
// attention.Scores at each of the temperatures; none: those of
// Temperatures. mask says which keys take part; nil: all do. The result has neither
// query nor tokens yet.
func CompareScores(query []float32, keys blas32.General, mask []bool, reference attention.Score, temperatures ...attention.Temperature) *Comparison {
	if len(temperatures) == 0 {
		temperatures = Temperatures()
	}
	base := attention.Attend(query, keys, keys, attention.Options{Score: reference, Mask: mask})
	c := &Comparison{Reference: reference}
	for _, score := range attention.Scores() {
		row := Compared{Score: score}
		for _, t := range temperatures {
			row.Results = append(row.Results, attention.Attend(query, keys, keys, attention.Options{Score: score, Temperature: t, Mask: mask}))
			row.Auto = append(row.Auto, t == attention.Auto)
		}
		row.Agreement = kendall(base.Scores, row.Results[0].Scores, base.Visible)
		c.Rows = append(c.Rows, row)
	}
	return c
}

// kendall returns Kendall's τ-b (1945), the share of pairs in the same order
// less that in the opposite one:
//
//	τ = (C − D) / √((P − Tx)(P − Ty))
//
// over P pairs of visible entries, C concordant, D discordant, Tx and Ty tied
// in x and in y. Where all are tied in one of them it is 0, in both 1.
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

func order(a, b float32) float64 {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
