package search

import (
	"fmt"
	"math"
)

// A Weighting says how much a word tells, whatever the query is.
type Weighting string

// The weightings. A word occurs n times among N tokens, in m of M sentences:
const (
	Even Weighting = "even" // 1
	IDF  Weighting = "idf"  // ln(1 + M/m), inverse document frequency (Spärck Jones 1972)
	SIF  Weighting = "sif"  // a/(a + n/N), a = 1e-3, smooth inverse frequency (Arora et al. 2017)
)

// sifA is a of SIF.
const sifA = 1e-3

// ParseWeighting returns the weighting of that name.
func ParseWeighting(name string) (Weighting, error) {
	switch w := Weighting(name); w {
	case Even, IDF, SIF:
		return w, nil
	}
	return "", fmt.Errorf("search: no weighting %q; there are even, idf and sif", name)
}

// Options say how sentences are ranked. The zero value is none of use; begin with
// [Default].
type Options struct {
	Weighting Weighting
	Common    bool // remove the direction that all sentences have in common
	// Temperature divides the scores before the exponential. 0 is BySpread, and
	// math.Inf(1) leaves the attention out: all that counts is Weighting.
	Temperature float64
	// Spread is what BySpread makes of the scores' standard deviation over the tokens of
	// the corpus, so that it means the same however long a model's vectors are: a word
	// that stands out by one deviation weighs exp(Spread) times as much as one of the
	// mean. 0 is no attention.
	Spread float64
}

// Default returns the options to start from. `eval --search` compares them with
// others on a corpus.
func Default() Options {
	return Options{Weighting: SIF, Common: true, Temperature: BySpread, Spread: 0.1}
}

// BySpread is the temperature that Spread determines.
const BySpread = 0.0

func (o Options) check() error {
	if _, err := ParseWeighting(string(o.Weighting)); err != nil {
		return err
	}
	if o.Temperature < 0 || math.IsNaN(o.Temperature) {
		return fmt.Errorf("search: a temperature of %v: it must be above 0, infinite, or BySpread", o.Temperature)
	}
	if !(o.Spread >= 0) || math.IsInf(o.Spread, 1) {
		return fmt.Errorf("search: a spread of %v: it must be a number from 0 on", o.Spread)
	}
	return nil
}

// A indexStats is how often words occur in an index.
type indexStats struct {
	counts, docFreqs  []int64 // V
	tokens, sentences int64
}

// weight returns how much a word tells.
func (c *indexStats) weight(w Weighting, id int) float64 {
	switch w {
	case SIF:
		return sifA / (sifA + float64(c.counts[id])/float64(max(1, c.tokens)))
	case IDF:
		return math.Log1p(float64(c.sentences) / float64(max(1, c.docFreqs[id])))
	}
	return 1
}
