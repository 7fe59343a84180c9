package attention_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/attention"
)

// differentiate compares a gradient with the central differences of a loss, number by
// number.
func differentiate(t *rapid.T, name string, at, gradient []float32, loss func() float64) {
	t.Helper()
	const h = 1. / 512
	if len(at) != len(gradient) {
		t.Fatalf("%s: %d numbers, %d gradients", name, len(at), len(gradient))
	}
	for i := range at {
		old := at[i]
		at[i] = old + h
		high := loss()
		at[i] = old - h
		low := loss()
		at[i] = old
		want := (high - low) / (2 * h)
		if got := float64(gradient[i]); math.Abs(got-want) > 4e-3*max(1, math.Abs(want)) {
			t.Fatalf("%s: the gradient of number %d is %v, by differences %v", name, i, got, want)
		}
	}
}

// drawScorer draws a score for queries and keys of these lengths. Scores without parameters
// need equal lengths.
func drawScorer(t *rapid.T, query, key int) attention.Scorer {
	h := rapid.IntRange(1, 4).Draw(t, "hidden")
	all := []attention.Scorer{
		&attention.Bilinear{W: drawMatrix(t, "W", query, key)},
		&attention.Additive{Q: drawMatrix(t, "Q", h, query), K: drawMatrix(t, "K", h, key),
			V: drawMatrix(t, "V", 1, h).Data},
	}
	if query == key {
		for _, s := range attention.Scores() {
			all = append(all, s)
		}
	}
	return rapid.SampledFrom(all).Draw(t, "score")
}

// away moves numbers away from 0, where the cosine is too curved for differences.
func away(x []float32) {
	for i := range x {
		if x[i] >= 0 {
			x[i] += .3
		} else {
			x[i] -= .3
		}
	}
}

// product returns x·y in float64.
func product(x, y []float32) float64 {
	var sum float64
	for i := range x {
		sum += float64(x[i]) * float64(y[i])
	}
	return sum
}

func TestPullBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dq, dk, dv, m := rapid.IntRange(1, 4).Draw(t, "dq"), rapid.IntRange(1, 4).Draw(t, "dk"),
			rapid.IntRange(1, 3).Draw(t, "dv"), rapid.IntRange(1, 6).Draw(t, "m")
		query, keys, values := drawMatrix(t, "query", 1, dq).Data, drawMatrix(t, "keys", m, dk),
			drawMatrix(t, "values", m, dv)
		away(query)
		away(keys.Data)
		score := drawScorer(t, dq, dk)
		o := attention.Options{Score: score, Temperature: attention.Temperature(rapid.Float64Range(2, 6).Draw(t, "T")),
			Mask: rapid.SliceOfN(rapid.Bool(), m, m).Draw(t, "mask")}
		up := drawMatrix(t, "up", 1, dv).Data
		loss := func() float64 { return product(attention.Attend(query, keys, values, o).Context, up) }
		r := attention.Attend(query, keys, values, o)
		g := r.PullBack(query, keys, values, up)
		differentiate(t, "query", query, g.Query, loss)
		differentiate(t, "keys", keys.Data, g.Keys.Data, loss)
		differentiate(t, "values", values.Data, g.Values.Data, loss)
		for i, p := range score.AppendParameters(nil) {
			differentiate(t, fmt.Sprintf("%s %d", score, i), p, g.Parameters[i], loss)
		}
	})
}

// TestPullBackSparse compares the gradient of sparsemax with differences, away from the
// points where it has none.
func TestPullBackSparse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(1, 6).Draw(t, "m")
		keys, values := drawMatrix(t, "keys", m, 2), drawMatrix(t, "values", m, 2)
		query, up := []float32{.5, -.25}, []float32{1, .5}
		o := attention.Options{Sparse: true, Temperature: 2}
		r := attention.Attend(query, keys, values, o)
		loss := func() float64 {
			again := attention.Attend(query, keys, values, o)
			for i, w := range again.Weights {
				if (w == 0) != (r.Weights[i] == 0) {
					t.Skip("a corner")
				}
			}
			return product(again.Context, up)
		}
		g := r.PullBack(query, keys, values, up)
		differentiate(t, "query", query, g.Query, loss)
		differentiate(t, "keys", keys.Data, g.Keys.Data, loss)
		differentiate(t, "values", values.Data, g.Values.Data, loss)
	})
}

