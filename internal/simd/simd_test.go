package simd

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// A scene is a plan with some blocks, and the matrices of a worker for it.
type scene struct {
	plan    *Plan
	blocks  int
	columns Columns
	words   int
}

// newScene returns a random scene whose slices end at memory that causes a fault, off
// floats after an aligned address.
func newScene(t testing.TB, r *rand.Rand, rows, shared, used, off int) *scene {
	const blocks, words = 3, 40
	p := NewPlan(rows, shared)
	p.SetRate(.05, 5)
	s := &scene{plan: p, blocks: blocks, words: words, columns: Columns{Width: (used + 15) &^ 15, Used: used}}
	n := blocks * rows
	p.First, p.Size, p.Skip, p.Target = guarded[int32](t, n+16, 0), guarded[int32](t, n+16, 0), guarded[int32](t, n+16,
		0), guarded[int32](t, n+16, 0)
	p.Words, p.Inverse, p.Scale = guarded[int32](t, 30, 0), guarded[float32](t, 11, 0), guarded[float32](t, 11, 0)
	p.Negative = guarded[int32](t, blocks*p.Pitch, 0)
	for i := range n {
		size := r.IntN(11)
		first := r.IntN(len(p.Words) - size)
		p.First[i], p.Size[i], p.Skip[i] = int32(first), int32(size), int32(first+r.IntN(size+1))
		if r.IntN(3) == 0 {
			p.Skip[i] = -1
		}
		p.Target[i] = int32(r.IntN(words))
	}
	for size := range p.Scale {
		p.Inverse[size], p.Scale[size] = 1/float32(max(1, size)), r.Float32()+.5
	}
	for i := range p.Words {
		p.Words[i] = int32(r.IntN(words))
	}
	for j := range p.Negative {
		p.Negative[j] = int32(r.IntN(words))
	}
	s.columns.Stride = s.columns.Width + 16*r.IntN(2)
	s.columns.In = s.matrix(t, r, off)
	s.columns.Out = s.matrix(t, r, off)
	return s
}

// matrix returns a matrix of random numbers in the used columns and zeros in the others.
func (s *scene) matrix(t testing.TB, r *rand.Rand, off int) []float32 {
	m := guarded[float32](t, (s.words-1)*s.columns.Stride+s.columns.Width, off)
	for i := range m {
		if i%s.columns.Stride < s.columns.Used {
			m[i] = float32(r.NormFloat64() * .4 * (1 << Shift))
		}
	}
	return m
}

// An outcome is everything that the kernels wrote.
type outcome struct {
	in, out, h []float32
	g          []uint16
	part       []int32
	loss       []float64
}

// run trains on the scene's blocks with a copy of its matrices, as two workers
// with the same columns would.
func (s *scene) run(t testing.TB, k *Kernels, off int) outcome {
	c := s.columns
	c.In, c.Out = guarded[float32](t, len(s.columns.In), off), guarded[float32](t, len(s.columns.Out), off)
	copy(c.In, s.columns.In)
	copy(c.Out, s.columns.Out)
	p := s.plan
	c.Ahead = p.Target[:p.Rows]
	o := outcome{
		in: c.In, out: c.Out, loss: make([]float64, 32),
		h: guarded[float32](t, p.Rows*c.Width, off), g: guarded[uint16](t, p.PartSize(), off), part: guarded[int32](t,
			p.PartSize(), off),
	}
	m := guarded[float32](t, p.ScratchSize(c.Width), off)
	for block := range s.blocks {
		k.Prefetch(c.In, c.Width, c.Stride, p.Negative)
		k.Score(p, block, &c, o.h, m, o.part)
		parts, silent := [][]int32{o.part, o.part}, guarded[uint16](t, p.PartSize(), off)
		k.Coefficients(p, block, parts, silent, nil)
		k.Coefficients(p, block, parts, o.g, o.loss)
		if !slices.Equal(silent, o.g) {
			t.Errorf("%s: the coefficients without losses differ", k.Name)
		}
		k.Apply(p, block, &c, o.h, o.g, m)
	}
	return o
}

