package main

// This file counts co-occurrences for GloVe. The records are sums over all pairs of
// positions of a sentence,
//
//	X[i,j] = Σ 1/d       over the occurrences of i and j at a distance d ≤ window
//
// and are written in the order of i and j. Package corpus/cooccur counts with a
// bounded memory.

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/corpus/cooccur"
	"github.com/w2vattn/w2vattn/embed/lexvec"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/atomicfile"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/internal/progress"
	"github.com/w2vattn/w2vattn/internal/trainflags"
	"github.com/w2vattn/w2vattn/vocab"
)

// cooccurFlags are the flags of cooccur.
type cooccurFlags struct {
	corpusflags.Flags
	config    cooccur.Config
	sample    float64         // frequency above which words are subsampled; 0: none
	seed      word2vec.Config // --seed
	words     word2vec.Config // --min-count and --max-vocab
	vocabFile string          // file of words to read; "": they are counted
	saveVocab string          // file of words to write; "": none
	output    string
	format    string
	memory    int64 // MiB
	workers   int
}

// newCooccur returns the command cooccur.
func (a *app) newCooccur() *cobra.Command {
	f := cooccurFlags{config: cooccur.Default(), words: word2vec.Default(), seed: word2vec.Default()}
	cmd := &cobra.Command{
		Use:   "cooccur CORPUS… -o FILE",
		Short: "Count which words of a corpus occur near each other",
		Long: `Count for each pair of words how often they occur near each other and write the
counts to FILE in the format of GloVe: records of row and column as int32, from
1 in the order of the vocabulary, and the weight as float64, sorted by row and
column. A pair at distance d has the weight 1/d. Words outside the vocabulary
are left out before distances are counted, as in GloVe.

Counts are exact: the file does not depend on --workers or --memory. train
--arch glove --cooccur FILE reads it. train --arch lexvec counts with
--window 5, --window-weighting linear, --sample 0.001 and its seed.`,
		Example: `  w2vattn cooccur reviews.txt -o reviews.cooccur --save-vocab words.tsv
  w2vattn cooccur texts/ --window 5 --window-weighting flat -o texts.cooccur`,
		Args: cli.AtLeast(1, "CORPUS"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if err := f.check(cmd.Flags().Changed, paths); err != nil {
				return err
			}
			return a.runCooccur(cmd.Context(), &f, paths)
		},
	}
	f.Add(cmd)
	flags := cmd.Flags()
	trainflags.AddVocabulary(cmd, &f.words)
	flags.StringVar(&f.vocabFile, "vocab", "", "read the vocabulary from `FILE`: word, TAB, count")
	flags.StringVar(&f.saveVocab, "save-vocab", "", "write the vocabulary to `FILE`; .word2vec: in the format of word2vec")
	cli.SetTopic(cmd, cli.TopicVocabulary)
	flags.IntVar(&f.config.Window, "window", f.config.Window, "largest distance of a pair, in tokens")
	trainflags.AddCooccurrences(cmd, &f.config)
	flags.Float64Var(&f.sample, "sample", 0, "subsample words above this frequency, as lexvec does; 0: none")
	trainflags.AddSeed(cmd, &f.seed)
	flags.Int64Var(&f.memory, "memory", 1024, "MiB for corpus and index, 8 bytes a token; the rest is on disk")
	flags.IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "goroutines; does not affect the result")
	cli.SetTopic(cmd, cli.TopicTraining)
	flags.StringVarP(&f.output, "output", "o", "", "`FILE` of records to write")
	cli.TextOrJSON(cmd, &f.format)
	return cmd
}

// check returns an error for values and flags that contradict each other, and for outputs
// that cannot be written.
func (f *cooccurFlags) check(given func(string) bool, paths []string) error {
	switch {
	case f.output == "":
		return cli.Usagef("-o FILE is missing")
	case f.workers < 1:
		return cli.Usagef("--workers is %d, must be at least 1", f.workers)
	case f.memory < 1:
		return cli.Usagef("--memory is %d, must be at least 1", f.memory)
	case !(f.sample >= 0 && f.sample <= math.MaxFloat64):
		return cli.Usagef("--sample is %v, must be 0 or more", f.sample)
	case f.config.Window < 1 || f.config.Window > cooccur.MaxWindow:
		return cli.Usagef("--window is %d, must be from 1 to %d", f.config.Window, cooccur.MaxWindow)
	}
	if f.vocabFile != "" {
		if err := cli.Refuse(given, "and --vocab contradict each other: the file determines the words", "min-count",
			"max-vocab", "stop"); err != nil {
			return err
		}
	}
	if err := f.words.Validate(); err != nil {
		return err
	}
	return cli.CheckOutputs(corpusflags.Files(paths), cli.Output{Flag: "-o", Path: f.output},
		cli.Output{Flag: "--save-vocab", Path: f.saveVocab})
}

