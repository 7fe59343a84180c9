package simd

import (
	"fmt"
	"strings"
	"sync/atomic"
)

// Kernels is an implementation of everything. Slices that are too short are the
// caller's mistake, which assembly does not notice.
type Kernels struct {
	Name string

	// Score makes block t's hidden vectors in h (B×Width) and the worker's part of
	// the scores. The argument m (ScratchSize) is scratch; with m[j] for a negative's
	// row,
	//
	//	h[b]    = (Σ of in over the context, in its order) · Inverse
	//	S[b][j] = Σ over lanes of round(Σ over the lane's columns, in order, of h[b][d]·m[j][d])
	//	s[b]    = Σ over columns of round(h[b][d]·o[d])
	//
	// where the products of S are fused with the additions.
	Score func(p *Plan, t int, c *Columns, h, m []float32, part []int32)

	// Coefficients adds up the parts of all workers and writes g[b][j] = σ(S[b][j]),
	// 0 where the negative is the target, and behind them g[b] = σ(−s[b]), in the
	// half precision of IEEE 754, which is half as much for the other workers to read.
	// To loss, if it is not nil, it adds the losses in float64: ln(1+eˢ) with
	// negatives to the first 16 numbers, by j mod 16, and ln(1+e⁻ˢ) with targets to
	// the other 16, by b.
	Coefficients func(p *Plan, t int, parts [][]int32, g []uint16, loss []float64)

	// Apply updates the worker's columns. With γ[b][j] = NegativeRate·g[b][j] and
	// γ[b] = Rate·g[b], it is for each row b
	//
	//	e    = (Σ over j, in order, of γ[b][j]·m[j] + γ[b]·o) · Scale
	//	o   += γ[b]·h[b]
	//	in  += e for the context, in its order
	//
	// where the sums with m of rows 4k to 4k+3 come before the changes of o; then
	// m[j] += Σ over b, in order, of γ[b][j]·h[b]. All products are fused with the
	// additions. The argument m (ScratchSize) is scratch.
	Apply func(p *Plan, t int, c *Columns, h []float32, g []uint16, m []float32)

	// Prefetch asks for rows of a matrix that will be needed soon, of so many floats
	// and so far from each other.
	Prefetch func(m []float32, width, stride int, rows []int32)

	// Publish sets a counter that others look at with [atomic.LoadInt64]: who sees
	// it there sees all that was written before. On x86 an ordinary store is enough
	// for that (Sewell et al. 2010, x86-TSO), where the atomic one of Go is an
	// exchange, which waits until the caches have taken all stores before it.
	Publish func(counter *int64, v int64)

	// Dots writes the products of x with rows of m, stride floats apart, to dst,
	// one for each of its elements. A product is the sum of 16 sums, the k-th of
	// which takes every 16th column from k on; they are added up in halves: 8
	// and 8, then 4 and 4, 2 and 2, 1 and 1.
	Dots func(dst, x, m []float32, stride int)

	// DotsAhead is Dots, to the bit, for rows that are not in the cache yet, and asks
	// for those behind them.
	DotsAhead func(dst, x, m []float32, stride int)

	// Estimates is Dots for two vectors of the same length n, but for rounding, which
	// differs between kernels: a product is within (n/8+8)·2⁻²⁴·‖x‖·‖row‖ of the true
	// one, if nothing overflows or underflows. So it may tell what can be left out,
	// but no result may depend on its bits.
	Estimates func(dst, dst2, x, x2, m []float32, stride int)

	// DotBytes writes the products of x, whose length is a multiple of 16, with
	// rows of m, which lie one behind the other. They are exact if
	// 128·len(x) times the largest number of x is below 2³¹.
	DotBytes func(dst []int32, x []int16, m []int8)

	// Mix adds weights[i] times row i of m to dst, in order. Rows of weight 0
	// are not looked at.
	Mix func(dst, weights, m []float32, stride int)

	// Tile adds a product to TileRows rows of TileColumns numbers each, pitch
	// floats apart, each number in the order of k, each product fused with its
	// addition:
	//
	//	dst[i][j] += Σ over k of a[i][k]·b[k][j]
	//
	// The rows of a lie stride floats apart, those of b, a panel, side by side.
	Tile func(dst []float32, pitch int, a []float32, stride int, b []float32)

	// Exp writes exp((x[i] − top)·inverse), within 3e-7 of it, or 0 if that is
	// below e⁻⁸⁷. The exponents must be 88 or less, and the length a multiple of
	// 16. A NaN gives 0.
	Exp func(dst, x []float32, top, inverse float32)
}

// generic works everywhere.
var generic = Kernels{
	Name: "generic", Score: score, Coefficients: coefficients, Apply: apply,
	Prefetch: func([]float32, int, int,
		[]int32) {
	}, Publish: atomic.StoreInt64, Dots: dots, DotsAhead: dots, Estimates: pairsOf(dots), DotBytes: dotBytes, Mix: mix,
	Tile: product, Exp: exponentials,
}

// Auto names the fastest kernels of the machine.
const Auto = "auto"

// Available returns the kernels that work on this machine, the fastest first.
func Available() []*Kernels { return available }

var available = append(native(), &generic)

// Best returns the fastest kernels of this machine.
func Best() *Kernels { return available[0] }

// Named returns the kernels of a name, or Best for Auto. A name that this
// machine does not have is an error that says which it has.
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
	return nil, fmt.Errorf("no kernel %q on this machine, which has %s", name, strings.Join(names, ", "))
}