// differ returns the first element with different bits as text, "" if there is none.
func differ(got, want []float32) string {
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			return fmt.Sprintf("[%d] is %v, want %v", i, got[i], want[i])
		}
	}
	return ""
}

// implementations returns the kernels of this machine, and those in plain Go that other
// machines use.
func implementations() []*Kernels {
	k := Available()
	if fuses() {
		other := portableOf[float64]()
		other.Name = "generic without fused products"
		k = append(slices.Clip(k), &other)
	}
	return k
}

// wantSame compares what kernels wrote with what the reference wrote.
func wantSame(t *testing.T, what string, got, want outcome) {
	t.Helper()
	for _, part := range []struct {
		name      string
		got, want []float32
	}{{"h", got.h, want.h}, {"in", got.in, want.in}, {"out", got.out, want.out}} {
		if d := differ(part.got, part.want); d != "" {
			t.Errorf("%s: %s%s", what, part.name, d)
		}
	}
	if !slices.Equal(got.part, want.part) || !slices.Equal(got.g, want.g) {
		t.Errorf("%s: parts or coefficients differ", what)
	}
	if !slices.Equal(got.loss, want.loss) {
		t.Errorf("%s: losses are %v, want %v", what, got.loss, want.loss)
	}
}

func TestBlocksEqualToTheBit(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, shape := range []struct{ rows, shared, used int }{
		{16, 16, 100}, {16, 32, 104}, {8, 16, 52}, {4, 16, 13}, {4, 8, 26}, {8, 24, 39}, {12, 40, 60},
		{16, 64, 133},
		{8, 16, 300}, {16, 24, 1}, {4, 48, 16}, {8, 32, 117}, {12, 16, 160}, {16, 56, 48}, {4, 24, 80},
	} {
		for _, off := range []int{0, 1, 7} {
			s := newScene(t, r, shape.rows, shape.shared, shape.used, off)
			want := s.run(t, reference, off)
			for _, k := range implementations() {
				wantSame(t, fmt.Sprintf("%s, %+v, offset %d", k.Name, shape, off), s.run(t, k, off), want)
			}
		}
	}
}

// TestBlocksOfAllWidths checks every width up to 140 columns: all sizes of tiles, and one
// column less and more.
func TestBlocksOfAllWidths(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for used := 1; used <= 140; used++ {
		off := used % 4
		s := newScene(t, r, 4, 8, used, off)
		s.blocks = 1
		want := s.run(t, reference, off)
		for _, k := range implementations() {
			wantSame(t, fmt.Sprintf("%s, %d columns", k.Name, used), s.run(t, k, off), want)
		}
	}
}

// TestExtremeScores checks that all kernels agree for scores beyond ±22 and for NaN.
func TestExtremeScores(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, k := range implementations() {
		for _, scale := range []float32{30, 1e3, 1e18, float32(math.Inf(1))} {
			s := newScene(t, r, 8, 16, 26, 0)
			for i := range s.columns.Out {
				if i%7 == 0 {
					s.columns.Out[i] *= scale
				}
			}
			p := s.plan
			part := func(k *Kernels) []int32 {
				part, h, m := make([]int32, p.PartSize()), make([]float32, p.Rows*s.columns.Width), make([]float32,
					p.ScratchSize(s.columns.Width))
				k.Score(p, 0, &s.columns, h, m, part)
				return part
			}
			want := part(reference)
			if got := part(k); !slices.Equal(got, want) {
				t.Errorf("%s, times %v: parts are %v, want %v", k.Name, scale, got, want)
			}
			coefficients := func(k *Kernels) ([]uint16, []float64) {
				g, loss := make([]uint16, p.CoefficientsSize()), make([]float64, 32)
				k.Coefficients(p, 0, [][]int32{want}, g, loss)
				return g, loss
			}
			wantG, wantLoss := coefficients(reference)
			gotG, gotLoss := coefficients(k)
			if !slices.Equal(gotG, wantG) || !slices.Equal(gotLoss, wantLoss) {
				t.Errorf("%s, times %v: coefficients %v, want %v; losses %v, want %v", k.Name, scale, gotG, wantG,
					gotLoss,
					wantLoss)
			}
		}
	}
}

