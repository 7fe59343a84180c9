package numpy

// This file draws as numpy.random.RandomState, by the Mersenne Twister MT19937
// (Matsumoto and Nishimura 1998).

import (
	"math/bits"

	"gonum.org/v1/gonum/mathext/prng"
)

// MT19937 is the Mersenne Twister of numpy.random.RandomState. The generator is gonum's,
// whose bits are the same. It is not safe for concurrent use. gensim draws the seeds of
// jobs and the windows from it.
type MT19937 struct{ source prng.MT19937 }

// NewMT19937 returns a generator that draws what RandomState(seed) draws.
func NewMT19937(seed uint32) *MT19937 {
	m := &MT19937{}
	m.source.Seed(uint64(seed))
	return m
}

// Uint32 returns the next 32 random bits.
func (m *MT19937) Uint32() uint32 { return m.source.Uint32() }

// Intn returns a number in [0, n) as RandomState.randint(0, n) does: it masks a
// 32-bit draw to the bits of n-1 and draws again while the result is too large.
// n = 1 consumes no draw. It panics if n is 0.
func (m *MT19937) Intn(n uint32) uint32 {
	if n == 0 {
		panic("numpy: Intn of an empty range")
	}
	largest := n - 1
	if largest == 0 {
		return 0
	}
	mask := uint32(1)<<bits.Len32(largest) - 1
	for {
		if v := m.Uint32() & mask; v <= largest {
			return v
		}
	}
}
