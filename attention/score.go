package attention

import (
	"fmt"
	"math"
)

// A Score is a way to compare a query with a key.
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
		sum += d * d
	}
	return sum
}
