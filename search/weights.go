package search

// This file computes token weights, by which frequent words count less: 1 for all,
// inverse document frequency (Spärck Jones 1972), or smooth inverse frequency a/(a +
// p) for a word of probability p (Arora, Liang and Ma 2017).

import (
	"fmt"
	"math"
)

// A Weighting determines the token weight of a word, which does not depend on the query.
type Weighting string

// The weightings. A word occurs n times among N tokens, and in m of M sentences.
const (
	Even Weighting = "even" // 1: all words count alike
	IDF  Weighting = "idf"  // ln(1 + M/m), inverse document frequency (Spärck Jones 1972)
	SIF  Weighting = "sif"  // a/(a + n/N), a = 1e-3, smooth inverse frequency (Arora et al. 2017)
)

// sifA is the parameter a of SIF. The paper recommends 1e-3 to 1e-4.
const sifA = 1e-3

// ParseWeighting returns the weighting of that name. The error for another name lists
// the names.
func ParseWeighting(name string) (Weighting, error) {
	switch w := Weighting(name); w {
	case Even, IDF, SIF:
		return w, nil
	}
	return "", fmt.Errorf("search: unknown weighting %q; use even, idf or sif", name)
}

// Options are the parameters of the ranking. Begin with [Default]; the zero value is
// invalid.
type Options struct {
	Weighting Weighting
	Common    bool // remove the common direction of the sentences; see the package comment
	// Temperature divides q·v/√D before the exponential. 0 is BySpread; with math.Inf(1)
	// the attention has no effect, and only Weighting counts.
	Temperature float64
	// Spread determines the temperature T of each query if Temperature is BySpread. Let d
	// be the standard deviation of the scores q·v/√D of the query with all tokens of the
	// corpus. Then T = d/Spread, so that the scores divided by T have the standard
	// deviation Spread. For example, take two words with the same token weight: the score
	// of one is the mean of the scores, and the score of the other is larger by d. The
	// second gets exp(Spread) times the attention weight of the first. This ratio does not
	// depend on the norms of the vectors. If Spread is 0, the attention has no effect.
	Spread float64
}

// Default returns the options to begin with: SIF, the common direction removed, a spread
// of 0.1. Section "Search rankings" of docs/benchmarks.md compares them with others.
func Default() Options {
	return Options{Weighting: SIF, Common: true, Temperature: BySpread, Spread: 0.1}
}

// BySpread is a value of [Options].Temperature. It means that the temperature is not fixed: it
// is computed for each query, from Options.Spread and from the products q·v/√D of the query
// with the tokens of the corpus.
const BySpread = 0.0

// check returns an error for invalid options. Spread is checked even if Temperature does
// not use it.
func (o Options) check() error {
	if _, err := ParseWeighting(string(o.Weighting)); err != nil {
		return err
	}
	if o.Temperature < 0 || math.IsNaN(o.Temperature) {
		return fmt.Errorf("search: the temperature is %v, must be above 0, infinite or BySpread", o.Temperature)
	}
	if !(o.Spread >= 0) || math.IsInf(o.Spread, 1) {
		return fmt.Errorf("search: the spread is %v, must be 0 or more and finite", o.Spread)
	}
	return nil
}

// indexStats are the statistics of the words of an index.
type indexStats struct {
	counts, docFreqs  []int64 // V: occurrences of the word, sentences that contain it
	tokens, sentences int64
}

// weight returns the token weight of a word.
func (c *indexStats) weight(w Weighting, id int) float64 {
	switch w {
	case SIF:
		return sifA / (sifA + float64(c.counts[id])/float64(max(1, c.tokens)))
	case IDF:
		return math.Log1p(float64(c.sentences) / float64(max(1, c.docFreqs[id])))
	}
	return 1
}
