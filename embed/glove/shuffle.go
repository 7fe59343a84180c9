package glove

// This file shuffles records without a table of their order: a bijection on the
// numbers below a power of two, applied until the result is below n (cycle walking,
// Black and Rogaway 2002).

import (
	"math/bits"

	"github.com/w2vattn/w2vattn/internal/splitmix"
)

// A permutation is a pseudorandom order of the numbers from 0 to n−1. It is computed for each
// number, without a table, so that training can resume anywhere.
type permutation struct {
	n    uint64
	bits int // of n−1, at least 1
	keys [4]uint64
}

// newPermutation returns the permutation of n ≥ 1 numbers for a key.
func newPermutation(n int, key uint64) permutation {
	p := permutation{n: uint64(n), bits: max(1, bits.Len64(uint64(n-1)))}
	for i := range p.keys {
		p.keys[i] = splitmix.Next(key + uint64(i))
	}
	return p
}

// at returns the number at position i. Each round maps the numbers of p.bits bits to each other:
// it adds a key, multiplies by an odd number, and combines the upper bits with the lower ones.
// A result of n or more is mapped again until it is below n, which happens fewer than two times
// on average (Black and Rogaway 2002, "Ciphers with arbitrary finite domains").
func (p permutation) at(i int) int {
	mask := uint64(1)<<p.bits - 1
	shift := (p.bits + 1) / 2
	for x := uint64(i); ; {
		for _, key := range p.keys {
			x = (x + key) & mask
			x = x * (key | 1) & mask
			x ^= x >> shift
		}
		if x < p.n {
			return int(x)
		}
	}
}

// The purposes of hashes, one stream of random numbers for each.
const (
	drawOrder = iota + 2 // 0 and 1: initial words and contexts
	drawRows
	drawColumns
)

// key returns the key of the hashes for a purpose in an epoch.
func (c Config) key(purpose, epoch int) uint64 {
	return splitmix.Next(splitmix.Next(uint64(c.Seed)<<8|uint64(purpose)) + uint64(epoch))
}
