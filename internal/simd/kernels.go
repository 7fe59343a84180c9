package simd

// This file lists the implementations and chooses one. All give the same bits, so the
// choice is of speed only.

import (
	"fmt"
	"strings"
	"sync/atomic"
)

// Kernels is one implementation of all kernels. Its functions are safe for concurrent
// use on different memory. They do not check lengths: slices that are too short are a
// programming error, which assembly does not detect.
type Kernels struct {
	Name string

	// Score computes the hidden vectors of block t in h (B×Width) and the worker's partial
	// scores in part (PartSize). The argument m (ScratchSize) is scratch. With m[j] for the
	// row of negative j,
	//
	//	h[b]    = (Σ of in over the context, in its order) · Inverse
	//	S[b][j] = Σ over lanes of round(Σ over the lane's columns, in order, of h[b][d]·m[j][d])
	//	s[b]    = Σ over columns of round(h[b][d]·o[d])
	//
	// where the products of S are fused with the additions.
	Score func(p *Plan, t int, c *Columns, h, m []float32, part []int32)

	// Coefficients adds the partial scores of all workers and writes g[b][j] = σ(S[b][j]),
	// or 0 where the negative is the target, followed by g[b] = σ(−s[b]), in IEEE 754 half
	// precision, which halves the data that other workers read. If loss is not nil, it
	// adds the losses to it in float64: ln(1+eˢ) with
	// negatives to the first 16 numbers, by j mod 16, and ln(1+e⁻ˢ) with targets to
	// the other 16, by b.
	Coefficients func(p *Plan, t int, parts [][]int32, g []uint16, loss []float64)

	// Pairs takes the place of Coefficients where a row has several targets, which are among the
	// block's negatives. With the factors f of the plan, it writes g[b][j] = f·σ(S) for f > 0, a
	// negative, f·σ(−S) for f < 0, a target, and 0 for f = 0, and then zeros for the g[b]. If loss is
	// not nil, it adds |f|·ln(1+eˢ) or |f|·ln(1+e⁻ˢ), over the rows in order, to the
	// first 16 numbers, by j mod 16.
	Pairs func(p *Plan, t int, parts [][]int32, g []uint16, loss []float64)

	// Apply adds the gradients of block t to the worker's columns. With the factors
	// γ[b][j] = NegativeRate·g[b][j] and γ[b] = Rate·g[b], it is for each row b
	//
	//	e    = (Σ over j, in order, of γ[b][j]·m[j] + γ[b]·o) · Scale
	//	o   += γ[b]·h[b]
	//	in  += e for the context, in its order
	//
	// where the sums with m of rows 4k to 4k+3 come before the changes of o; then
	// m[j] += Σ over b, in order, of γ[b][j]·h[b]. All products are fused with the
	// additions. The argument m (ScratchSize) is scratch.
	Apply func(p *Plan, t int, c *Columns, h []float32, g []uint16, m []float32)

	// ApplyPrefetches reports whether Apply requests the rows c.Ahead into the cache, a few
	// after each tile. The processor can have only some tens of requests in flight, and Apply
	// itself finds nearly all of its data in the first-level cache.
	ApplyPrefetches bool

	// Prefetch requests the given rows of m, which has rows of width floats, stride floats
	// apart, into the cache.
	Prefetch func(m []float32, width, stride int, rows []int32)

	// Publish sets a counter that other goroutines read with [atomic.LoadInt64]. A
	// goroutine that reads v also sees everything that was written before Publish. On
	// x86 an ordinary store is enough for that (Sewell et al. 2010, x86-TSO); the atomic
	// store of Go is an exchange, which waits for all earlier stores.
	Publish func(counter *int64, v int64)

	// Dots writes the products of x with rows of m, stride floats apart, to dst,
	// one for each of its elements. A product is the sum of 16 partial sums, of which the
	// k-th covers every 16th column from k on. They are added in halves: 8 and 8, then 4
	// and 4, 2 and 2, 1 and 1.
	Dots func(dst, x, m []float32, stride int)

	// DotsAhead is Dots, with the same bits, for rows that are not in the cache: it also
	// prefetches the rows that follow.
	DotsAhead func(dst, x, m []float32, stride int)

	// Estimates is Dots for two vectors of the same length n, but for rounding, which
	// differs between kernels: a product is within (n/8+8)·2⁻²⁴·‖x‖·‖row‖ of the true
	// one, if nothing overflows or underflows. Use it only to exclude rows: no result may
	// depend on its bits.
	Estimates func(dst, dst2, x, x2, m []float32, stride int)

	// DotBytes writes the products of x, whose length is a multiple of 16, with
	// rows of m, which are contiguous. They are exact if
	// 128·len(x) times the largest number of x is below 2³¹.
	DotBytes func(dst []int32, x []int16, m []int8)

	// Mix adds weights[i] times row i of m to dst, in order. Rows of weight 0
	// are not read.
	Mix func(dst, weights, m []float32, stride int)

	// Tile adds a matrix product to TileRows rows of TileColumns numbers, pitch floats
	// apart. Sums are in the order of k, and products are fused with the additions:
	//
	//	dst[i][j] += Σ over k of a[i][k]·b[k][j]
	//
	// The rows of a are stride floats apart; those of b, a panel, are contiguous.
	Tile func(dst []float32, pitch int, a []float32, stride int, b []float32)

	// AdaGrad makes one step of AdaGrad on two rows x and y whose product has the derivative slope.
	// A row of n numbers, a multiple of 16, is followed by its n accumulators: v follows x, and
	// u follows y. With the numbers before the step on the right, and p and q between,
	//
	//	p = rate·clip(slope·y),  x = x − p/√v,  v = v + p²
	//	q = rate·clip(slope·x),  y = y − q/√u,  u = u + q²
	//
	// where clip limits a number to ±[Clip]. Every operation is rounded.
	AdaGrad func(x, y []float32, slope, rate float32)

	// SGD makes one step of gradient descent on two rows x and y of the same length, a multiple of
	// 16, whose product has the derivative slope. With the numbers before the step on the right,
	//
	//	x = x − rate·clip(slope·y),  y = y − rate·clip(slope·x)
	//
	// where clip limits a number to ±[Clip]. Every operation is rounded.
	SGD func(x, y []float32, slope, rate float32)

	// Exp writes exp((x[i] − top)·inverse), within 3e-7 of it, or 0 if that is
	// below e⁻⁸⁷. The exponents must be 88 or less, and the length a multiple of
	// 16. A NaN gives 0.
	Exp func(dst, x []float32, top, inverse float32)
}

