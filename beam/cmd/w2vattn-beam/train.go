package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/rounds"
	"github.com/w2vattn/w2vattn/beam/storage"
	"github.com/w2vattn/w2vattn/beam/text"
	"github.com/w2vattn/w2vattn/embed/word2vec"
)

// trainFlags are the flags of train.
type trainFlags struct {
	corpusFlags
	job     rounds.Job
	rule    string
	retries int
	output  string
}

func (a *app) newTrain() *cobra.Command {
	var f trainFlags
	cmd := &cobra.Command{
		Use:   "train CORPUS… --work FOLDER -o MODEL",
		Short: "Train word vectors in synchronous rounds",
		Long: `Train word vectors in synchronous rounds. Each shard of the corpus is trained on
from the current model, by the trainer that w2vattn has; what the shards have
changed is merged, row by row, into the next one. The work folder, which all
workers see, keeps vocabulary, shards and the last two models: the same command
goes on from there after a failure. MODEL is a model as w2vattn writes it.`,
		Example: `  w2vattn-beam train texts/ --work /shared/job -o model.safetensors --shards 4
  w2vattn-beam train 'texts/*.zst' --work /shared/job -o model.safetensors --shards 64 --rounds 8 \
      --runner flink --endpoint jobs:8099 --environment_type EXTERNAL --environment_config localhost:50000`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if err := f.check(cmd); err != nil {
				return err
			}
			return a.runTrain(cmd.Context(), &f, paths)
		},
	}
	f.add(cmd)
	return cmd
}

func (f *trainFlags) add(cmd *cobra.Command) {
	f.corpusFlags.add(cmd)
	f.job.Config = word2vec.Default()
	c, flags := &f.job.Config, cmd.Flags()
	flags.StringVar(&c.Arch, "arch", c.Arch, "cbow or skipgram")
	flags.IntVar(&c.Dim, "dim", c.Dim, "length of a vector")
	flags.IntVar(&c.Window, "window", c.Window, "farthest context word")
	flags.IntVar(&c.Negative, "negative", c.Negative, "negative samples for each prediction")
	flags.IntVar(&c.Epochs, "epochs", c.Epochs, "times that the corpus is gone through")
	flags.IntVar(&c.MinCount, "min-count", c.MinCount, "words rarer than this are left out")
	flags.IntVar(&c.MaxVocab, "max-vocab", c.MaxVocab, "keep the most frequent so many words; 0: all")
	flags.Float64Var(&c.Sample, "sample", c.Sample, "share of the corpus above which words are dropped at random")
	flags.Float64Var(&c.Alpha, "alpha", 0, "learning rate at the start (default: the trainer's)")
	flags.Float64Var(&c.MinAlpha, "min-alpha", c.MinAlpha, "and at the end")
	flags.Float64Var(&c.NSExponent, "ns-exponent", c.NSExponent, "negatives are drawn in proportion to count to this power")
	flags.IntVar(&c.Block, "block", c.Block, "centre words that share their negatives")
	flags.IntVar(&c.Shared, "shared", c.Shared, "negatives that they share")
	flags.StringVar(&c.Gradient, "gradient", c.Gradient, "balanced, corrected or classic")
	flags.Uint32Var(&c.Seed, "seed", c.Seed, "of all draws")
	flags.StringVar(&f.job.Vocab, "vocab", "", "a vocabulary of this corpus that was counted before (default: it is counted)")
	flags.IntVar(&f.job.Shards, "shards", 4, "parts that are trained on side by side")
	flags.IntVar(&f.job.PerEpoch, "rounds", defaultRounds, "rounds in an epoch: how often the shards are merged")
	flags.StringVar(&f.rule, "merge", string(rounds.Momentum), "how the changes of a row are merged: momentum (their mean, and what it withholds in the rounds after), sum (up to --cap times the longest), weighted (by who updated it) or mean")
	flags.Float64Var(&f.job.Merge.Cap, "cap", defaultCap, "with --merge sum: how many times the longest change a sum may be")
	flags.IntVar(&f.retries, "retries", 2, "how often a round that failed is run again")
	flags.StringVar(&f.job.Work, "work", "", "folder of vocabulary, shards and models, which all workers see")
	flags.StringVarP(&f.output, "output", "o", "", "the model")
}

// What docs/beyond-one-machine.md was measured with.
const (
	defaultRounds = 4
	defaultCap    = 2
)

// check finishes the flags and refuses what contradicts itself.
func (f *trainFlags) check(cmd *cobra.Command) error {
	if f.output == "" || f.job.Work == "" {
		return usagef("-o MODEL and --work FOLDER are needed: where the model goes, and what is kept on the way")
	}
	if !cmd.Flags().Changed("alpha") {
		f.job.Config.Alpha = f.job.Config.DefaultAlpha()
	}
	f.job.Merge.Rule = rounds.Rule(f.rule)
	if f.job.Merge.Rule != rounds.Sum {
		f.job.Merge.Cap = 0
	}
	if f.retries < 0 {
		return usagef("--retries is %d, must be 0 or more", f.retries)
	}
	f.job.Build = engine.ThisBuild()
	if err := f.job.Validate(); err != nil {
		return usageError{err}
	}
	return nil
}

func (a *app) runTrain(ctx context.Context, f *trainFlags, paths []string) error {
	spans, err := f.spans(ctx, paths)
	if err != nil {
		return err
	}
	f.job.Reading = f.Reading
	if f.job.Corpus, err = text.Digest(ctx, spans); err != nil {
		return err
	}
	m, err := f.job.Run(ctx, spans, f.retries, a.report)
	if err != nil {
		return err
	}
	if err := storage.Put(ctx, f.output, func(local string) error { return m.Save(local) }); err != nil {
		return err
	}
	a.note("%s: %d words × %d, %d tokens, loss %.4f", f.output, m.Table.Len(), m.Table.Dim(), m.Figures.Tokens, m.Figures.Loss)
	return nil
}

// report tells how far training has come.
func (a *app) report(s rounds.Status) {
	if s.Failed != nil {
		a.note("round %d of %d failed and is run again: %v", s.Round, s.Rounds, s.Failed)
		return
	}
	a.note("round %d of %d: loss %.4f", s.Round, s.Rounds, s.Loss)
}
