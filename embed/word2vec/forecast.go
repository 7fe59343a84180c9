package word2vec

// This file computes what training will take, without training: tokens, memory and
// the sizes of files. The command doctor shows it before a long run. Sizes are exact
// for the matrices; the ids of the corpus and the chunks come in addition (package
// train).

import (
	"context"
	"math"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/internal/sampling"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// ExpectedTokens returns the expected number of tokens of an epoch that are trained on: the
// tokens of v's words that subsampling keeps, Σ count·p(count).
func (c Config) ExpectedTokens(v *vocab.Vocab) float64 {
	keep, sum := sampling.Keep(v, c.Sample), 0.
	for id := range v.All() {
		n := float64(v.Count(id))
		if keep != nil {
			n *= float64(keep[id]) / math.MaxUint32
		}
		sum += n
	}
	return sum
}

// PeakBytes returns the most memory that the vectors of a number of words take in
// training: input and output vectors and, with hierarchical softmax, those of the tree.
// At the end the batched trainer copies its workers' columns to matrices. This takes
// no more memory where the columns can be returned to the system meanwhile, and twice
// as much where they cannot. Writing a checkpoint takes twice as much on all systems.
func (c Config) PeakBytes(words int) int64 {
	if c.Trainer == Batched {
		bytes := 2 * 4 * int64(words) * int64(lanes(c.Dim)*simd.LaneWidth)
		if !simd.Releases {
			bytes += c.MatrixBytes(words)
		}
		return bytes
	}
	return c.MatrixBytes(words)
}

// MatrixBytes returns the size in bytes of the matrices of a trained model with a number
// of words, in memory and in a native file: V×D float32 of input vectors, of output
// vectors with negative sampling, and of the tree's nodes with hierarchical softmax.
func (c Config) MatrixBytes(words int) int64 {
	matrix := 4 * int64(words) * int64(c.Dim)
	bytes := matrix
	for _, has := range []bool{c.HS, c.Negative > 0} {
		if has {
			bytes += matrix
		}
	}
	return bytes
}

// nativeWord is the number of bytes of a word in a native file besides its text and its
// vectors: offset, count and position in the sorted order.
const nativeWord = 8 + 8 + 4

// FileBytes returns the least sizes in bytes of the native file of a model with the words
// of v, and of its checkpoint, which has input and output vectors.
func (c Config) FileBytes(v *vocab.Vocab) (native, checkpoint int64) {
	words := int64(nativeWord * v.Len())
	for _, word := range v.All() {
		words += int64(len(word))
	}
	return words + c.MatrixBytes(v.Len()), words + 2*4*int64(v.Len())*int64(c.Dim)
}

// Steady returns the configuration with the mean learning rate of a whole training: the
// time that postponed rows take depends on it.
func (c Config) Steady() train.Trainer {
	c.Epochs, c.Patience = math.MaxInt32/2, 0
	c.Alpha = (c.Alpha + c.MinAlpha) / 2
	c.MinAlpha = c.Alpha
	return c
}

// Measure is [train.Measure].
func Measure(ctx context.Context, sample corpus.Source, v *vocab.Vocab, c Config, d time.Duration,
	options ...Option) (Pace, error) {
	return train.Measure(ctx, sample, v, c, d, options...)
}
