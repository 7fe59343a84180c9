package attention_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"
	"pgregory.net/rapid"

	"github.com/w2vattn/w2vattn/attention"
)

// matrix returns the matrix with these rows.
func matrix(rows ...[]float32) blas32.General {
	d := 0
	if len(rows) > 0 {
		d = len(rows[0])
	}
	return blas32.General{Rows: len(rows), Cols: d, Stride: d, Data: slices.Concat(rows...)}
}

// near fails the test unless got equals the printed numbers of want with that many
// decimals.
func near(t testing.TB, name string, got []float32, want []float64, decimals int) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %v, want %v", name, got, want)
	}
	for i, w := range want {
		if d := math.Abs(float64(got[i]) - w); !(d <= .5*math.Pow(10, -float64(decimals))+3e-7*max(1, math.Abs(w))) {
			t.Errorf("%s[%d] = %v, want %v", name, i, got[i], w)
		}
	}
}

// The printed numbers in the tests below are those of a teaching notebook,
// computed there with PyTorch, TensorFlow and numpy.

func TestNotebookQueryKeysValues(t *testing.T) {
	keys := matrix([]float32{1, .5, 1}, []float32{.5, 1, .5}, []float32{0, .5, 1})
	values := matrix([]float32{10, 0, 5}, []float32{1, 2, 3}, []float32{0, .5, 1})
	r := attention.Attend([]float32{1, 0, 1}, keys, values, attention.Options{})
	near(t, "scores", r.Scores, []float64{2, 1, 1}, 4)
	near(t, "weights", r.Weights, []float64{.5761, .2119, .2119}, 4)
	near(t, "context", r.Context, []float64{5.9731, .5299, 3.7284}, 4)
}

func TestNotebookScaled(t *testing.T) {
	keys := matrix([]float32{1, 0, 1}, []float32{0, 1, 0}, []float32{1, 1, 0})
	values := matrix([]float32{10, 0}, []float32{0, 10}, []float32{10, 10})
	r := attention.Attend([]float32{1, 0, 1}, keys, values, attention.Options{Score: attention.Scaled})
	near(t, "weights", r.Weights, []float64{0.53289684, 0.16794345, 0.29915971}, 8)
	near(t, "context", r.Context, []float64{8.3205655, 4.67103162}, 7)
}

func TestNotebookSelfAttention(t *testing.T) {
	r := attention.SelfAttend(matrix([]float32{1, 0, 1}, []float32{0, 1, 0}, []float32{1, 1, 1}),
		attention.SelfOptions{})
	near(t, "weights", r.Weights.Data, []float64{0.4683105, 0.06337894, 0.4683105, 0.15536241, 0.42231882, 0.42231882,
		0.24472848, 0.09003057, 0.66524094}, 7)
	near(t, "context", r.Context.Data, []float64{0.936621, 0.53168947, 0.936621, 0.57768124, 0.84463763, 0.57768124,
		0.90996945, 0.7552715, 0.90996945}, 7)
}

func TestNotebookPooling(t *testing.T) {
	r := attention.Pool(matrix([]float32{1, 0, 1}, []float32{0, 1, 1}, []float32{1, 1, 0}),
		[]float32{-1.2322834, -0.68503356, -1.9497645})
	near(t, "weights", r.Weights, []float64{0.15947355, 0.27564886, 0.56487757}, 8)
	near(t, "context", r.Context, []float64{0.7243511, 0.84052646, 0.43512243}, 8)
}

func TestNotebookKoreanSentence(t *testing.T) {
	keys := matrix([]float32{-0.06053392, 0.09588599, 0.03306246}, []float32{0.21529575, 0.2990996, -0.16718094},
		[]float32{0.3003091, -0.31009832, -0.23722696}, []float32{-0.01787424, 0.00788105, 0.17011166})
	r := attention.Attend(keys.Data[:3], keys, keys, attention.Options{})
	near(t, "scores", r.Scores, []float64{0.01395161, 0.01011935, -0.05575628, 0.00746199}, 8)
	near(t, "weights", r.Weights, []float64{0.25494772, 0.25397253, 0.23778114, 0.25329855}, 8)
}

