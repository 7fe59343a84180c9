package attention

// This file computes context vectors without keeping the weights, so that memory
// grows with the length of a text and not with its square. Each row of scores exists
// only while its context vector is computed, as in FlashAttention (Dao et al. 2022).

import (
	"fmt"

	"gonum.org/v1/gonum/blas/blas32"
)

// Contexts are the context vectors of n queries over m keys, without the weights. Memory
// grows with n + m, not with n·m, so the text can be as long as a book.
type Contexts struct {
	Temperature float64        // the temperature used
	Context     blas32.General // n×(length of a value)

	blocks blocks
}

// AttendContexts is [CrossAttend] without scores, weights and entropies. With [Auto] it
// computes all scores about fifteen times, once for each temperature that the search
// tries.
func AttendContexts(queries, keys, values blas32.General, o SelfOptions) Contexts {
	var r Contexts
	AttendContextsTo(&r, queries, keys, values, o)
	return r
}

// AttendContextsTo is like [AttendContexts] but writes the result to r; see [AttendTo].
func AttendContextsTo(r *Contexts, queries, keys, values blas32.General, o SelfOptions) {
	score := orDot(o.Score)
	o.check(score, queries, keys, values)
	r.Context = resizedMatrix(r.Context, queries.Rows, values.Cols)
	b := &r.blocks
	b.arrange(score, keys, values)
	r.Temperature = r.temperature(queries, keys, &o)
	for first := 0; first < queries.Rows; first += blockRows {
		b.computeScores(queries, keys, first)
		for i := range min(blockRows, queries.Rows-first) {
			b.normalize(i, b.visibleRow(&o, first+i), r.Temperature, o.Sparse)
		}
		b.weightedSums(r.Context, values, first)
	}
}

// check panics if the shapes of queries, keys, values and mask do not match.
func (o *SelfOptions) check(s Scorer, queries, keys, values blas32.General) {
	checkShapes(s, queries.Cols, keys, values)
	if o.Mask != nil && len(o.Mask) != keys.Rows {
		panic(fmt.Sprintf("attention: the mask has %d elements, but there are %d keys", len(o.Mask), keys.Rows))
	}
}

// allVisible reports whether every query may attend to every key.
func (o *SelfOptions) allVisible() bool {
	return o.Mask == nil && !o.Causal && !o.ExcludeSelf && o.Window <= 0 && o.Allow == nil
}

// visibleRow returns which keys query i may attend to; nil: all.
func (b *blocks) visibleRow(o *SelfOptions, i int) []bool {
	if o.allVisible() {
		return nil
	}
	b.visible = resized(b.visible, b.m)
	for j := range b.visible {
		b.visible[j] = o.allows(i, j)
	}
	return b.visible
}

// temperature returns the temperature of the options. For Auto it computes the scores
// again for each temperature that it tries, because they are not stored.
func (r *Contexts) temperature(queries, keys blas32.General, o *SelfOptions) float64 {
	if o.Temperature != Auto {
		return o.Temperature.fixed()
	}
	b := &r.blocks
	b.auto.reset(o.Sparse)
	b.eachRow(queries, keys, o, b.auto.addBounds)
	if !b.auto.reachable() {
		return 1
	}
	return b.auto.find(func(t float64) float64 {
		var effective float64
		b.eachRow(queries, keys, o, func(scores []float32, visible []bool) {
			effective += b.auto.rowEffective(scores, visible, t)
		})
		return effective
	})
}

// eachRow calls f with the scores of each query and the keys it may attend to; nil: all.
// The slices are valid until f returns.
func (b *blocks) eachRow(queries, keys blas32.General, o *SelfOptions, f func(scores []float32, visible []bool)) {
	for first := 0; first < queries.Rows; first += blockRows {
		b.computeScores(queries, keys, first)
		for i := range min(blockRows, queries.Rows-first) {
			f(b.row(b.scores, i), b.visibleRow(o, first+i))
		}
	}
}
