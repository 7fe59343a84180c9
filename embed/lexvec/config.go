package lexvec

// This file holds the configuration of LexVec (Salle, Villavicencio and Idiart 2016).

import (
	"math"
	"slices"

	"github.com/w2vattn/w2vattn/corpus/cooccur"
	"github.com/w2vattn/w2vattn/embed/internal/sampling"
	"github.com/w2vattn/w2vattn/embed/internal/strata"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/splitmix"
	"github.com/w2vattn/w2vattn/vocab"
)

// Name is the name of the trainer.
const Name = "lexvec"

// Config is the configuration of a training. A zero field means zero; start from Default.
type Config struct {
	Trainer     string  `json:"trainer"` // Name
	Dim         int     `json:"dim"`
	Window      int     `json:"window"`   // largest distance of a context word; each centre word has a random one up to this
	Negative    int     `json:"negative"` // negative samples for each centre word
	Epochs      int     `json:"epochs"`   // passes over the corpus
	MinCount    int     `json:"min_count"`
	MaxVocab    int     `json:"max_vocab"`        // number of the most frequent words that are kept; 0: all
	Sample      float64 `json:"sample"`           // frequency above which words are subsampled, also to count; 0: none
	Alpha       float64 `json:"alpha"`            // learning rate at the start
	MinAlpha    float64 `json:"min_alpha"`        // learning rate at the end; it falls linearly
	NSExponent  float64 `json:"ns_exponent"`      // negatives are drawn in proportion to count^NSExponent
	Association string  `json:"association"`      // PPMI, PMI, NPMI, LogCo or Co
	Smooth      float64 `json:"smooth"`           // exponent of the sums of contexts
	Positional  bool    `json:"positional"`       // a context vector for each word and offset
	Weighting   string  `json:"window_weighting"` // of the co-occurrences, as in package cooccur
	Seed        uint32  `json:"seed"`

	// Cooccurrences is a file that cooccur.Write or GloVe has written, for the vocabulary of
	// the corpus; "": they are counted. It cannot be used with Positional. Models do not store it.
	Cooccurrences string `json:"-"`
}

// Default returns the defaults. Exponents and association are those of LexVec; dimension, window,
// subsampling and minimum count are those of the other trainers, because LexVec's program has
// defaults for corpora of billions of words. The learning rate is a compromise: similarity was
// better with a lower one, relatedness and analogies with a higher one. See docs/benchmarks.md,
// section "LexVec".
func Default() Config {
	return Config{Trainer: Name, Dim: 100, Window: 5, Negative: 5, Epochs: 5, MinCount: 5, Sample: 1e-3,
		Alpha: .018, MinAlpha: 1e-4, NSExponent: .75, Association: PPMI, Smooth: .75, Weighting: cooccur.Linear, Seed: 1}
}

// A corpus is counted from minDraws to maxDraws times, up to drawnTokens tokens in all, each time
// with the words that another draw of subsampling keeps: in a small corpus, one draw leaves out
// too many pairs. No measurement of other numbers is recorded.
const (
	minDraws    = 2
	maxDraws    = 16
	drawnTokens = 1 << 22
)

// Counting returns which pairs of words of a corpus with the vocabulary v are counted. With
// cooccur.Linear they are those of the windows of training: words are subsampled before distances
// are counted, and the weight is the probability that a random window reaches the distance.
func (c Config) Counting(v *vocab.Vocab) cooccur.Config {
	pairs := cooccur.Config{Window: c.Window, Symmetric: true, Weighting: c.Weighting, Positional: c.Positional}
	keep := sampling.Keep(v, c.Sample)
	if keep == nil {
		return pairs
	}
	pairs.Draws = int(min(maxDraws, max(minDraws, drawnTokens/max(1, v.Total()))))
	keys := make([]uint64, pairs.Draws)
	for i := range keys {
		keys[i] = c.stream(drawTokens, i)
	}
	pairs.Keep = func(draw int, token int64, word vocab.ID) bool {
		return keep[word] >= uint32(splitmix.Next(keys[draw]+uint64(token)))
	}
	return pairs
}

// The largest values that Validate accepts.
const (
	maxDim      = 1 << 16
	maxWindow   = 1000
	maxNegative = 1 << 10
	maxEpochs   = 1 << 20
	maxAlpha    = 10
	maxExponent = 10
)

