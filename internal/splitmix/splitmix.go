// Package splitmix contains the hash functions of the random number generator SplitMix64
// (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"). Stored
// models and checkpoints depend on their bits.
package splitmix

// Mix returns the finalizer of SplitMix64 for x. Each bit of the result depends on all
// bits of x. Mix is a bijection; Mix(0) is 0.
func Mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// Next returns the number that the generator SplitMix64 returns in state x.
func Next(x uint64) uint64 { return Mix(x + 0x9E3779B97F4A7C15) }
