package main

// This file defines the command vocab, and the flags of reading that train shares
// with it.

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/text"
	"github.com/w2vattn/w2vattn/beam/words"
	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/tokenize"
)

// corpusFlags are the flags of w2vattn about the reading of text, and --span. vocab and
// train have them.
type corpusFlags struct {
	corpusflags.Flags
	span int64 // MiB
}

// add defines the flags on cmd.
func (f *corpusFlags) add(cmd *cobra.Command) {
	f.AddReading(cmd)
	cmd.Flags().Lookup("encoding").Usage = "encoding `NAME`; default: detected, UTF-8 in files that are cut"
	cmd.Flags().Int64Var(&f.span, "span", text.Size>>20, "MiB of a file that one worker reads at a time")
	cli.SetTopic(cmd, cli.TopicCorpus)
}

// cut checks the flags and cuts the corpus. It returns how its parts are read. The
// tokenizer auto is resolved here, from a sample of the whole corpus: a worker that
// saw one span only could choose another.
func (f *corpusFlags) cut(ctx context.Context, paths []string) (r text.Reading, spans []text.Span, err error) {
	if err := f.RefuseUnused(); err != nil {
		return r, nil, err
	}
	invalid, err := corpusflags.ParseInvalid(f.Invalid)
	if err != nil {
		return r, nil, err
	}
	if f.span < 1 {
		return r, nil, cli.Usagef("--span is %d, must be at least 1", f.span)
	}
	r = text.Reading{Tokenizer: tokenize.Default(), Input: f.Input, Field: f.Field, Encoding: f.Encoding,
		Replace: invalid == input.ReplaceInvalid}
	if err := f.Resolve(func() string { return r.Sample(ctx, paths) }); err != nil {
		return r, nil, err
	}
	r.Tokenizer = f.Config
	if err := r.Check(); err != nil {
		return r, nil, cli.UsageError{Err: err}
	}
	spans, err = r.Cut(ctx, paths, f.span<<20)
	return r, spans, err
}

// newVocab returns the command vocab.
func (a *app) newVocab() *cobra.Command {
	var f corpusFlags
	var s words.Selection
	var output string
	cmd := &cobra.Command{
		Use:   "vocab CORPUS… -o FILE",
		Short: "Count the words of a corpus",
		Long: `Count the words of a corpus, as w2vattn vocab does: the same file, byte for byte,
however the corpus is cut.`,
		Example: `  w2vattn-beam vocab texts/ -o vocab.tsv
  w2vattn-beam vocab 's3://bucket/texts/*.gz' --min-count 10 -o s3://bucket/vocab.tsv`,
		Args: cli.AtLeast(1, "CORPUS"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if output == "" {
				return cli.Usagef("-o FILE is missing")
			}
			if s.MinCount < 0 || s.MaxVocab < 0 {
				return cli.Usagef("--min-count and --max-vocab must not be negative")
			}
			reading, spans, err := f.cut(cmd.Context(), paths)
			if err != nil {
				return err
			}
			counters, err := words.Count(cmd.Context(), spans, reading, s, output)
			if err != nil {
				return err
			}
			a.noteWords(counters, s)
			return nil
		},
	}
	f.add(cmd)
	cmd.Flags().Int64Var(&s.MinCount, "min-count", 5, "leave out words that are rarer")
	cmd.Flags().IntVar(&s.MaxVocab, "max-vocab", 0, "keep the N most frequent words; 0: all")
	cli.SetTopic(cmd, cli.TopicVocabulary)
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to `FILE`, which all workers see")
	cli.SetTopic(cmd, cli.TopicOutput)
	return cmd
}

// noteWords notes the numbers of tokens, sentences and words, and what was cut or
// replaced.
func (a *app) noteWords(c engine.Counters, s words.Selection) {
	if c["cut"] > 0 {
		a.note("note: sentences of more than %d tokens were cut; number of cuts: %d", corpus.MaxSentence, c["cut"])
	}
	if c["replaced"] > 0 {
		a.note("note: bytes of invalid UTF-8 that were replaced: %d", c["replaced"])
	}
	a.note("tokens: %d, sentences: %d, different words: %d, those that occur at least %d times: %d", c["tokens"],
		c["sentences"], c["distinct"], s.MinCount, c["frequent"])
}
