package simd

import "unsafe"

// LaneWidth is the number of columns whose products are summed up before they are
// rounded, and the least that a worker can own but for the last one.
const LaneWidth = 16

// Limits of a plan.
const (
	MaxRows   = 16 // B, a multiple of 4
	MaxShared = 64 // N, a multiple of 8
)

// Shift is the power of two that matrices hold their numbers times, so that a product of two is in
// units of 2^(−2·Shift) and its integer part is what is exchanged.
const Shift = 9

// A Plan says what to train on: blocks one after another, the same for all workers,
// who copy it, and so as small as can be. Row i's context is Size[i] of the
// Words from First[i] on; the one at Skip[i] is left out.
type Plan struct {
	Rows   int // B, of a block
	Shared int // N, negatives of a block
	Pitch  int // N rounded up to a multiple of 16: the distance of rows of N numbers

	Words []int32 // rows of the input matrix

	// By rows; the capacity is 16 more than the rows.
	First  []int32 // in Words
	Size   []int32 // of the context; 0: the row only fills its block
	Skip   []int32 // in Words; −1: none
	Target []int32 // a row of the output matrix

	// By the size of a context.
	Inverse []float32 // 1/size
	Scale   []float32 // what the row's error is multiplied by before it goes to the context

	Negative []int32 // Pitch a block: rows of the output matrix; those from Shared on count for nothing
	Mask     []int32 // Pitch: −1 for the first Shared, then 0
	RowMask  []int32 // 16: −1 for the first Rows, then 0

	Rate         float32 // α
	NegativeRate float32 // −α·K/N
	Unit         float32 // 2^(−2·Shift)
	MinusUnit    float32 // −Unit
}

// NewPlan returns a plan for blocks of so many rows and negatives, each row
// being worth samples negatives (K).
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

// Context returns the words of row i's context, in two parts.
func (p *Plan) Context(i int) (before, after []int32) {
	first, end, skip := p.First[i], p.First[i]+p.Size[i], p.Skip[i]
	if skip < 0 {
		return p.Words[first:end], nil
	}
	return p.Words[first:skip], p.Words[skip+1 : end+1]
}

// SetRate sets the learning rate of the plan's blocks, samples being K.
func (p *Plan) SetRate(alpha float32, samples int) {
	p.Rate = alpha
	p.NegativeRate = -alpha * float32(samples) / float32(p.Shared)
}

// PartSize is the length of a part of a block's scores: B rows of Pitch numbers, and
// 16 for the targets.
func (p *Plan) PartSize() int { return p.Rows*p.Pitch + MaxRows }

// CoefficientsSize is the length of a block's coefficients, which are as many in
// half precision, and whole cache lines.
func (p *Plan) CoefficientsSize() int { return (p.PartSize() + 31) &^ 31 }

// ScratchSize is the length of what the kernels keep their own numbers in, with rows
// of width floats: Score a register of sums for each row, then the negatives by
// columns; Apply the coefficients as floats and the errors of four rows.
func (p *Plan) ScratchSize(width int) int {
	return max(width*p.Pitch, p.PartSize()+4*width)
}

// Columns are a worker's columns of both matrices, row after row, 64-byte
// aligned for speed.
type Columns struct {
	In, Out []float32
	Width   int // floats of a row, a multiple of 16
	Used    int // of them that hold numbers; zeros follow
	Stride  int // floats from row to row
}

// NewColumns returns zeros for so many rows. Those of the two matrices alternate:
// a word's are often wanted together, and so share a page.
func NewColumns(rows, width, used int) Columns {
	m := Alloc(2 * rows * width)
	return Columns{In: m, Out: m[min(width, len(m)):], Width: width, Used: used, Stride: 2 * width}
}

// Words returns both matrices' rows from one word to another, as NewColumns laid
// them out.
func (c *Columns) Words(from, to int) []float32 { return c.In[from*c.Stride : to*c.Stride] }

// Release gives the memory of some words' rows back to the system where it can. What
// they hold is lost.
func (c *Columns) Release(from, to int) { release(c.Words(from, to)) }

// Floats returns the floats that have the same bits as integers, for Prefetch.
func Floats[T int32 | uint16](m []T) []float32 {
	return unsafe.Slice((*float32)(unsafe.Pointer(unsafe.SliceData(m))), len(m)*int(unsafe.Sizeof(m[0]))/4)
}