// Validate returns nil or a *train.FieldError that names every bad field.
func (c Config) Validate() error {
	e := train.FieldError{Package: Name}
	e.Check(c.Trainer == Name, "trainer", "is %q, must be %s", c.Trainer, Name)
	e.CheckRange("dim", c.Dim, 1, maxDim)
	e.CheckRange("window", c.Window, 1, maxWindow)
	e.CheckRange("negative", c.Negative, 0, maxNegative)
	e.CheckRange("epochs", c.Epochs, 1, maxEpochs)
	e.CheckRange("min_count", c.MinCount, 0, math.MaxInt32)
	e.CheckRange("max_vocab", c.MaxVocab, 0, math.MaxInt32)
	e.Check(c.Sample >= 0 && c.Sample <= math.MaxFloat64, "sample", "is %v, must be 0 or more and finite", c.Sample)
	for _, f := range []struct {
		name  string
		value float64
		most  float64
	}{
		{"alpha", c.Alpha, maxAlpha}, {"min_alpha", c.MinAlpha, maxAlpha},
		{"ns_exponent", c.NSExponent, maxExponent}, {"smooth", c.Smooth, maxExponent},
	} {
		e.Check(f.value >= 0 && f.value <= f.most, f.name, "is %v, must be from 0 to %v", f.value, f.most)
	}
	_, known := associations[c.Association]
	e.Check(known, "association", "is %q, must be one of %q", c.Association, Associations())
	e.Check(slices.Contains(cooccur.Weightings(), c.Weighting), "window_weighting",
		"is %q, must be one of %q", c.Weighting, cooccur.Weightings())
	e.Check(!c.Positional || c.Cooccurrences == "", "positional",
		"is for counts of each offset, which a file does not have")
	return e.Err()
}

// Spec implements train.Trainer.
func (c Config) Spec() train.Spec {
	return train.Spec{Name: Name, Epochs: c.Epochs, MinCount: c.MinCount, MaxVocab: c.MaxVocab, Checkpoints: true}
}

// offsets returns the number of context vectors of a word: 1, or one for each offset.
func (c Config) offsets() int {
	if c.Positional {
		return 2 * c.Window
	}
	return 1
}

// OnCounts implements train.Counting: epochs read the text.
func (c Config) OnCounts() bool { return false }

// Growth implements train.Counting. Between samples of English text and the whole, with the
// vocabulary of the whole, the number of co-occurrences grew with the number of tokens to the powers
// 0.79 and 0.73; see docs/benchmarks.md, section "Forecasts of counts".
func (c Config) Growth() float64 { return 0.72 }

// PeakBytes returns the size of the vectors of words and contexts, of a chunk, and of the result. The
// co-occurrences and associations are not included: their number is known only after counting.
// See HeldBytes.
func (c Config) PeakBytes(words int) int64 {
	vectors := 4 * int64(words) * int64(stride(c.Dim)) * int64(1+c.offsets())
	return vectors + c.chunkBytes() + 4*int64(words)*int64(c.Dim)
}

// chunkBytes returns the expected size of the pairs of a chunk, which are stored twice. Each token
// that subsampling keeps has Window + 1 context words on average, and Negative negative samples;
// about half of the tokens are kept.
func (c Config) chunkBytes() int64 {
	return strata.Number * sliceTokens * int64(c.Window+1+c.Negative) * 2 * pairBytes / 2
}

// nativeWord is the number of bytes of a word in a native file besides its text and its
// vectors: offset, count and position in the sorted order.
const nativeWord = 8 + 8 + 4

// FileBytes returns lower bounds of the sizes of the model file and of the checkpoint.
func (c Config) FileBytes(v *vocab.Vocab) (native, checkpoint int64) {
	words := int64(nativeWord * v.Len())
	for _, word := range v.All() {
		words += int64(len(word))
	}
	matrix := 4 * int64(v.Len()) * int64(c.Dim)
	checkpoint = words + matrix*int64(1+c.offsets())
	if c.Positional {
		return words + matrix, checkpoint
	}
	return checkpoint, checkpoint
}

// Steady returns the configuration with the mean learning rate of a whole training.
func (c Config) Steady() train.Trainer {
	c.Alpha = (c.Alpha + c.MinAlpha) / 2
	c.MinAlpha = c.Alpha
	return c
}

// The purposes of draws, one random stream for each.
const (
	drawWords     = iota // initial vectors of words
	drawContexts         // and of contexts
	drawTokens           // subsampling and windows
	drawNegatives        // negative samples
	drawRowStrata        // division of the words
	drawColumnStrata
)

// stream returns the key of the draws for a purpose in an epoch.
func (c Config) stream(purpose, epoch int) uint64 { return sampling.Stream(c.Seed, purpose, epoch) }
