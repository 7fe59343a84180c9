package lexvec

import (
	"math"
	"slices"
	"testing"

	"github.com/w2vattn/w2vattn/internal/simd"
)

// newUpdater returns an updater of two words.
func newUpdater(dim int) *updater {
	return model{newMatrix(2, dim, 1), newMatrix(2, dim, 2), simd.Best()}.updater()
}

// TestWorkedExample is the example of docs/training-lexvec.md.
func TestWorkedExample(t *testing.T) {
	s := sums{rows: []float64{math.Log(20)}, columns: []float64{0, .75 * math.Log(16)}, smoothed: math.Log(64), total: 100}
	y := s.target(Default(), 0, 1, 4)
	u := newUpdater(2)
	copy(u.words.row(0), []float32{.2, -.1})
	copy(u.contexts.row(1), []float32{.1, .3})
	u.measure()
	loss := u.update(pair{0, 1, y}, .025)
	w, c := u.words.row(0), u.contexts.row(1)
	for _, v := range []struct {
		name      string
		got, want float64
	}{
		{"association", float64(y), 0.470004}, {"loss", loss, 0.115202},
		{"w[0]", float64(w[0]), 0.201200}, {"w[1]", float64(w[1]), -0.096400},
		{"c[0]", float64(c[0]), 0.102400}, {"c[1]", float64(c[1]), 0.298800},
		{"padding", float64(w[2] + c[2]), 0},
	} {
		if math.Abs(v.got-v.want) > 2e-6 {
			t.Errorf("%s: %.6f, want %.6f", v.name, v.got, v.want)
		}
	}
}

// TestGradient compares the step of each number with the derivative of the loss by central
// differences. The loss is a polynomial of degree 2 in each, so differences are exact but for
// rounding.
func TestGradient(t *testing.T) {
	const dim, alpha = 5, .025
	for _, y := range []float32{-3, 0, .5, 8} {
		u := newUpdater(dim)
		for d := range dim {
			u.words.row(0)[d], u.contexts.row(1)[d] = float32(d)/4-.3, .5-float32(d*d)/30
		}
		before := slices.Concat(u.words.row(0)[:dim], u.contexts.row(1)[:dim])
		lossWith := func(i int, change float32) float64 {
			v := newUpdater(dim)
			copy(v.words.row(0), before[:dim])
			copy(v.contexts.row(1), before[dim:])
			if i < dim {
				v.words.row(0)[i] += change
			} else {
				v.contexts.row(1)[i-dim] += change
			}
			v.measure()
			return v.update(pair{0, 1, y}, alpha)
		}
		u.measure()
		u.update(pair{0, 1, y}, alpha)
		after := slices.Concat(u.words.row(0)[:dim], u.contexts.row(1)[:dim])
		for i := range before {
			const h = 1. / 16
			want := (lossWith(i, h) - lossWith(i, -h)) / (2 * h)
			got := float64(before[i]-after[i]) / alpha
			if math.Abs(got-want) > 1e-4*math.Max(1, math.Abs(want)) {
				t.Errorf("y %v, number %d: the step is along %v, the derivative is %v", y, i, got, want)
			}
		}
	}
}

// TestBounds: no associations or learning rates make a number infinite or NaN, with pairs in an
// order that keeps the error large.
func TestBounds(t *testing.T) {
	for _, alpha := range []float32{.025, 1, maxAlpha} {
		for _, y := range []float32{-maxTarget, -30, 1e-20, 30, maxTarget} {
			u := newUpdater(3)
			u.measure()
			for i := range 20_000 {
				sign := float32(1 - i/2%2*2)
				loss := u.update(pair{int32(i % 2), int32(i / 2 % 2), sign * y}, alpha)
				if math.IsNaN(loss) || math.IsInf(loss, 0) {
					t.Fatalf("alpha %v, y %v, step %d: the loss is %v", alpha, y, i, loss)
				}
			}
			for _, x := range slices.Concat(u.words.data, u.contexts.data) {
				if x-x != 0 {
					t.Fatalf("alpha %v, y %v: a number is %v", alpha, y, x)
				}
			}
		}
	}
	u := newUpdater(3)
	u.words.row(0)[0] = 2e15
	u.measure()
	before := slices.Clone(u.contexts.data)
	if u.update(pair{0, 1, 1}, 1); !slices.Equal(u.contexts.data, before) {
		t.Error("a vector beyond the limit changes another one")
	}
}

// TestSquares: the squared lengths that steps compute are those of the rows, also where a step
// shortens a vector.
func TestSquares(t *testing.T) {
	u := newUpdater(20)
	for i := range 200 {
		if i%50 == 0 {
			for d := range 20 {
				u.words.row(0)[d], u.contexts.row(1)[d] = float32(i+1), float32(i+1)
			}
			u.measure()
		}
		u.update(pair{int32(i % 2), 1, float32(i%7) - 3}, .025)
	}
	for _, m := range []matrix{u.words, u.contexts} {
		for i, got := range m.squares {
			want := 0.
			for _, x := range m.row(i) {
				want += float64(x) * float64(x)
			}
			if math.Abs(float64(got)-want) > 1e-3*want {
				t.Errorf("row %d: %v, want %v", i, got, want)
			}
		}
	}
}

// measure sets the squared lengths of all rows.
func (u *updater) measure() {
	u.words.measure(u.kernels, 0, 2)
	u.contexts.measure(u.kernels, 0, 2)
}

// TestInitial: numbers are uniform in (−½, ½)/D, differ, and the padding is 0.
func TestInitial(t *testing.T) {
	const dim, rows = 20, 1000
	m := newMatrix(rows, dim, Default().stream(drawWords, 0))
	seen := map[float32]bool{}
	sum, least, most := 0., 1., -1.
	for i := range rows {
		for _, x := range m.row(i)[:dim] {
			y := float64(x) * dim
			seen[x], sum, least, most = true, sum+y, math.Min(least, y), math.Max(most, y)
		}
		for _, x := range m.row(i)[dim:] {
			if x != 0 {
				t.Fatalf("the padding of row %d is %v", i, x)
			}
		}
	}
	if least <= -.5 || most >= .5 || least > -.499 || most < .499 || math.Abs(sum/20000) > .01 || len(seen) < 19900 {
		t.Errorf("from %v to %v, mean %v, %d different", least, most, sum/20000, len(seen))
	}
}
