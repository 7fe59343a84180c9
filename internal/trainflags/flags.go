package trainflags

// This file defines the flags of training, for the programs w2vattn and w2vattn-beam.

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/corpus/cooccur"
	"github.com/w2vattn/w2vattn/embed/glove"
	"github.com/w2vattn/w2vattn/embed/lexvec"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/cli"
)

// AddVocabulary adds the flags that select the words of the vocabulary. They set c.
func AddVocabulary(cmd *cobra.Command, c *word2vec.Config) {
	flags := cmd.Flags()
	flags.IntVar(&c.MinCount, "min-count", c.MinCount, "leave out words counted less often")
	flags.IntVar(&c.MaxVocab, "max-vocab", c.MaxVocab, "keep the N most frequent words; 0: all")
}

// AddModel adds the flags of all trainers: architecture, one of the given names, sizes and
// learning rates. They set c, whose values are the defaults.
func AddModel(cmd *cobra.Command, c *word2vec.Config, architectures ...string) {
	flags := cmd.Flags()
	cli.AddChoice(cmd, &c.Arch, "arch", c.Arch, "architecture", architectures...)
	flags.IntVar(&c.Dim, "dim", c.Dim, "length of a vector")
	flags.IntVar(&c.Window, "window", c.Window,
		"largest distance of a context word; each centre word has a random one up to this")
	flags.IntVar(&c.Negative, "negative", c.Negative, "negative samples for each prediction")
	flags.IntVar(&c.Epochs, "epochs", c.Epochs, "passes over the corpus")
	flags.Float64Var(&c.Sample, "sample", c.Sample, "subsample words above this frequency; 0: none")
	flags.Float64Var(&c.Alpha, "alpha", c.Alpha, alphaUsage())
	flags.Float64Var(&c.MinAlpha, "min-alpha", c.MinAlpha, "final learning rate")
	flags.Float64Var(&c.NSExponent, "ns-exponent", c.NSExponent, "draw negatives in proportion to count to this power")
}

// AddBatched adds the flags of the batched trainer. They set c.
func AddBatched(cmd *cobra.Command, c *word2vec.Config) {
	flags := cmd.Flags()
	flags.IntVar(&c.Block, "block", c.Block, "batched: rows that share negatives, 4, 8, 12 or 16; 8 with skipgram")
	flags.IntVar(&c.Shared, "shared", c.Shared, "batched: negatives of a block, a multiple of 8 up to 64")
	flags.BoolVar(&c.Reuse, "reuse", c.Reuse, "batched: reuse half of the previous block's negatives")
	cli.AddChoice(cmd, &c.Gradient, "gradient", c.Gradient, "batched cbow: what divides the gradient of the context words",
		word2vec.Classic+"\t1",
		word2vec.Balanced+"\tC^0.6 with C context words", word2vec.Corrected+"\tC with C context words")
}

// AddGensim adds the flags of the gensim trainer. They set c.
func AddGensim(cmd *cobra.Command, c *word2vec.Config) {
	flags := cmd.Flags()
	flags.BoolVar(&c.HS, "hs", c.HS, "gensim: hierarchical softmax; --negative is then 0")
	cli.AddChoice(cmd, &c.GensimOrder, "gensim-order", c.GensimOrder, "gensim: order of equally frequent words",
		word2vec.Order42, word2vec.Order44)
	flags.BoolVar(&c.CBOWMean, "cbow-mean", c.CBOWMean, "gensim: mean of the context, not its sum")
	flags.IntVar(&c.BatchWords, "batch-words", c.BatchWords, "gensim: tokens that share a learning rate")
}

// AddCooccurrences adds the flags that select the pairs of words to count, without
// --window. They set c.
func AddCooccurrences(cmd *cobra.Command, c *cooccur.Config) {
	addWeighting(cmd, &c.Weighting, c.Weighting, "weight of a pair of words at a distance")
	addSymmetric(cmd, &c.Symmetric)
}

// addWeighting adds the flag --window-weighting with a default.
func addWeighting(cmd *cobra.Command, weighting *string, standard, usage string) {
	cli.AddChoice(cmd, weighting, "window-weighting", standard, usage,
		cooccur.Distance+"\t1/distance", cooccur.Linear+"\t(window + 1 - distance)/window", cooccur.Flat+"\t1")
}

// addSymmetric adds the flag --symmetric, whose default is the value.
func addSymmetric(cmd *cobra.Command, symmetric *bool) {
	cmd.Flags().BoolVar(symmetric, "symmetric", *symmetric, "count pairs in both directions, not only the word after")
}

// AddGloVe adds the flags of GloVe, of which --window-weighting and --cooccur are those of LexVec
// too. They set c.
func AddGloVe(cmd *cobra.Command, c *glove.Config) {
	flags := cmd.Flags()
	flags.Float64Var(&c.XMax, "xmax", c.XMax, "glove: co-occurrences below it have a weight below 1")
	cli.AddChoice(cmd, &c.Solver, "solver", glove.Solver(glove.AdaGrad.String()), "glove: how a record changes vectors",
		glove.AdaGrad.String()+"\ta step for each number by its former steps",
		glove.SGD.String()+"\tplain gradient descent with a falling learning rate")
	flags.Float64Var(&c.WeightAlpha, "weight-alpha", c.WeightAlpha, "glove: weight is (co-occurrences/xmax) to this power")
	addWeighting(cmd, &c.Weighting, "",
		"weight of a pair of words at a distance (default: distance, linear with lexvec)")
	addSymmetric(cmd, &c.Symmetric)
	cli.AddChoice(cmd, &c.Vectors, "vectors", c.Vectors, "glove: vectors of the model",
		glove.Sum+"\tw + c of word and context vectors", glove.Word+"\tw", glove.Both+"\tw + c, and w and c as matrices")
	flags.StringVar(&c.Cooccurrences, "cooccur", "", "glove, lexvec: read the co-occurrences from `FILE` of w2vattn cooccur")
}

