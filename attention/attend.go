package attention

// This file computes attention for one query, in float64 sums over float32 vectors.
// It is the reference: the blocks of blocks.go compute many queries at once, and
// tests compare the two. The steps are
//
//	sᵢ = score(q, kᵢ)      wᵢ = exp(sᵢ/T) / Σⱼ exp(sⱼ/T)      c = Σᵢ wᵢ vᵢ

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/simd"
)

// Options are the parameters of [Attend]. The zero value is the plain dot product at
// temperature 1 with softmax.
type Options struct {
	Score       Scorer // nil: Dot
	Temperature Temperature
	Sparse      bool   // whether the weights come from sparsemax
	Mask        []bool // m; true: the key is visible; nil: all are
}

// A Result is the attention of one query over m keys.
type Result struct {
	Score       Scorer    // the score used, never nil
	Temperature float64   // the temperature used; exactly 1 if no temperature satisfies Auto
	Sparse      bool      // whether the weights come from sparsemax
	Scores      []float32 // m, before division by the temperature; undefined for masked keys
	Visible     []bool    // m, whether the key is not masked
	Weights     []float32 // m; they sum to 1, or are all 0 if no key is visible
	Context     []float32 // the context vector Σ wᵢ vᵢ, of the length of a value
	Norms       []float32 // m, the norms ‖kᵢ‖
	Entropy     float64   // −Σ wᵢ ln wᵢ, in nats
	Effective   float64   // effective tokens, exp(Entropy); 0 if no key is visible

	scratch []float32
	auto    autoSearch
}

// Attend computes the attention of a query of length D over m keys, m×D, and the weighted sum
// of m values. Keys and values may be the same matrix. Attend panics if shapes do not match, if
// the mask has another length than m, or if the temperature is below 0 and is not [Auto].
func Attend(query []float32, keys, values blas32.General, o Options) Result {
	var r Result
	AttendTo(&r, query, keys, values, o)
	return r
}

// AttendTo is like [Attend] but writes the result to r. If r has the result of an earlier call,
// that result is overwritten, and the memory of its slices is reused if they are large enough.
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

// Pool is attention pooling without a query word (Yang et al. 2016, "Hierarchical
// Attention Networks for Document Classification", doi:10.18653/v1/N16-1174): a trained
// vector w of length D is the query, the rows of x, m×D, are keys and values, and the
// score is the dot product.
//
// [Result.PullBack] computes the gradient with respect to w: pass w as the query.
func Pool(x blas32.General, w []float32) Result {
	var r Result
	PoolTo(&r, x, w)
	return r
}

// PoolTo is like [Pool] but writes the result to r; see [AttendTo].
func PoolTo(r *Result, x blas32.General, w []float32) { AttendTo(r, w, x, x, Options{Score: Dot}) }

// resize gives r the shape for m keys and values of length d.
func (r *Result) resize(m, d int) {
	r.Scores = resized(r.Scores, m)
	r.Weights = resized(r.Weights, m)
	r.Norms = resized(r.Norms, m)
	r.Visible = resized(r.Visible, m)
	r.Context = resized(r.Context, d)
}

// resized returns s with length n. It keeps the memory of s if that is large enough.
func resized[T any](s []T, n int) []T { return slices.Grow(s[:0], n)[:n] }

// finish computes weights, context vector and entropy from the scores. The scores and the
// norms are set already.
func (r *Result) finish(values blas32.General, o Options) {
	if o.Mask != nil && len(o.Mask) != len(r.Scores) {
		panic(fmt.Sprintf("attention: the mask has %d elements, but there are %d keys", len(o.Mask), len(r.Scores)))
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

// normalize writes the weights for scores at temperature t, by softmax or sparsemax.
func normalize(weights, scores []float32, visible []bool, t float64, sparse bool) {
	if sparse {
		sparsemax(weights, scores, visible, t)
	} else {
		softmax(weights, scores, visible, t)
	}
}

// temperature returns t as a number. For Auto it searches for the temperature.
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

// effective returns exp(entropy), or 0 if no key is visible.
func effective(entropy float64, visible int) float64 {
	if visible == 0 {
		return 0
	}
	return math.Exp(entropy)
}

// weightedSum writes Σ wᵢ vᵢ to dst. Values of weight 0 are not read, so that NaN in a
// masked value does not reach dst.
func weightedSum(dst, weights []float32, values blas32.General) {
	clear(dst)
	if len(weights) > 0 {
		simd.Best().Mix(dst, weights, values.Data, values.Stride)
	}
}
