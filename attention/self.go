package attention

// This file computes attention with several queries. Self-attention has the same rows
// as queries, keys and values, so that each token's context vector is a mixture of
// all tokens that it may see:
//
//	causal, n = 4      window of 1
//	1 · · ·            1 1 · ·
//	1 1 · ·            1 1 1 ·
//	1 1 1 ·            · 1 1 1
//	1 1 1 1            · · 1 1

import (
	"fmt"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
)

// SelfOptions are the parameters of [SelfAttend] and [CrossAttend]. A query may attend
// to a key if Mask, Causal, ExcludeSelf, Window and Allow all permit it.
type SelfOptions struct {
	Score       Scorer // nil: Dot
	Temperature Temperature
	Sparse      bool                      // whether sparsemax replaces softmax
	Mask        []bool                    // m; true: the token is visible as a key; nil: all are
	Causal      bool                      // query i attends to keys 0 … i
	ExcludeSelf bool                      // query i does not attend to key i
	Window      int                       // above 0: query i attends to keys i−Window … i+Window
	Allow       func(query, key int) bool // whether the query may attend to the key; nil: it may
}

// allows reports whether query i may attend to key j.
func (o *SelfOptions) allows(i, j int) bool {
	return isVisible(o.Mask, j) && (!o.Causal || j <= i) && (!o.ExcludeSelf || i != j) &&
		(o.Window <= 0 || max(i-j, j-i) <= o.Window) && (o.Allow == nil || o.Allow(i, j))
}

// A SelfResult is the attention of n queries over m keys. Row i belongs to query i. In
// self-attention m is n.
type SelfResult struct {
	Score       Scorer         // the score used, never nil
	Temperature float64        // one for all rows; exactly 1 if no temperature satisfies Auto
	Sparse      bool           // whether the weights come from sparsemax
	Scores      blas32.General // n×m, before division by the temperature
	Weights     blas32.General // n×m; rows sum to 1, or are 0 if no key is visible
	Context     blas32.General // n×(length of a value), the context vectors
	Visible     []bool         // n×m, row-major: whether the query may attend to the key
	Norms       []float32      // m, the norms ‖kⱼ‖
	Entropy     []float64      // n, in nats
	Effective   []float64      // n, effective tokens

	blocks blocks
}

// Sees reports whether query i may attend to key j.
func (r *SelfResult) Sees(i, j int) bool { return r.Visible[i*r.Scores.Cols+j] }

// SelfAttend computes the attention of the n rows of x, n×D, over each other: query,
// keys and values are the rows themselves.
func SelfAttend(x blas32.General, o SelfOptions) SelfResult {
	var r SelfResult
	SelfAttendTo(&r, x, o)
	return r
}

// SelfAttendTo is like [SelfAttend] but writes the result to r; see [AttendTo].
func SelfAttendTo(r *SelfResult, x blas32.General, o SelfOptions) { CrossAttendTo(r, x, x, x, o) }

// CrossAttend computes the attention of n queries over m keys and values of another
// sentence (Bahdanau et al. 2015, arXiv:1409.0473). Shapes that do not match panic.
func CrossAttend(queries, keys, values blas32.General, o SelfOptions) SelfResult {
	var r SelfResult
	CrossAttendTo(&r, queries, keys, values, o)
	return r
}

// CrossAttendTo is like [CrossAttend] but writes the result to r; see [AttendTo].
func CrossAttendTo(r *SelfResult, queries, keys, values blas32.General, o SelfOptions) {
	r.Score, r.Sparse = orDot(o.Score), o.Sparse
	o.check(r.Score, queries, keys, values)
	r.resize(queries.Rows, keys.Rows, values.Cols)
	for j := range keys.Rows {
		r.Norms[j] = float32(norm(linalg.Row(keys, j)))
	}
	r.setVisible(&o)
	if queries.Rows*keys.Rows < minBlockPairs {
		r.attendRows(queries, keys, values, o.Temperature)
	} else {
		r.attendBlocks(queries, keys, values, &o)
	}
	for i := range queries.Rows {
		n := keys.Rows
		if !o.allVisible() {
			n = countVisible(r.visibleRow(i), n)
		}
		r.Effective[i] = effective(r.Entropy[i], n)
	}
}

// setVisible fills Visible as the options say.
func (r *SelfResult) setVisible(o *SelfOptions) {
	if o.allVisible() && len(r.Visible) > 0 {
		r.Visible[0] = true
		for done := 1; done < len(r.Visible); done *= 2 {
			copy(r.Visible[done:], r.Visible[:done])
		}
		return
	}
	for i := range r.Scores.Rows {
		visible := r.visibleRow(i)
		for j := range visible {
			visible[j] = o.allows(i, j)
		}
	}
}

// minBlockPairs is the smallest number of pairs n·m of a matrix that is computed in blocks.
// Each row of a smaller matrix equals the result of Attend for its query to the last bit, so
// that users can compare them. Blocks are faster from about 16 tokens on, but they sum in
// float32. The number is a compromise between speed and equality with Attend.
const minBlockPairs = 64 * 64

