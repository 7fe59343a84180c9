package attention

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
)

// A Score is a way to compare a query with a key that has no parameters.
type Score int

// The scores. D is the length of both vectors.
const (
	Dot       Score = iota // q·k
	Scaled                 // q·k / √D (Vaswani et al. 2017, arXiv:1706.03762)
	Cosine                 // q·k / (‖q‖ ‖k‖), 0 with a zero vector
	Euclidean              // −‖q − k‖²
)

var scoreNames = []string{"dot", "scaled", "cosine", "euclidean"}

// Scores lists all scores.
func Scores() []Score { return []Score{Dot, Scaled, Cosine, Euclidean} }

// String returns the name that ParseScore knows.
func (s Score) String() string {
	if s < 0 || int(s) >= len(scoreNames) {
		return fmt.Sprintf("Score(%d)", int(s))
	}
	return scoreNames[s]
}

// ParseScore returns the score of that name.
func ParseScore(name string) (Score, error) {
	for i, n := range scoreNames {
		if n == name {
			return Score(i), nil
		}
	}
	return 0, fmt.Errorf("attention: no score %q; there are dot, scaled, cosine and euclidean", name)
}

// Of returns the score of a query and a key of the same length.
func (s Score) Of(query, key []float32) float32 {
	if len(query) != len(key) {
		panic(fmt.Sprintf("attention: a query of length %d and a key of length %d", len(query), len(key)))
	}
	switch s {
	case Dot:
		return float32(dot(query, key))
	case Scaled:
		return float32(dot(query, key) / math.Sqrt(float64(len(query))))
	case Cosine:
		return float32(cosine(query, key))
	case Euclidean:
		return float32(-squaredDistance(query, key))
	}
	panic(fmt.Sprintf("attention: %v", s))
}

// AppendParameters appends nothing.
func (s Score) AppendParameters(dst [][]float32) [][]float32 { return dst }

func (s Score) fits(query, key int) bool { return query == key }

func (s Score) scoresTo(dst, query []float32, keys blas32.General, _ *[]float32) {
	for i := range dst {
		dst[i] = s.Of(query, linalg.Row(keys, i))
	}
}

func (s Score) pullBack(g *Gradients, scores, query []float32, keys blas32.General) {
	for i, ds := range scores {
		if ds == 0 {
			continue
		}
		key, gKey := linalg.Row(keys, i), linalg.Row(g.Keys, i)
		switch s {
		case Dot:
			pullBackDot(g.Query, gKey, ds, query, key)
		case Scaled:
			pullBackDot(g.Query, gKey, ds/float32(math.Sqrt(float64(len(query)))), query, key)
		case Cosine:
			pullBackCosine(g.Query, gKey, ds, query, key)
		case Euclidean: // ∂s/∂q = −2(q − k) = −∂s/∂k
			for d, q := range query {
				slope := float32(2 * ds * (q - key[d]))
				g.Query[d] -= slope
				gKey[d] += slope
			}
		}
	}
}

// pullBackDot: ∂s/∂q = k and ∂s/∂k = q.
func pullBackDot(gQuery, gKey []float32, ds float32, query, key []float32) {
	axpy(gQuery, ds, key)
	axpy(gKey, ds, query)
}

// pullBackCosine: ∂s/∂q = k/(‖q‖‖k‖) − s q/‖q‖², and the same for k. With a zero
// vector the score is 0 whatever the other is, and so is its slope.
func pullBackCosine(gQuery, gKey []float32, ds float32, query, key []float32) {
	a, b := norm(query), norm(key)
	if a == 0 || b == 0 {
		return
	}
	s := dot(query, key) / a / b
	pullBackDot(gQuery, gKey, ds*float32(1/(a*b)), query, key)
	axpy(gQuery, -ds*float32(s/(a*a)), query)
	axpy(gKey, -ds*float32(s/(b*b)), key)
}

// dot returns x·y, summed in two parts.
func dot(x, y []float32) float64 {
	y = y[:len(x)]
	var a, b float64
	for len(x) >= 2 && len(y) >= 2 {
		a += float64(x[0]) * float64(y[0])
		b += float64(x[1]) * float64(y[1])
		x, y = x[2:], y[2:]
	}
	if len(x) > 0 {
		a += float64(x[0]) * float64(y[0])
	}
	return a + b
}

func norm(x []float32) float64 { return math.Sqrt(dot(x, x)) }

func cosine(x, y []float32) float64 {
	a, b := norm(x), norm(y)
	if a == 0 || b == 0 {
		return 0
	}
	return dot(x, y) / a / b
}

func squaredDistance(x, y []float32) float64 {
	var sum float64
	for i, v := range x {
		d := float64(v) - float64(y[i])
		sum += float64(d * d)
	}
	return sum
}

// tanh returns tanh(a + x·y).
func tanh(a float32, x, y []float32) float64 { return math.Tanh(float64(a) + dot(x, y)) }

// axpy adds a·x to dst.
func axpy(dst []float32, a float32, x []float32) {
	x = x[:len(dst)]
	for i := range dst {
		dst[i] += float32(a * x[i])
	}
}