func TestScores(t *testing.T) {
	q, k := []float32{1, 2, 2, 0}, []float32{2, 0, 1, 2}
	for s, want := range map[attention.Score]float32{
		attention.Dot: 4, attention.Scaled: 2, attention.Cosine: 4. / 9, attention.Euclidean: -10,
	} {
		if got := s.Of(q, k); got != want {
			t.Errorf("%s: got %v, want %v", s, got, want)
		}
		if back, err := attention.ParseScore(s.String()); err != nil || back != s {
			t.Errorf("%s is parsed as %v, %v", s, back, err)
		}
	}
	if got := attention.Cosine.Of([]float32{0, 0}, []float32{1, 2}); got != 0 {
		t.Errorf("cosine with the zero vector: %v", got)
	}
	if _, err := attention.ParseScore("taste"); err == nil {
		t.Error("an unknown score gives no error")
	}
}

func TestSoftmaxEdges(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	for name, test := range map[string]struct {
		scores  []float32
		visible []bool
		want    string
	}{
		"nothing":      {nil, nil, "[]"},
		"one":          {[]float32{-7}, nil, "[1]"},
		"equal":        {[]float32{3e38, 3e38}, nil, "[0.5 0.5]"},
		"far apart":    {[]float32{-3e38, 3e38}, nil, "[0 1]"},
		"all masked":   {[]float32{1, 2}, []bool{false, false}, "[0 0]"},
		"one masked":   {[]float32{1, 9, 1}, []bool{true, false, true}, "[0.5 0 0.5]"},
		"masked NaN":   {[]float32{1, nan}, []bool{true, false}, "[1 0]"},
		"infinities":   {[]float32{inf, 1, inf}, nil, "[0.5 0 0.5]"},
		"minus":        {[]float32{-inf, 1}, nil, "[0 1]"},
		"all minus":    {[]float32{-inf, -inf}, nil, "[0.5 0.5]"},
		"both":         {[]float32{-inf, inf}, nil, "[0 1]"},
		"NaN":          {[]float32{nan, 1, 2}, []bool{true, true, false}, "[NaN NaN 0]"},
		"NaN and more": {[]float32{1, nan, inf}, nil, "[NaN NaN NaN]"},
	} {
		dst := make([]float32, len(test.scores))
		attention.Softmax(dst, test.scores, test.visible)
		if got := fmt.Sprint(dst); got != test.want {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}

// TestNormShare checks that keys of one direction differ by norm alone and keys of one norm
// by angle alone, and that the terms sum to the differences of the scores.
func TestNormShare(t *testing.T) {
	for name, test := range map[string]struct {
		keys blas32.General
		want float64
	}{
		"norm":  {matrix([]float32{1, 1}, []float32{2, 2}, []float32{5, 5}), 1},
		"angle": {matrix([]float32{1, 0}, []float32{0, 1}, []float32{.6, .8}), 0},
		// ‖k‖ = 1 and 3, cos = 1 and 0: means 2 and ½; the terms are ∓1·(c + ½)/2
		// and ±½·(n + 2)/2: .75 and .25 against .75 and 1.25.
		"both": {matrix([]float32{1, 0}, []float32{0, 3}), 1. / 3},
	} {
		for _, score := range []attention.Score{attention.Dot, attention.Scaled} {
			r := attention.Attend([]float32{2, 0}, test.keys, test.keys, attention.Options{Score: score})
			if got, ok := r.NormShare(); !ok || math.Abs(got-test.want) > 1e-6 {
				t.Errorf("%s of %s: %v, %v", score, name, got, ok)
			}
		}
	}
	even := matrix([]float32{.1, .7}, []float32{.1, .7}, []float32{.1, .7})
	if r := attention.Attend(even.Data[:2], even, even, attention.Options{}); true {
		if share, ok := r.NormShare(); ok {
			t.Errorf("equal scores: %v", share)
		}
	}
	for _, o := range []attention.Options{{Score: attention.Cosine}, {Score: attention.Euclidean},
		{Mask: []bool{true, false}}, {Mask: []bool{false, false}}} {
		keys := matrix([]float32{1, 0}, []float32{0, 3})
		r := attention.Attend([]float32{2, 0}, keys, keys, o)
		if share, ok := r.NormShare(); ok {
			t.Errorf("%+v: %v", o, share)
		}
	}
}

// TestCrossAttendToNothing checks that queries over no tokens have empty rows of weights
// and context vectors of zeros.
func TestCrossAttendToNothing(t *testing.T) {
	queries := blas32.General{Rows: 2, Cols: 2, Stride: 2, Data: []float32{1, 2, 3, 4}}
	none := blas32.General{Cols: 2, Stride: 2}
	for _, temperature := range []attention.Temperature{1, attention.Auto} {
		for _, sparse := range []bool{false, true} {
			r := attention.CrossAttend(queries, none, none, attention.SelfOptions{Temperature: temperature,
				Sparse: sparse})
			if !slices.Equal(r.Context.Data, make([]float32, 4)) || !slices.Equal(r.Effective, make([]float64, 2)) ||
				r.Temperature != 1 || len(r.Weights.Data) != 0 {
				t.Errorf("at %v: %+v", temperature, r)
			}
		}
	}
}

// TestParseNormalizer checks that exactly the listed names are accepted.
func TestParseNormalizer(t *testing.T) {
	for i, name := range attention.Normalizers() {
		if sparse, err := attention.ParseNormalizer(name); err != nil || sparse != (i == 1) {
			t.Errorf("%s: %v, %v", name, sparse, err)
		}
	}
	if _, err := attention.ParseNormalizer("hardmax"); err == nil || !strings.Contains(err.Error(),
		"softmax or sparsemax") {
		t.Errorf("hardmax: %v", err)
	}
}

func TestSparsemaxEdges(t *testing.T) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	for name, test := range map[string]struct {
		scores  []float32
		visible []bool
		want    string
	}{
		"nothing":    {nil, nil, "[]"},
		"one":        {[]float32{-7}, nil, "[1]"},
		"equal":      {[]float32{3, 3}, nil, "[0.5 0.5]"},
		"half":       {[]float32{.5, 0}, nil, "[0.75 0.25]"},
		"far apart":  {[]float32{-3e38, 3e38}, nil, "[0 1]"},
		"all masked": {[]float32{1, 2}, []bool{false, false}, "[0 0]"},
		"one masked": {[]float32{1, 9, 1}, []bool{true, false, true}, "[0.5 0 0.5]"},
		"infinities": {[]float32{inf, 1, inf}, nil, "[0.5 0 0.5]"},
		"all minus":  {[]float32{-inf, -inf}, nil, "[0.5 0.5]"},
		"NaN":        {[]float32{nan, 1, 2}, []bool{true, true, false}, "[NaN NaN 0]"},
	} {
		dst := make([]float32, len(test.scores))
		attention.Sparsemax(dst, test.scores, test.visible)
		if got := fmt.Sprint(dst); got != test.want {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}

func TestEqualKeysGiveTheMean(t *testing.T) {
	keys := matrix([]float32{1, 2}, []float32{1, 2}, []float32{1, 2})
	r := attention.Attend([]float32{3, 4}, keys, matrix([]float32{3}, []float32{6}, []float32{9}), attention.Options{})
	near(t, "context", r.Context, []float64{6}, 6)
	if math.Abs(r.Effective-3) > 1e-6 {
		t.Errorf("an effective number of %v", r.Effective)
	}
}

func TestMaskedValuesDoNoHarm(t *testing.T) {
	nan := float32(math.NaN())
	keys := matrix([]float32{1}, []float32{nan})
	r := attention.Attend([]float32{1}, keys, keys, attention.Options{Mask: []bool{true, false}})
	if r.Context[0] != 1 || r.Weights[1] != 0 || r.Visible[1] {
		t.Errorf("%+v", r)
	}
	none := attention.Attend([]float32{1}, keys, keys, attention.Options{Mask: []bool{false, false},
		Temperature: attention.Auto})
	if none.Context[0] != 0 || none.Effective != 0 || none.Entropy != 0 || none.Temperature != 1 {
		t.Errorf("nothing visible: %+v", none)
	}
	empty := attention.Attend([]float32{1}, matrix([]float32{1}), matrix([]float32{1}), attention.Options{})
	attention.AttendTo(&empty, []float32{1}, blas32.General{Cols: 1, Stride: 1}, blas32.General{Cols: 1, Stride: 1},
		attention.Options{Temperature: attention.Auto})
	if len(empty.Weights) != 0 || empty.Context[0] != 0 {
		t.Errorf("no keys: %+v", empty)
	}
}

func TestSelfMasks(t *testing.T) {
	x := matrix([]float32{1, 0}, []float32{0, 1}, []float32{1, 1})
	r := attention.SelfAttend(x, attention.SelfOptions{Causal: true, ExcludeSelf: true,
		Mask: []bool{true, false, true}})
	// Token 0 attends to nothing, token 1 to 0, token 2 to 0 (1 is masked).
	near(t, "weights", r.Weights.Data, []float64{0, 0, 0, 1, 0, 0, 1, 0, 0}, 7)
	near(t, "context", r.Context.Data, []float64{0, 0, 1, 0, 1, 0}, 7)
	if r.Sees(0, 0) || r.Sees(1, 2) || !r.Sees(2, 0) || r.Sees(2, 1) {
		t.Errorf("visible: %v", r.Visible)
	}
	causal := attention.SelfAttend(x, attention.SelfOptions{Causal: true})
	if causal.Weights.Data[0] != 1 || causal.Effective[0] != 1 {
		t.Errorf("the first token attends to more than itself: %v", causal.Weights.Data)
	}
}

// TestSelfIsAttendRowByRow checks that each row equals the attention of its token alone.
func TestSelfIsAttendRowByRow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, d := rapid.IntRange(1, 9).Draw(t, "n"), rapid.IntRange(1, 6).Draw(t, "d")
		x := drawMatrix(t, "x", n, d)
		score := rapid.SampledFrom(attention.Scores()).Draw(t, "score")
		auto := rapid.SampledFrom([]attention.Temperature{0, 2, attention.Auto}).Draw(t, "T")
		self := attention.SelfAttend(x, attention.SelfOptions{Score: score, Temperature: auto})
		var one attention.Result
		for i := range n {
			attention.AttendTo(&one, x.Data[i*d:(i+1)*d], x, x, attention.Options{Score: score,
				Temperature: attention.Temperature(self.Temperature)})
			if !slices.Equal(one.Weights, self.Weights.Data[i*n:(i+1)*n]) ||
				!slices.Equal(one.Context, self.Context.Data[i*d:(i+1)*d]) || one.Entropy != self.Entropy[i] {
				t.Fatalf("row %d: %v, want %v", i, self.Weights.Data[i*n:(i+1)*n], one.Weights)
			}
		}
	})
}

