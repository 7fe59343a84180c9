package numpy

// This file draws as numpy.random.default_rng, by PCG64 (O'Neill 2014) with numpy's
// own seeding.

import "math/bits"

// PCG64 is the generator of numpy.random.default_rng: a 128-bit linear congruential
// generator with the output permutation XSL-RR (O'Neill 2014). It is not safe for
// concurrent use. gensim draws the initial vectors from it.
type PCG64 struct {
	hi, lo       uint64 // state
	incHi, incLo uint64
	buffered     uint32 // high half of the last 64-bit output
	full         bool   // whether buffered holds one
}

// The two halves of the multiplier of the linear congruential generator.
const (
	pcgMulHi = 2549297995355413924
	pcgMulLo = 4865540595714422341
)

// NewPCG64 returns a generator that draws what default_rng(seed) draws.
func NewPCG64(seed uint64) *PCG64 {
	a := seedSequence(seed)
	// inc = 2·initseq + 1 over 128 bits.
	p := &PCG64{incHi: a[2]<<1 | a[3]>>63, incLo: a[3]<<1 | 1}
	p.step()
	var carry uint64
	p.lo, carry = bits.Add64(p.lo, a[1], 0)
	p.hi, _ = bits.Add64(p.hi, a[0], carry)
	p.step()
	return p
}

// step advances the state: state·multiplier + inc mod 2^128.
func (p *PCG64) step() {
	hi, lo := bits.Mul64(p.lo, pcgMulLo)
	hi += p.hi*pcgMulLo + p.lo*pcgMulHi
	var carry uint64
	p.lo, carry = bits.Add64(lo, p.incLo, 0)
	p.hi, _ = bits.Add64(hi, p.incHi, carry)
}

// Uint64 returns the next 64 random bits. XSL-RR: the exclusive or of the halves of the
// state, rotated by its upper six bits.
func (p *PCG64) Uint64() uint64 {
	p.step()
	return bits.RotateLeft64(p.hi^p.lo, -int(p.hi>>58))
}

// Uint32 returns the next 32 random bits: the low half of a 64-bit output, and at the
// next call its high half.
func (p *PCG64) Uint32() uint32 {
	if p.full {
		p.full = false
		return p.buffered
	}
	u := p.Uint64()
	p.buffered, p.full = uint32(u>>32), true
	return uint32(u)
}

// Float32 returns a number in [0, 1) with 24 random bits, as
// Generator.random(dtype=float32) does since numpy 1.19.
func (p *PCG64) Float32() float32 {
	return float32(p.Uint32()>>8) * (1.0 / (1 << 24))
}

// seedSequence expands a seed to 256 bits as numpy's SeedSequence does: the initial state
// of a PCG64 in two words, high one first, and its stream in two more. The constants are
// those of numpy's INIT_B and MULT_B.
func seedSequence(seed uint64) [4]uint64 {
	pool := seedPool(seed)
	var half [8]uint32
	g := uint32(0x8b51f9dd)
	for i := range half {
		v := pool[i%4] ^ g
		g *= 0x58f38ded
		v *= g
		half[i] = v ^ v>>16
	}
	var out [4]uint64
	for i := range out {
		out[i] = uint64(half[2*i]) | uint64(half[2*i+1])<<32
	}
	return out
}

// seedPool mixes the two 32-bit words of a seed into the entropy pool of SeedSequence. The
// constants are INIT_A, MULT_A, MIX_MULT_L and MIX_MULT_R. Each word of the pool is mixed
// into all others.
func seedPool(seed uint64) [4]uint32 {
	entropy := [4]uint32{uint32(seed), uint32(seed >> 32)}
	h := uint32(0x43b0d7e5)
	hashmix := func(v uint32) uint32 {
		v ^= h
		h *= 0x931e8875
		v *= h
		return v ^ v>>16
	}
	var pool [4]uint32
	for i := range pool {
		pool[i] = hashmix(entropy[i])
	}
	for src := range pool {
		for dst := range pool {
			if src != dst {
				r := 0xca01f9dd*pool[dst] - 0x4973f715*hashmix(pool[src])
				pool[dst] = r ^ r>>16
			}
		}
	}
	return pool
}