// TestCoefficientsAgainstFloat64 checks that the coefficients are those of float64 rounded
// to half precision, and that the loss is right to a few units of float32.
func TestCoefficientsAgainstFloat64(t *testing.T) {
	p := NewPlan(4, 16)
	p.SetRate(1, 16)
	p.Target, p.Size = make([]int32, 20), make([]int32, 20)
	p.Negative = make([]int32, 16)
	for j := range p.Negative {
		p.Negative[j] = int32(1 + j)
	}
	for b := range 4 {
		p.Size[b] = 1
	}
	for _, k := range Available() {
		for x := -60.0; x <= 60; x += .37 {
			part := make([]int32, p.PartSize())
			for i := range part {
				part[i] = int32(x * (1 << (2 * Shift)))
			}
			y := float64(part[0]) / (1 << (2 * Shift))
			g, loss := make([]uint16, p.CoefficientsSize()), make([]float64, 32)
			k.Coefficients(p, 0, [][]int32{part}, g, loss)
			if got, want := float64(whole(g[0])), 1/(1+math.Exp(-y)); math.Abs(got-want) > 0x1.001p-11*want+0x1p-25 {
				t.Errorf("%s: a negative's coefficient at %v is %v, want %v", k.Name, y, got, want)
			}
			if got, want := float64(whole(g[4*16])), 1/(1+math.Exp(y)); math.Abs(got-want) > 0x1.001p-11*want+0x1p-25 {
				t.Errorf("%s: a target's coefficient at %v is %v, want %v", k.Name, y, got, want)
			}
			if want := 4 * math.Log1p(math.Exp(y)); math.Abs(loss[3]-want) > 4e-7*max(1, want) {
				t.Errorf("%s: the loss of four negatives at %v is %v, want %v", k.Name, y, loss[3], want)
			}
			if want := math.Log1p(math.Exp(-y)); math.Abs(loss[16]-want) > 4e-7*max(1, want) {
				t.Errorf("%s: the loss of a target at %v is %v, want %v", k.Name, y, loss[16], want)
			}
			if g[4*16+4] != 0 || loss[20] != 0 {
				t.Errorf("%s: a row that is not there has coefficient %v and loss %v", k.Name, g[4*16+4], loss[20])
			}
		}
	}
}

func TestQueriesEqualToTheBit(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, k := range implementations() {
		for n := range 150 {
			for _, rows := range []int{0, 1, 4, 7} {
				off, stride := r.IntN(16), n+r.IntN(3)
				x, m := guarded[float32](t, n, off), guarded[float32](t, max(0, (rows-1)*stride+n), off)
				weights := guarded[float32](t, rows, off)
				for _, s := range [][]float32{x, m, weights} {
					for i := range s {
						s[i] = float32(r.NormFloat64())
					}
				}
				want, got := make([]float32, rows), guarded[float32](t, rows, off)
				dots(want, x, m, stride)
				k.Dots(got, x, m, stride)
				if d := differ(got, want); d != "" {
					t.Errorf("%s: dots of %d columns and %d rows: %s", k.Name, n, rows, d)
				}
				clear(got)
				k.DotsAhead(got, x, m, stride)
				if d := differ(got, want); d != "" {
					t.Errorf("%s: dots ahead of %d columns and %d rows: %s", k.Name, n, rows, d)
				}
				twin := guarded[float32](t, n, off)
				for i := range twin {
					twin[i] = float32(r.NormFloat64())
				}
				pair := guarded[float32](t, rows, off)
				k.Estimates(got, pair, x, twin, m, stride)
				for i := range rows {
					row := m[i*stride : i*stride+n]
					estimated(t, k, got[i], x, row)
					estimated(t, k, pair[i], twin, row)
				}
				if rows > 2 { // a row that must not be looked at
					weights[2] = float32(math.Copysign(0, -1))
					for i := range n {
						m[2*stride+i] = float32(math.NaN())
					}
				}
				want, got = slices.Clone(x), guarded[float32](t, n, off)
				copy(got, x)
				mix(want, weights, m, stride)
				k.Mix(got, weights, m, stride)
				if d := differ(got, want); d != "" {
					t.Errorf("%s: mix of %d columns and %d rows: %s", k.Name, n, rows, d)
				}
			}
		}
	}
}