// generic is the implementation in plain Go, for all machines.
var generic = portable()

// portable returns the kernels in plain Go that are right on this machine.
func portable() Kernels {
	if fuses() {
		return portableOf[float32]()
	}
	return portableOf[float64]()
}

// portableOf returns the kernels in plain Go that compute fused products in T.
func portableOf[T number]() Kernels {
	return Kernels{
		Name: "generic", Score: score[T], Coefficients: coefficients, Pairs: pairs, Apply: apply[T],
		Prefetch: func([]float32, int, int, []int32) {}, Publish: atomic.StoreInt64, Dots: dots, DotsAhead: dots,
		Estimates: pairsOf(dots), DotBytes: dotBytes, Mix: mix,
		Tile: product[T], AdaGrad: adaGrad, SGD: sgd, Exp: exponentials,
	}
}

// Auto stands for the fastest kernels of the machine in Named.
const Auto = "auto"

// Available returns the kernels that this machine supports, the fastest first.
func Available() []*Kernels { return available }

// available are the kernels that this machine supports, the fastest first.
var available = append(native(), &generic)

// Best returns the fastest kernels of this machine.
func Best() *Kernels { return available[0] }

// Named returns the kernels of a name, or Best for Auto. For a name that this machine
// does not support, the error lists those that it does.
func Named(name string) (*Kernels, error) {
	if name == Auto {
		return Best(), nil
	}
	var names []string
	for _, k := range available {
		if k.Name == name {
			return k, nil
		}
		names = append(names, k.Name)
	}
	return nil, fmt.Errorf("this machine has no kernel %q; it has %s", name, strings.Join(names, ", "))
}
