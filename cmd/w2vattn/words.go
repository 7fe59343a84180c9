package main

// This file proposes new words of a Korean corpus. Package corpus/newwords finds
// them; here they are written as a user dictionary, which tokenize and train read
// with --user-dict.

import (
	"context"
	"io"
	"iter"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/newwords"
	"github.com/w2vattn/w2vattn/internal/atomicfile"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/internal/progress"
)

// wordsFlags are the flags of words.
type wordsFlags struct {
	corpusflags.Flags
	config  newwords.Config
	output  string
	format  string
	workers int
}

// newWords returns the command words.
func (a *app) newWords() *cobra.Command {
	f := wordsFlags{config: newwords.Default()}
	cmd := &cobra.Command{
		Use:   "words CORPUS…",
		Short: "Find new words of a Korean corpus",
		Long: `Find words of a Korean corpus that the dictionary cuts apart, and write them as
a user dictionary for --user-dict, the best first. Numbers are in comments.

A candidate is a left part of eojeol, the units between spaces. Its cohesion is
the geometric mean of the probabilities of its syllables, each after the ones
before it. Its entropy is that of what follows it. Particles is the number of
different particles after it; all forms of the copula count as one. The score is
cohesion times exp(entropy).`,
		Example: `  w2vattn words reviews.txt --top 20
  w2vattn words reviews.txt -o user.dict
  w2vattn train reviews.txt -o m.safetensors --tokenizer korean --user-dict user.dict`,
		Args: cli.AtLeast(1, "CORPUS"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if err := f.config.Validate(); err != nil {
				return cli.UsageError{Err: err}
			}
			if f.workers < 1 {
				return cli.Usagef("--workers is %d, must be at least 1", f.workers)
			}
			if err := cli.CheckOutputs(corpusflags.Files(paths), cli.Output{Flag: "-o", Path: f.output}); err != nil {
				return err
			}
			return a.runWords(cmd.Context(), &f, paths)
		},
	}
	f.AddInput(cmd)
	flags, c := cmd.Flags(), &f.config
	flags.Int64Var(&c.MinCount, "min-count", c.MinCount, "leave out words that begin fewer eojeol")
	flags.Float64Var(&c.MinCohesion, "min-cohesion", c.MinCohesion, "leave out words with a lower cohesion, 0 to 1")
	flags.Float64Var(&c.MinEntropy, "min-entropy", c.MinEntropy, "leave out words with a lower entropy, in nats")
	flags.IntVar(&c.MinParticles, "min-particles", c.MinParticles, "leave out words that fewer different particles follow")
	flags.IntVar(&c.MaxLength, "max-length", c.MaxLength, "leave out words of more syllables")
	flags.IntVar(&c.Top, "top", c.Top, "keep the N words with the highest scores; 0: all")
	flags.BoolVar(&c.Known, "known", false, "keep words that the dictionary has, too")
	cli.SetTopic(cmd, cli.TopicVocabulary)
	flags.IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "goroutines; does not affect the result")
	flags.StringVarP(&f.output, "output", "o", "", "write to `FILE` instead of standard output")
	cli.TextOrJSON(cmd, &f.format)
	return cmd
}

// runWords carries out words.
func (a *app) runWords(ctx context.Context, f *wordsFlags, paths []string) error {
	src, err := f.Source(a.in, paths)
	if err != nil {
		return err
	}
	var statistics corpus.Statistics
	stop := progress.Reading(a.display(), src)
	counts, err := newwords.Count(ctx, texts(src, &statistics), newwords.MaxEojeols, f.workers)
	stop()
	if err != nil {
		return err
	}
	a.notes(corpusflags.ReadingNotes(src.Findings(), statistics))
	words, err := counts.Find(ctx, f.config, f.workers)
	if err != nil {
		return err
	}
	a.note("%s in %s eojeol of Hangul, %s different", english.Plural(int64(len(words)), "new word"),
		english.Thousands(counts.Total), english.Thousands(int64(counts.Distinct())))
	if counts.Evicted > 0 {
		a.note("note: too many different eojeol to count at once: rare ones were dropped %s, so rare words may be missing",
			english.Plural(counts.Evicted, "time"))
	}
	write := func(w io.Writer) error { return newwords.WriteDictionary(w, words) }
	if f.format == "json" {
		write = func(w io.Writer) error { return (&app{out: w}).json(append([]newwords.Word{}, words...)) }
	}
	if f.output == "" {
		return write(a.out)
	}
	return atomicfile.Write(f.output, write)
}

// texts yields the texts of a source and counts the bytes that were replaced in them.
func texts(src *corpus.FileSource, s *corpus.Statistics) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for text, err := range src.Texts() {
			s.Replaced += int64(text.Replaced)
			if !yield(text.Text, err) {
				return
			}
		}
	}
}
