package attention

// This file propagates gradients through attention. For a loss L with the gradient g
// = ∂L/∂c at the context vector
//
//	∂L/∂vᵢ = wᵢ g      ∂L/∂wᵢ = vᵢ·g      ∂L/∂sᵢ = wᵢ (∂L/∂wᵢ − Σⱼ wⱼ ∂L/∂wⱼ) / T
//
// and each score adds ∂s/∂q and ∂s/∂k (score_*.go). Tests compare all of them with
// central differences.

import (
	"fmt"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
)

// Gradients are the gradients of a loss with respect to query, keys, values and the
// parameters of the score. If the same vectors are used twice, for example as keys and as
// values, their gradient is the sum of both gradients.
type Gradients struct {
	Query      []float32      // D
	Keys       blas32.General // m×D
	Values     blas32.General // m×(length of a value)
	Parameters [][]float32    // of the score, in the order of AppendParameters

	scores, scratch []float32
	parameters      [][]float32
}

// PullBack propagates the gradient of a loss from the context vector to the query, the
// keys, the values and the parameters of the score: context is ∂loss/∂r.Context. The
// arguments query, keys and values are those that r was computed from. The temperature
// is treated as a constant, even that of [Auto]. Shapes that do not match panic.
func (r *Result) PullBack(query []float32, keys, values blas32.General, context []float32) Gradients {
	var g Gradients
	r.PullBackTo(&g, query, keys, values, context)
	return g
}

// PullBackTo is like [Result.PullBack] but writes the gradients to g, whose memory it reuses.
func (r *Result) PullBackTo(g *Gradients, query []float32, keys, values blas32.General, context []float32) {
	checkShapes(r.Score, len(query), keys, values)
	if len(r.Weights) != keys.Rows || len(context) != values.Cols {
		panic(fmt.Sprintf("attention: PullBack with shapes other than those of the result: %d weights, keys %d×%d, "+
			"values %d×%d, gradient of length %d",
			len(r.Weights), keys.Rows, keys.Cols, values.Rows, values.Cols, len(context)))
	}
	g.reset(r.Score, keys, values)
	g.Query = zeros(g.Query, len(query))
	g.add(r.Score, normalization{r.Weights, r.Temperature, r.Sparse}, query, keys, values, context)
}

// reset gives g the shapes of keys, values and parameters and sets all gradients to 0.
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

// normalization describes how the scores of one query became weights.
type normalization struct {
	weights     []float32 // m
	temperature float64
	sparse      bool // whether by sparsemax
}

// add adds the gradients of one query. With the gradient ∂c of the context c = Σ wᵢ vᵢ,
// the gradient of value i is wᵢ ∂c and that of weight i is vᵢ·∂c. The gradients of the
// scores follow from those of the weights.
func (g *Gradients) add(s Scorer, w normalization, query []float32, keys, values blas32.General, context []float32) {
	found := false
	for i, weight := range w.weights {
		g.scores[i] = 0
		if weight != 0 {
			found = true
			axpy(linalg.Row(g.Values, i), weight, context)
			g.scores[i] = float32(dot(linalg.Row(values, i), context))
		}
	}
	if found {
		w.pullBack(g.scores)
		s.pullBack(g, g.scores, query, keys)
	}
}

// pullBack turns the gradients of the weights into the gradients of the scores, in
// place:
//
//	∂sᵢ = wᵢ (∂wᵢ − Σⱼ wⱼ ∂wⱼ) / T          softmax
//	∂sᵢ = (∂wᵢ − mean of ∂wⱼ) / T           sparsemax, over the keys whose weight is not 0
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

// zeros returns x with length n and all elements 0.
func zeros(x []float32, n int) []float32 {
	x = resized(x, n)
	clear(x)
	return x
}

// zeroMatrix returns m with the given shape and all elements 0.
func zeroMatrix(m blas32.General, rows, cols int) blas32.General {
	m = resizedMatrix(m, rows, cols)
	clear(m.Data)
	return m
}
