package word2vec

import (
	"runtime/debug"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/simd"
)

// Workers own columns, which hold their numbers times 2^simd.Shift.

// scatter hands the workers their columns of a word's vectors; out may be nil.
func (b *batched) scatter(word int, in, out []float32) {
	first := 0
	for _, w := range b.workers {
		c := &w.columns
		begin := word * c.Stride
		for d := range c.Used {
			c.In[begin+d] = in[first+d] * (1 << simd.Shift)
			if out != nil {
				c.Out[begin+d] = out[first+d] * (1 << simd.Shift)
			}
		}
		first += c.Used
	}
}

// gather puts the two matrices together. With release, the workers' columns of the
// words that are done go back to the system, where it takes them, and are lost.
func (b *batched) gather(release bool) (inputs, outputs blas32.General) {
	const atOnce = 1024 // words
	v, d := b.text.words.Len(), b.config.Dim
	inputs = blas32.General{Rows: v, Cols: d, Stride: d, Data: make([]float32, v*d)}
	outputs = blas32.General{Rows: v, Cols: d, Stride: d, Data: make([]float32, v*d)}
	for from := 0; from < v; from += atOnce {
		to := min(from+atOnce, v)
		first := 0
		for _, w := range b.workers {
			c := &w.columns
			for word := from; word < to; word++ {
				at, begin := word*d+first, word*c.Stride
				unscale(inputs.Data[at:at+c.Used], c.In[begin:])
				unscale(outputs.Data[at:at+c.Used], c.Out[begin:])
			}
			first += c.Used
			if release {
				c.Release(from, to)
			}
		}
	}
	return inputs, outputs
}

// copied returns a copy of what has been trained up to the end of this epoch.
func (b *batched) copied() trained {
	inputs, outputs := b.gather(false)
	return trained{loss: b.meanLoss(), heldOut: b.at.HeldOut, epochs: b.at.Epoch + 1, inputs: inputs.Data, outputs: outputs.Data}
}

func unscale(to, from []float32) {
	for d := range to {
		to[d] = from[d] * (1. / (1 << simd.Shift))
	}
}

// result puts the matrices together. What is not needed any more makes room, so
// that this takes no more memory than training.
func (b *batched) result() trained {
	for _, w := range b.workers {
		w.drafts, w.copies = [3]*draft{}, [2]*chunk{}
	}
	if !b.keepMemory {
		debug.FreeOSMemory()
	}
	inputs, outputs := b.gather(!b.keepMemory)
	return trained{loss: b.meanLoss(), heldOut: b.at.HeldOut, epochs: b.at.Epoch, inputs: inputs.Data, outputs: outputs.Data}
}
