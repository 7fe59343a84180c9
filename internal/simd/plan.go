package simd

// Limits of a plan.
const (
	MaxRows   = 16 // B, a multiple of 4
	MaxShared = 64 // N, a multiple of 8
)

// Matrices hold their numbers times 2^Shift, so that a product of two is in
// units of 2^(−2·Shift) and its integer part is what is exchanged.
const Shift = 9

// A Plan says what to train on: blocks one after another, which is all that the
// workers share. A row's context is Context[Begin[i]:Begin[i+1]].
type Plan struct {
	Rows   int // B, of a block
	Shared int // N, negatives of a block
	Pitch  int // N rounded up to a multiple of 16: the distance of rows of N numbers

	Begin   []int32   // one more than rows; like the slices below, with room for 16 beyond the last row
	Context []int32   // rows of the input matrix
	Inverse []float32 // 1/the size of the context
	Scale   []float32 // what a row's error is multiplied by before it goes to the context
	Target  []int32   // a row of the output matrix
	Live    []int32   // −1, or 0 for a row that only fills its block

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

// SetRate sets the learning rate of the plan's blocks, samples being K.
func (p *Plan) SetRate(alpha float32, samples int) {
	p.Rate = alpha
	p.NegativeRate = -alpha * float32(samples) / float32(p.Shared)
}

// PartSize is the length of a part of a block's scores and of its coefficients:
// B rows of Pitch numbers, and 16 for the targets.
func (p *Plan) PartSize() int { return p.Rows*p.Pitch + MaxRows }

// Columns are a worker's columns of both matrices, row after row, 64-byte
// aligned for speed.
type Columns struct {
	In, Out []float32
	Stride  int // floats from row to row, a multiple of 16
	Lanes   int // lanes that the worker owns
	Width   int // columns of a lane; Lanes·Width ≤ Stride
}
