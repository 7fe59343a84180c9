package attention

import (
	"fmt"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
)

// Gradients are what a loss's gradient at the context is at everything that the
// context comes of. Where query, keys or values are made of the same numbers,
// theirs add up.
type Gradients struct {
	Query      []float32
	Keys       blas32.General
	Values     blas32.General
	Parameters [][]float32 // of the score, as AppendParameters lists them

	scores, scratch []float32
	parameters      [][]float32
}

// PullBack returns what context, the gradient of a loss at r.Context, is at the
// query, keys and values that r was made of, and at the parameters of its score.
// The temperature counts as constant, that found by Auto too.
func (r *Result) PullBack(query []float32, keys, values blas32.General, context []float32) Gradients {
	var g Gradients
	r.PullBackTo(&g, query, keys, values, context)
	return g
}

// PullBackTo is PullBack into gradients that are used again.
func (r *Result) PullBackTo(g *Gradients, query []float32, keys, values blas32.General, context []float32) {
	checkShapes(r.Score, len(query), keys, values)
	if len(r.Weights) != keys.Rows || len(context) != values.Cols {
		panic(fmt.Sprintf("attention: pulled back over %d weights, keys %d×%d and values %d×%d, a gradient of length %d", len(r.Weights), keys.Rows, keys.Cols, values.Rows, values.Cols, len(context)))
	}
	g.reset(r.Score, keys, values)
	g.Query = zeros(g.Query, len(query))
	g.add(r.Score, normalization{r.Weights, r.Temperature, r.Sparse}, query, keys, values, context)
}

// reset makes room for gradients and clears it.
func (g *Gradients) reset(s Scorer, keys, values blas32.General) {
	g.Keys, g.Values = zeroMatrix(g.Keys, keys.Rows, keys.Cols), zeroMatrix(g.Values, values.Rows, values.Cols)
	g.parameters = s.AppendParameters(g.parameters[:0])
	for len(g.Parameters) < len(g.parameters) {
		g.Parameters = append(g.Parameters, nil)
	}
	g.Parameters = g.Parameters[:len(g.parameters)]
	for i, p := range g.parameters {
		g.Parameters[i] = zeros(g.Parameters[i], len(p))
	}
	g.scores = resized(g.scores, keys.Rows)
}

// normalization says how one query's scores became weights.
type normalization struct {
	weights     []float32
	temperature float64
	sparse      bool
}

// add adds the gradients of one query: of c = Σ wᵢ vᵢ those of the values, wᵢ ∂c,
// and of the weights, vᵢ·∂c, and of these those of the scores.
func (g *Gradients) add(s Scorer, w normalization, query []float32, keys, values blas32.General, context []float32) {
	some := false
	for i, weight := range w.weights {
		g.scores[i] = 0
		if weight != 0 {
			some = true
			axpy(linalg.Row(g.Values, i), weight, context)
			g.scores[i] = float32(dot(linalg.Row(values, i), context))
		}
	}
	if some {
		w.pullBack(g.scores)
		s.pullBack(g, g.scores, query, keys)
	}
}

// pullBack turns the gradients of the weights into those of the scores, in
// place:
//
//	∂sᵢ = wᵢ (∂wᵢ − Σⱼ wⱼ ∂wⱼ) / T          of softmax
//	∂sᵢ = (∂wᵢ − mean of ∂wⱼ) / T           of sparsemax, over those with a weight
func (w normalization) pullBack(g []float32) {
	var mean, n float64
	for i, weight := range w.weights {
		switch {
		case weight == 0:
		case w.sparse:
			mean += float64(g[i])
			n++
		default:
			mean += float64(weight) * float64(g[i])
		}
	}
	if w.sparse {
		mean /= n
	}
	for i, weight := range w.weights {
		switch {
		case weight == 0:
			g[i] = 0
		case w.sparse:
			g[i] = float32((float64(g[i]) - mean) / w.temperature)
		default:
			g[i] = float32(float64(weight) * (float64(g[i]) - mean) / w.temperature)
		}
	}
}

func zeros(x []float32, n int) []float32 {
	x = resized(x, n)
	clear(x)
	return x
}

func zeroMatrix(m blas32.General, rows, cols int) blas32.General {
	m = resizedMatrix(m, rows, cols)
	clear(m.Data)
	return m
}