// AddLexVec adds the flags that only LexVec has. They set c.
func AddLexVec(cmd *cobra.Command, c *lexvec.Config) {
	flags := cmd.Flags()
	cli.AddChoice(cmd, &c.Association, "association", c.Association, "lexvec: association of words that vectors fit",
		lexvec.PPMI+"\tPMI, or 0 if that is below 0", lexvec.PMI+"\tpointwise mutual information",
		lexvec.NPMI+"\tPMI from -1 to 1", lexvec.LogCo+"\tln(1 + co-occurrence)", lexvec.Co+"\tco-occurrence")
	flags.Float64Var(&c.Smooth, "smooth", c.Smooth, "lexvec: exponent of the sums of contexts in PMI")
	flags.BoolVar(&c.Positional, "positional", c.Positional, "lexvec: a context vector for each word and offset")
}

// AddSeed adds the flag --seed, which sets c.Seed.
func AddSeed(cmd *cobra.Command, c *word2vec.Config) {
	cmd.Flags().Uint32Var(&c.Seed, "seed", c.Seed, "seed of all random numbers")
}

// alphaUsage returns the help of --alpha, with its defaults by gradient, architecture and
// trainer.
func alphaUsage() string {
	alpha := func(change func(c *word2vec.Config)) float64 {
		c := word2vec.Default()
		change(&c)
		return c.DefaultAlpha()
	}
	return fmt.Sprintf("initial learning rate; %g with --gradient %s, %g with %s, %g with skipgram, %g with gensim",
		alpha(func(c *word2vec.Config) { c.Gradient = word2vec.Classic }), word2vec.Classic,
		alpha(func(c *word2vec.Config) { c.Gradient = word2vec.Corrected }), word2vec.Corrected,
		alpha(func(c *word2vec.Config) { c.Arch = word2vec.SkipGram }),
		alpha(func(c *word2vec.Config) { c.Trainer = word2vec.Gensim }))
}

// Settle sets the fields of c whose defaults depend on other flags, unless their flags
// were given: the initial learning rate, the rows of a block and, with hierarchical softmax,
// the number of negative samples, which is 0. GloVe has its own window, number of epochs and learning rate,
// and no subsampling; LexVec has its own learning rate.
func Settle(c *word2vec.Config, given func(flag string) bool) {
	if c.Arch == glove.Name {
		settleGloVe(c, given)
		return
	}
	if c.Arch == lexvec.Name {
		if !given("alpha") {
			c.Alpha = lexvec.Default().Alpha
		}
		return
	}
	if c.HS && !given("negative") {
		c.Negative = 0
	}
	if !given("alpha") {
		c.Alpha = c.DefaultAlpha()
	}
	if !given("block") {
		c.Block = c.DefaultBlock()
	}
}

// withSolver returns c with the solver that the value of --solver names.
func withSolver(c glove.Config) glove.Config {
	if s, ok := glove.ParseSolver(string(c.Solver)); ok {
		c.Solver = s
	}
	return c
}

// koreanShared is the default of --shared for Korean text, and koreanText the length in bytes of
// text from which it holds. On 60 MB, 64 negatives of a block answer more analogies than 16 and
// take 2.3 times as long, which is less than the analysis takes: see docs/benchmarks.md, section
// "Korean vectors by default". No effect on texts shorter than koreanText was measured.
const (
	koreanShared = 64
	koreanText   = 512 << 10
)

// SettleKorean sets the default of --shared for CBOW by the batched trainer and a corpus that
// the tokenizer korean cuts, and reports whether c has changed. sample is the beginning of the
// text.
func SettleKorean(c *word2vec.Config, sample string, given func(flag string) bool) bool {
	if c.Trainer != word2vec.Batched || c.Arch != word2vec.CBOW || given("shared") || len(sample) < koreanText {
		return false
	}
	c.Shared = koreanShared
	return true
}

// settleGloVe is Settle for GloVe.
func settleGloVe(c *word2vec.Config, given func(flag string) bool) {
	d := glove.Default()
	c.Sample = 0
	if !given("window") {
		c.Window = d.Window
	}
	if !given("epochs") {
		c.Epochs = d.Epochs
	}
	if !given("alpha") {
		c.Alpha = d.Alpha
	}
}

// Flag returns the name of the flag for a field of a Config, as a FieldError names it.
func Flag(field string) string { return strings.ReplaceAll(field, "_", "-") }

// UsageError returns err as a cli.UsageError that names flags if it is a
// word2vec.FieldError, which names fields of a Config. It returns other errors as they
// are.
func UsageError(err error) error {
	var fields *word2vec.FieldError
	if !errors.As(err, &fields) {
		return err
	}
	why := make([]string, len(fields.Fields))
	for i, field := range fields.Fields {
		why[i] = "--" + Flag(field) + strings.TrimPrefix(fields.Why[i], field)
	}
	return cli.Usagef("%s", strings.Join(why, "; "))
}
