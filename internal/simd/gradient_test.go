package simd

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// blockLoss returns the loss of a plan's first block in float64: for each row −ln σ(h·o)
// for the target and −K/N·ln σ(−h·m) for each negative that is not the target.
func blockLoss(p *Plan, samples int, in, out []float64, dim int) float64 {
	row := func(m []float64, i int32) []float64 { return m[int(i)*dim : (int(i)+1)*dim] }
	dot := func(x, y []float64) (sum float64) {
		for d := range x {
			sum += x[d] * y[d]
		}
		return sum
	}
	var loss float64
	for b := range p.Rows {
		if p.Size[b] == 0 {
			continue
		}
		before, after := p.Context(b)
		context := slices.Concat(before, after)
		h := make([]float64, dim)
		for _, w := range context {
			for d, x := range row(in, w) {
				h[d] += x / float64(len(context))
			}
		}
		loss += math.Log1p(math.Exp(-dot(h, row(out, p.Target[b]))))
		for _, w := range p.Negative[:p.Shared] {
			if w != p.Target[b] {
				loss += float64(samples) / float64(p.Shared) * math.Log1p(math.Exp(dot(h, row(out, w))))
			}
		}
	}
	return loss
}

// TestGradient compares the update of each number by a block with the derivative of the
// block's loss, by central differences. Words occur several times in a block, as contexts,
// targets and negatives.
func TestGradient(t *testing.T) {
	const words, dim, samples, alpha = 12, 24, 5, 1e-4
	for _, k := range Available() {
		r := rand.New(rand.NewPCG(3, 4))
		p := NewPlan(8, 16)
		p.SetRate(alpha, samples)
		for i := range p.Rows + MaxRows {
			p.Target, p.First, p.Size, p.Skip = append(p.Target, int32(r.IntN(words))), append(p.First,
				int32(i)), append(p.Size, 0), append(p.Skip, -1)
			if i < p.Rows-1 { // the last row only fills the block
				p.Size[i], p.Skip[i] = int32(2+i%4), int32(i+i%3)
			}
		}
		for range 2 * p.Rows {
			p.Words = append(p.Words, int32(r.IntN(words)))
		}
		for n := range 6 {
			p.Inverse, p.Scale = append(p.Inverse, 1/float32(max(1, n))), append(p.Scale, 1/float32(max(1, n)))
		}
		for range p.Pitch {
			p.Negative = append(p.Negative, int32(r.IntN(words)))
		}
		c := NewColumns(words, 32, dim)
		c.Ahead = p.Target[:p.Rows]
		in, out := make([]float64, words*dim), make([]float64, words*dim)
		for i := range in {
			in[i], out[i] = r.Float64()-.5, r.Float64()-.5
			at := i/dim*c.Stride + i%dim
			c.In[at], c.Out[at] = float32(in[i]*(1<<Shift)), float32(out[i]*(1<<Shift))
		}
		h, m := make([]float32, p.Rows*c.Width), make([]float32, p.ScratchSize(c.Width))
		part, g := make([]int32, p.PartSize()), make([]uint16, p.CoefficientsSize())
		k.Score(p, 0, &c, h, m, part)
		k.Coefficients(p, 0, [][]int32{part}, g, nil)
		c.Ahead = p.Target[:p.Rows]
		k.Apply(p, 0, &c, h, g, m)
		for _, matrix := range []struct {
			name    string
			before  []float64
			after   []float32
			largest float64
		}{{"in", in, c.In, 0}, {"out", out, c.Out, 0}} {
			for i, x := range matrix.before {
				const step = 1e-4
				matrix.before[i] = x + step
				slope := blockLoss(p, samples, in, out, dim)
				matrix.before[i] = x - step
				slope = (slope - blockLoss(p, samples, in, out, dim)) / (2 * step)
				matrix.before[i] = x
				moved := (float64(matrix.after[i/dim*c.Stride+i%dim])/(1<<Shift) - x) / alpha
				if math.Abs(moved+slope) > 2e-3 {
					t.Errorf("%s: %s[%d][%d] moves by %.5f·α, want %.5f", k.Name, matrix.name, i/dim, i%dim, moved,
						-slope)
				}
				matrix.largest = max(matrix.largest, math.Abs(slope))
			}
			if matrix.largest < .1 {
				t.Errorf("the slopes of %s are at most %v: nothing was tested", matrix.name, matrix.largest)
			}
		}
	}
}
