// Package splitmix holds the functions of SplitMix64 (Steele et al. 2014), which
// turn numbers into hashes that look random. Stored models and checkpoints depend on their bits.
package splitmix

// Mix returns the finalizer of SplitMix64 of x, in which each bit depends on all
// bits of x. Different x give different results; 0 gives 0.
func Mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// Next returns the number that the generator SplitMix64 gives in state x.
func Next(x uint64) uint64 { return Mix(x + 0x9E3779B97F4A7C15) }
