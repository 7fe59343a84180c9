package word2vec

// This file copies vectors between the workers' columns, in which they are trained,
// and the V×D matrices of a model. Worker i has a V×width matrix of its lanes; a
// word's vector is the rows of all workers side by side:
//
//	worker 0        worker 1          matrix
//	[x0 … x47]      [x48 … x99 pad]   [x0 … x99]

import (
	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/simd"
)

// The columns of a worker hold the numbers of the vectors times 2^simd.Shift, because
// partial scores are rounded to integers.

// scatter copies a word's vectors, of length D, to the workers' columns; out may be nil.
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

// gather assembles the two V×D matrices from the workers' columns. With release, the
// columns are lost: their memory is returned to the system as their words are copied, where
// the system supports that. Then at most 1,024 words are in memory twice at a time.
func (b *batched) gather(release bool) (inputs, outputs blas32.General) {
	const atOnce = 1024 // words
	v, d := b.text.Words.Len(), b.config.Dim
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

// unscale writes the numbers of from, divided by 2^simd.Shift, to to. The division is
// exact.
func unscale(to, from []float32) {
	for d := range to {
		to[d] = from[d] * (1. / (1 << simd.Shift))
	}
}

// Result assembles the matrices. At the end it first frees the chunks, so that it takes
// no more memory than training.
func (b *batched) Result(last bool) train.Result {
	if last {
		for _, w := range b.workers {
			w.prepared, w.copies = [3]*preparedChunk{}, [2]*chunk{}
		}
		b.options.FreeMemory()
	}
	inputs, outputs := b.gather(last && !b.options.KeepMemory)
	return train.Result{Inputs: inputs, Matrices: map[string]blas32.General{outputsName: outputs}, Loss: b.meanLoss(),
		HeldOut: b.at.HeldOut}
}
