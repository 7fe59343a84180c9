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

	"github.com/w2vattn/w2vattn/corpus"
)

// The weights of a pair of words.
const (
	Distance = "distance" // 1/distance
	Flat     = "flat"     // 1
)

// Weightings returns the valid values of Config.Weighting, the default first.
func Weightings() []string { return []string{Distance, Flat} }

// ErrNoPairs is the error of a corpus in which no two words of the vocabulary are near
// each other.
var ErrNoPairs = errors.New("no two words of the vocabulary are in the same window: the text needs sentences of " +
	"two words or more, or a lower minimum count")

// Config selects the pairs of words and their weights.
type Config struct {
	Window    int    `json:"window"`           // the largest distance of a pair, in tokens
	Symmetric bool   `json:"symmetric"`        // count (a, b) and (b, a), not only b after a
	Weighting string `json:"window_weighting"` // Distance or Flat
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
	if c.Weighting != Distance && c.Weighting != Flat {
		return fmt.Errorf("cooccur: window_weighting is %q, must be %s or %s", c.Weighting, Distance, Flat)
	}
	return nil
}

// MaxRowSum returns the largest sum of the row of a word that occurs count times:
//
//	count · Σ_{d=1}^{window} weight(d),  twice that if Symmetric
//
// A larger sum in a file means that the file is of another vocabulary or window.
func (c Config) MaxRowSum(count int64) float64 {
	sum := 0.
	for d := 1; d <= c.Window; d++ {
		if c.Weighting == Flat {
			sum++
		} else {
			sum += 1 / float64(d)
		}
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
	unit := uint64(1)
	switch {
	case c.Weighting == Flat:
	case c.Window <= maxExact:
		for d := range uint64(c.Window) {
			unit = unit / gcd(unit, d+1) * (d + 1)
		}
	default:
		unit = 1 << 32
	}
	s := scale{weights: make([]uint64, c.Window), units: float64(unit)}
	for i := range s.weights {
		s.weights[i] = unit
		if c.Weighting == Distance {
			s.weights[i] = uint64(math.Round(float64(unit) / float64(i+1)))
		}
	}
	return s
}

// gcd returns the greatest common divisor of a and b, by Euclid's algorithm. lcm(a,
// b) is a/gcd(a, b)·b.
func gcd(a, b uint64) uint64 {
	for b > 0 {
		a, b = b, a%b
	}
	return a
}
