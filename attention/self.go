package attention

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/blas/blas32"
)

// SelfOptions says how the tokens of a sentence attend to each other.
type SelfOptions struct {
	Score       Score
	Temperature Temperature
	Mask        []bool // true: the token takes part as a key; nil: all do
	Causal      bool   // token i sees tokens 0…i
	ExcludeSelf bool   // token i does not see itself
}

// A SelfResult is what each of n tokens sees in all of them: row i belongs to
// token i as the query.
type SelfResult struct {
	Score       Score
	Temperature float64        // one for the matrix
	Scores      blas32.General // n×n, before the temperature
	Weights     blas32.General // n×n, rows adding up to 1, or 0 if a token sees nothing
	Context     blas32.General // n×D
	Visible     []bool         // n×n, row-major: whether the row's token sees the column's
	Norms       []float32      // n, ‖xᵢ‖
	Entropy     []float64      // n
	Effective   []float64      // n
}

// Sees reports whether token i sees token j.
func (r *SelfResult) Sees(i, j int) bool { return r.Visible[i*r.Scores.Cols+j] }

// SelfAttend lets n tokens, the rows of x, attend to each other: query, keys
// and values are the rows themselves.
func SelfAttend(x blas32.General, o SelfOptions) SelfResult {
	var r SelfResult
	SelfAttendTo(&r, x, o)
	return r
}

// SelfAttendTo is SelfAttend into a result that is used again.
func SelfAttendTo(r *SelfResult, x blas32.General, o SelfOptions) {
	n := x.Rows
	if o.Mask != nil && len(o.Mask) != n {
		panic(fmt.Sprintf("attention: %d tokens and a mask of %d", n, len(o.Mask)))
	}
	r.resize(n, x.Cols)
	r.Score = o.Score
	for i := range n {
		r.Norms[i] = float32(norm(row(x, i)))
		for j := range n {
			r.Visible[i*n+j] = sees(o.Mask, j) && (!o.Causal || j <= i) && (!o.ExcludeSelf || i != j)
			row(r.Scores, i)[j] = o.Score.Of(row(x, i), row(x, j))
		}
	}
	r.Temperature = r.temperature(o.Temperature)
	for i := range n {
		weights := row(r.Weights, i)
		softmax(weights, row(r.Scores, i), r.sight(i), r.Temperature)
		mix(row(r.Context, i), weights, x)
		r.Entropy[i] = entropy(weights)
		r.Effective[i] = effective(r.Entropy[i], countVisible(r.sight(i), n))
	}
}

// sight returns what token i sees.
func (r *SelfResult) sight(i int) []bool {
	n := r.Scores.Cols
	return r.Visible[i*n : (i+1)*n]
}

func (r *SelfResult) resize(n, d int) {
	r.Scores = resizedMatrix(r.Scores, n, n)
	r.Weights = resizedMatrix(r.Weights, n, n)
	r.Context = resizedMatrix(r.Context, n, d)
	r.Visible = resized(r.Visible, n*n)
	r.Norms = resized(r.Norms, n)
	r.Entropy = resized(r.Entropy, n)
	r.Effective = resized(r.Effective, n)
}

func resizedMatrix(m blas32.General, rows, cols int) blas32.General {
	return blas32.General{Rows: rows, Cols: cols, Stride: cols, Data: resized(m.Data, rows*cols)}
}

// temperature resolves the zero value and Auto: one temperature at which the
// rows that see two tokens or more have, on average, an effective number of at
// least half the tokens that they see.
func (r *SelfResult) temperature(t Temperature) float64 {
	switch {
	case t == 0:
		return 1
	case t == Auto:
		return autoTemperature(r.levelled)
	case t < 0 || math.IsNaN(float64(t)):
		panic(fmt.Sprintf("attention: a temperature of %v", float64(t)))
	}
	return float64(t)
}

// levelled reports whether temperature t is high enough for Auto.
func (r *SelfResult) levelled(t float64) bool {
	var effective, half float64
	for i := range r.Scores.Rows {
		if m := countVisible(r.sight(i), r.Scores.Cols); m >= 2 {
			effective += math.Exp(entropyAt(row(r.Scores, i), r.sight(i), t))
			half += float64(m) / 2
		}
	}
	return effective >= half
}
