package newwords

// This file holds the thresholds of what counts as a word. They trade words that are
// found against strings that are none.

import "fmt"

// A Config says which left parts of eojeols are new words.
type Config struct {
	MinCount     int64   // least number of eojeols that begin with a word
	MinCohesion  float64 // least cohesion, from 0 to 1
	MinEntropy   float64 // least right branching entropy, in nats
	MinParticles int     // least number of different particles that follow a word
	MaxLength    int     // syllables of the longest word, at least 2
	Top          int     // number of words, those with the highest scores; 0: all
	// Known keeps words that the dictionary of package korean has or puts together. Without
	// it, they are left out: see korean.Kind.
	Known bool
}

// Default returns the default configuration: words of 2 to 10 syllables that 5 eojeols
// begin with and 2 different particles follow, with a cohesion of 0.02 and an entropy of
// 0.5 nats. docs/benchmarks.md, section New Korean words, has the share of words that it
// finds.
func Default() Config {
	return Config{MinCount: 5, MinCohesion: 0.02, MinEntropy: 0.5, MinParticles: 2, MaxLength: 10}
}

// Validate returns an error if a field of c is out of its range.
func (c Config) Validate() error {
	switch {
	case c.MinCount < 1:
		return fmt.Errorf("newwords: min-count is %d, must be at least 1", c.MinCount)
	case !(c.MinCohesion >= 0 && c.MinCohesion <= 1):
		return fmt.Errorf("newwords: min-cohesion is %g, must be from 0 to 1", c.MinCohesion)
	case !(c.MinEntropy >= 0 && c.MinEntropy <= 100):
		return fmt.Errorf("newwords: min-entropy is %g, must be from 0 to 100", c.MinEntropy)
	case c.MinParticles < 0:
		return fmt.Errorf("newwords: min-particles is %d, must not be negative", c.MinParticles)
	case c.MaxLength < 2:
		return fmt.Errorf("newwords: max-length is %d, must be at least 2", c.MaxLength)
	case c.Top < 0:
		return fmt.Errorf("newwords: top is %d, must not be negative", c.Top)
	}
	return nil
}
