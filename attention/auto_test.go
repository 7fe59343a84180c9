package attention_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/internal/linalg"
)

// effectiveAt returns exp(entropy) of the weights of scores at a temperature, computed by
// the formula in float64.
func effectiveAt(scores []float32, visible []bool, t float64, sparse bool) float64 {
	weights := make([]float32, len(scores))
	scaled := make([]float32, len(scores))
	top := math.Inf(-1)
	for i, s := range scores {
		if visible == nil || visible[i] {
			top = max(top, float64(s))
		}
	}
	for i, s := range scores {
		scaled[i] = float32((float64(s) - top) / t)
	}
	if sparse {
		attention.Sparsemax(weights, scaled, visible)
	} else {
		attention.Softmax(weights, scaled, visible)
	}
	entropy := 0.0
	for _, w := range weights {
		if w > 0 {
			entropy -= float64(w) * math.Log(float64(w))
		}
	}
	return math.Exp(entropy)
}

// attendScores attends with a query of 1 to keys of one number, so that the numbers are the
// scores.
func attendScores(scores []float32, o attention.Options) attention.Result {
	keys := blas32.General{Rows: len(scores), Cols: 1, Stride: 1, Data: scores}
	return attention.Attend([]float32{1}, keys, keys, o)
}

// TestAuto checks, at any scale of the scores, that a thousandth below the automatic
// temperature the effective number is under half of the visible keys, and a thousandth
// above it is not. If half of the keys or more have the largest score, T is 1.
func TestAuto(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.IntRange(1, 40).Draw(t, "m")
		scale := float32(rapid.SampledFrom([]float64{1e-30, 1e-3, 1, 100, 1e30}).Draw(t, "scale"))
		scores, visible := make([]float32, m), make([]bool, m)
		n, top := 0, float32(math.Inf(-1))
		for i := range scores {
			scores[i], visible[i] = scale*number.Draw(t, "score"), rapid.IntRange(0, 4).Draw(t, "visible") > 0
			if visible[i] {
				n, top = n+1, max(top, scores[i])
			}
		}
		tied := 0
		for i, s := range scores {
			if visible[i] && s == top {
				tied++
			}
		}
		o := attention.Options{Temperature: attention.Auto, Mask: visible, Sparse: rapid.Bool().Draw(t, "sparse")}
		got, half := attendScores(scores, o), float64(n)/2
		if float64(tied) >= half {
			if got.Temperature != 1 {
				t.Fatalf("%d of %d share the largest score, and T = %v", tied, n, got.Temperature)
			}
			return
		}
		below, above := effectiveAt(scores, visible, got.Temperature*.999, o.Sparse),
			effectiveAt(scores, visible, got.Temperature*1.001, o.Sparse)
		if below > half*(1+1e-5) || above < half*(1-1e-5) || got.Temperature == 1 {
			t.Fatalf("T = %v: an effective number of %v just below and %v just above, want %v", got.Temperature, below,
				above, half)
		}
	})
}

func TestAutoOfSpecialScores(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	for _, test := range []struct {
		scores []float32
		want   float64 // 0: any but 1
	}{
		{nil, 1}, {[]float32{7}, 1}, {[]float32{0, 0}, 1}, {[]float32{1, 2}, 1}, {[]float32{-3e38, 3e38}, 1},
		// three of six share the maximum: only T → 0 reaches the goal
		{[]float32{2, 2, 2, 1, 1, 1}, 1},
		{[]float32{2, 2, 1, 1, 1}, 0},                              // two of five
		{[]float32{inf, 1, 1, 1}, 1}, {[]float32{inf, -inf, 0}, 1}, // +∞ takes all at any T
		{[]float32{-inf, -inf, -inf}, 1}, {[]float32{nan, 1, 2, 3}, 1}, // equal; no number
		{[]float32{0, -1, -2, -inf}, 0}, {[]float32{0, -1, -inf, -inf}, 1}, // −∞ has no weight at any T
		{[]float32{3e38, -3e38, 0}, 0}, {[]float32{3e-45, 1e-45, 0}, 0}, {[]float32{1e-45, 0, -1}, 1},
	} {
		for _, sparse := range []bool{false, true} {
			r := attendScores(test.scores, attention.Options{Temperature: attention.Auto, Sparse: sparse})
			if test.want == 1 && r.Temperature != 1 || test.want == 0 && (r.Temperature == 1 || !(r.Temperature > 0) ||
				math.IsInf(r.Temperature, 0)) {
				t.Errorf("%v, sparse %v: T = %v", test.scores, sparse, r.Temperature)
			}
			if n := float64(len(test.scores)); test.want == 0 && math.Abs(r.Effective/n*2-1) > 2e-3 {
				t.Errorf("%v, sparse %v: an effective number of %v", test.scores, sparse, r.Effective)
			}
		}
	}
}

