package word2vec

// This file holds the tables of the gensim trainer: running sums of count^¾ for the
// negatives, and σ and its logarithm at 1,000 points. They reproduce gensim's,
// including its rounding, because a digit that differs in a table differs in every
// vector soon.

import (
	"math"
	"sort"

	"github.com/w2vattn/w2vattn/vocab"
)

// noise draws negative samples in proportion to count^exponent.
type noise struct {
	cum   []uint32 // running sums, scaled so that the last is 2^31−1
	first []int32  // by the upper bits of a draw: the first word it can be
}

// noiseTotal is the total of the sums in gensim. noiseShift gives noise.first 2^16 entries
// (256 kB). The drawn words do not depend on it. No measurement of other sizes is recorded.
// The table of σ. gensim divides by integers, so a unit of the score has 83 entries
// and not 83⅓.
const (
	noiseTotal = math.MaxInt32 // draws are below it
	noiseShift = 15            // a draw shifted by it is an index of first
)

// newNoise returns the distribution of the words of v. The sums are rounded as gensim
// rounds them, half to even, so that a draw gives the same word.
func newNoise(v *vocab.Vocab, exponent float64) *noise {
	weights := make([]float64, v.Len())
	var total, sum float64
	for i := range weights {
		weights[i] = math.Pow(float64(v.Count(vocab.ID(i))), exponent)
		total += weights[i]
	}
	n := &noise{cum: make([]uint32, len(weights))}
	for i, w := range weights {
		sum += w
		n.cum[i] = uint32(math.RoundToEven(sum / total * noiseTotal))
	}
	n.cum[len(n.cum)-1] = noiseTotal
	n.first = make([]int32, noiseTotal>>noiseShift+2)
	for i := range n.first {
		n.first[i] = int32(sort.Search(len(n.cum)-1,
			func(k int) bool { return uint64(n.cum[k]) >= uint64(i)<<noiseShift }))
	}
	return n
}

// draw returns the first word whose running sum is at least r, for r below 2^31−1. The
// table of first words narrows the binary search to a few words; a search among all
// words would take longer than the arithmetic of a sample.
func (n *noise) draw(r uint32) vocab.ID {
	lo, hi := n.first[r>>noiseShift], n.first[r>>noiseShift+1]
	for lo < hi {
		mid := (lo + hi) / 2
		if n.cum[mid] >= r {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return vocab.ID(lo)
}

const (
	sigmoidSize  = 1000 // entries of the table, as in word2vec.c and gensim
	sigmoidReach = 6    // scores beyond ±6 change nothing
	sigmoidScale = 83   // entries for each unit of the score: gensim's integer (1000/6)/2
)

// sigmoidTable holds σ over (−6, 6), and logSigmoid its logarithm, with the same
// roundings to float32 as gensim, which determine the last bit of an entry.
var sigmoidTable, logSigmoid = func() (s, l [sigmoidSize]float32) {
	for i := range s {
		x := (float64(float32(i)/float32(sigmoidSize))*2 - 1) * sigmoidReach
		e := float64(float32(math.Exp(x)))
		s[i] = float32(e / (e + 1))
		l[i] = float32(math.Log(float64(s[i])))
	}
	return s, l
}()

// sigmoidIndex returns the entry for a score in (−6, 6).
func sigmoidIndex(f float32) int { return int((float64(f) + sigmoidReach) * sigmoidScale) }
