package attention

import (
	"math"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/simd"
)

// Matrices are worked on in blocks of some queries, whose scores with all keys
// the cache holds: so many that each panel, which it does not, serves often. Keys and values are laid out in panels before: a panel of keys
// has 16 of them side by side, number after number; a panel of values 16 columns
// of all values. Nothing but that and a block needs memory.
const (
	blockRows = 8 * simd.TileRows
	panel     = simd.TileColumns
)

// valuesPerTurn is how many values are mixed before the next panel's turn: their weights
// and a panel of them stay in the fastest cache.
const valuesPerTurn = 256

// blocks is what a matrix of attention takes, to be used again.
type blocks struct {
	score   Scorer
	product *definition // of a score that is a product; else nil
	m       int         // keys
	width   int         // m rounded up to whole panels
	keys    []float32   // panels, if the score is a product
	values  []float32   // panels; empty: some are not finite, and rows are mixed one by one
	query   []float32   // blockRows×D, as products want them
	scores  []float32   // blockRows×width, before the temperature
	weight  []float32   // blockRows×width: weights, but for a factor of their row's own
	factor  [blockRows]float32
	sums    []float32 // blockRows×(length of a value, rounded up to whole panels)
	masked  []float32 // width: a row of scores, −∞ where nothing is seen
	visible []bool    // m
	scratch []float32
	auto    autoSearch
}

// arrange makes the panels.
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

func roundUp(n int) int { return (n + panel - 1) / panel * panel }

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

func (b *blocks) arrangeValues(values blas32.General) {
	b.values = zeros(b.values, roundUp(values.Cols)*values.Rows)
	for j := range values.Rows {
		for c, x := range linalg.Row(values, j) {
			if x-x != 0 { // a NaN or an infinity, which weights of 0 would not silence
				b.values = b.values[:0]
				return
			}
			b.values[(c/panel*values.Rows+j)*panel+c%panel] = x
		}
	}
}

// computeScores writes the scores of the queries from first on with all keys.
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

// row is row i of a block, without what rounds it up.
func (b *blocks) row(x []float32, i int) []float32 { return x[i*b.width : i*b.width+b.m] }

// normalize turns row i of the scores into weights. Where neither masks nor special
// numbers are in the way, that is done many at a time, and the sum of the
// exponentials and the largest score are returned; else z is 0.
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

// maskScores returns row i of the scores with −∞ where nothing is seen and beyond its
// end.
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

// entropy returns the entropy of row i's weights, by what weigh returned if that
// is something: that takes one logarithm: it is ln z + Σ wᵢ (top − sᵢ)/t.
func (b *blocks) entropy(i int, visible []bool, z float64, top float32, t float64) float64 {
	weights, scores := b.row(b.weight, i), b.row(b.scores, i)
	if z == 0 {
		return entropy(weights)
	}
	var mean float64 // of the scores
	if visible == nil {
		b.scratch = resized(b.scratch, 1)
		simd.Best().Dots(b.scratch, weights, scores, len(scores))
		mean = float64(b.scratch[0])
	} else { // what is hidden may be a NaN
		for j, w := range weights {
			if w != 0 {
				mean += float64(w) * float64(scores[j])
			}
		}
	}
	return max(0, math.Log(z)+(float64(top)-mean/z)/t)
}

// weightedSums writes the contexts of a block's rows into those of dst from first on.
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
	pitch := roundUp(values.Cols)
	for begin := 0; begin < b.m; begin += valuesPerTurn {
		end := min(begin+valuesPerTurn, b.m)
		for c := 0; c < pitch; c += panel {
			for i := 0; i < rows; i += simd.TileRows {
				simd.Best().Tile(b.sums[i*pitch+c:], pitch, b.weight[i*b.width+begin:], b.width, b.values[(c/panel*b.m+begin)*panel:(c/panel*b.m+end)*panel])
			}
		}
	}
	for i := range rows {
		scaled(linalg.Row(dst, first+i), b.sums[i*pitch:], b.factor[i])
	}
}

// copyScores copies the scores of a block to the rows of a matrix from first on.
func (b *blocks) copyScores(dst blas32.General, first int) {
	for i := range min(blockRows, dst.Rows-first) {
		copy(linalg.Row(dst, first+i), b.row(b.scores, i))
	}
}

// copyWeights does so with the weights.
func (b *blocks) copyWeights(dst blas32.General, first int) {
	for i := range min(blockRows, dst.Rows-first) {
		scaled(linalg.Row(dst, first+i), b.row(b.weight, i), b.factor[i])
	}
}

// finiteMaximum returns the largest visible score, and whether all scores that
// are visible are finite and there is one.
func finiteMaximum(scores []float32, visible []bool) (float32, bool) {
	a, b, c, d := float32(-math.MaxFloat32), float32(-math.MaxFloat32), float32(-math.MaxFloat32), float32(-math.MaxFloat32)
	if visible != nil {
		some := false
		for i, s := range scores {
			if visible[i] {
				some = true
				if s-s != 0 {
					return 0, false
				}
				a = max(a, s)
			}
		}
		return a, some
	}
	var odd float32
	i := 0
	for ; i+4 <= len(scores); i += 4 {
		s := scores[i : i+4 : i+4]
		odd += (s[0] - s[0]) + (s[1] - s[1]) + (s[2] - s[2]) + (s[3] - s[3])
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
		odd += s - s
		a = max(a, s)
	}
	return max(a, b, c, d), odd == 0 && len(scores) > 0
}

// sum adds up in four parts.
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

// scaled writes x times a factor.
func scaled(dst, x []float32, factor float32) {
	x = x[:len(dst)]
	for i := range dst {
		dst[i] = x[i] * factor
	}
}
