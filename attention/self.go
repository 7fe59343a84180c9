package attention

import (
	"fmt"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
)

// SelfOptions says how the tokens of a sentence attend to each other, or to
// those of another. A pair that one of the masks hides is hidden.
type SelfOptions struct {
	Score       Scorer // nil: Dot
	Temperature Temperature
	Sparse      bool                      // sparsemax takes the place of softmax
	Mask        []bool                    // true: the token takes part as a key; nil: all do
	Causal      bool                      // token i sees tokens 0…i
	ExcludeSelf bool                      // token i does not see token i
	Window      int                       // if above 0, token i sees those up to Window places away
	Allow       func(query, key int) bool // whether a token may see another; nil: all may
}

// allows reports whether query i allows key j.
func (o *SelfOptions) allows(i, j int) bool {
	return isVisible(o.Mask, j) && (!o.Causal || j <= i) && (!o.ExcludeSelf || i != j) &&
		(o.Window <= 0 || max(i-j, j-i) <= o.Window) && (o.Allow == nil || o.Allow(i, j))
}

// A SelfResult is what each of n tokens sees in all of them, or in the m tokens
// of another sentence: row i belongs to token i as the query. In self-attention
// m is n.
type SelfResult struct {
	Score       Scorer         // that was used, never nil
	Temperature float64        // one for the matrix; exactly 1 if Auto is not to be found
	Sparse      bool           // whether the weights come of sparsemax
	Scores      blas32.General // n×m, before the temperature
	Weights     blas32.General // n×m, rows adding up to 1, or 0 if a token sees nothing
	Context     blas32.General // n×(length of a value)
	Visible     []bool         // n×m, row-major: whether the row's token sees the column's
	Norms       []float32      // m, ‖kⱼ‖
	Entropy     []float64      // n
	Effective   []float64      // n

	blocks blocks
}

// Sees reports whether token i sees token j.
func (r *SelfResult) Sees(i, j int) bool { return r.Visible[i*r.Scores.Cols+j] }

// SelfAttend lets n tokens, the rows of x, attend to each other: query, keys
// and values are the rows themselves.
func SelfAttend(x blas32.General, o SelfOptions) SelfResult {
	var r SelfResult
	SelfAttendTo(&r, x, o)
	return r
}

// SelfAttendTo is SelfAttend into a result that is used again.
func SelfAttendTo(r *SelfResult, x blas32.General, o SelfOptions) { CrossAttendTo(r, x, x, x, o) }

// CrossAttend lets the tokens of one sentence, n queries, attend to those of
// another, m keys and values (Bahdanau et al. 2015, arXiv:1409.0473).
func CrossAttend(queries, keys, values blas32.General, o SelfOptions) SelfResult {
	var r SelfResult
	CrossAttendTo(&r, queries, keys, values, o)
	return r
}

// CrossAttendTo is CrossAttend into a result that is used again.
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

// setVisible finds who sees whom.
func (r *SelfResult) setVisible(o *SelfOptions) {
	if o.allVisible() && len(r.Visible) > 0 {
		r.Visible[0] = true
		for done := 1; done < len(r.Visible); done *= 2 {
			copy(r.Visible[done:], r.Visible[:done])
		}
		return
	}
	for i := range r.Scores.Rows {
		sight := r.visibleRow(i)
		for j := range sight {
			sight[j] = o.allows(i, j)
		}
	}
}

// minBlockPairs is from when on blocks pay. Below it each row is, to the last bit,
// what Attend makes of its query.
const minBlockPairs = 64 * 64

// attendRows takes one query after the other.
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

// attendBlocks takes blocks of queries.
func (r *SelfResult) attendBlocks(queries, keys, values blas32.General, o *SelfOptions) {
	b := &r.blocks
	b.arrange(r.Score, keys, values)
	if o.Temperature == Auto { // takes all scores
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
			sight := r.visibleRow(first + i)
			if o.allVisible() {
				sight = nil
			}
			z, top := b.normalize(i, sight, r.Temperature, r.Sparse)
			r.Entropy[first+i] = b.entropy(i, sight, z, top, r.Temperature)
		}
		b.copyWeights(r.Weights, first)
		b.weightedSums(r.Context, values, first)
	}
}

// visibleRow returns what token i sees.
func (r *SelfResult) visibleRow(i int) []bool {
	m := r.Scores.Cols
	return r.Visible[i*m : (i+1)*m]
}

func (r *SelfResult) resize(n, m, d int) {
	r.Scores = resizedMatrix(r.Scores, n, m)
	r.Weights = resizedMatrix(r.Weights, n, m)
	r.Context = resizedMatrix(r.Context, n, d)
	r.Visible = resized(r.Visible, n*m)
	r.Norms = resized(r.Norms, m)
	r.Entropy = resized(r.Entropy, n)
	r.Effective = resized(r.Effective, n)
}

// resizedMatrix makes a matrix of a shape, whose rows lie side by side.
func resizedMatrix(m blas32.General, rows, cols int) blas32.General {
	return blas32.General{Rows: rows, Cols: cols, Stride: max(1, cols), Data: resized(m.Data, rows*cols)}
}

// temperature resolves Auto: one temperature for all rows.
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

// SelfGradients are what a loss's gradient at the contexts is at what they come
// of. In self-attention, queries, keys and values are the same numbers, whose
// gradients add up.
type SelfGradients struct {
	Queries, Keys, Values blas32.General
	Parameters            [][]float32 // of the score, as AppendParameters lists them

	row Gradients
}

// PullBack returns what contexts, n gradients of a loss at the rows of
// r.Context, are at the queries, keys and values that r was made of; see
// [Result.PullBack].
func (r *SelfResult) PullBack(queries, keys, values, contexts blas32.General) SelfGradients {
	var g SelfGradients
	r.PullBackTo(&g, queries, keys, values, contexts)
	return g
}

// PullBackTo is PullBack into gradients that are used again.
func (r *SelfResult) PullBackTo(g *SelfGradients, queries, keys, values, contexts blas32.General) {
	checkShapes(r.Score, queries.Cols, keys, values)
	if r.Weights.Rows != queries.Rows || r.Weights.Cols != keys.Rows || contexts.Rows != queries.Rows || contexts.Cols != values.Cols {
		panic(fmt.Sprintf("attention: pulled back over weights %d×%d, %d queries and %d keys, gradients %d×%d of values of length %d",
			r.Weights.Rows, r.Weights.Cols, queries.Rows, keys.Rows, contexts.Rows, contexts.Cols, values.Cols))
	}
	g.Queries = zeroMatrix(g.Queries, queries.Rows, queries.Cols)
	g.row.reset(r.Score, keys, values)
	for i := range queries.Rows {
		g.row.Query = linalg.Row(g.Queries, i)
		g.row.add(r.Score, normalization{linalg.Row(r.Weights, i), r.Temperature, r.Sparse}, linalg.Row(queries, i), keys, values, linalg.Row(contexts, i))
	}
	g.Keys, g.Values, g.Parameters = g.row.Keys, g.row.Values, g.row.Parameters
}
