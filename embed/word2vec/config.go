package word2vec

import (
	"math"

	"github.com/w2vattn/w2vattn/internal/simd"
)

// The values of the Config fields Arch, Trainer, Gradient and GensimOrder.
const (
	// Architectures. In SkipGram the direction is reversed, so that each context word predicts
	// the centre word, with Gensim and where a row is a pair of words (see the package comment).
	CBOW     = "cbow"     // the context predicts the centre word
	SkipGram = "skipgram" // the centre word predicts each context word

	Batched = "batched" // fast: blocks of words share their negatives
	Gensim  = "gensim"  // gensim's trainer, digit for digit

	// Classic, Corrected and Balanced are gradients of CBOW. Each of the C context words is
	// updated by the error of their mean, divided by C^p.
	Classic   = "classic"   // p = 0: not divided, as in word2vec.c
	Corrected = "corrected" // p = 1: the derivative (koan: İrsoy et al. 2020, arXiv:2012.15332)
	Balanced  = "balanced"  // p = 0.6

	Order42 = "4.2" // equally frequent words in the order of gensim 4.0.0–4.3.3
	Order44 = "4.4" // equally frequent words in the order of gensim 4.4.0
)

// A Config is the configuration of a training, a train.Trainer. It is plain data:
// comparable, and stored as JSON in model files. A field that is 0 is used as 0, so start
// from Default.
type Config struct {
	Trainer string `json:"trainer"` // Batched or Gensim
	Arch    string `json:"arch"`    // CBOW or SkipGram

	Dim      int  `json:"dim"`      // D, the length of a vector
	Window   int  `json:"window"`   // largest distance of a context word; each centre word draws its radius from 1…Window
	Negative int  `json:"negative"` // negative samples for each prediction
	HS       bool `json:"hs"`       // hierarchical softmax, beside or instead of negative samples
	Epochs   int  `json:"epochs"`   // passes over the corpus

	MinCount int `json:"min_count"` // words counted less often are left out
	MaxVocab int `json:"max_vocab"` // number of the most frequent words to keep; 0: all

	// Sample is the fraction of the corpus above which occurrences of a word are dropped
	// at random (subsampling); 0 drops none.
	Sample     float64 `json:"sample"`
	Alpha      float64 `json:"alpha"`       // learning rate at the start
	MinAlpha   float64 `json:"min_alpha"`   // learning rate at the end; it falls linearly
	NSExponent float64 `json:"ns_exponent"` // negatives are drawn in proportion to count^NSExponent

	// Only the batched trainer uses these:
	Block    int    `json:"block"`    // rows that share negatives, a multiple of 4 up to 16; fewer if one word is frequent
	Shared   int    `json:"shared"`   // negatives of a block, each weighted Negative/Shared; a multiple of 8 up to 64
	Reuse    bool   `json:"reuse"`    // half of the negatives are those of the previous block; not with skip-gram in groups
	Gradient string `json:"gradient"` // Classic, Corrected or Balanced

	// HeldOut is the fraction of the sentences, from 0 to 0.5, that are held out of
	// training. Their loss is measured after each epoch. Training ends early after Patience
	// epochs without a lower held-out loss; with 0 it never ends early.
	HeldOut  float64 `json:"held_out"`
	Patience int     `json:"patience"`

	// Only the gensim trainer uses these:
	CBOWMean    bool   `json:"cbow_mean"`    // CBOW takes the mean of the context, not the sum
	GensimOrder string `json:"gensim_order"` // Order42 or Order44
	BatchWords  int    `json:"batch_words"`  // tokens that share a learning rate

	Seed uint32 `json:"seed"`
}

// Default returns the configuration to start from. After a change of Trainer,
// Arch, Gradient or Shared, Alpha should be DefaultAlpha; after a change of Arch, Block should
// be DefaultBlock.
//
// Dim, Window, Negative, Epochs, MinCount, Sample and NSExponent are conventions of
// word2vec and gensim. Block, Shared and Reuse balance quality and speed: see
// docs/benchmarks.md, sections "Block size, shared negatives and architecture" and
// "Balanced gradients and reuse of negatives".
func Default() Config {
	c := Config{
		Trainer: Batched, Arch: CBOW,
		Dim: 100, Window: 5, Negative: 5, Epochs: 5,
		MinCount: 5,
		Sample:   1e-3, MinAlpha: 1e-4, NSExponent: .75,
		Shared: 16, Reuse: true, Gradient: Balanced,
		CBOWMean: true, GensimOrder: Order44, BatchWords: 10000,
		Seed: 1,
	}
	c.Alpha, c.Block = c.DefaultAlpha(), c.DefaultBlock()
	return c
}

// GensimDefault returns gensim's own defaults for its trainer.
func GensimDefault() Config {
	c := Default()
	c.Trainer = Gensim
	c.Alpha = c.DefaultAlpha()
	return c
}

