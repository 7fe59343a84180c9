package glove

// This file holds the configuration of GloVe (Pennington, Socher and Manning 2014).
// The weight of a record is
//
//	f(X) = min(1, (X/x_max)^α)
//
// so that frequent pairs do not dominate and rare ones count little.

import (
	"cmp"
	"math"
	"slices"

	"github.com/w2vattn/w2vattn/corpus/cooccur"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/vocab"
)

// Name is the name of the trainer.
const Name = "glove"

// The values of Config.Vectors.
const (
	Sum  = "sum"  // w + c
	Word = "word" // w
	Both = "both" // w + c; the model also stores the matrices w and c
)

// VectorChoices returns the valid values of Config.Vectors, the default first.
func VectorChoices() []string { return []string{Sum, Word, Both} }

// A Solver is a method by which a record changes vectors and biases. Model files leave out AdaGrad.
type Solver string

// The values of Config.Solver.
const (
	AdaGrad Solver = ""    // a step for each number by the squares of its former ones
	SGD     Solver = "sgd" // plain gradient descent; the learning rate falls linearly to 0
)

// String returns the name of the solver, that of AdaGrad included.
func (s Solver) String() string { return cmp.Or(string(s), "adagrad") }

// ParseSolver returns the solver of a name, as String returns it, and false for other names.
func ParseSolver(name string) (Solver, bool) {
	for _, s := range []Solver{AdaGrad, SGD} {
		if name == s.String() {
			return s, true
		}
	}
	return "", false
}

// Config is the configuration of a training. A zero field means zero; start from Default.
type Config struct {
	Trainer     string  `json:"trainer"` // Name
	Dim         int     `json:"dim"`
	MinCount    int     `json:"min_count"`    // words counted less often are left out
	MaxVocab    int     `json:"max_vocab"`    // number of the most frequent words that are kept; 0: all
	Epochs      int     `json:"epochs"`       // passes over the records
	Alpha       float64 `json:"alpha"`        // η, the learning rate; with SGD the initial one
	XMax        float64 `json:"xmax"`         // co-occurrences from x_max on have weight 1
	WeightAlpha float64 `json:"weight_alpha"` // α, the exponent of weights below x_max
	Window      int     `json:"window"`       // these three are a cooccur.Config
	Symmetric   bool    `json:"symmetric"`
	Weighting   string  `json:"window_weighting"`
	Vectors     string  `json:"vectors"` // Sum, Word or Both
	Seed        uint32  `json:"seed"`
	Solver      Solver  `json:"solver,omitempty"` // AdaGrad or SGD

	// Cooccurrences is a file that cooccur.Write or GloVe has written, for the vocabulary of
	// the corpus; "": they are counted. Models do not store it.
	Cooccurrences string `json:"-"`
}

// Default returns the defaults: η, α and the number of epochs are those of GloVe's program; x_max
// is 10 and the window 10 words, as for the vectors that its authors published in 2024; dimension
// and minimum count are those of the other trainers.
func Default() Config {
	c := cooccur.Default()
	return Config{Trainer: Name, Dim: 100, MinCount: 5, Epochs: 25, Alpha: 0.05, XMax: 10, WeightAlpha: 0.75,
		Window: c.Window, Symmetric: c.Symmetric, Weighting: c.Weighting, Vectors: Sum, Seed: 1}
}

// cooccur returns which pairs of words are counted.
func (c Config) cooccur() cooccur.Config {
	return cooccur.Config{Window: c.Window, Symmetric: c.Symmetric, Weighting: c.Weighting}
}

// The largest values that Validate accepts. With them, no sum of float32 overflows.
const (
	maxDim    = 1 << 16
	maxEpochs = 1 << 20
	maxAlpha  = 10

	maxExponent = 10
)

// Validate returns nil or a *train.FieldError that names every bad field.
func (c Config) Validate() error {
	e := train.FieldError{Package: Name}
	e.Check(c.Trainer == Name, "trainer", "is %q, must be %s", c.Trainer, Name)
	e.CheckRange("dim", c.Dim, 1, maxDim)
	e.CheckRange("min_count", c.MinCount, 0, math.MaxInt32)
	e.CheckRange("max_vocab", c.MaxVocab, 0, math.MaxInt32)
	e.CheckRange("epochs", c.Epochs, 1, maxEpochs)
	e.CheckRange("window", c.Window, 1, cooccur.MaxWindow)
	e.Check(c.Alpha > 0 && c.Alpha <= maxAlpha, "alpha", "is %v, must be above 0 and at most %d", c.Alpha, maxAlpha)
	e.Check(c.XMax > 0 && c.XMax <= math.MaxFloat64, "xmax", "is %v, must be above 0 and finite", c.XMax)
	e.Check(c.WeightAlpha >= 0 && c.WeightAlpha <= maxExponent, "weight_alpha", "is %v, must be from 0 to %v",
		c.WeightAlpha, maxExponent)
	e.Check(slices.Contains(cooccur.Weightings(), c.Weighting), "window_weighting",
		"is %q, must be one of %q", c.Weighting, cooccur.Weightings())
	e.Check(c.Vectors == Sum || c.Vectors == Word || c.Vectors == Both, "vectors", "is %q, must be %s, %s or %s",
		c.Vectors, Sum, Word, Both)
	e.Check(c.Solver == AdaGrad || c.Solver == SGD, "solver", "is %q, must be %s or %s", string(c.Solver), AdaGrad, SGD)
	return e.Err()
}

// Spec implements train.Trainer.
func (c Config) Spec() train.Spec {
	return train.Spec{Name: Name, Epochs: c.Epochs, MinCount: c.MinCount, MaxVocab: c.MaxVocab, Checkpoints: true}
}

// PeakBytes returns the size of the rows of words and contexts and of the result. Records are
// not included: their number is known only after counting. See HeldBytes.
func (c Config) PeakBytes(words int) int64 {
	matrix := 4 * int64(words) * int64(c.Dim)
	result := matrix
	if c.Vectors == Both {
		result = 3 * matrix
	}
	return 2*4*int64(words)*int64(c.width()) + result
}

// OnCounts implements train.Counting.
func (c Config) OnCounts() bool { return true }

// Growth implements train.Counting. Between samples of English text and the whole, with the
// vocabulary of the whole, the number of records grew with the number of tokens to the powers
// 0.77 and 0.71; see docs/benchmarks.md, section "Forecasts of counts".
func (c Config) Growth() float64 { return 0.72 }

// nativeWord is the number of bytes of a word in a native file besides its text and its
// vectors: offset, count, position in the sorted order, and two biases.
const nativeWord = 8 + 8 + 4 + 2*4

// FileBytes returns lower bounds of the sizes of the model file and of the checkpoint.
func (c Config) FileBytes(v *vocab.Vocab) (native, checkpoint int64) {
	words := int64(nativeWord * v.Len())
	for _, word := range v.All() {
		words += int64(len(word))
	}
	matrix := 4 * int64(v.Len()) * int64(c.Dim)
	native, checkpoint = words+matrix, words+5*matrix
	if c.Solver == SGD { // without accumulators
		checkpoint = words + 3*matrix
	}
	if c.Vectors == Both {
		native += 2 * matrix
	}
	return native, checkpoint
}
