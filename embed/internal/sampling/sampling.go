package sampling

// This file draws random numbers for training: streams of hashes, words in proportion
// to count^exponent, and subsampling. Subsampling keeps an occurrence of a word of
// frequency f with the probability min(1, √(t/f) + t/f), where t is the threshold.

import (
	"math"

	"github.com/w2vattn/w2vattn/internal/splitmix"
	"github.com/w2vattn/w2vattn/vocab"
)

// Stream returns the key of the draws for a purpose in an epoch.
func Stream(seed uint32, purpose, epoch int) uint64 {
	return splitmix.Next(splitmix.Next(uint64(seed)<<8|uint64(purpose)) + uint64(epoch))
}

// Below returns a number from 0 to n−1 from 32 random bits. It multiplies instead of
// dividing (Lemire 2019, arXiv:1805.10941). The numbers are not exactly equally likely:
// their probabilities differ by at most 2^−32.
func Below(draw uint32, n int) int { return int(uint64(draw) * uint64(n) >> 32) }

// An Alias table draws words in proportion to count^exponent in constant time: each of
// its V entries has the same probability and is divided between two words (Walker 1977;
// construction by Vose 1991).
type Alias []aliasEntry

// An aliasEntry is one of V equally probable entries; its index is the id of its own word.
type aliasEntry struct {
	own   uint32 // a draw up to own gives the entry's own word, a larger one gives other
	other vocab.ID
}

// NewAlias returns the table of the words of v, in O(V). share[i] is the probability of
// word i times V. Each step takes a word with a share below 1, fills its entry up with a
// word of a larger share, and reduces that share by the difference.
func NewAlias(v *vocab.Vocab, exponent float64) Alias {
	share := make([]float64, v.Len())
	var total float64
	for i := range share {
		// Rounded: the last digits of Pow differ between machines.
		share[i] = float64(float32(math.Pow(float64(v.Count(vocab.ID(i))), exponent)))
		total += share[i]
	}
	a := make(Alias, len(share))
	var small, large []vocab.ID
	for i := range share {
		share[i] *= float64(len(share)) / total
		a[i] = aliasEntry{math.MaxUint32, vocab.ID(i)}
		if share[i] < 1 {
			small = append(small, vocab.ID(i))
		} else {
			large = append(large, vocab.ID(i))
		}
	}
	for len(small) > 0 && len(large) > 0 {
		p, r := small[len(small)-1], large[len(large)-1]
		small = small[:len(small)-1]
		a[p] = aliasEntry{uint32(share[p] * math.MaxUint32), r}
		if share[r] -= 1 - share[p]; share[r] < 1 {
			large = large[:len(large)-1]
			small = append(small, r)
		}
	}
	return a
}

// Draw returns the word for 64 random bits: the upper half selects the entry, the lower
// half one of its words.
func (a Alias) Draw(r uint64) vocab.ID {
	word := vocab.ID(Below(uint32(r>>32), len(a)))
	e := a[word]
	if uint32(r) > e.own { // compiled without a branch
		word = e.other
	}
	return word
}

// Keep returns the probability of each word to be kept by subsampling, in
// units of 2^−32, or nil if all are kept. With the threshold t, a word of count c is
// kept with the probability
//
//	p = (√(c/t) + 1) · t/c     (word2vec.c; the paper's is √(t/c))
//
// A sample below 1 is a fraction of the corpus, t = sample · total. From 1 on, gensim
// treats it as a count, t = sample · (3+√5)/2.
func Keep(v *vocab.Vocab, sample float64) []uint32 {
	if sample == 0 {
		return nil
	}
	t := sample * float64(v.Total())
	if sample >= 1 {
		t = math.Trunc(sample * (3 + math.Sqrt(5)) / 2)
	}
	keep := make([]uint32, v.Len())
	for i := range keep {
		c := float64(v.Count(vocab.ID(i)))
		p := (math.Sqrt(c/t) + 1) * (t / c)
		if !(p < 1) { // also for a count of 0: such a word does not occur
			p = 1
		}
		keep[i] = uint32(p * math.MaxUint32)
	}
	return keep
}