// estimated checks that an estimate of x·y is as exact as the comment of Kernels says.
func estimated(t *testing.T, k *Kernels, got float32, x, y []float32) {
	t.Helper()
	var want, xx, yy float64
	for i := range x {
		want += float64(x[i]) * float64(y[i])
		xx += float64(x[i]) * float64(x[i])
		yy += float64(y[i]) * float64(y[i])
	}
	if bound := float64(len(x)/8+8) * 0x1p-24 * math.Sqrt(xx*yy); !(math.Abs(float64(got)-want) <= bound) {
		t.Errorf("%s: a product of %d columns is %v, not within %v of %v", k.Name, len(x), got, bound, want)
	}
}

// TestDotBytes checks that the products of bytes are exact, up to the largest possible
// ones.
func TestDotBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, k := range Available() {
		for n := 0; n <= 160; n += 16 {
			for _, rows := range []int{0, 1, 4, 7} {
				off := r.IntN(16)
				x, m, got := guarded[int16](t, n, off), guarded[int8](t, rows*n, off), guarded[int32](t, rows, off)
				for i := range x {
					x[i] = int16(r.IntN(1<<16) - 1<<15)
				}
				for i := range m {
					m[i] = int8(r.IntN(256) - 128)
				}
				k.DotBytes(got, x, m)
				for i := range rows {
					want := 0
					for c := range n {
						want += int(x[c]) * int(m[i*n+c])
					}
					if int(got[i]) != want {
						t.Errorf("%s: row %d of %d, %d columns: %d, want %d", k.Name, i, rows, n, got[i], want)
					}
				}
			}
		}
	}
}

func TestNamed(t *testing.T) {
	if k, err := Named(Auto); err != nil || k != Best() {
		t.Errorf("auto gives %v, %v", k, err)
	}
	if k, err := Named("generic"); err != nil || k.Name != "generic" {
		t.Errorf("generic gives %v, %v", k, err)
	}
	if _, err := Named("abacus"); err == nil {
		t.Error("a kernel that is not there is no error")
	}
}

func TestProductsEqualToTheBit(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, k := range implementations() {
		for n := range 40 {
			off, stride, pitch := r.IntN(16), n+r.IntN(3), TileColumns+r.IntN(3)
			a, b := guarded[float32](t, (TileRows-1)*stride+n, off), guarded[float32](t, n*TileColumns, off)
			got := guarded[float32](t, (TileRows-1)*pitch+TileColumns, off)
			for _, s := range [][]float32{a, b, got} {
				for i := range s {
					s[i] = float32(r.NormFloat64())
				}
			}
			want := slices.Clone(got)
			referenceTile(want, pitch, a, stride, b)
			k.Tile(got, pitch, a, stride, b)
			if d := differ(got, want); d != "" {
				t.Errorf("%s: a tile of depth %d: %s", k.Name, n, d)
			}
		}
		for _, n := range []int{0, 16, 32, 160} {
			x, got, want := guarded[float32](t, n, 4), guarded[float32](t, n, 8), make([]float32, n)
			for i := range x {
				x[i] = float32(-100 * r.Float64())
			}
			if n > 16 {
				copy(x, []float32{0, -87, -86.999, -88, float32(math.Inf(-1)), -3e38, float32(math.NaN()), -1e-30})
			}
			exponentials(want, x, 0, 1)
			k.Exp(got, x, 0, 1)
			if d := differ(got, want); d != "" {
				t.Errorf("%s: exponentials: %s", k.Name, d)
			}
		}
	}
}

func TestExpAgainstFloat64(t *testing.T) {
	x, got := make([]float32, 1600), make([]float32, 1600)
	for i := range x {
		x[i] = 3 - float32(i)/9
	}
	exponentials(got, x, 3, .5)
	for i, v := range x {
		y := float64(v-3) * .5
		want := math.Exp(y)
		if y <= faint {
			want = 0
		}
		if math.Abs(float64(got[i])-want) > 3e-7*want {
			t.Errorf("exp(%v) = %v, want %v", y, got[i], want)
		}
	}
}
