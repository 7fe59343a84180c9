package main

// This file refuses flags without effect. They are errors, because the user expects
// an effect, and a result without it would look like one with it. Messages name both
// flags. What is refused is what has no effect for any value; a value that is wrong
// by itself is checked where the flag is.

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/report"
)

// refuseIdle refuses flags of train without effect, once the configuration is known. It
// returns the first error; the order of the checks is the order in help.
func (f *trainFlags) refuseIdle(given func(string) bool) error {
	if f.checkpoint == "" {
		if err := cli.Refuse(given, "has no effect without --checkpoint", "checkpoint-every"); err != nil {
			return err
		}
	}
	if f.config.Arch == word2vec.SkipGram {
		err := cli.Refuse(given, "has no effect with --arch skipgram: it is for cbow", "gradient", "cbow-mean")
		if err != nil {
			return err
		}
	}
	if f.config.HS && f.config.Negative == 0 {
		if err := cli.Refuse(given, "has no effect with --hs without --negative", "ns-exponent"); err != nil {
			return err
		}
	}
	if f.config.HeldOut == 0 {
		return cli.Refuse(given, "has no effect without --held-out", "patience")
	}
	return nil
}

// refuseUnused returns an error for the first flag of attend without effect. The value of
// --nearest is 5 without the flag, so its conflicts matter only if the flag is given, and
// not with 0, which asks for what happens anyway.
func (f *attendFlags) refuseUnused(cmd *cobra.Command) error {
	given := cmd.Flags().Changed
	if f.trainOn != nil {
		if err := cli.Refuse(given, "has no effect with --train: it is for -m", "from"); err != nil && f.values == "" {
			return err
		}
	} else if err := refuseTraining(cmd); err != nil {
		return err
	}
	if !f.worked {
		if err := cli.Refuse(given, "goes with --worked", "full"); err != nil {
			return err
		}
	}
	if f.compare {
		if err := cli.Refuse(given, "has no effect with --compare", "view", "palette"); err != nil {
			return err
		}
		if err := cli.Refuse(given, "has no effect with --compare, which shows softmax", "normalizer"); err != nil {
			return err
		}
	}
	if err := f.paper.check(given, f.format); err != nil {
		return err
	}
	if !f.self {
		if err := cli.Refuse(given, "goes with --self", "diagonal", "keys"); err != nil {
			return err
		}
	}
	if f.tokens {
		if err := cli.Refuse(given, "has no effect with --tokens", "eojeol"); err != nil {
			return err
		}
	}
	if f.nearest == 0 {
		return cli.Refuse(given, "has no effect with --nearest 0", "nearest-others")
	}
	switch {
	case f.compare:
		return cli.Refuse(given, "has no effect with --compare, which shows no context", "nearest", "nearest-others")
	case f.format == report.CSV, f.matrix() && slices.Contains([]report.Format{report.SVG, report.PNG}, f.format):
		return cli.Refuse(given, fmt.Sprintf("has no effect with --format %s, which shows no words", f.format), "nearest",
			"nearest-others")
	}
	return nil
}

// refuseTraining returns an error for the first flag of train, in alphabetical order,
// that is given beside -m. The flags of train are known by their topics.
func refuseTraining(cmd *cobra.Command) error {
	var err error
	training := []string{cli.TopicCorpus, cli.TopicVocabulary, cli.TopicTraining, cli.TopicProgress}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if slices.Contains(training, cli.TopicOf(f)) {
			err = cmp.Or(err, cli.Refuse(cmd.Flags().Changed, "has no effect with -m: it is for --train", f.Name))
		}
	})
	return err
}

// refuseUnused returns an error for the first flag of eval without effect. The value
// of a flag does not say whether it was given, so given is needed.
func (f *evalFlags) refuseUnused(given func(string) bool) error {
	if len(f.analogies) == 0 {
		if err := cli.Refuse(given, "has no effect without --analogies", "method"); err != nil {
			return err
		}
	}
	if len(f.analogies)+len(f.similarity) == 0 {
		err := cli.Refuse(given, "has no effect without --analogies or --similarity", "restrict-vocab", "lower")
		if err != nil {
			return err
		}
	}
	if len(f.search.corpora) == 0 {
		return cli.Refuse(given, "has no effect without --search", "queries", "seed")
	}
	return nil
}