// DefaultAlpha returns the initial learning rate for the trainer, architecture and
// gradient. That of the gensim trainer is gensim's own. Those of the batched trainer scored
// best, or nearly so: see docs/benchmarks.md, sections "Balanced gradients and reuse of
// negatives" for balanced, "Learning rate of skip-gram" for skip-gram, and "Block size,
// shared negatives and architecture" for classic and corrected.
func (c Config) DefaultAlpha() float64 {
	switch {
	case c.Trainer == Gensim:
		return .025
	case c.Arch == SkipGram:
		return .035
	case c.Gradient == Corrected:
		return .14
	case c.Gradient == Classic:
		return .07
	}
	return .12
}

// DefaultBlock returns the number of rows of a block for the architecture: see
// docs/benchmarks.md, section "Blocks of 12 words".
func (c Config) DefaultBlock() int {
	if c.Arch == SkipGram {
		return 8
	}
	return 12
}

// gradientPower has the exponent p of each gradient: the error is divided by C^p, where C is
// the number of context words. The exponent of Balanced scored best: see docs/benchmarks.md,
// section "Balanced gradients and reuse of negatives".
var gradientPower = map[string]float64{Classic: 0, Balanced: .6, Corrected: 1}

// Validate returns nil, or a *FieldError that names every bad field at once.
func (c Config) Validate() error {
	e := FieldError{Package: "word2vec"}
	e.Check(c.Trainer == Batched || c.Trainer == Gensim, "trainer", "is %q, must be %s or %s", c.Trainer, Batched,
		Gensim)
	e.Check(c.Arch == CBOW || c.Arch == SkipGram, "arch", "is %q, must be %s or %s", c.Arch, CBOW, SkipGram)
	e.Check(c.GensimOrder == Order42 || c.GensimOrder == Order44, "gensim_order", "is %q, must be %s or %s",
		c.GensimOrder, Order42, Order44)
	for _, f := range []struct {
		name         string
		value, least int
		most         int
	}{
		{"dim", c.Dim, 1, 1 << 16},
		{"window", c.Window, 1, 1 << 20},
		{"negative", c.Negative, 0, 1 << 16},
		{"epochs", c.Epochs, 1, 1 << 30},
		{"min_count", c.MinCount, 0, math.MaxInt},
		{"max_vocab", c.MaxVocab, 0, math.MaxInt},
		{"batch_words", c.BatchWords, 1, math.MaxInt},
	} {
		e.CheckRange(f.name, f.value, f.least, f.most)
	}
	if c.Trainer == Batched {
		c.validateBatched(&e)
	} else {
		e.Check(c.HeldOut == 0, "held_out", "is %v, must be 0: only the %s trainer has held-out sentences", c.HeldOut,
			Batched)
	}
	e.Check(c.HS || c.Negative != 0, "negative", "is 0 without hierarchical softmax: nothing would be learnt")
	e.Check(c.Sample >= 0 && finite(c.Sample), "sample", "is %v, must be 0 or more", c.Sample)
	e.Check(c.Alpha >= 0 && finite(c.Alpha), "alpha", "is %v, must be 0 or more", c.Alpha)
	e.Check(c.MinAlpha >= 0 && finite(c.MinAlpha), "min_alpha", "is %v, must be 0 or more", c.MinAlpha)
	e.Check(math.Abs(c.NSExponent) <= maxExponent, "ns_exponent", "is %v, must be a number from %v to %v", c.NSExponent,
		-maxExponent, maxExponent)
	return e.Err()
}

// validateBatched checks the fields that only the batched trainer uses or restricts.
func (c Config) validateBatched(e *FieldError) {
	_, known := gradientPower[c.Gradient]
	e.Check(known, "gradient", "is %q, must be %s, %s or %s", c.Gradient, Classic, Balanced, Corrected)
	e.Check(c.Block >= 4 && c.Block <= simd.MaxRows && c.Block%4 == 0, "block",
		"is %d, must be a multiple of 4 from 4 to %d", c.Block, simd.MaxRows)
	e.Check(c.Shared >= 8 && c.Shared <= simd.MaxShared && c.Shared%8 == 0, "shared",
		"is %d, must be a multiple of 8 from 8 to %d", c.Shared, simd.MaxShared)
	e.Check(c.Window <= maxBatchedWindow, "window", "is %d, must be at most %d", c.Window, maxBatchedWindow)
	e.Check(!c.HS, "hs", "is set: hierarchical softmax is for the %s trainer", Gensim)
	e.Check(c.CBOWMean, "cbow_mean", "is false: sums are for the %s trainer", Gensim)
	e.Check(c.HeldOut >= 0 && c.HeldOut <= .5, "held_out", "is %v, must be a share of the sentences from 0 to 0.5",
		c.HeldOut)
	e.Check(c.Patience >= 0, "patience", "is %d, must be at least 0", c.Patience)
	e.Check(c.Patience == 0 || c.HeldOut > 0, "patience",
		"is %d, must be 0 without held-out sentences", c.Patience)
}

// maxBatchedWindow bounds the contexts that a chunk holds in memory.
const maxBatchedWindow = 1000

// maxExponent bounds NSExponent so that no count to its power overflows.
const maxExponent = 10.0

// finite reports whether x is neither NaN nor an infinity.
func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
