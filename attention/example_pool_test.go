package attention_test

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/attention"
)

// review is a labelled sentence.
type review struct {
	words []string
	good  float64
}

// ExamplePool learns the important words from six labelled sentences: the pooling vector w,
// and a classifier (u, b) that gets nothing but the context vector.
func ExamplePool() {
	vectors := map[string][]float32{
		"the": {.1, .2, 0, -.1}, "film": {.3, -.2, .1, .4}, "was": {-.2, .1, .3, 0}, "we": {.2, .3, -.2, .1},
		"great": {.2, -.1, 1.2, 1}, "lovely": {.1, .1, 1.1, .9}, "dull": {0, .2, -1.1, 1.1}, "awful": {.2, 0, -1.2, .9},
	}
	reviews := []review{
		{[]string{"the", "film", "was", "great"}, 1}, {[]string{"we", "was", "the", "dull", "film"}, 0},
		{[]string{"lovely", "film"}, 1},
		{[]string{"the", "awful", "film", "the", "film"}, 0}, {[]string{"great", "we", "film", "the"}, 1},
		{[]string{"was", "dull"}, 0},
	}
	rows := func(words []string) blas32.General {
		var all [][]float32
		for _, w := range words {
			all = append(all, vectors[w])
		}
		return matrix(all...)
	}
	w, u, b := make([]float32, 4), make([]float32, 4), float32(0)
	var r attention.Result
	var g attention.Gradients
	up := make([]float32, 4)
	for range 300 {
		for _, s := range reviews {
			x := rows(s.words)
			attention.PoolTo(&r, x, w)
			slope := float32(1/(1+math.Exp(-product(r.Context, u)-float64(b))) - s.good) // of the cross-entropy
			for d := range up {
				up[d] = slope * u[d]
			}
			r.PullBackTo(&g, w, x, x, up)
			for d := range w {
				w[d] -= .3 * g.Query[d]
				u[d] -= .3 * slope * r.Context[d]
			}
			b -= .3 * slope
		}
	}
	unseen := review{words: []string{"we", "film", "lovely", "the", "was"}}
	r = attention.Pool(rows(unseen.words), w)
	for i, word := range unseen.words {
		fmt.Printf("%s %.2f  ", word, r.Weights[i])
	}
	fmt.Printf("good: %.2f\n", 1/(1+math.Exp(-product(r.Context, u)-float64(b))))
	// Output:
	// we 0.05  film 0.12  lovely 0.79  the 0.02  was 0.03  good: 1.00
}
