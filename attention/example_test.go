package attention_test

import (
	"fmt"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/attention"
)

func ExampleAttend() {
	// Three books, labelled by how much they are about cats, animals and hobbies.
	labels := matrix([]float32{1, .5, 1}, []float32{.5, 1, .5}, []float32{0, .5, 1})
	contents := matrix([]float32{10, 0, 5}, []float32{1, 2, 3}, []float32{0, .5, 1})
	question := []float32{1, 0, 1}
	r := attention.Attend(question, labels, contents, attention.Options{Score: attention.Dot})
	fmt.Printf("scores %v, weights %.4f, answer %.4f\n", r.Scores, r.Weights, r.Context)
	// Output:
	// scores [2 1 1], weights [0.5761 0.2119 0.2119], answer [5.9731 0.5299 3.7284]
}

func ExampleCrossAttend() {
	// Two words of a question attend to three words of a text.
	question, text := matrix([]float32{2, 0}, []float32{0, 2}), matrix([]float32{1, 0}, []float32{0, 1},
		[]float32{1, 1})
	r := attention.CrossAttend(question, text, text, attention.SelfOptions{Score: attention.Scaled})
	for i := range 2 {
		fmt.Printf("%.3f\n", r.Weights.Data[3*i:3*i+3])
	}
	// Output:
	// [0.446 0.108 0.446]
	// [0.108 0.446 0.446]
}

func ExampleSparsemax() {
	weights := make([]float32, 3)
	attention.Sparsemax(weights, []float32{1, .5, -2}, nil)
	fmt.Println(weights)
	// Output: [0.75 0.25 0]
}

func ExampleMultiHead() {
	x := matrix([]float32{1, 0}, []float32{0, 1})
	first, second := matrix([]float32{1}, []float32{0}), matrix([]float32{0}, []float32{1}) // a number of each row
	m := attention.MultiHead{Heads: []attention.Head{{Query: first, Key: first, Value: first},
		{Query: second, Key: second, Value: second}}}
	r := m.Attend(x, x, x, attention.SelfOptions{})
	fmt.Printf("%.3f\n", r.Output.Data)
	// Output: [0.731 0.500 0.500 0.731]
}

// ExampleBilinear takes one step of gradient descent: W learns that the query means its
// opposite.
func ExampleBilinear() {
	score := &attention.Bilinear{W: matrix([]float32{1, 0}, []float32{0, 1})}
	query, keys := []float32{1, 0}, matrix([]float32{1, 0}, []float32{-1, 0})
	wanted := []float32{-1, 0} // the context
	r := attention.Attend(query, keys, keys, attention.Options{Score: score})
	fmt.Printf("%.2f to ", r.Context[0])
	slope := []float32{r.Context[0] - wanted[0], r.Context[1] - wanted[1]} // of ½‖c − wanted‖²
	g := r.PullBack(query, keys, keys, slope)
	for i, p := range score.AppendParameters(nil) {
		for j := range p {
			p[j] -= g.Parameters[i][j]
		}
	}
	fmt.Printf("%.2f\n", attention.Attend(query, keys, keys, attention.Options{Score: score}).Context[0])
	// Output: 0.76 to 0.25
}

// ExampleAdditive compares by a network of two hidden units. Query and key may have
// different lengths.
func ExampleAdditive() {
	score := &attention.Additive{
		Q: matrix([]float32{1}, []float32{-1}),
		K: matrix([]float32{1, 0}, []float32{0, 1}),
		V: []float32{1, 1},
	}
	keys := matrix([]float32{1, 0}, []float32{0, 1})
	r := attention.Attend([]float32{.5}, keys, keys, attention.Options{Score: score})
	fmt.Printf("scores %.3f, weights %.3f\n", r.Scores, r.Weights)
	// Output: scores [0.443 0.924], weights [0.382 0.618]
}

// ExampleSelfAttend lets each token attend to itself and to the previous one.
func ExampleSelfAttend() {
	x := matrix([]float32{1, 0}, []float32{0, 1}, []float32{1, 1})
	r := attention.SelfAttend(x, attention.SelfOptions{Causal: true, Window: 1})
	for i := range 3 {
		fmt.Printf("%.2f\n", r.Weights.Data[3*i:3*i+3])
	}
	// Output:
	// [1.00 0.00 0.00]
	// [0.27 0.73 0.00]
	// [0.00 0.27 0.73]
}

// ExampleAttendContexts lets 2,000 tokens attend to each other without storing the four
// million weights.
func ExampleAttendContexts() {
	const n = 2000
	x := blas32.General{Rows: n, Cols: 1, Stride: 1, Data: make([]float32, n)}
	for i := range x.Data {
		x.Data[i] = float32(i % 2)
	}
	c := attention.AttendContexts(x, x, x, attention.SelfOptions{})
	fmt.Printf("%.3f\n", c.Context.Data[:4])
	// Output: [0.500 0.731 0.500 0.731]
}

// ExampleOptions shows that dot products of long vectors give one token all the weight,
// until a temperature spreads it over half of the tokens.
func ExampleOptions() {
	query, keys := []float32{6, 8}, matrix([]float32{6, 8}, []float32{8, 6}, []float32{5, 5}, []float32{-8, 6})
	for _, t := range []attention.Temperature{1, attention.Auto} {
		r := attention.Attend(query, keys, keys, attention.Options{Temperature: t})
		fmt.Printf("T %.1f: weights %.2f, effective tokens %.1f\n", r.Temperature, r.Weights, r.Effective)
	}
	// Output:
	// T 1.0: weights [0.98 0.02 0.00 0.00], effective tokens 1.1
	// T 6.8: weights [0.64 0.35 0.01 0.00], effective tokens 2.0
}

// ExampleResult_NormShare has two keys in the direction of the query, so that only their
// norms distinguish their scores.
func ExampleResult_NormShare() {
	keys := matrix([]float32{1, 0}, []float32{3, 0})
	r := attention.Attend([]float32{1, 0}, keys, keys, attention.Options{})
	share, ok := r.NormShare()
	fmt.Printf("%.0f %% by norm, %v\n", 100*share, ok)
	// Output: 100 % by norm, true
}

func ExampleScore() {
	query, key := []float32{3, 4}, []float32{4, 3}
	for _, s := range attention.Scores() {
		fmt.Printf("%s %.2f  ", s, s.Of(query, key))
	}
	// Output: dot 24.00  scaled 16.97  cosine 0.96  euclidean -2.00
}

func ExampleSoftmax() {
	weights := make([]float32, 3)
	attention.Softmax(weights, []float32{2, 1, 9}, []bool{true, true, false})
	fmt.Printf("%.3f\n", weights)
	// Output: [0.731 0.269 0.000]
}
