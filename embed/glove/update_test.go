package glove

import (
	"math"
	"slices"
	"testing"

	"github.com/w2vattn/w2vattn/internal/simd"
)

// small is a configuration of two dimensions.
func small() Config {
	c := Default()
	c.Dim, c.MinCount, c.Epochs = 2, 1, 3
	return c
}

// newUpdater returns the updater of two words with a configuration.
func newUpdater(c Config) *updater {
	return &updater{newMatrix(2, c, false), newMatrix(2, c, true), float32(c.Alpha), simd.Best()}
}

// set sets the vector, the bias and the accumulators of a row.
func (m matrix) set(word int, vector []float32, bias, accumulator float32) {
	row := m.data[m.width*word:]
	copy(row, vector)
	row[m.bias] = bias
	if m.width == m.stride {
		return
	}
	for d := range m.dim {
		row[m.stride+d] = accumulator
	}
	row[m.stride+m.bias] = accumulator
}

// TestWorkedExample is the example of docs/training-glove.md.
func TestWorkedExample(t *testing.T) {
	c := small()
	u := newUpdater(c)
	u.words.set(0, []float32{0.2, -0.1}, 0.05, 1)
	u.contexts.set(1, []float32{0.1, 0.3}, -0.02, 1)
	r := c.newRecord(0, 1, 4)
	loss := u.update(r)
	w, x := u.words.row(0), u.contexts.row(1)
	for _, v := range []struct {
		name      string
		got, want float64
	}{
		{"log", float64(r.log), 1.386294}, {"weight", float64(r.weight), 0.502973},
		{"loss", loss, 0.469465},
		{"w[0]", float64(w[0]), 0.203436}, {"w[1]", float64(w[1]), -0.089692}, {"b", float64(w[2]), 0.084360},
		{"c[0]", float64(x[0]), 0.106872}, {"c[1]", float64(x[1]), 0.296564}, {"d", float64(x[3]), 0.014360},
		{"accumulator of w[1]", float64(w[u.words.stride+1]), 1.000106},
		{"accumulator of b", float64(w[u.words.stride+2]), 1.001181},
		{"one of w", float64(w[3]), 1}, {"one of c", float64(x[2]), 1},
	} {
		if math.Abs(v.got-v.want) > 2e-6 {
			t.Errorf("%s: %.6f, want %.6f", v.name, v.got, v.want)
		}
	}
}

// TestWorkedExampleOfSGD is the example of docs/training-glove.md with --solver sgd.
func TestWorkedExampleOfSGD(t *testing.T) {
	c := small()
	c.Solver = SGD
	u := newUpdater(c)
	u.words.set(0, []float32{0.2, -0.1}, 0.05, 0)
	u.contexts.set(1, []float32{0.1, 0.3}, -0.02, 0)
	for _, want := range [][]float32{{0.203436, -0.089692, 0.084360}, {0.206910, -0.080053, 0.116863}} {
		u.update(c.newRecord(0, 1, 4))
		w, x := u.words.row(0), u.contexts.row(1)
		for d, y := range want {
			if math.Abs(float64(w[d]-y)) > 2e-6 {
				t.Errorf("number %d of w: %.6f, want %.6f", d, w[d], y)
			}
		}
		if w[3] != 1 || x[2] != 1 || len(w) != 16 {
			t.Errorf("ones %v and %v, rows of %d numbers", w[3], x[2], len(w))
		}
	}
}

// TestGradient compares the step of each parameter with the derivative of the loss by central
// differences. The loss is a polynomial of degree 2 in each, so differences are exact but for
// rounding.
func TestGradient(t *testing.T) {
	for _, solver := range []Solver{AdaGrad, SGD} {
		for _, x := range []float64{0.1, 4, 1000} {
			c := Default()
			c.Dim, c.Solver = 5, solver
			checkGradient(t, c, x)
		}
	}
}

