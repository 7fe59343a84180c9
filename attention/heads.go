package attention

import (
	"fmt"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
)

// A Head looks at tokens through projections of its own: a row x becomes x·W.
type Head struct {
	Query, Key, Value blas32.General // (length of a row)×(length of what it becomes)
}

// A MultiHead attends several times at once, each time through other
// projections, and joins the contexts (Vaswani et al. 2017, arXiv:1706.03762,
// section 3.2.2):
//
//	headₕ  = Attend(X Queryₕ, Y Keyₕ, Z Valueₕ)
//	output = [head₁ … head_H] Output
type MultiHead struct {
	Heads  []Head
	Output blas32.General // (lengths of all heads' values)×(length of an output row); without rows: the joined heads are the output
}

// A MultiHeadResult is what each head sees, and what comes of it.
type MultiHeadResult struct {
	Heads  []SelfResult
	Joined blas32.General // n×(lengths of all heads' values)
	Output blas32.General // without a projection: Joined, the same numbers

	projected []Head         // the queries, keys and values of each head
	output    blas32.General // of the projection
}

// Attend lets queries attend to keys and values, which are the same rows in
// self-attention. The options hold for all heads.
func (m *MultiHead) Attend(queries, keys, values blas32.General, o SelfOptions) MultiHeadResult {
	var r MultiHeadResult
	m.AttendTo(&r, queries, keys, values, o)
	return r
}

// AttendTo is Attend into a result that is used again.
func (m *MultiHead) AttendTo(r *MultiHeadResult, queries, keys, values blas32.General, o SelfOptions) {
	for len(r.Heads) < len(m.Heads) {
		r.Heads, r.projected = append(r.Heads, SelfResult{}), append(r.projected, Head{})
	}
	r.Heads, r.projected = r.Heads[:len(m.Heads)], r.projected[:len(m.Heads)]
	r.Joined = resizedMatrix(r.Joined, queries.Rows, m.width())
	at := 0
	for h, head := range m.Heads {
		p := &r.projected[h]
		p.Query, p.Key, p.Value = projected(p.Query, queries, head.Query), projected(p.Key, keys, head.Key), projected(p.Value, values, head.Value)
		CrossAttendTo(&r.Heads[h], p.Query, p.Key, p.Value, o)
		for i := range queries.Rows {
			copy(linalg.Row(r.Joined, i)[at:], linalg.Row(r.Heads[h].Context, i))
		}
		at += head.Value.Cols
	}
	if m.Output.Rows == 0 {
		r.Output = r.Joined
	} else {
		// Not into r.Output, which may be Joined from an earlier call.
		r.output = projected(r.output, r.Joined, m.Output)
		r.Output = r.output
	}
}

// width is the length of all heads' values.
func (m *MultiHead) width() int {
	n := 0
	for _, h := range m.Heads {
		n += h.Value.Cols
	}
	return n
}

// projected returns x w, in dst if it has the room.
func projected(dst, x, w blas32.General) blas32.General {
	if x.Cols != w.Rows {
		panic(fmt.Sprintf("attention: rows of length %d and a projection %d×%d", x.Cols, w.Rows, w.Cols))
	}
	dst = resizedMatrix(dst, x.Rows, w.Cols)
	for i := range x.Rows {
		weightedSum(linalg.Row(dst, i), linalg.Row(x, i), w)
	}
	return dst
}

// MultiHeadGradients are what a loss's gradient at the output is at what it
// comes of.
type MultiHeadGradients struct {
	Queries, Keys, Values blas32.General
	Heads                 []Head         // of the projections
	Output                blas32.General // of the projection of the output
	Parameters            [][]float32    // of the score, as AppendParameters lists them

	joined, context blas32.General
	head            SelfGradients
}

// PullBack returns what output, the gradient of a loss at r.Output (n rows), is
// at the queries, keys and values that r was made of, and at the projections.
func (m *MultiHead) PullBack(r *MultiHeadResult, queries, keys, values, output blas32.General) MultiHeadGradients {
	var g MultiHeadGradients
	m.PullBackTo(&g, r, queries, keys, values, output)
	return g
}

// PullBackTo is PullBack into gradients that are used again.
func (m *MultiHead) PullBackTo(g *MultiHeadGradients, r *MultiHeadResult, queries, keys, values, output blas32.General) {
	if output.Rows != r.Output.Rows || output.Cols != r.Output.Cols {
		panic(fmt.Sprintf("attention: an output %d×%d and its gradient %d×%d", r.Output.Rows, r.Output.Cols, output.Rows, output.Cols))
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

// reset makes room for gradients and clears it.
func (m *MultiHead) reset(g *MultiHeadGradients, queries, keys, values blas32.General) {
	g.Queries, g.Keys, g.Values = zeroMatrix(g.Queries, queries.Rows, queries.Cols), zeroMatrix(g.Keys, keys.Rows, keys.Cols), zeroMatrix(g.Values, values.Rows, values.Cols)
	g.Output = zeroMatrix(g.Output, m.Output.Rows, m.Output.Cols)
	g.Heads = resized(g.Heads, len(m.Heads))
	for h, head := range m.Heads {
		p := &g.Heads[h]
		p.Query = zeroMatrix(p.Query, head.Query.Rows, head.Query.Cols)
		p.Key = zeroMatrix(p.Key, head.Key.Rows, head.Key.Cols)
		p.Value = zeroMatrix(p.Value, head.Value.Rows, head.Value.Cols)
	}
}

// addParameters adds a head's gradients of the score, which all heads share.
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

// pullBackProjection adds what gY, the gradient at y = x w, is at x and at w: gY
// wᵀ and xᵀ gY.
func pullBackProjection(gX, gW, x, w, gY blas32.General) {
	for i := range x.Rows {
		for d, v := range linalg.Row(x, i) {
			linalg.Row(gX, i)[d] += float32(dot(linalg.Row(w, d), linalg.Row(gY, i)))
			axpy(linalg.Row(gW, d), v, linalg.Row(gY, i))
		}
	}
}
