package attention

// This file computes a matrix of attention in blocks. With n queries and m keys,
// scores are a product of an n×D and a D×m matrix; computed row by row, the keys
// would be read from memory n times. A block of queries reads them once:
//
//	for each block of queries
//	    scores   = Q_block Kᵀ          panels of 16 keys
//	    weights  = softmax of each row
//	    contexts = weights V           panels of 16 columns

import (
	"math"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/simd"
)

// Matrices of scores are computed in blocks of blockRows queries. The scores of a block
// with all keys fit into the cache. Keys and values, which do not fit, are arranged in
// panels, and each panel is used for a whole block. A panel of keys holds 16 keys side by
// side: their first numbers, then their second numbers, and so on. A panel of values holds
// 16 columns of all values. Beside arguments and results, only the panels and one block
// need memory. docs/benchmarks.md, section "Attention", has the time of these blocks, but
// not of other block sizes.
const (
	blockRows = 8 * simd.TileRows // queries of a block
	panel     = simd.TileColumns  // columns of a panel
)

// valuesPerTurn is the number of values that weightedSums adds to the sums of every panel,
// one panel after the other, before it goes on to the next values. Their weights and their part of the panel,
// 16 kB, stay in the first-level cache. Other numbers were not measured.
const valuesPerTurn = 256

// blocks holds the buffers for a matrix of attention. They are reused.
type blocks struct {
	score   Scorer
	product *definition        // set if the score is a product, else nil
	m       int                // number of keys
	width   int                // m rounded up to a multiple of panel
	keys    []float32          // panels; empty: the score is not a product
	values  []float32          // panels; empty: some values are not finite, and rows are summed one by one
	query   []float32          // blockRows×D, multiplied by the query factor
	scores  []float32          // blockRows×width, before division by the temperature
	weight  []float32          // blockRows×width; multiplied by factor they are the weights
	factor  [blockRows]float32 // 1 / sum of the exponentials of the row
	sums    []float32          // blockRows×(length of a value, rounded up to a multiple of panel)
	masked  []float32          // width: a row of scores with −∞ for masked keys
	visible []bool             // m
	scratch []float32
	auto    autoSearch
}

// arrange prepares the panels of keys and values for the score s.
func (b *blocks) arrange(s Scorer, keys, values blas32.General) {
	b.score, b.m, b.width = s, keys.Rows, roundUp(keys.Rows)
	b.scores, b.weight = resized(b.scores, blockRows*b.width), zeros(b.weight, blockRows*b.width)
	b.sums, b.masked = resized(b.sums, blockRows*roundUp(values.Cols)), resized(b.masked, b.width)
	b.keys, b.values = b.keys[:0], b.values[:0]
	b.product = nil
	if named, ok := s.(Score); ok && named.definition().keyFactor != nil {
		b.product = named.definition()
		b.arrangeKeys(keys)
	}
	b.arrangeValues(values)
}

// roundUp returns n rounded up to a multiple of panel.
func roundUp(n int) int { return (n + panel - 1) / panel * panel }

// arrangeKeys copies keys, multiplied by their key factors, into panels. Number d of key j
// is at ((j/16)·D + d)·16 + j mod 16. Keys that pad the last panel are 0.
func (b *blocks) arrangeKeys(keys blas32.General) {
	b.keys = zeros(b.keys, b.width*keys.Cols)
	b.query = resized(b.query, blockRows*keys.Cols)
	for j := range keys.Rows {
		factor := b.product.keyFactor(linalg.Row(keys, j))
		to := b.keys[j/panel*panel*keys.Cols+j%panel:]
		for d, x := range linalg.Row(keys, j) {
			to[d*panel] = x * factor
		}
	}
}

// arrangeValues copies values into panels. If one is not finite, there are no panels.
// Column c of value j is at ((c/16)·m + j)·16 + c mod 16.
func (b *blocks) arrangeValues(values blas32.General) {
	b.values = zeros(b.values, roundUp(values.Cols)*values.Rows)
	for j := range values.Rows {
		for c, x := range linalg.Row(values, j) {
			if x-x != 0 { // NaN or infinite: a weight of 0 times it is NaN
				b.values = b.values[:0]
				return
			}
			b.values[(c/panel*values.Rows+j)*panel+c%panel] = x
		}
	}
}

// computeScores writes the scores of a block of queries, from row first on, with all
// keys.
func (b *blocks) computeScores(queries, keys blas32.General, first int) {
	rows := min(blockRows, queries.Rows-first)
	if len(b.keys) == 0 {
		for i := range rows {
			b.score.scoresTo(b.row(b.scores, i), linalg.Row(queries, first+i), keys, &b.scratch)
		}
		return
	}
	clear(b.query)
	clear(b.scores)
	d := keys.Cols
	for i := range rows {
		q := linalg.Row(queries, first+i)
		axpy(b.query[i*d:(i+1)*d], b.product.queryFactor(q), q)
	}
	for at := 0; at < b.width; at += panel {
		for i := 0; i < rows; i += simd.TileRows {
			simd.Best().Tile(b.scores[i*b.width+at:], b.width, b.query[i*d:], d, b.keys[at*d:(at+panel)*d])
		}
	}
}

// row returns row i of a block, without the padding.
func (b *blocks) row(x []float32, i int) []float32 { return x[i*b.width : i*b.width+b.m] }

