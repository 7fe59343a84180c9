package sampling

import (
	"math"
	"math/bits"

	"github.com/w2vattn/w2vattn/internal/splitmix"
	"github.com/w2vattn/w2vattn/vocab"
)

const (
	// leastSequence is the least length of a sequence, 256 KiB.
	leastSequence = 1 << 16
	// sequenceWords is the least length of a sequence as a multiple of the number of words. The
	// number of times that a word occurs is rounded to a whole number, so a longer sequence is
	// closer to the distribution.
	sequenceWords = 16
)

// NewSequence returns words of v in random order, in which each occurs in proportion to
// count^exponent, rounded up or down to a whole number of times. To read words one after
// another is faster than to draw each from an [Alias] table, which is too large for the
// cache. The order depends on key. The length is a power of two.
func NewSequence(v *vocab.Vocab, exponent float64, key uint64) []int32 {
	s := make([]int32, 1<<bits.Len(uint(max(leastSequence, sequenceWords*v.Len())-1)))
	sums, total := make([]float64, v.Len()), 0.
	for id := range sums {
		// Rounded: the last digits of Pow differ between machines.
		total += float64(float32(math.Pow(float64(v.Count(vocab.ID(id))), exponent)))
		sums[id] = total
	}
	// Element i is the word at (i + ½)/len(s) of the distribution.
	id := 0
	for i := range s {
		at := (float64(i) + .5) * total / float64(len(s))
		for id < len(sums)-1 && sums[id] <= at {
			id++
		}
		s[i] = int32(id)
	}
	for i := len(s) - 1; i > 0; i-- { // Fisher–Yates
		k := Below(uint32(splitmix.Next(key+uint64(i))>>32), i+1)
		s[i], s[k] = s[k], s[i]
	}
	return s
}