// checkGradient is TestGradient with a configuration and a co-occurrence.
func checkGradient(t *testing.T, c Config, x float64) {
	t.Helper()
	u := newUpdater(c)
	for d := range c.Dim {
		u.words.row(0)[d], u.contexts.row(1)[d] = float32(d)/4-.3, .5-float32(d*d)/30
	}
	r := c.newRecord(0, 1, x)
	scale := 1 / c.Alpha // from a step to a derivative
	if c.Solver == AdaGrad {
		const accumulator = 4
		for i := range u.words.stride {
			u.words.row(0)[u.words.stride+i], u.contexts.row(1)[u.words.stride+i] = accumulator, accumulator
		}
		scale *= math.Sqrt(accumulator)
	}
	before := u.clone()
	// derivative returns that of the loss by number d of the word, or of the context.
	derivative := func(contexts bool, d int) float64 {
		const h = 1. / 16
		lossAt := func(change float32) float64 {
			v := before.clone()
			v.row(contexts)[d] += change
			return v.update(r)
		}
		return (lossAt(h) - lossAt(-h)) / (2 * h)
	}
	u.update(r)
	for _, contexts := range []bool{false, true} {
		was, is := before.row(contexts), u.row(contexts)
		for d := range c.Dim + 2 { // the vector, the bias and the one, whose accumulator is finite here
			want := derivative(contexts, d)
			if c.Solver == SGD && was[d] == 1 {
				want = 0 // the one
			}
			if got := float64(was[d]-is[d]) * scale; math.Abs(got-want) > 1e-4*math.Max(1, math.Abs(want)) {
				t.Errorf("%v, X %v, contexts %v, parameter %d: the step is along %v, the derivative is %v", c.Solver, x,
					contexts, d, got, want)
			}
		}
	}
}

// clone returns a copy of u with rows of its own.
func (u *updater) clone() *updater {
	v := *u
	v.words.data, v.contexts.data = slices.Clone(u.words.data), slices.Clone(u.contexts.data)
	return &v
}

// row returns the row of word 0, or of context 1.
func (u *updater) row(contexts bool) []float32 {
	if contexts {
		return u.contexts.row(1)
	}
	return u.words.row(0)
}

// TestBounds: no weights, logarithms or learning rates make a parameter infinite or NaN.
func TestBounds(t *testing.T) {
	c := small()
	for i, alpha := range []float64{c.Alpha, maxAlpha, c.Alpha, maxAlpha} {
		for _, x := range []float64{math.SmallestNonzeroFloat64, 1e-3, 1e6, math.MaxFloat64} {
			c.Solver = []Solver{AdaGrad, SGD}[i/2]
			c.Alpha, c.XMax = alpha, math.SmallestNonzeroFloat64
			u := newUpdater(c)
			r := c.newRecord(0, 1, x)
			for range 10_000 {
				if loss := u.update(r); math.IsNaN(loss) || math.IsInf(loss, 0) {
					t.Fatalf("%v, η %v, X %v: the loss is %v", c.Solver, alpha, x, loss)
				}
			}
			for _, y := range slices.Concat(u.words.vectors().Data, u.contexts.vectors().Data) {
				if y-y != 0 {
					t.Fatalf("%v, η %v, X %v: a number is %v", c.Solver, alpha, x, y)
				}
			}
		}
	}
}

// TestInitial: numbers are uniform in (−½, ½)/D, and differ.
func TestInitial(t *testing.T) {
	c := Default()
	c.Dim = 20
	seen := map[float32]bool{}
	sum, least, most := 0., 1., -1.
	for _, contexts := range []bool{false, true} {
		for _, x := range newMatrix(500, c, contexts).vectors().Data {
			seen[x] = true
			y := float64(x) * 20
			sum, least, most = sum+y, math.Min(least, y), math.Max(most, y)
		}
	}
	if least <= -.5 || most >= .5 || least > -.499 || most < .499 || math.Abs(sum/20000) > .01 || len(seen) < 19900 {
		t.Errorf("from %v to %v, mean %v, %d different", least, most, sum/20000, len(seen))
	}
}