// normalize writes the weights of row i. For softmax over finite scores it writes the
// exponentials, many at a time, and returns their sum z and the largest score; copyWeights
// and weightedSums multiply them by factor. Otherwise z is 0.
func (b *blocks) normalize(i int, visible []bool, t float64, sparse bool) (z float64, top float32) {
	scores, weights := b.row(b.scores, i), b.row(b.weight, i)
	top, ok := finiteMaximum(scores, visible)
	b.factor[i] = 1
	inverse := float32(1 / t)
	if sparse || !ok || inverse < minNormal || inverse > math.MaxFloat32 {
		normalize(weights, scores, visible, t, sparse)
		return 0, top
	}
	out := b.weight[i*b.width : (i+1)*b.width]
	simd.Best().Exp(out, b.maskScores(i, visible), top, inverse)
	z = sum(out)
	b.factor[i] = float32(1 / z)
	return z, top
}

// minNormal is the smallest float32 of full precision.
const minNormal = 0x1p-126

// maskScores returns row i of the scores with −∞ for masked keys and for the padding.
func (b *blocks) maskScores(i int, visible []bool) []float32 {
	hidden := float32(math.Inf(-1))
	all := b.scores[i*b.width : (i+1)*b.width]
	for j := b.m; j < b.width; j++ {
		all[j] = hidden
	}
	if visible == nil {
		return all
	}
	copy(b.masked, all)
	for j, v := range visible {
		if !v {
			b.masked[j] = hidden
		}
	}
	return b.masked
}

// entropy returns the entropy of the weights of row i. z and top are the results of
// normalize. If z is not 0, one logarithm is enough: H = ln z + Σ wᵢ (top − sᵢ) / t.
func (b *blocks) entropy(i int, visible []bool, z float64, top float32, t float64) float64 {
	weights, scores := b.row(b.weight, i), b.row(b.scores, i)
	if z == 0 {
		return entropy(weights)
	}
	var mean float64 // z times the weighted mean of the scores
	if visible == nil {
		b.scratch = resized(b.scratch, 1)
		simd.Best().Dots(b.scratch, weights, scores, len(scores))
		mean = float64(b.scratch[0])
	} else { // masked scores may be NaN
		for j, w := range weights {
			if w != 0 {
				mean += float64(w) * float64(scores[j])
			}
		}
	}
	return max(0, math.Log(z)+(float64(top)-mean/z)/t)
}

// weightedSums writes the context vectors of a block to the rows of dst from first on.
func (b *blocks) weightedSums(dst, values blas32.General, first int) {
	rows := min(blockRows, dst.Rows-first)
	if len(b.values) == 0 {
		for i := range rows {
			weightedSum(linalg.Row(dst, first+i), b.row(b.weight, i), values)
			scaled(linalg.Row(dst, first+i), linalg.Row(dst, first+i), b.factor[i])
		}
		return
	}
	clear(b.sums)
	stride := roundUp(values.Cols)
	for begin := 0; begin < b.m; begin += valuesPerTurn {
		end := min(begin+valuesPerTurn, b.m)
		for c := 0; c < stride; c += panel {
			for i := 0; i < rows; i += simd.TileRows {
				values := b.values[(c/panel*b.m+begin)*panel : (c/panel*b.m+end)*panel]
				simd.Best().Tile(b.sums[i*stride+c:], stride, b.weight[i*b.width+begin:], b.width, values)
			}
		}
	}
	for i := range rows {
		scaled(linalg.Row(dst, first+i), b.sums[i*stride:], b.factor[i])
	}
}

// copyScores copies the scores of a block to the rows of dst from first on.
func (b *blocks) copyScores(dst blas32.General, first int) {
	for i := range min(blockRows, dst.Rows-first) {
		copy(linalg.Row(dst, first+i), b.row(b.scores, i))
	}
}

// copyWeights copies the weights of a block to the rows of dst from first on.
func (b *blocks) copyWeights(dst blas32.General, first int) {
	for i := range min(blockRows, dst.Rows-first) {
		scaled(linalg.Row(dst, first+i), b.row(b.weight, i), b.factor[i])
	}
}

// finiteMaximum returns the largest visible score. ok is false if a visible score is not
// finite or no score is visible. s − s is 0 for finite numbers and NaN for others, so one
// sum shows whether all are finite.
func finiteMaximum(scores []float32, visible []bool) (top float32, ok bool) {
	const lowest = float32(-math.MaxFloat32)
	a, b, c, d := lowest, lowest, lowest, lowest // maxima of every fourth score
	if visible != nil {
		found := false
		for i, s := range scores {
			if visible[i] {
				found = true
				if s-s != 0 {
					return 0, false
				}
				a = max(a, s)
			}
		}
		return a, found
	}
	var notFinite float32
	i := 0
	for ; i+4 <= len(scores); i += 4 {
		s := scores[i : i+4 : i+4]
		notFinite += (s[0] - s[0]) + (s[1] - s[1]) + (s[2] - s[2]) + (s[3] - s[3])
		if s[0] > a {
			a = s[0]
		}
		if s[1] > b {
			b = s[1]
		}
		if s[2] > c {
			c = s[2]
		}
		if s[3] > d {
			d = s[3]
		}
	}
	for _, s := range scores[i:] {
		notFinite += s - s
		a = max(a, s)
	}
	return max(a, b, c, d), notFinite == 0 && len(scores) > 0
}

// sum returns the sum of x, in four partial sums of float64. The partial sums are
// independent, so the processor computes them in parallel.
func sum(x []float32) float64 {
	var a, b, c, d float64
	for len(x) >= 4 {
		a, b, c, d = a+float64(x[0]), b+float64(x[1]), c+float64(x[2]), d+float64(x[3])
		x = x[4:]
	}
	for _, v := range x {
		a += float64(v)
	}
	return a + b + c + d
}

// scaled writes x times factor to dst.
func scaled(dst, x []float32, factor float32) {
	x = x[:len(dst)]
	for i := range dst {
		dst[i] = x[i] * factor
	}
}