func TestShapesPanic(t *testing.T) {
	x := matrix([]float32{1, 2}, []float32{3, 4})
	for name, f := range map[string]func(){
		"query":       func() { attention.Attend([]float32{1}, x, x, attention.Options{}) },
		"values":      func() { attention.Attend([]float32{1, 2}, x, matrix([]float32{1}), attention.Options{}) },
		"mask":        func() { attention.Attend([]float32{1, 2}, x, x, attention.Options{Mask: []bool{true}}) },
		"self mask":   func() { attention.SelfAttend(x, attention.SelfOptions{Mask: []bool{true}}) },
		"temperature": func() { attention.Attend([]float32{1, 2}, x, x, attention.Options{Temperature: -3}) },
		"softmax":     func() { attention.Softmax(make([]float32, 1), make([]float32, 2), nil) },
		"bilinear": func() {
			attention.Attend([]float32{1, 2}, x, x,
				attention.Options{Score: &attention.Bilinear{W: matrix([]float32{1, 2})}})
		},
		"additive": func() {
			attention.Attend([]float32{1, 2}, x, x,
				attention.Options{Score: &attention.Additive{Q: x, K: x, V: []float32{1}}})
		},
		"projection": func() {
			(&attention.MultiHead{Heads: []attention.Head{{}}}).Attend(x, x, x,
				attention.SelfOptions{})
		},
		"sparsemax": func() { attention.Sparsemax(make([]float32, 1), make([]float32, 2), nil) },
		"gradient": func() {
			r := attention.Attend([]float32{1, 2}, x, x, attention.Options{})
			r.PullBack([]float32{1, 2}, x, x, []float32{1})
		},
		"infinite": func() {
			attention.SelfAttend(x,
				attention.SelfOptions{Temperature: attention.Temperature(math.NaN())})
		},
		"score": func() { attention.Dot.Of([]float32{1}, []float32{1, 2}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

func TestToAllocatesNothing(t *testing.T) {
	x := matrix([]float32{1, 2}, []float32{3, 4}, []float32{-1, 0})
	var r attention.Result
	var s attention.SelfResult
	run := func() {
		attention.AttendTo(&r, x.Data[:2], x, x, attention.Options{Score: attention.Cosine,
			Temperature: attention.Auto})
		attention.SelfAttendTo(&s, x, attention.SelfOptions{Temperature: attention.Auto})
	}
	run()
	if n := testing.AllocsPerRun(50, run); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzSoftmax(f *testing.F) {
	f.Add(float32(1), float32(2), float32(3), byte(7))
	f.Fuzz(func(t *testing.T, a, b, c float32, mask byte) {
		scores, dst := []float32{a, b, c}, make([]float32, 3)
		visible := []bool{mask&1 != 0, mask&2 != 0, mask&4 != 0}
		attention.Softmax(dst, scores, visible)
		var sum float64
		for i, w := range dst {
			if !visible[i] && w != 0 || w < 0 {
				t.Fatalf("%v %v: %v", scores, visible, dst)
			}
			sum += float64(w)
		}
		if !math.IsNaN(sum) && math.Abs(sum-1) > 1e-6 && mask&7 != 0 {
			t.Fatalf("%v %v: %v adds up to %v", scores, visible, dst, sum)
		}
	})
}

func BenchmarkAttend(b *testing.B) {
	keys := blas32.General{Rows: 20, Cols: 100, Stride: 100, Data: make([]float32, 2000)}
	for i := range keys.Data {
		keys.Data[i] = float32(math.Sin(float64(i)))
	}
	var r attention.Result
	for b.Loop() {
		attention.AttendTo(&r, keys.Data[:100], keys, keys, attention.Options{Score: attention.Scaled})
	}
}

// BenchmarkAttendAuto finds the temperature of scores that are far apart, of ordinary
// scores, and of scores that are nearly equal.
func BenchmarkAttendAuto(b *testing.B) {
	for _, scale := range []float32{.1, 1, 3} {
		b.Run(fmt.Sprintf("scale=%v", scale), func(b *testing.B) {
			keys := normal(rand.New(rand.NewPCG(1, 2)), 20, 100)
			for i := range keys.Data {
				keys.Data[i] *= scale
			}
			var r attention.Result
			for b.Loop() {
				attention.AttendTo(&r, keys.Data[:100], keys, keys, attention.Options{Score: attention.Scaled,
					Temperature: attention.Auto})
			}
		})
	}
}
