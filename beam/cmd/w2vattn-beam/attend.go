package main

// This file defines the command attend, which attends over a corpus on many machines.
// Package attending has the pipeline.

import (
	"context"
	"math"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/attention"
	"github.com/w2vattn/w2vattn/beam/attending"
	"github.com/w2vattn/w2vattn/beam/text"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/cli"
)

// attendFlags are the flags of attend. check parses the texts in score, temperature,
// normalizer and oov into query.
type attendFlags struct {
	query                               attending.Query
	score, temperature, normalizer, oov string
	span                                int64  // MiB
	output                              string // folder
}

// newAttend returns the command attend. Its flags are those of w2vattn attend that make
// sense for a batch.
func (a *app) newAttend() *cobra.Command {
	var f attendFlags
	cmd := &cobra.Command{
		Use:   "attend CORPUS… -m MODEL -q WORD -o FOLDER",
		Short: "Attend over every line of a corpus",
		Long: `Attend over every line of a corpus. The folder gets a file for each
part of the corpus, part-00000.jsonl and so on, which one after another hold the
lines that w2vattn attend --format json writes.`,
		Example: `  w2vattn-beam attend reviews/ -m model.safetensors -q film -o attended/
  w2vattn-beam attend 's3://bucket/reviews/*' -m s3://bucket/model.safetensors -q film -o s3://bucket/attended`,
		Args: cli.AtLeast(1, "CORPUS"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if err := f.check(); err != nil {
				return err
			}
			return a.runAttend(cmd.Context(), &f, paths)
		},
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.query.Model, "model", "m", "", "`MODEL` file")
	cli.SetTopic(cmd, cli.TopicModel)
	flags.StringArrayVarP(&f.query.Words, "query", "q", nil, "query `WORD`; several -q are averaged")
	cli.SetTopic(cmd, cli.TopicQuery)
	flags.StringVar(&f.score, "score", "scaled", cli.OrList(attention.ScoreNames()))
	flags.StringVar(&f.temperature, "temperature", "auto", "divide the scores by `T`; auto: effective tokens are half")
	flags.StringVar(&f.normalizer, "normalizer", "softmax",
		"how scores become weights: "+cli.OrList(attention.Normalizers()))
	flags.StringVar(&f.oov, "oov", "auto",
		"unknown tokens: auto, skip, error, zero, nearest, subword or compose")
	flags.BoolVar(&f.query.ExcludeSelf, "exclude-self", false, "the query's own occurrences get no weight")
	flags.IntVar(&f.query.Nearest, "nearest", 5, "words nearest to the context; 0: none")
	cli.SetTopic(cmd, cli.TopicAttention)
	flags.Int64Var(&f.span, "span", text.Size>>20, "MiB of a file that one worker reads at a time")
	cli.SetTopic(cmd, cli.TopicCorpus)
	flags.StringVarP(&f.output, "output", "o", "", "`FOLDER` of the results, which all workers see")
	cli.SetTopic(cmd, cli.TopicOutput)
	return cmd
}

// check completes the query, and returns an error for flags that are missing or out of
// range, before a file is opened.
func (f *attendFlags) check() (err error) {
	switch {
	case f.query.Model == "":
		return cli.Usagef("-m MODEL is missing")
	case len(f.query.Words) == 0:
		return cli.Usagef("-q WORD is missing")
	case f.output == "":
		return cli.Usagef("-o FOLDER is missing")
	case f.query.Nearest < 0:
		return cli.Usagef("--nearest is %d, must be 0 or more", f.query.Nearest)
	case f.span < 1:
		return cli.Usagef("--span is %d, must be at least 1", f.span)
	}
	if f.query.Score, err = attention.ParseScore(f.score); err != nil {
		return cli.UsageError{Err: err}
	}
	if f.query.Sparse, err = attention.ParseNormalizer(f.normalizer); err != nil {
		return cli.UsageError{Err: err}
	}
	if f.query.OOV, err = embed.ParsePolicy(f.oov); err != nil {
		return cli.UsageError{Err: err}
	}
	f.query.Temperature = attention.Auto
	if f.temperature != "auto" {
		t, err := strconv.ParseFloat(f.temperature, 64)
		if err != nil || !(t > 0) || math.IsInf(t, 0) {
			return cli.Usagef("--temperature is %q, must be auto or a number above 0", f.temperature)
		}
		f.query.Temperature = attention.Temperature(t)
	}
	return nil
}

// runAttend carries out attend: it cuts the corpus into spans and runs the pipeline.
// Lines are sentences, whatever the extension of a file.
func (a *app) runAttend(ctx context.Context, f *attendFlags, paths []string) error {
	spans, err := text.Reading{Input: "lines"}.Cut(ctx, paths, f.span<<20)
	if err != nil {
		return err
	}
	counters, err := attending.Attend(ctx, spans, f.query, f.output)
	if err != nil {
		return err
	}
	a.note("%s: sentences: %d, files: %d", f.output, counters["sentences"], len(spans))
	return nil
}
