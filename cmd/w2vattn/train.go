package main

// This file trains a model. The flags of several trainers are defined here; package
// trainflags knows which trainer uses which, and those without effect are refused.
// The steps are listed at newTrain.

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/packed"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/atomicfile"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/internal/progress"
)

// newTrain returns the command train. Every flag and output file is checked before the
// corpus is read.
//
//	check            flags, outputs, the checkpoint
//	train            corpus → tokens → vocabulary and ids → findings → epochs → model
//	Save             the model file
//	finishFiles      vocabulary; the checkpoint is removed
//	SummaryOf        what is printed
//
// The corpus is read once, so it may be standard input.
func (a *app) newTrain() *cobra.Command {
	var f trainFlags
	var format string
	cmd := &cobra.Command{
		Use:   "train CORPUS… -o MODEL",
		Short: "Train word vectors from text",
		Long: `Train word vectors from text and write them to MODEL. The extension of MODEL
selects the format: .safetensors (everything, with configuration and tokenizer),
.txt or .vec (word2vec text), .bin (word2vec binary). CORPUS is a file, a folder
(all files below it), a glob, or - for standard input. The corpus is read once.
Each token is stored as a word id of 4 bytes, in memory up to --ids-memory, the
rest in a temporary file.

The same corpus, flags and seed give the same file, byte for byte, with any
number of --workers and any --kernel. With --checkpoint FILE, interrupted
training can be continued: run the same command with --resume. The model is the
same as without the interruption. --restart discards the checkpoint. Ctrl-C and
SIGTERM write a last checkpoint; a second signal ends the program at once.

--input selects what a sentence is:
  lines            each line
  text             each sentence of running text (UAX #29)
  stream           each 1,000 tokens; 10,000 with --trainer gensim
  jsonl, csv, tsv  a field of each record
Without --input, files named .jsonl, .csv and .tsv are read as records, others
as lines. --tokenizer auto is korean where most letters are Hangul, else words;
w2vattn tokenize --help explains the tokenizers.

--trainer gensim computes the same vectors as gensim with one worker, digit for
digit, if you also give --tokenizer space --lower=false --normalize none.

--arch glove trains GloVe vectors on the co-occurrences of words. Its defaults
are --window 10, --epochs 25 and --alpha 0.05, which stays the same in all
epochs or, with --solver sgd, falls linearly to 0. --arch lexvec trains LexVec
vectors on the pointwise mutual information of words; its --alpha is 0.018.`,
		Example: `  w2vattn train reviews.txt -o reviews.safetensors
  w2vattn train texts/ --input text --dim 200 --epochs 10 -o texts.safetensors
  zcat dump.gz | w2vattn train - --arch skipgram -o dump.bin`,
		Args: cli.AtLeast(1, "CORPUS"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if err := f.checkModelFile(); err != nil {
				return err
			}
			if err := f.check(cmd); err != nil {
				return err
			}
			if err := cli.CheckOutputs(corpusflags.Files(paths), f.outputs()...); err != nil {
				return err
			}
			return a.runTrain(cmd.Context(), &f, paths, format)
		},
	}
	f.add(cmd)
	cmd.Flags().StringVarP(&f.modelFile, "output", "o", "", "model `FILE` to write; its extension selects the format")
	cli.TextOrJSON(cmd, &format)
	return cmd
}

// checkModelFile refuses a missing -o and one whose format cannot be written, before
// the corpus is read.
func (f *trainFlags) checkModelFile() error {
	if f.modelFile == "" {
		return cli.Usagef("-o MODEL is missing")
	}
	format, err := formatOf("-o", f.modelFile)
	if err == nil {
		err = embed.CheckWrite(f.modelFile, format, embed.Pack(packed.Writer))
	}
	if err != nil {
		return cli.UsageError{Err: err}
	}
	return nil
}

// outputs returns the files that training writes. The log is written in place while
// training runs.
func (f *trainFlags) outputs() []cli.Output {
	return []cli.Output{
		{Flag: "-o", Path: f.modelFile}, {Flag: "--checkpoint", Path: f.checkpoint},
		{Flag: "--save-vocab", Path: f.saveVocab}, {Flag: "--log", Path: f.log, InPlace: true},
	}
}

// runTrain carries out train: it trains, saves the model, completes the other files and
// writes a summary. The model is saved first: an error after that loses no training.
func (a *app) runTrain(ctx context.Context, f *trainFlags, paths []string, format string) error {
	begin := time.Now()
	m, p, err := a.train(ctx, f, paths)
	if err != nil {
		return err
	}
	// The model comes first: whatever fails after it, the training is not lost.
	if err := m.Save(f.modelFile); err != nil {
		return err
	}
	if err := f.finishFiles(m, p); err != nil {
		return fmt.Errorf("%s is written, but %w", f.modelFile, err)
	}
	s, err := w2vattn.SummaryOf(m, f.modelFile)
	if err != nil {
		return err
	}
	s.Tokenizer = f.Chosen
	// Seconds include reading and writing; the rate is of training alone.
	s.Seconds, s.TrainSeconds, s.WordsPerSecond = time.Since(begin).Seconds(), p.Trained().Seconds(), p.Rate()
	if format == "json" {
		return a.json(s)
	}
	return s.WriteTextIn(a.out, string(a.lang))
}

// finishFiles completes the files beside the model once it is trained: it writes the
// vocabulary and removes the checkpoint. An error of the log, which is no reason to lose
// the model, is returned last. Callers add to the error that the model itself is there.
func (f *trainFlags) finishFiles(m *w2vattn.Model, p *progress.Training) error {
	if f.saveVocab != "" {
		trained, err := train.FromFile(m.File())
		if err != nil {
			return err
		}
		if err := atomicfile.Write(f.saveVocab, func(w io.Writer) error {
			return writeVocab(w, m.Table().Vocab(), f.saveVocab, trained.Statistics.Sentences)
		}); err != nil {
			return fmt.Errorf("the vocabulary could not be written: %w", err)
		}
	}
	if err := f.removeCheckpoint(); err != nil {
		return err
	}
	if p.LogErr() != nil {
		return fmt.Errorf("the log is incomplete: %w", p.LogErr())
	}
	return nil
}
