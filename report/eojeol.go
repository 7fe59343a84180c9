package report

import (
	"fmt"

	"github.com/w2vattn/w2vattn/report/picture"
)

// An Eojeol is what stands between two spaces of a Korean sentence: the tokens
// from First up to Last, without it, were cut from it. Its weight is the sum of
// theirs.
type Eojeol struct {
	Text        string
	First, Last int
}

// eojeolWeights sums the weights of the tokens of each eojeol.
func (a *Attention) eojeolWeights() []float32 {
	sums := make([]float32, len(a.Eojeols))
	for i, e := range a.Eojeols {
		var sum float64
		for _, w := range a.Result.Weights[e.First:e.Last] {
			sum += float64(w)
		}
		sums[i] = float32(sum)
	}
	return sums
}

// eojeolTable has the sum for each eojeol, and the tokens that it is of.
func (a *Attention) eojeolTable(t *tongue) *table {
	sums := a.eojeolWeights()
	out := &table{caption: say(t.byEojeol), header: []line{say(t.eojeol), say(t.weight), say("")}, right: true}
	top := largest(sums)
	for i, e := range a.Eojeols {
		out.rows = append(out.rows, []cell{token(e.Text), number4(sums[i]), {kind: bar, weight: sums[i], top: top}})
	}
	return out
}

// eojeolBars draws the sum for each eojeol as a bar.
func (a *Attention) eojeolBars(t *tongue) *picture.Picture {
	sums := a.eojeolWeights()
	names := make([]string, len(a.Eojeols))
	for i, e := range a.Eojeols {
		names[i] = e.Text
	}
	c, y := newBars(say(t.byEojeol), names)
	top := largest(sums)
	for i, name := range names {
		c.bar(y, name, sums[i], top)
		y += lineHeight
		c.Description += fmt.Sprintf("%s %.4f. ", printable(name), sums[i])
	}
	c.Height = y + margin
	return &c.Picture
}

// eojeolOf returns the eojeol that each token is of.
func (a *Attention) eojeolOf() []int {
	of := make([]int, len(a.Tokens))
	for i, e := range a.Eojeols {
		for k := e.First; k < e.Last; k++ {
			of[k] = i
		}
	}
	return of
}
