package cooccur

// This file holds the configuration of counting and the arithmetic of weights. Sums
// of 1/d in floating point depend on the order of the additions, and with it on the
// number of workers. So weights are whole numbers of a unit u that all 1/d up to the
// window divide:
//
//	u = lcm(1, …, window),  weight of distance d = u/d
//
// For a window of 10, u is 2520: a pair at distance 1 counts 2520, one at distance 3
// counts 840. The sum divided by u is the exact sum, rounded once.

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/vocab"
)

// The weights of a pair of words.
const (
	Distance = "distance" // 1/distance
	Linear   = "linear"   // (window + 1 − distance)/window
	Flat     = "flat"     // 1
)

// Weightings returns the valid values of Config.Weighting, the default first.
func Weightings() []string { return []string{Distance, Linear, Flat} }

// ErrNoPairs is the error of a corpus in which no two words of the vocabulary are near
// each other.
var ErrNoPairs = errors.New("no two words of the vocabulary are in the same window: the text needs sentences of " +
	"two words or more, or a lower minimum count")

// errNoRecords is ErrNoPairs of a file.
type errNoRecords struct{}

// Error returns the text, which is about the file and not about the corpus.
func (errNoRecords) Error() string { return "there are no records; count the corpus again" }

// Unwrap returns ErrNoPairs.
func (errNoRecords) Unwrap() error { return ErrNoPairs }

// Config selects the pairs of words and their weights.
type Config struct {
	Window    int    `json:"window"`           // the largest distance of a pair, in tokens
	Symmetric bool   `json:"symmetric"`        // count (a, b) and (b, a), not only b after a
	Weighting string `json:"window_weighting"` // Distance, Linear or Flat

	// Positional has a column for each word and offset in the window instead of one for each
	// word; see Config.Column. Pairs are counted in both directions.
	Positional bool `json:"-"`
	// Keep selects the tokens that are counted, by their number in the corpus and their word.
	// Others are left out before distances are counted. nil: all. The corpus is counted Draws
	// times, each with the number of its draw, and weights are means; 0 is once.
	Keep  func(draw int, token int64, word vocab.ID) bool `json:"-"`
	Draws int                                             `json:"-"`
}

// Columns returns the number of columns for a vocabulary of a number of words.
func (c Config) Columns(words int) int {
	if c.Positional {
		return words * 2 * c.Window
	}
	return words
}

// Column returns the column of a word at an offset from −Window to Window, without 0, from the
// word of the row: 2·Window·word + Window + offset with Positional, minus 1 for offsets above 0.
func (c Config) Column(word vocab.ID, offset int) vocab.ID {
	switch {
	case !c.Positional:
		return word
	case offset > 0:
		offset--
	}
	return word*vocab.ID(2*c.Window) + vocab.ID(c.Window+offset)
}

// Default returns a symmetric window of 10 words with weights of 1/distance.
func Default() Config { return Config{Window: 10, Symmetric: true, Weighting: Distance} }

// MaxWindow is the largest window: no sentence is longer.
const MaxWindow = corpus.MaxSentence

// Validate returns nil or an error that names a bad field and its value.
func (c Config) Validate() error {
	if c.Window < 1 || c.Window > MaxWindow {
		return fmt.Errorf("cooccur: window is %d, must be from 1 to %d", c.Window, MaxWindow)
	}
	if !slices.Contains(Weightings(), c.Weighting) {
		return fmt.Errorf("cooccur: window_weighting is %q, must be one of %q", c.Weighting, Weightings())
	}
	if c.Draws < 0 {
		return fmt.Errorf("cooccur: draws is %d, must be 0 or more", c.Draws)
	}
	if c.Positional && !c.Symmetric {
		return errors.New("cooccur: positional columns are for pairs in both directions")
	}
	return nil
}

// MaxRowSum returns the largest sum of the row of a word that occurs count times:
//
//	count · Σ_{d=1}^{window} weight(d),  twice that if Symmetric
//
// A larger sum in a file means that the file is of another vocabulary or window.
func (c Config) MaxRowSum(count int64) float64 {
	scale, sum := c.scale(), 0.
	for _, weight := range scale.weights {
		sum += float64(weight) / scale.units
	}
	if c.Symmetric {
		sum *= 2
	}
	return sum * float64(count)
}

// A scale gives weights as whole numbers of units, whose sums are exact.
type scale struct {
	weights []uint64 // by distance − 1
	units   float64  // of a weight of 1
}

// maxExact is the largest window whose weights are whole numbers of units of
// 1/lcm(1, …, window): with it a unit is 1/232,792,560, and 64 bits hold sums of 7.9e10.
const maxExact = 22

// scale returns the scale of c.
func (c Config) scale() scale {
	s := scale{weights: make([]uint64, c.Window), units: 1}
	switch {
	case c.Weighting == Flat:
	case c.Weighting == Linear:
		s.units = float64(c.Window)
	case c.Window <= maxExact:
		unit := 1
		for d := range c.Window {
			unit = unit / gcd(unit, d+1) * (d + 1)
		}
		s.units = float64(unit)
	default:
		s.units = 1 << 32
	}
	for i := range s.weights {
		s.weights[i] = uint64(math.Round(s.units * c.weight(i+1)))
	}
	return s
}

// weight returns the weight of a pair at a distance.
func (c Config) weight(distance int) float64 {
	switch c.Weighting {
	case Distance:
		return 1 / float64(distance)
	case Linear:
		return float64(c.Window+1-distance) / float64(c.Window)
	}
	return 1
}

// gcd returns the greatest common divisor of a and b, by Euclid's algorithm. lcm(a,
// b) is a/gcd(a, b)·b.
func gcd(a, b int) int {
	for b > 0 {
		a, b = b, a%b
	}
	return a
}