// pairs returns which pairs are counted. With --sample, tokens are left out as LexVec leaves them
// out.
func (f *cooccurFlags) pairs(v *vocab.Vocab) cooccur.Config {
	c := lexvec.Default()
	c.Sample, c.Seed = f.sample, f.seed.Seed
	sampled, pairs := c.Counting(v), f.config
	pairs.Keep, pairs.Draws = sampled.Keep, sampled.Draws
	return pairs
}

// A cooccurSummary is the result of cooccur, as --format json writes it:
//
//	{"file":"reviews.cooccur","records":1200,"words":9000,"unknown":12,"vocabulary":350,"seconds":0.2}
type cooccurSummary struct {
	File       string  `json:"file"`
	Records    int64   `json:"records"`
	Words      int64   `json:"words"`
	Unknown    int64   `json:"unknown"`
	Vocabulary int     `json:"vocabulary"`
	Seconds    float64 `json:"seconds"`
}

// runCooccur carries out cooccur: corpus → words and ids → records.
func (a *app) runCooccur(ctx context.Context, f *cooccurFlags, paths []string) error {
	begin := time.Now()
	text, err := a.cooccurText(ctx, f, paths)
	if err != nil {
		return err
	}
	s := cooccurSummary{File: f.output, Words: text.Statistics.Tokens, Unknown: text.Statistics.Unknown,
		Vocabulary: text.Words.Len()}
	rows := cooccur.Count(ctx, text.IDs, text.Words.Len(), f.pairs(text.Words),
		cooccur.Options{Workers: f.workers, Memory: f.memory << 20})
	err = atomicfile.Write(f.output, func(w io.Writer) (err error) {
		s.Records, err = cooccur.Write(w, rows)
		return err
	})
	if err = errors.Join(err, text.Close()); err != nil {
		return err
	}
	if f.saveVocab != "" {
		if err := atomicfile.Write(f.saveVocab, func(w io.Writer) error {
			return writeVocab(w, text.Words, f.saveVocab, text.Statistics.Sentences)
		}); err != nil {
			return fmt.Errorf("the vocabulary could not be written: %w", err)
		}
	}
	s.Seconds = time.Since(begin).Seconds()
	if f.format == "json" {
		return a.json(s)
	}
	_, err = fmt.Fprintf(a.out, "%s: %s of %s\n", s.File, english.Plural(s.Records, "co-occurrence"),
		english.Plural(int64(s.Vocabulary), "word"))
	return err
}

// cooccurText reads the corpus as train does.
func (a *app) cooccurText(ctx context.Context, f *cooccurFlags, paths []string) (*train.Text, error) {
	options, err := f.options()
	if err != nil {
		return nil, err
	}
	f.LearnParticles()
	src, err := f.Source(a.in, paths)
	if err != nil {
		return nil, err
	}
	a.noteTokenizer(f.Chosen)
	options = append(options, train.Tokenizer(f.Config))
	stop := progress.Reading(a.display(), src)
	counted, err := train.Count(ctx, src, options...)
	stop()
	if err != nil {
		return nil, err
	}
	a.notes(corpusflags.ReadingNotes(src.Findings(), counted.Statistics.Statistics))
	if f.JoinPhrases() {
		a.notes(corpusflags.PhraseNotes(counted.Statistics.Phrases, counted.Statistics.PairsEvicted))
	}
	selection, err := counted.Select(f.words, options...)
	if err != nil {
		return nil, errors.Join(err, counted.Close())
	}
	return counted.Encode(selection)
}

// options returns the options of reading a corpus, without the tokenizer.
func (f *cooccurFlags) options() ([]train.Option, error) {
	stop, err := f.StopWords(f.Config)
	if err != nil {
		return nil, err
	}
	o := []train.Option{train.Memory(f.memory << 20), train.Stop(stop)}
	phrases, err := f.PhraseOptions()
	if err != nil {
		return nil, err
	}
	if phrases != nil {
		o = append(o, train.Phrases(*phrases))
	}
	if f.vocabFile != "" {
		v, err := vocab.ReadFile(f.vocabFile)
		if err != nil {
			return nil, err
		}
		o = append(o, train.Vocabulary(v))
	}
	return o, nil
}
