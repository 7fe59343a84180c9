package attention

// This file computes attention through several heads. Each head sees the vectors
// through projections of its own, so that one can attend by meaning and another by
// position in the same sentence. With H heads of width d the output has H·d columns,
// or those of the output projection.

import (
	"fmt"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
)

// A Head has the three projection matrices of one head. A row x of the queries becomes x·Query,
// a row of the keys x·Key, and a row of the values x·Value.
type Head struct {
	Query, Key, Value blas32.General // (length of a row)×(length of the projected row)
}

// A MultiHead computes attention once for each head, with the projections of the head, and
// concatenates the context vectors (Vaswani et al. 2017, arXiv:1706.03762, section 3.2.2):
//
//	headₕ  = CrossAttend(X Queryₕ, Y Keyₕ, Z Valueₕ)
//	output = [head₁ … head_H] Output
//
// where X, Y and Z are the matrices of queries, keys and values, Queryₕ, Keyₕ and Valueₕ are
// the projections of head h, and X Queryₕ is a matrix product. The methods read the projections
// and do not change them. Several goroutines can use a MultiHead at once as long as no
// goroutine changes its projections.
type MultiHead struct {
	Heads []Head
	// Output is (sum of the lengths of the heads' values)×(length of an output row).
	// If Output.Rows is 0, there is no output projection: the output is the concatenation
	// [head₁ … head_H].
	Output blas32.General
}

// A MultiHeadResult is the attention of each head and the output.
type MultiHeadResult struct {
	Heads  []SelfResult
	Joined blas32.General // n×(sum of the lengths of the heads' values)
	Output blas32.General // n×(length of an output row); without a projection the same numbers as Joined

	projected []Head         // queries, keys and values of each head
	output    blas32.General // used if there is an output projection
}

// Attend computes the attention of n queries over m keys and values through all heads.
// In self-attention the three are the same matrix. The options hold for all heads.
// Shapes that do not match panic.
func (m *MultiHead) Attend(queries, keys, values blas32.General, o SelfOptions) MultiHeadResult {
	var r MultiHeadResult
	m.AttendTo(&r, queries, keys, values, o)
	return r
}

// AttendTo is like [MultiHead.Attend] but writes the result to r, whose memory it reuses.
func (m *MultiHead) AttendTo(r *MultiHeadResult, queries, keys, values blas32.General, o SelfOptions) {
	for len(r.Heads) < len(m.Heads) {
		r.Heads, r.projected = append(r.Heads, SelfResult{}), append(r.projected, Head{})
	}
	r.Heads, r.projected = r.Heads[:len(m.Heads)], r.projected[:len(m.Heads)]
	r.Joined = resizedMatrix(r.Joined, queries.Rows, m.width())
	at := 0
	for h, head := range m.Heads {
		p := &r.projected[h]
		p.Query = projected(p.Query, queries, head.Query)
		p.Key = projected(p.Key, keys, head.Key)
		p.Value = projected(p.Value, values, head.Value)
		CrossAttendTo(&r.Heads[h], p.Query, p.Key, p.Value, o)
		for i := range queries.Rows {
			copy(linalg.Row(r.Joined, i)[at:], linalg.Row(r.Heads[h].Context, i))
		}
		at += head.Value.Cols
	}
	if m.Output.Rows == 0 {
		r.Output = r.Joined
	} else {
		// r.Output may share the memory of r.Joined since an earlier call.
		r.output = projected(r.output, r.Joined, m.Output)
		r.Output = r.output
	}
}

// width returns the sum of the lengths of the heads' values.
func (m *MultiHead) width() int {
	n := 0
	for _, h := range m.Heads {
		n += h.Value.Cols
	}
	return n
}

// projected returns the product x·w, in the memory of dst if that is large enough.
func projected(dst, x, w blas32.General) blas32.General {
	if x.Cols != w.Rows {
		panic(fmt.Sprintf("attention: rows of length %d do not fit a projection of shape %d×%d", x.Cols, w.Rows, w.Cols))
	}
	dst = resizedMatrix(dst, x.Rows, w.Cols)
	for i := range x.Rows {
		weightedSum(linalg.Row(dst, i), linalg.Row(x, i), w)
	}
	return dst
}

