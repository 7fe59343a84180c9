package attention_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/linalg"
)

// A problem is the arguments of the functions whose names end in To.
type problem struct {
	queries, keys, values blas32.General
	o                     attention.SelfOptions
	heads                 attention.MultiHead
}

// drawProblem draws shapes below and above the size from which blocks are used.
func drawProblem(t *rapid.T) problem {
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	size := rapid.SampledFrom([]int{1, 3, 7, 70})
	n, m, d, dv := size.Draw(t, "n"), size.Draw(t, "m"), rapid.IntRange(1, 20).Draw(t, "d"),
		rapid.IntRange(1, 20).Draw(t, "dv")
	p := problem{queries: normal(r, n, d), keys: normal(r, m, d), values: normal(r, m, dv)}
	p.o = attention.SelfOptions{
		Score: rapid.SampledFrom([]attention.Scorer{attention.Dot, attention.Cosine, attention.Euclidean,
			&attention.Bilinear{W: normal(r, d, d)}}).Draw(t, "score"),
		Sparse: rapid.Bool().Draw(t, "sparse"), Causal: rapid.Bool().Draw(t, "causal"),
		Temperature: rapid.SampledFrom([]attention.Temperature{0, attention.Auto}).Draw(t, "T"),
	}
	width := 0
	for range rapid.IntRange(1, 3).Draw(t, "heads") {
		out := rapid.IntRange(1, 5).Draw(t, "value")
		p.heads.Heads = append(p.heads.Heads, attention.Head{Query: normal(r, d, d), Key: normal(r, d, d),
			Value: normal(r, dv, out)})
		width += out
	}
	if rapid.Bool().Draw(t, "output") {
		p.heads.Output = normal(r, width, rapid.IntRange(1, 9).Draw(t, "output columns"))
	}
	return p
}

// results are the arguments that the functions write to, again and again.
type results struct {
	one       attention.Result
	pooled    attention.Result
	self      attention.SelfResult
	contexts  attention.Contexts
	heads     attention.MultiHeadResult
	gradients attention.Gradients
	selfGrads attention.SelfGradients
	headGrads attention.MultiHeadGradients
}

// solve calls every function whose name ends in To, and returns the results as text.
func (r *results) solve(p problem) string {
	query := linalg.Row(p.queries, 0)
	attention.AttendTo(&r.one, query, p.keys, p.values, attention.Options{Score: p.o.Score,
		Temperature: p.o.Temperature, Sparse: p.o.Sparse})
	attention.PoolTo(&r.pooled, p.keys, query)
	attention.CrossAttendTo(&r.self, p.queries, p.keys, p.values, p.o)
	attention.AttendContextsTo(&r.contexts, p.queries, p.keys, p.values, p.o)
	p.heads.AttendTo(&r.heads, p.queries, p.keys, p.values, p.o)
	r.one.PullBackTo(&r.gradients, query, p.keys, p.values, r.one.Context)
	r.self.PullBackTo(&r.selfGrads, p.queries, p.keys, p.values, r.self.Context)
	p.heads.PullBackTo(&r.headGrads, &r.heads, p.queries, p.keys, p.values, r.heads.Output)
	text := ""
	for _, x := range []attention.Result{r.one, r.pooled} {
		text += fmt.Sprintln("one", x.Temperature, x.Scores, x.Visible, x.Weights, x.Context, x.Norms, x.Entropy,
			x.Effective, x.Trials())
	}
	for i, x := range append(r.heads.Heads, r.self) {
		text += fmt.Sprintln("self", i, x.Temperature, x.Scores, x.Visible, x.Weights, x.Context, x.Norms, x.Entropy,
			x.Effective)
	}
	g, s, h := r.gradients, r.selfGrads, r.headGrads
	return text + fmt.Sprintln("contexts", r.contexts.Temperature, r.contexts.Context) +
		fmt.Sprintln("heads", r.heads.Joined, r.heads.Output) +
		fmt.Sprintln("gradients", g.Query, g.Keys, g.Values, g.Parameters) + fmt.Sprintln("self gradients", s.Queries,
		s.Keys, s.Values, s.Parameters) +
		fmt.Sprintln("head gradients", h.Queries, h.Keys, h.Values, h.Heads, h.Output, h.Parameters)
}

// TestReuse checks that every function whose name ends in To writes the same to used
// results, of other shapes and options, as to new ones.
func TestReuse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var used results
		for range rapid.IntRange(2, 4).Draw(t, "problems") {
			p := drawProblem(t)
			var fresh results
			if got, want := used.solve(p), fresh.solve(p); got != want {
				at := 0
				for got[at] == want[at] {
					at++
				}
				t.Fatalf("used before: …%.200s\nfresh: …%.200s", got[max(0, at-60):], want[max(0, at-60):])
			}
		}
	})
}

// TestReuseWithOutput uses a result for joined heads and then for heads with an output
// projection.
func TestReuseWithOutput(t *testing.T) {
	x, one := matrix([]float32{1, 2}, []float32{3, 4}), matrix([]float32{1, 0}, []float32{0, 1})
	m := attention.MultiHead{Heads: []attention.Head{{Query: one, Key: one, Value: one}}}
	var r attention.MultiHeadResult
	m.AttendTo(&r, x, x, x, attention.SelfOptions{})
	m.Output = one
	m.AttendTo(&r, x, x, x, attention.SelfOptions{})
	if want := m.Attend(x, x, x, attention.SelfOptions{}); fmt.Sprint(r.Output) != fmt.Sprint(want.Output) ||
		fmt.Sprint(r.Joined) != fmt.Sprint(want.Joined) {
		t.Errorf("output %v of %v, want %v of %v", r.Output, r.Joined, want.Output, want.Joined)
	}
}
