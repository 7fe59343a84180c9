package attention

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/simd"
)

// Options says how to attend. The zero value is the plain dot product at
// temperature 1.
type Options struct {
	Score       Scorer // nil: Dot
	Temperature Temperature
	Sparse      bool   // sparsemax takes the place of softmax
	Mask        []bool // true: the key takes part; nil: all do
}

// A Result is what one query sees in m keys.
type Result struct {
	Score       Scorer    // that was used, never nil
	Temperature float64   // that was used, also for Auto; exactly 1 if Auto is not to be found
	Sparse      bool      // whether the weights come of sparsemax
	Scores      []float32 // m, before the temperature; those of masked keys count for nothing
	Visible     []bool    // m, which keys took part
	Weights     []float32 // m, adding up to 1, or all 0 if no key took part
	Context     []float32 // of a value's length: Σ wᵢ vᵢ
	Norms       []float32 // m, ‖kᵢ‖
	Entropy     float64   // −Σ wᵢ ln wᵢ, in nats
	Effective   float64   // exp(Entropy), the number of tokens that the weights amount to; 0 if no key took part

	scratch []float32
	auto    autoSearch
}

// Attend lets a query look at m keys, m×D, and mixes the m values.
func Attend(query []float32, keys, values blas32.General, o Options) Result {
	var r Result
	AttendTo(&r, query, keys, values, o)
	return r
}

// AttendTo is Attend into a result that is used again.
func AttendTo(r *Result, query []float32, keys, values blas32.General, o Options) {
	r.Score, r.Sparse = orDot(o.Score), o.Sparse
	checkShapes(r.Score, len(query), keys, values)
	r.resize(keys.Rows, values.Cols)
	r.Score.scoresTo(r.Scores, query, keys, &r.scratch)
	for i := range r.Norms {
		r.Norms[i] = float32(norm(linalg.Row(keys, i)))
	}
	r.finish(values, o)
}

// Pool attends without a query (Yang et al. 2016): a learnt vector w of length
// D gives each row of x, m×D, the score x·w, and the rows are mixed by weight.
//
// To learn w from what is made of the context, see [Result.PullBack]: w is the
// query there.
func Pool(x blas32.General, w []float32) Result {
	var r Result
	PoolTo(&r, x, w)
	return r
}

// PoolTo is Pool into a result that is used again.
func PoolTo(r *Result, x blas32.General, w []float32) { AttendTo(r, w, x, x, Options{Score: Dot}) }

// resize makes room for m keys and values of length d.
func (r *Result) resize(m, d int) {
	r.Scores = resized(r.Scores, m)
	r.Weights = resized(r.Weights, m)
	r.Norms = resized(r.Norms, m)
	r.Visible = resized(r.Visible, m)
	r.Context = resized(r.Context, d)
}

func resized[T any](s []T, n int) []T { return slices.Grow(s[:0], n)[:n] }

// finish turns scores into weights and mixes the values.
func (r *Result) finish(values blas32.General, o Options) {
	if o.Mask != nil && len(o.Mask) != len(r.Scores) {
		panic(fmt.Sprintf("attention: %d keys and a mask of %d", len(r.Scores), len(o.Mask)))
	}
	for i := range r.Visible {
		r.Visible[i] = isVisible(o.Mask, i)
	}
	visible := countVisible(o.Mask, len(r.Scores))
	r.Temperature = r.temperature(o.Temperature)
	normalize(r.Weights, r.Scores, r.Visible, r.Temperature, r.Sparse)
	weightedSum(r.Context, r.Weights, values)
	r.Entropy = entropy(r.Weights)
	r.Effective = effective(r.Entropy, visible)
}

// normalize turns scores into weights.
func normalize(weights, scores []float32, visible []bool, t float64, sparse bool) {
	if sparse {
		sparsemax(weights, scores, visible, t)
	} else {
		softmax(weights, scores, visible, t)
	}
}

// temperature resolves Auto.
func (r *Result) temperature(t Temperature) float64 {
	if t != Auto {
		return t.fixed()
	}
	r.auto.reset(r.Sparse)
	r.auto.addBounds(r.Scores, r.Visible)
	if !r.auto.reachable() {
		return 1
	}
	r.auto.shift(r.Scores, r.Visible)
	return r.auto.find(r.auto.effective)
}

// effective returns exp(entropy), 0 if nothing was visible.
func effective(entropy float64, visible int) float64 {
	if visible == 0 {
		return 0
	}
	return math.Exp(entropy)
}

// weightedSum writes Σ wᵢ vᵢ into dst. Values of weight 0 are not looked at, so that
// what a masked one holds does no harm.
func weightedSum(dst, weights []float32, values blas32.General) {
	clear(dst)
	if len(weights) > 0 {
		simd.Best().Mix(dst, weights, values.Data, values.Stride)
	}
}