// TestAutoOfSelf checks that, over the rows with two visible tokens or more, the mean
// effective number is half the mean number of visible tokens: row by row, in blocks and
// without the weights.
func TestAutoOfSelf(t *testing.T) {
	for _, n := range []int{4, 9, 80} {
		for _, scale := range []float32{.01, 1, 5} {
			for _, o := range []attention.SelfOptions{{}, {Causal: true}, {ExcludeSelf: true, Sparse: true},
				{Window: 3, Score: attention.Cosine}} {
				x := normal(rand.New(rand.NewPCG(uint64(n), 2)), n, 5)
				for i := range x.Data {
					x.Data[i] *= scale
				}
				o.Temperature = attention.Auto
				r := attention.SelfAttend(x, o)
				var mean, half float64
				for i := range n {
					seen := 0
					for j := range n {
						if r.Sees(i, j) {
							seen++
						}
					}
					if seen >= 2 {
						mean, half = mean+effectiveAt(linalg.Row(r.Scores, i), r.Visible[i*n:(i+1)*n], r.Temperature,
							o.Sparse), half+float64(seen)/2
					}
				}
				if math.Abs(mean/half-1) > 2e-3 {
					t.Errorf("%d tokens at scale %v, %+v: T = %v, an effective number of %v in all, want %v", n, scale,
						o, r.Temperature, mean, half)
				}
				if c := attention.AttendContexts(x, x, x, o); math.Abs(c.Temperature/r.Temperature-1) > 1e-3 {
					t.Errorf("%d tokens at scale %v, %+v: the contexts alone have T = %v, want %v", n, scale, o,
						c.Temperature, r.Temperature)
				}
			}
		}
	}
	x := matrix([]float32{1, 0}, []float32{0, 1})
	if r := attention.SelfAttend(x, attention.SelfOptions{Temperature: attention.Auto,
		Causal: true}); r.Temperature != 1 {
		t.Errorf("two tokens: T = %v", r.Temperature)
	}
	equal := matrix([]float32{1, 1}, []float32{1, 1}, []float32{1, 1})
	if c := attention.AttendContexts(equal, equal, equal,
		attention.SelfOptions{Temperature: attention.Auto}); c.Temperature != 1 {
		t.Errorf("equal scores: T = %v", c.Temperature)
	}
}

// TestTrials checks that the search finds two neighbouring powers of two around the goal,
// halves the interval ten times, and that T is the middle of the last one.
func TestTrials(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scores := rapid.SliceOfN(number, 3, 12).Draw(t, "scores")
		r := attendScores(scores, attention.Options{Temperature: attention.Auto})
		trials, half := r.Trials(), float64(len(scores))/2
		if r.Temperature == 1 {
			if trials != nil {
				t.Fatalf("%v though no temperature is sought", trials)
			}
			return
		}
		low, high := 0.0, math.Inf(1)
		for i, trial := range trials {
			if want := effectiveAt(scores, nil, trial.Temperature, false); math.Abs(trial.Effective/want-1) > 1e-5 {
				t.Fatalf("at %v: %v, want %v", trial.Temperature, trial.Effective, want)
			}
			if m, _ := math.Frexp(trial.Temperature); i < len(trials)-10 && m != .5 {
				t.Fatalf("trial %d is at %v, which is no power of two", i, trial.Temperature)
			}
			if i >= len(trials)-10 && trial.Temperature != (low+high)/2 {
				t.Fatalf("trial %d is at %v, not halfway between %v and %v", i, trial.Temperature, low, high)
			}
			if trial.Effective < half {
				low = max(low, trial.Temperature)
			} else {
				high = min(high, trial.Temperature)
			}
		}
		if r.Temperature != (low+high)/2 || high-low > 1e-3*low {
			t.Fatalf("T = %v between %v and %v", r.Temperature, low, high)
		}
	})
	fixed := attendScores([]float32{1, 2, 3, 5}, attention.Options{Temperature: 1})
	if len(fixed.Trials()) < 12 {
		t.Errorf("of a fixed temperature: %v", fixed.Trials())
	}
}

func ExampleResult_Trials() {
	keys := matrix([]float32{6}, []float32{4}, []float32{1}, []float32{-3})
	r := attention.Attend([]float32{1}, keys, keys, attention.Options{Temperature: attention.Auto})
	for _, trial := range r.Trials()[:4] {
		fmt.Printf("T = %v: %.3f\n", trial.Temperature, trial.Effective)
	}
	fmt.Printf("T = %.4f: %.3f of 4\n", r.Temperature, r.Effective)
	// Output:
	// T = 16: 3.917
	// T = 8: 3.703
	// T = 4: 3.133
	// T = 2: 2.238
	// T = 1.6499: 2.000 of 4
}

// TestTinyTemperatureInBlocks checks that a temperature whose inverse is beyond float32
// gives the same weights in blocks as for one query.
func TestTinyTemperatureInBlocks(t *testing.T) {
	x := normal(rand.New(rand.NewPCG(1, 2)), 80, 3)
	for _, temp := range []attention.Temperature{1e-40, 1e39} {
		r := attention.SelfAttend(x, attention.SelfOptions{Temperature: temp})
		c := attention.AttendContexts(x, x, x, attention.SelfOptions{Temperature: temp})
		for i := range x.Rows {
			one := attention.Attend(linalg.Row(x, i), x, x, attention.Options{Temperature: temp})
			for j, w := range one.Weights {
				if math.Abs(float64(linalg.Row(r.Weights, i)[j]-w)) > 1e-6 {
					t.Fatalf("T = %v, row %d: weights %v, want %v", temp, i, linalg.Row(r.Weights, i), one.Weights)
				}
			}
			if !(math.Abs(r.Entropy[i]-one.Entropy) < 1e-5) || slices.ContainsFunc(linalg.Row(c.Context, i),
				func(v float32) bool { return v != v }) {
				t.Fatalf("T = %v, row %d: entropy %v, want %v; context %v", temp, i, r.Entropy[i], one.Entropy,
					linalg.Row(c.Context, i))
			}
		}
	}
}
