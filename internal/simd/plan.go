package simd

// This file declares what kernels work on: a plan, which is a sequence of blocks of
// rows, and columns, the part of the matrices that a worker owns.
//
//	block of B rows    row: context words, target     shared: N negatives

import "unsafe"

// LaneWidth is the number of columns of a lane, whose products are summed before the sum is
// rounded: one register of AVX-512 or two of AVX2. Workers own whole lanes.
const LaneWidth = 16

// Limits of a plan.
const (
	MaxRows   = 16 // B, a multiple of 4
	MaxShared = 64 // N, a multiple of 8
)

// Shift is the exponent of the scale of matrices: they hold numbers times 2^Shift, so a
// product of two is in units of 2^(−2·Shift), and its integer part is exchanged.
const Shift = 9

// A Plan is a sequence of blocks to train on, the same for all workers. It is compact,
// because workers copy it. The context of row i is Size[i] of the Words from First[i] on,
// without the one at Skip[i].
type Plan struct {
	Rows   int // B, of a block
	Shared int // N, negatives of a block
	Pitch  int // N rounded up to a multiple of 16: the distance of rows of N numbers

	Words []int32 // rows of the input matrix

	// By rows; the capacity is 16 more than the rows.
	First  []int32 // in Words
	Size   []int32 // words of the context; 0: a padding row
	Skip   []int32 // in Words; −1: none
	Target []int32 // a row of the output matrix

	// By the size of a context.
	Inverse []float32 // 1/size
	Scale   []float32 // factor of the row's error before it is added to the context

	Negative []int32 // Pitch for each block: rows of the output matrix, of which the first Shared are used
	Mask     []int32 // Pitch: −1 for the first Shared, then 0
	RowMask  []int32 // 16: −1 for the first Rows, then 0

	Rate         float32 // α
	NegativeRate float32 // −α·K/N
	Unit         float32 // 2^(−2·Shift)
	MinusUnit    float32 // −Unit

	// Factor has for each block a row of Pitch numbers for each row: what Pairs multiplies the
	// coefficients with. Only Pairs uses it.
	Factor []int8
}

// NewPlan returns an empty plan for blocks of a number of rows (B) that share a number of
// negatives (N).
func NewPlan(rows, shared int) *Plan {
	p := &Plan{
		Rows: rows, Shared: shared, Pitch: (shared + 15) &^ 15,
		RowMask: make([]int32, MaxRows),
		Unit:    1. / (1 << (2 * Shift)), MinusUnit: -1. / (1 << (2 * Shift)),
	}
	p.Mask = make([]int32, p.Pitch)
	for i := range rows {
		p.RowMask[i] = -1
	}
	for j := range shared {
		p.Mask[j] = -1
	}
	return p
}

// Context returns the words of row i's context: those before and after the skipped one.
func (p *Plan) Context(i int) (before, after []int32) {
	first, end, skip := p.First[i], p.First[i]+p.Size[i], p.Skip[i]
	if skip < 0 {
		return p.Words[first:end], nil
	}
	return p.Words[first:skip], p.Words[skip+1 : end+1]
}

// SetRate sets the learning rate α of the plan's blocks and the number of negatives for
// each row, K = samples.
func (p *Plan) SetRate(alpha float32, samples int) {
	p.Rate = alpha
	p.NegativeRate = -alpha * float32(samples) / float32(p.Shared)
}

// PartSize returns the length of the partial scores of a block: B rows of Pitch numbers,
// and 16 numbers for the targets.
func (p *Plan) PartSize() int { return p.Rows*p.Pitch + MaxRows }

// CoefficientsSize returns the length of a block's coefficients: as many numbers in half
// precision, rounded up to whole cache lines.
func (p *Plan) CoefficientsSize() int { return (p.PartSize() + 31) &^ 31 }

// ScratchSize returns the length of the kernels' scratch buffer for rows of width floats.
// Score uses it for sums and for the negatives by columns; Apply uses it for the
// coefficients as float32 and the errors of four rows.
func (p *Plan) ScratchSize(width int) int {
	return max(width*p.Pitch, p.PartSize()+4*width)
}

// Columns are a worker's columns of both matrices, row after row, 64-byte
// aligned for speed.
type Columns struct {
	In, Out []float32
	Width   int // floats of a row, a multiple of 16
	Used    int // of them that hold data; the others are zeros
	Stride  int // floats from row to row

	// Ahead are the numbers of B rows of both matrices that Apply requests into the cache, if
	// [Kernels].ApplyPrefetches says so; then it must not be shorter.
	Ahead []int32
}

// NewColumns returns zeros for a number of rows. The rows of the two matrices alternate,
// so that the two rows of a word, which are often used together, are on one page.
func NewColumns(rows, width, used int) Columns {
	m := Alloc(2 * rows * width)
	return Columns{In: m, Out: m[min(width, len(m)):], Width: width, Used: used, Stride: 2 * width}
}

// Words returns the rows of both matrices for the words from ≤ id < to.
func (c *Columns) Words(from, to int) []float32 { return c.In[from*c.Stride : to*c.Stride] }

// Release returns the memory of the rows of the words from ≤ id < to to the system, where
// that is supported. The rows become undefined.
func (c *Columns) Release(from, to int) { release(c.Words(from, to)) }

// Floats returns the memory of integers as float32 for Prefetch, without a copy.
func Floats[T int32 | uint16](m []T) []float32 {
	return unsafe.Slice((*float32)(unsafe.Pointer(unsafe.SliceData(m))), len(m)*int(unsafe.Sizeof(m[0]))/4)
}
