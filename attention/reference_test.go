package attention_test

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/linalg"
)

// number draws numbers of ordinary size.
var number = rapid.Map(rapid.IntRange(-3000, 3000), func(n int) float32 { return float32(n) / 1000 })

// drawMatrix draws a matrix of numbers of ordinary size.
func drawMatrix(t *rapid.T, name string, rows, cols int) blas32.General {
	return blas32.General{Rows: rows, Cols: cols, Stride: cols, Data: rapid.SliceOfN(number, rows*cols,
		rows*cols).Draw(t, name)}
}

// TestAgainstFloat64 compares with the formula, computed in float64.
func TestAgainstFloat64(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, d, dv := rapid.IntRange(1, 12).Draw(t, "m"), rapid.IntRange(1, 9).Draw(t, "d"),
			rapid.IntRange(1, 5).Draw(t, "dv")
		keys, values := drawMatrix(t, "keys", m, d), drawMatrix(t, "values", m, dv)
		query := drawMatrix(t, "query", 1, d).Data
		mask := rapid.SliceOfN(rapid.Bool(), m, m).Draw(t, "mask")
		temp := rapid.Float64Range(.3, 5).Draw(t, "T")
		score, sparse := drawScorer(t, d, d), rapid.Bool().Draw(t, "sparse")
		r := attention.Attend(query, keys, values, attention.Options{Score: score,
			Temperature: attention.Temperature(temp), Sparse: sparse, Mask: mask})
		weights, context := reference(score, query, keys, values, mask, temp, sparse)
		for i, w := range weights {
			if math.Abs(float64(r.Weights[i])-w) > 1e-5 || r.Visible[i] != mask[i] {
				t.Fatalf("weights %v, want %v", r.Weights, weights)
			}
		}
		for i, c := range context {
			if math.Abs(float64(r.Context[i])-c) > 1e-5 {
				t.Fatalf("context %v, want %v", r.Context, context)
			}
		}
		if r.Effective > float64(m)+1e-6 || r.Entropy < -1e-9 {
			t.Fatalf("entropy %v, effective %v of %d", r.Entropy, r.Effective, m)
		}
	})
}

// scoreOf returns the score by its formula.
func scoreOf(s attention.Scorer, query, key []float32) float64 {
	var qk, qq, kk, dist float64
	for d := range query {
		q, k := float64(query[d]), float64(key[d])
		qk, qq, kk, dist = qk+q*k, qq+q*q, kk+k*k, dist+(q-k)*(q-k)
	}
	switch s := s.(type) {
	case *attention.Bilinear:
		x := 0.0
		for a, q := range query {
			x += float64(q) * product(s.W.Data[a*s.W.Stride:a*s.W.Stride+s.W.Cols], key)
		}
		return x
	case *attention.Additive:
		x := 0.0
		for h, v := range s.V {
			x += float64(v) * math.Tanh(product(s.Q.Data[h*s.Q.Stride:h*s.Q.Stride+s.Q.Cols],
				query)+product(s.K.Data[h*s.K.Stride:h*s.K.Stride+s.K.Cols], key))
		}
		return x
	}
	if s == attention.Cosine && qq*kk > 0 {
		return qk / math.Sqrt(qq*kk)
	}
	return map[attention.Scorer]float64{attention.Dot: qk, attention.Scaled: qk / math.Sqrt(float64(len(query))),
		attention.Euclidean: -dist}[s]
}

// reference returns the weights and the context vector of one query by the formulas, in
// float64.
func reference(s attention.Scorer, query []float32, keys, values blas32.General, mask []bool, temp float64,
	sparse bool) (weights, context []float64) {
	scores := make([]float64, keys.Rows)
	for i := range scores {
		scores[i] = math.Inf(-1)
		if mask[i] {
			scores[i] = scoreOf(s, query, keys.Data[i*keys.Stride:i*keys.Stride+keys.Cols]) / temp
		}
	}
	context = make([]float64, values.Cols)
	if slices.Max(scores) == math.Inf(-1) {
		return make([]float64, keys.Rows), context
	}
	if sparse {
		weights = nearestOfSimplex(scores)
	} else {
		weights = exponentials(scores)
	}
	for i, w := range weights {
		for d := range context {
			context[d] += w * float64(values.Data[i*values.Stride+d])
		}
	}
	return weights, context
}

// exponentials returns the softmax of scores by its formula, without subtracting the
// maximum.
func exponentials(scores []float64) []float64 {
	weights, sum := make([]float64, len(scores)), 0.0
	for i, s := range scores {
		weights[i] = math.Exp(s)
		sum += weights[i]
	}
	for i := range weights {
		weights[i] /= sum
	}
	return weights
}

// nearestOfSimplex is sparsemax by sorting, algorithm 1 of the paper.
func nearestOfSimplex(scores []float64) []float64 {
	sorted := slices.Clone(scores)
	slices.SortFunc(sorted, func(a, b float64) int { return cmp.Compare(b, a) })
	var sum, threshold float64
	for k, z := range sorted {
		if sum += z; 1+float64(k+1)*z > sum {
			threshold = (sum - 1) / float64(k+1)
		}
	}
	weights := make([]float64, len(scores))
	for i, z := range scores {
		weights[i] = max(z-threshold, 0)
	}
	return weights
}