// TestSelfPullBack checks that in self-attention the gradient is the sum of the three.
func TestSelfPullBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, d := rapid.IntRange(1, 4).Draw(t, "n"), rapid.IntRange(1, 3).Draw(t, "d")
		x, up := drawMatrix(t, "x", n, d), drawMatrix(t, "up", n, d)
		away(x.Data)
		o := attention.SelfOptions{Score: drawScorer(t, d, d), Temperature: 5, Causal: rapid.Bool().Draw(t, "causal"),
			ExcludeSelf: rapid.Bool().Draw(t, "exclude")}
		loss := func() float64 { return product(attention.SelfAttend(x, o).Context.Data, up.Data) }
		r := attention.SelfAttend(x, o)
		g := r.PullBack(x, x, x, up)
		sum := make([]float32, n*d)
		for i := range sum {
			sum[i] = g.Queries.Data[i] + g.Keys.Data[i] + g.Values.Data[i]
		}
		differentiate(t, "x", x.Data, sum, loss)
		for i, p := range o.Score.AppendParameters(nil) {
			differentiate(t, fmt.Sprintf("%s %d", o.Score, i), p, g.Parameters[i], loss)
		}
	})
}

// drawHeads draws projections of rows of length d.
func drawHeads(t *rapid.T, d int) *attention.MultiHead {
	m, width := &attention.MultiHead{}, 0
	for h := range rapid.IntRange(1, 3).Draw(t, "heads") {
		dk, dv := rapid.IntRange(1, 3).Draw(t, "dk"), rapid.IntRange(1, 2).Draw(t, "dv")
		name := fmt.Sprint(h)
		m.Heads = append(m.Heads, attention.Head{Query: drawMatrix(t, "q"+name, d, dk), Key: drawMatrix(t, "k"+name, d,
			dk), Value: drawMatrix(t, "v"+name, d, dv)})
		width += dv
	}
	if rapid.Bool().Draw(t, "project the output") {
		m.Output = drawMatrix(t, "output", width, 2)
	}
	return m
}

func TestMultiHeadPullBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, d := rapid.IntRange(1, 3).Draw(t, "n"), rapid.IntRange(1, 3).Draw(t, "d")
		x, m := drawMatrix(t, "x", n, d), drawHeads(t, d)
		for i := range x.Data { // small, so that differences are good to four digits
			x.Data[i] /= 4
		}
		o := attention.SelfOptions{Score: attention.Scaled, Temperature: 5}
		r := m.Attend(x, x, x, o)
		up := drawMatrix(t, "up", n, r.Output.Cols)
		loss := func() float64 { return product(m.Attend(x, x, x, o).Output.Data, up.Data) }
		g := m.PullBack(&r, x, x, x, up)
		sum := make([]float32, n*d)
		for i := range sum {
			sum[i] = g.Queries.Data[i] + g.Keys.Data[i] + g.Values.Data[i]
		}
		differentiate(t, "x", x.Data, sum, loss)
		differentiate(t, "output", m.Output.Data, g.Output.Data, loss)
		for h := range m.Heads {
			differentiate(t, "Query", m.Heads[h].Query.Data, g.Heads[h].Query.Data, loss)
			differentiate(t, "Key", m.Heads[h].Key.Data, g.Heads[h].Key.Data, loss)
			differentiate(t, "Value", m.Heads[h].Value.Data, g.Heads[h].Value.Data, loss)
		}
	})
}

// TestMultiHeadOfIdentity checks that one head with projections that change nothing is
// self-attention, and that two such heads give the same result.
func TestMultiHeadOfIdentity(t *testing.T) {
	x, one := matrix([]float32{1, 2}, []float32{-1, .5}, []float32{0, 1}), matrix([]float32{1, 0}, []float32{0, 1})
	head := attention.Head{Query: one, Key: one, Value: one}
	m := &attention.MultiHead{Heads: []attention.Head{head, head}}
	r, self := m.Attend(x, x, x, attention.SelfOptions{}), attention.SelfAttend(x, attention.SelfOptions{})
	for i := range 3 {
		for d := range 4 {
			if got, want := r.Output.Data[4*i+d], self.Context.Data[2*i+d%2]; got != want {
				t.Errorf("row %d, number %d: %v, want %v", i, d, got, want)
			}
		}
	}
}

func TestPullBackAllocatesNothing(t *testing.T) {
	x := matrix([]float32{1, 2}, []float32{3, 4}, []float32{-1, 0})
	score := &attention.Additive{Q: x, K: x, V: []float32{1, -1, 2}}
	head := attention.Head{Query: matrix([]float32{1}, []float32{2}), Key: matrix([]float32{2}, []float32{1}),
		Value: matrix([]float32{1}, []float32{1})}
	m := &attention.MultiHead{Heads: []attention.Head{head, head}, Output: matrix([]float32{1, 2}, []float32{3, 4})}
	var r attention.Result
	var g attention.Gradients
	var h attention.MultiHeadResult
	var gh attention.MultiHeadGradients
	up := []float32{1, 2}
	run := func() {
		attention.AttendTo(&r, x.Data[:2], x, x, attention.Options{Score: score})
		r.PullBackTo(&g, x.Data[:2], x, x, up)
		m.AttendTo(&h, x, x, x, attention.SelfOptions{})
		m.PullBackTo(&gh, &h, x, x, x, x)
	}
	run()
	if n := testing.AllocsPerRun(50, run); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
