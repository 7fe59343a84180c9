package lexvec

// This file computes associations of words, the targets of the factorization. From
// the counts
//
//	PMI(w, c) = ln( X(w, c)·X / (X(w)·X(c)) )
//
// is the logarithm of how much more often than by chance two words occur together;
// PPMI replaces negative values by 0 (Levy and Goldberg 2014).

import (
	"math"

	"github.com/w2vattn/w2vattn/corpus/cooccur"
	"github.com/w2vattn/w2vattn/vocab"
)

// The values of Config.Association. With X(w, c) for a co-occurrence, X(w) for the sum of the
// row of w, X for the sum of all, and X(c)^s for the sum of the column of c to the power
// Config.Smooth, where with Config.Positional each offset of a context word is a column of its
// own, they are
//
//	PMI    ln X(w, c) − ln X(w) − ln X(c)^s + ln Σ_c X(c)^s
//	PPMI   max(0, PMI)
//	NPMI   PMI / −ln(X(w, c)/X), limited to −1 … 1
//	LogCo  ln(1 + X(w, c))
//	Co     X(w, c)
//
// Words that do not co-occur have 0, and −1 with NPMI, its limit.
const (
	PPMI  = "ppmi"
	PMI   = "pmi"
	NPMI  = "npmi"
	LogCo = "logco"
	Co    = "co"
)

// Associations returns the valid values of Config.Association, the default first.
func Associations() []string { return []string{PPMI, PMI, NPMI, LogCo, Co} }

// A cell is what an association depends on.
type cell struct {
	x     float64 // the co-occurrence, above 0
	pmi   float64
	total float64 // of all co-occurrences
}

// associations has the function of each association.
var associations = map[string]func(cell) float64{
	PPMI:  func(a cell) float64 { return max(0, a.pmi) },
	PMI:   func(a cell) float64 { return a.pmi },
	NPMI:  npmi,
	LogCo: func(a cell) float64 { return math.Log1p(a.x) },
	Co:    func(a cell) float64 { return a.x },
}

// npmi returns the normalised pointwise mutual information (Bouma 2009). Words that never
// occur without each other have 1.
func npmi(a cell) float64 {
	information := math.Log(a.total) - math.Log(a.x)
	if !(information > 0) {
		return 1
	}
	return min(1, max(-1, a.pmi/information))
}

// absent returns the association of words that do not co-occur.
func (c Config) absent() float32 {
	if c.Association == NPMI {
		return -1
	}
	return 0
}

// maxTarget limits associations, so that no arithmetic overflows.
const maxTarget = 1e9

// sums are logarithms of sums of co-occurrences.
type sums struct {
	rows     []float64 // ln X(w)
	columns  []float64 // ln X(c)^s of each context
	smoothed float64   // ln Σ_c X(c)^s
	total    float64   // X
}

// newSums returns the sums of m, which has a number of contexts. A word without co-occurrences
// has the logarithm −∞.
func newSums(m *cooccur.Matrix, contexts int, smooth float64) sums {
	n := m.Words()
	s := sums{rows: make([]float64, n), columns: make([]float64, contexts)}
	for word := range vocab.ID(n) {
		row := m.Row(word)
		for i, c := range row.Columns {
			s.rows[word] += row.Weights[i]
			s.columns[c] += row.Weights[i]
		}
		s.total += s.rows[word]
		s.rows[word] = math.Log(s.rows[word])
	}
	for i, x := range s.columns {
		if x > 0 {
			s.smoothed += math.Pow(x, smooth)
		}
		s.columns[i] = smooth * math.Log(x)
	}
	s.smoothed = math.Log(s.smoothed)
	return s
}

// target returns the association of a word and a context with the co-occurrence x > 0. It is rounded to
// float32, because the last digits of float64 functions differ between machines.
func (s sums) target(c Config, word, context vocab.ID, x float64) float32 {
	pmi := math.Log(x) - s.rows[word] - s.columns[context] + s.smoothed
	y := associations[c.Association](cell{x, pmi, s.total})
	return float32(min(maxTarget, max(-maxTarget, y)))
}