// TestCrossAgainstFloat64 checks each row of cross-attention with masks against the
// formula.
func TestCrossAgainstFloat64(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, m, d, dv := rapid.IntRange(1, 7).Draw(t, "n"), rapid.IntRange(1, 7).Draw(t, "m"),
			rapid.IntRange(1, 5).Draw(t, "d"), rapid.IntRange(1, 4).Draw(t, "dv")
		queries, keys, values := drawMatrix(t, "queries", n, d), drawMatrix(t, "keys", m, d),
			drawMatrix(t, "values", m, dv)
		o := attention.SelfOptions{Score: drawScorer(t, d, d), Temperature: 2, Sparse: rapid.Bool().Draw(t, "sparse"),
			Mask: rapid.SliceOfN(rapid.Bool(), m, m).Draw(t, "mask"), Causal: rapid.Bool().Draw(t, "causal"),
			ExcludeSelf: rapid.Bool().Draw(t, "exclude"), Window: rapid.IntRange(0, 3).Draw(t, "window"),
			Allow: func(i, j int) bool { return (i+j)%3 != 1 }}
		r := attention.CrossAttend(queries, keys, values, o)
		for i := range n {
			sight := make([]bool, m)
			for j := range sight {
				sight[j] = o.Mask[j] && (!o.Causal || j <= i) && (!o.ExcludeSelf || j != i) &&
					(o.Window == 0 || j >= i-o.Window && j <= i+o.Window) && (i+j)%3 != 1
				if r.Sees(i, j) != sight[j] {
					t.Fatalf("token %d attends to token %d: %v", i, j, r.Sees(i, j))
				}
			}
			weights, context := reference(o.Score, queries.Data[i*d:(i+1)*d], keys, values, sight, 2, o.Sparse)
			for j, w := range weights {
				if math.Abs(float64(r.Weights.Data[i*m+j])-w) > 1e-5 {
					t.Fatalf("row %d: weights %v, want %v", i, r.Weights.Data[i*m:(i+1)*m], weights)
				}
			}
			for c, x := range context {
				if math.Abs(float64(r.Context.Data[i*dv+c])-x) > 1e-4 {
					t.Fatalf("row %d: context %v, want %v", i, r.Context.Data[i*dv:(i+1)*dv], context)
				}
			}
		}
	})
}

// times returns x W, both row-major, W of some columns.
func times(x, w blas32.General) blas32.General {
	out := blas32.General{Rows: x.Rows, Cols: w.Cols, Stride: w.Cols, Data: make([]float32, x.Rows*w.Cols)}
	for i := range x.Rows {
		for j := range w.Cols {
			var sum float64
			for d := range x.Cols {
				sum += float64(x.Data[i*x.Stride+d]) * float64(w.Data[d*w.Stride+j])
			}
			out.Data[i*out.Stride+j] = float32(sum)
		}
	}
	return out
}

// TestHeadsAgainstFloat64 checks multi-head attention against the formulas: the projections
// and the attention of each head, the joined heads, and the output projection.
func TestHeadsAgainstFloat64(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, m, d := rapid.IntRange(1, 5).Draw(t, "n"), rapid.IntRange(1, 5).Draw(t, "m"),
			rapid.IntRange(1, 4).Draw(t, "d")
		queries, keys, values := drawMatrix(t, "queries", n, d), drawMatrix(t, "keys", m, d),
			drawMatrix(t, "values", m, d)
		heads := drawHeads(t, d)
		r := heads.Attend(queries, keys, values, attention.SelfOptions{Score: attention.Scaled, Temperature: 3})
		visible := slices.Repeat([]bool{true}, m)
		var joined []blas32.General
		for _, h := range heads.Heads {
			q, k, v := times(queries, h.Query), times(keys, h.Key), times(values, h.Value)
			context := blas32.General{Rows: n, Cols: v.Cols, Stride: v.Cols}
			for i := range n {
				_, c := reference(attention.Scaled, linalg.Row(q, i), k, v, visible, 3, false)
				for _, x := range c {
					context.Data = append(context.Data, float32(x))
				}
			}
			joined = append(joined, context)
		}
		want := sideBySide(joined)
		if heads.Output.Rows > 0 {
			want = times(want, heads.Output)
		}
		if r.Output.Rows != n || r.Output.Cols != want.Cols {
			t.Fatalf("an output of %d×%d, want %d×%d", r.Output.Rows, r.Output.Cols, n, want.Cols)
		}
		for i, x := range want.Data {
			if got := r.Output.Data[i]; math.Abs(float64(got-x)) > 1e-4*(1+math.Abs(float64(x))) {
				t.Fatalf("number %d of the output is %v, want %v", i, got, x)
			}
		}
	})
}

// sideBySide joins matrices with equal numbers of rows.
func sideBySide(all []blas32.General) blas32.General {
	var out blas32.General
	for _, m := range all {
		out.Rows, out.Cols = m.Rows, out.Cols+m.Cols
	}
	out.Stride = out.Cols
	for i := range out.Rows {
		for _, m := range all {
			out.Data = append(out.Data, linalg.Row(m, i)...)
		}
	}
	return out
}
