package main

// This file defines the command train. Package rounds does the work; the command
// makes a job of the flags and copies the last model to -o. Everything else stays in
// the work folder, from which a job continues.

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/rounds"
	"github.com/w2vattn/w2vattn/beam/storage"
	"github.com/w2vattn/w2vattn/beam/text"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/trainflags"
)

// trainFlags are the flags of train. Most of them are fields of job.
type trainFlags struct {
	corpusFlags
	job     rounds.Job
	retries int    // how often a failed round is repeated
	output  string // model file
}

// newTrain returns the command train.
func (a *app) newTrain() *cobra.Command {
	var f trainFlags
	cmd := &cobra.Command{
		Use:   "train CORPUS… --work FOLDER -o MODEL",
		Short: "Train word vectors in synchronous rounds",
		Long: `Train word vectors in synchronous rounds. In each round the batched trainer of
w2vattn trains the current model on each shard of the corpus, and the changes of
all shards are merged, row by row, into the next model. The work folder, which
all workers must see, holds vocabulary, shards and the last two models; after a
failure the same command continues from them. MODEL is a w2vattn model.`,
		Example: `  w2vattn-beam train texts/ --work /shared/job -o model.safetensors --shards 4
  w2vattn-beam train 'texts/*.zst' --work /shared/job -o model.safetensors --shards 64 --rounds 8 \
      --runner flink --endpoint jobs:8099 --environment_type EXTERNAL --environment_config localhost:50000`,
		Args: cli.AtLeast(1, "CORPUS"),
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

// add defines the flags on cmd, sorted by topic. Those of w2vattn train for the gensim
// trainer, held-out sentences and checkpoints are left out: rounds continue a model, and
// the work folder is the checkpoint.
func (f *trainFlags) add(cmd *cobra.Command) {
	f.corpusFlags.add(cmd)
	f.job.Config = word2vec.Default()
	c, flags := &f.job.Config, cmd.Flags()
	trainflags.AddVocabulary(cmd, c)
	flags.StringVar(&f.job.Vocab, "vocab", "", "vocabulary `FILE` of this corpus (default: count it)")
	cli.SetTopic(cmd, cli.TopicVocabulary)
	trainflags.AddModel(cmd, c, word2vec.CBOW, word2vec.SkipGram)
	trainflags.AddBatched(cmd, c)
	trainflags.AddSeed(cmd, c)
	flags.IntVar(&f.job.Shards, "shards", 4, "parts of the corpus to train on in parallel")
	flags.IntVar(&f.job.PerEpoch, "rounds", defaultRounds, "rounds (merges of the shards) in each epoch")
	cli.AddChoice(cmd, &f.job.Merge.Rule, "merge", rounds.Momentum, "how the changes of a row are merged",
		string(rounds.Momentum)+"\tmean; the rest of the sum follows in later rounds",
		string(rounds.Sum)+"\tup to --cap times the longest change",
		string(rounds.Weighted)+"\tmean weighted by the updates of each shard",
		string(rounds.Mean))
	flags.Float64Var(&f.job.Merge.Cap, "cap", defaultCap,
		"with --merge sum: longest sum, in multiples of the longest change")
	flags.IntVar(&f.retries, "retries", 2, "how often to repeat a round that failed")
	cli.SetTopic(cmd, cli.TopicTraining)
	flags.StringVar(&f.job.Work, "work", "", "`FOLDER` of vocabulary, shards and models, which all workers see")
	flags.StringVarP(&f.output, "output", "o", "", "model `FILE` to write")
	cli.SetTopic(cmd, cli.TopicOutput)
}

// The defaults of --rounds and --cap were measured with early states of the trainer:
// docs/benchmarks.md, the last section, Beyond one machine. Its section Beyond one
// machine: quality has 8 rounds for two shards and 32 for four; more shards need more
// rounds.
const (
	defaultRounds = 4
	defaultCap    = 2
)

// check completes the flags and returns an error for flags that contradict each other.
// The cap of other rules than sum is set to 0, so that it makes no difference between
// jobs.
func (f *trainFlags) check(cmd *cobra.Command) error {
	if f.output == "" || f.job.Work == "" {
		return cli.Usagef("-o MODEL and --work FOLDER are needed")
	}
	trainflags.Settle(&f.job.Config, cmd.Flags().Changed)
	if f.job.Merge.Rule != rounds.Sum {
		f.job.Merge.Cap = 0
	}
	if f.retries < 0 {
		return cli.Usagef("--retries is %d, must be 0 or more", f.retries)
	}
	// A worker of another version could compute other numbers, so the version is part
	// of the job.
	f.job.Build = engine.ThisBuild()
	if err := f.job.Validate(); err != nil {
		return cli.UsageError{Err: err}
	}
	return nil
}

// runTrain carries out train: it cuts the corpus, trains in rounds and copies the last
// model to the output. The digest of the corpus is part of the job, so that a job is not
// resumed with another text.
func (a *app) runTrain(ctx context.Context, f *trainFlags, paths []string) error {
	reading, spans, err := f.cut(ctx, paths)
	if err != nil {
		return err
	}
	f.job.Reading = reading
	if f.job.Corpus, err = text.Digest(ctx, spans); err != nil {
		return err
	}
	m, err := f.job.Run(ctx, spans, f.retries, a.report)
	if err != nil {
		return err
	}
	// The model is made by this process, not by a worker: it is one file.
	if err := storage.Put(ctx, f.output, func(local string) error { return m.Save(local) }); err != nil {
		return err
	}
	a.note("%s: %d words × %d, %d tokens, loss %.4f", f.output, m.Table.Len(), m.Table.Dim(), m.Statistics.Tokens,
		m.Statistics.Loss)
	return nil
}

// report writes the progress of training: a line for each round, with the mean loss
// of a centre word.
func (a *app) report(s rounds.Status) {
	if s.Failed != nil {
		a.note("round %d of %d failed and is repeated: %v", s.Round, s.Rounds, s.Failed)
		return
	}
	a.note("round %d of %d: loss %.4f", s.Round, s.Rounds, s.Loss)
}