// MultiHeadGradients are the gradients of a loss with respect to the inputs, the
// projections and the parameters of the score.
type MultiHeadGradients struct {
	Queries, Keys, Values blas32.General
	Heads                 []Head         // with respect to the projections of the heads
	Output                blas32.General // with respect to the output projection
	Parameters            [][]float32    // of the score, in the order of AppendParameters

	joined, context blas32.General
	head            SelfGradients
}

// PullBack propagates the gradient of a loss from the output to the queries, keys, values,
// all projections and the parameters of the score. output is ∂loss/∂r.Output, with n rows.
// The other arguments are those that r was computed from.
func (m *MultiHead) PullBack(r *MultiHeadResult, queries, keys, values, output blas32.General) MultiHeadGradients {
	var g MultiHeadGradients
	m.PullBackTo(&g, r, queries, keys, values, output)
	return g
}

// PullBackTo is like [MultiHead.PullBack] but writes the gradients to g, whose memory it
// reuses.
func (m *MultiHead) PullBackTo(
	g *MultiHeadGradients, r *MultiHeadResult, queries, keys, values, output blas32.General,
) {
	if output.Rows != r.Output.Rows || output.Cols != r.Output.Cols {
		panic(fmt.Sprintf("attention: the output is %d×%d, but its gradient is %d×%d",
			r.Output.Rows, r.Output.Cols, output.Rows, output.Cols))
	}
	m.reset(g, queries, keys, values)
	joined := output
	if m.Output.Rows > 0 {
		g.joined = zeroMatrix(g.joined, r.Joined.Rows, r.Joined.Cols)
		pullBackProjection(g.joined, g.Output, r.Joined, m.Output, output)
		joined = g.joined
	}
	at := 0
	for h, head := range m.Heads {
		p := &r.projected[h]
		g.context = resizedMatrix(g.context, joined.Rows, head.Value.Cols)
		for i := range joined.Rows {
			copy(linalg.Row(g.context, i), linalg.Row(joined, i)[at:])
		}
		at += head.Value.Cols
		r.Heads[h].PullBackTo(&g.head, p.Query, p.Key, p.Value, g.context)
		pullBackProjection(g.Queries, g.Heads[h].Query, queries, head.Query, g.head.Queries)
		pullBackProjection(g.Keys, g.Heads[h].Key, keys, head.Key, g.head.Keys)
		pullBackProjection(g.Values, g.Heads[h].Value, values, head.Value, g.head.Values)
		g.addParameters(h)
	}
}

// reset gives g its shapes and sets all gradients to 0.
func (m *MultiHead) reset(g *MultiHeadGradients, queries, keys, values blas32.General) {
	g.Queries = zeroMatrix(g.Queries, queries.Rows, queries.Cols)
	g.Keys = zeroMatrix(g.Keys, keys.Rows, keys.Cols)
	g.Values = zeroMatrix(g.Values, values.Rows, values.Cols)
	g.Output = zeroMatrix(g.Output, m.Output.Rows, m.Output.Cols)
	g.Heads = resized(g.Heads, len(m.Heads))
	for h, head := range m.Heads {
		p := &g.Heads[h]
		p.Query = zeroMatrix(p.Query, head.Query.Rows, head.Query.Cols)
		p.Key = zeroMatrix(p.Key, head.Key.Rows, head.Key.Cols)
		p.Value = zeroMatrix(p.Value, head.Value.Rows, head.Value.Cols)
	}
}

// addParameters adds the gradients that one head has with respect to the parameters of the
// score, which all heads share.
func (g *MultiHeadGradients) addParameters(head int) {
	if head == 0 {
		for len(g.Parameters) < len(g.head.Parameters) {
			g.Parameters = append(g.Parameters, nil)
		}
		g.Parameters = g.Parameters[:len(g.head.Parameters)]
	}
	for i, p := range g.head.Parameters {
		if head == 0 {
			g.Parameters[i] = zeros(g.Parameters[i], len(p))
		}
		axpy(g.Parameters[i], 1, p)
	}
}

// pullBackProjection adds the gradients of a projection y = x·w: gY wᵀ to gX and xᵀ gY to
// gW, where gX, gW and gY are the gradients with respect to x, w and y.
func pullBackProjection(gX, gW, x, w, gY blas32.General) {
	for i := range x.Rows {
		for d, v := range linalg.Row(x, i) {
			linalg.Row(gX, i)[d] += float32(dot(linalg.Row(w, d), linalg.Row(gY, i)))
			axpy(linalg.Row(gW, d), v, linalg.Row(gY, i))
		}
	}
}
