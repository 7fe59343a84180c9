package attention

// This file defines what a score is. A score has functions for its value, its
// gradients and, for the fast path, the factors by which it becomes a product of
// matrices. One that has no such factors is computed pair by pair.

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
)

// A Score is a function without parameters that compares a query with a key of the same
// length. The larger the score, the larger the weight.
type Score int

// definitions lists the scores by their numbers. The lists of scores in help texts,
// on the web page and in the API's description come from it. A new score is one more line here.
var definitions = [...]definition{
	Dot:       dotDefinition,
	Scaled:    scaledDefinition,
	Cosine:    cosineDefinition,
	Euclidean: euclideanDefinition,
}

// A definition contains the name, the formula and the functions of a score.
type definition struct {
	name    string // for String and ParseScore
	formula string // for Formula

	// of returns the score of a query and a key of the same length.
	of func(query, key []float32) float32

	// pullBack adds ds·∂s/∂q to gQuery and ds·∂s/∂k to gKey.
	pullBack func(gQuery, gKey []float32, ds float32, query, key []float32)

	// queryFactor and keyFactor return a and b of a score that is (a q)·(b k), where a
	// depends on q alone and b on k alone. The scores of all queries and keys are then
	// a product of two matrices. Both functions are nil if the score does not have this
	// form.
	queryFactor, keyFactor func(x []float32) float32
}

// Scores returns all scores without parameters.
func Scores() []Score {
	all := make([]Score, len(definitions))
	for i := range all {
		all[i] = Score(i)
	}
	return all
}

// ScoreNames returns the names of the scores without parameters, which [ParseScore] accepts.
func ScoreNames() []string {
	var names []string
	for _, d := range definitions {
		names = append(names, d.name)
	}
	return names
}

// definition returns the definition of s. It panics if s is not one of [Scores].
func (s Score) definition() *definition {
	if s < 0 || int(s) >= len(definitions) {
		panic(fmt.Sprintf("attention: %v is not one of Scores", s))
	}
	return &definitions[s]
}

// String returns the name of s, which ParseScore accepts.
func (s Score) String() string {
	if s < 0 || int(s) >= len(definitions) {
		return fmt.Sprintf("Score(%d)", int(s))
	}
	return definitions[s].name
}

// Formula returns the formula of s as text, such as q·k/√D.
func (s Score) Formula() string { return s.definition().formula }

// ParseScore returns the score of that name. The error for another name lists all names.
func ParseScore(name string) (Score, error) {
	names := ScoreNames()
	if i := slices.Index(names, name); i >= 0 {
		return Score(i), nil
	}
	last := len(names) - 1
	all := strings.Join(names[:last], ", ") + " or " + names[last]
	return 0, fmt.Errorf("attention: unknown score %q; use %s", name, all)
}

// Of returns the score of a query and a key. Different lengths panic.
func (s Score) Of(query, key []float32) float32 {
	if len(query) != len(key) {
		panic(fmt.Sprintf("attention: query and key have different lengths, %d and %d", len(query), len(key)))
	}
	return s.definition().of(query, key)
}

// AppendParameters appends nothing: a Score has no parameters.
func (s Score) AppendParameters(dst [][]float32) [][]float32 { return dst }

// fits reports whether the lengths are equal.
func (s Score) fits(query, key int) bool { return query == key }

// scoresTo writes the score of each key to dst.
func (s Score) scoresTo(dst, query []float32, keys blas32.General, _ *[]float32) {
	for i := range dst {
		dst[i] = s.Of(query, linalg.Row(keys, i))
	}
}

// pullBack adds the gradients with respect to query and keys.
func (s Score) pullBack(g *Gradients, scores, query []float32, keys blas32.General) {
	d := s.definition()
	for i, ds := range scores {
		if ds != 0 {
			d.pullBack(g.Query, linalg.Row(g.Keys, i), ds, query, linalg.Row(keys, i))
		}
	}
}

// dot returns x·y in float64, in two partial sums. Both have the same length.
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

// norm returns ‖x‖.
func norm(x []float32) float64 { return math.Sqrt(dot(x, x)) }

// hiddenUnit returns tanh(a + x·y).
func hiddenUnit(a float32, x, y []float32) float64 { return math.Tanh(float64(a) + dot(x, y)) }

// axpy adds a·x to dst. dst is not longer than x.
func axpy(dst []float32, a float32, x []float32) {
	x = x[:len(dst)]
	for i := range dst {
		dst[i] += float32(a * x[i])
	}
}