// attendRows computes one query after the other.
func (r *SelfResult) attendRows(queries, keys, values blas32.General, t Temperature) {
	for i := range queries.Rows {
		r.Score.scoresTo(linalg.Row(r.Scores, i), linalg.Row(queries, i), keys, &r.blocks.scratch)
	}
	r.Temperature = r.temperature(t)
	for i := range queries.Rows {
		weights := linalg.Row(r.Weights, i)
		normalize(weights, linalg.Row(r.Scores, i), r.visibleRow(i), r.Temperature, r.Sparse)
		weightedSum(linalg.Row(r.Context, i), weights, values)
		r.Entropy[i] = entropy(weights)
	}
}

// attendBlocks computes blocks of queries. With Auto all scores are computed twice, once
// for the temperature and once for the weights.
func (r *SelfResult) attendBlocks(queries, keys, values blas32.General, o *SelfOptions) {
	b := &r.blocks
	b.arrange(r.Score, keys, values)
	if o.Temperature == Auto { // needs all scores
		for first := 0; first < queries.Rows; first += blockRows {
			b.computeScores(queries, keys, first)
			b.copyScores(r.Scores, first)
		}
	}
	r.Temperature = r.temperature(o.Temperature)
	for first := 0; first < queries.Rows; first += blockRows {
		b.computeScores(queries, keys, first)
		b.copyScores(r.Scores, first)
		for i := range min(blockRows, queries.Rows-first) {
			visible := r.visibleRow(first + i)
			if o.allVisible() {
				visible = nil
			}
			z, top := b.normalize(i, visible, r.Temperature, r.Sparse)
			r.Entropy[first+i] = b.entropy(i, visible, z, top, r.Temperature)
		}
		b.copyWeights(r.Weights, first)
		b.weightedSums(r.Context, values, first)
	}
}

// visibleRow returns which keys query i may attend to.
func (r *SelfResult) visibleRow(i int) []bool {
	m := r.Scores.Cols
	return r.Visible[i*m : (i+1)*m]
}

// resize gives r the shape for n queries, m keys and values of length d.
func (r *SelfResult) resize(n, m, d int) {
	r.Scores = resizedMatrix(r.Scores, n, m)
	r.Weights = resizedMatrix(r.Weights, n, m)
	r.Context = resizedMatrix(r.Context, n, d)
	r.Visible = resized(r.Visible, n*m)
	r.Norms = resized(r.Norms, m)
	r.Entropy = resized(r.Entropy, n)
	r.Effective = resized(r.Effective, n)
}

// resizedMatrix returns m with the given shape and contiguous rows.
func resizedMatrix(m blas32.General, rows, cols int) blas32.General {
	return blas32.General{Rows: rows, Cols: cols, Stride: max(1, cols), Data: resized(m.Data, rows*cols)}
}

// temperature returns t as a number; Auto is one temperature for all rows.
func (r *SelfResult) temperature(t Temperature) float64 {
	if t != Auto {
		return t.fixed()
	}
	auto := &r.blocks.auto
	auto.reset(r.Sparse)
	for i := range r.Scores.Rows {
		auto.addBounds(linalg.Row(r.Scores, i), r.visibleRow(i))
	}
	if !auto.reachable() {
		return 1
	}
	return auto.find(func(t float64) float64 {
		var effective float64
		for i := range r.Scores.Rows {
			effective += auto.rowEffective(linalg.Row(r.Scores, i), r.visibleRow(i), t)
		}
		return effective
	})
}

// SelfGradients are the gradients of a loss with respect to queries, keys, values and the
// parameters of the score. In self-attention the three matrices are the same one, whose
// gradient is the sum of the three gradients.
type SelfGradients struct {
	Queries, Keys, Values blas32.General
	Parameters            [][]float32 // of the score, in the order of AppendParameters

	row Gradients
}

// PullBack propagates the gradient of a loss from the context vectors to the queries, keys,
// values and parameters of the score. contexts is ∂loss/∂r.Context, with n rows. The other
// arguments are those that r was computed from; see [Result.PullBack].
func (r *SelfResult) PullBack(queries, keys, values, contexts blas32.General) SelfGradients {
	var g SelfGradients
	r.PullBackTo(&g, queries, keys, values, contexts)
	return g
}

// PullBackTo is like [SelfResult.PullBack] but writes the gradients to g, whose memory it
// reuses.
func (r *SelfResult) PullBackTo(g *SelfGradients, queries, keys, values, contexts blas32.General) {
	checkShapes(r.Score, queries.Cols, keys, values)
	if r.Weights.Rows != queries.Rows || r.Weights.Cols != keys.Rows ||
		contexts.Rows != queries.Rows || contexts.Cols != values.Cols {
		panic(fmt.Sprintf("attention: PullBack with shapes other than those of the result: weights %d×%d, %d queries, "+
			"%d keys, gradients %d×%d, values of length %d",
			r.Weights.Rows, r.Weights.Cols, queries.Rows, keys.Rows, contexts.Rows, contexts.Cols, values.Cols))
	}
	g.Queries = zeroMatrix(g.Queries, queries.Rows, queries.Cols)
	g.row.reset(r.Score, keys, values)
	for i := range queries.Rows {
		g.row.Query = linalg.Row(g.Queries, i)
		n := normalization{linalg.Row(r.Weights, i), r.Temperature, r.Sparse}
		g.row.add(r.Score, n, linalg.Row(queries, i), keys, values, linalg.Row(contexts, i))
	}
	g.Keys, g.Values, g.Parameters = g.row.Keys, g.row.Values, g.row.Parameters
}
