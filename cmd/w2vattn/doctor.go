package main

// This file checks a corpus before training. The findings are made by package doctor;
// here the flags of train become the plan that is judged. With --format json the
// diagnosis is one object; docs/json.md describes it.

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/doctor"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/internal/progress"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// errUseless is the error of doctor if the findings contain an error. It comes after the
// report, so that the exit code is 1 and scripts can stop before train.
var errUseless = errors.New("training would be useless, for the reasons above")

// newDoctor returns the command doctor. It has the flags of train, because the forecast
// depends on them; those about output files are hidden and refused.
func (a *app) newDoctor() *cobra.Command {
	var f trainFlags
	var format string
	cmd := &cobra.Command{
		Use:   "doctor CORPUS…",
		Short: "Check a corpus and forecast the time and memory of training",
		Long: `Read a corpus as train would and report its problems: bytes that are not text,
decomposed Unicode (NFD), words whose letters are separated, lines that are
very long, empty or repeated. Also report the lengths of tokens and sentences,
the words that several values of --min-count keep, the tokens that subsampling
keeps, and a forecast of the time and memory of train with the given flags. For
the forecast, the trainer runs for a second on a sample of the corpus.

doctor takes the flags of train except -o. Exit code 1: training would be
useless.`,
		Example: `  w2vattn doctor reviews.txt
  w2vattn doctor texts/ --input text --dim 300 --epochs 10
  w2vattn doctor reviews.txt --format json`,
		Args: cli.AtLeast(1, "CORPUS"),
		RunE: func(cmd *cobra.Command, paths []string) error {
			if err := cli.Refuse(cmd.Flags().Changed, "is for train: doctor writes nothing",
				outputFlags...); err != nil {
				return err
			}
			if err := f.check(cmd); err != nil {
				return err
			}
			if f.JoinPhrases() {
				a.note("note: doctor does not join phrases: it reports on single words")
			}
			return a.runDoctor(cmd.Context(), &f, paths, format)
		},
	}
	f.add(cmd)
	// The flags stay defined, so that the error for them can name train.
	for _, name := range outputFlags {
		cmd.Flags().Lookup(name).Hidden = true
	}
	cli.TextOrJSON(cmd, &format)
	return cmd
}

// outputFlags are train's flags that doctor has no use for.
var outputFlags = []string{"save-vocab", "checkpoint", "checkpoint-every", "resume", "restart", "continue", "log"}

// runDoctor carries out doctor: it writes the report as text or JSON, and then returns
// errUseless if training would be useless.
func (a *app) runDoctor(ctx context.Context, f *trainFlags, paths []string, format string) error {
	d, err := a.diagnose(ctx, f, paths)
	if err != nil {
		return err
	}
	if format == "json" {
		err = a.json(d)
	} else {
		err = d.WriteTextIn(a.out, string(a.lang))
	}
	if err == nil && !d.OK {
		err = errUseless
	}
	return err
}

// diagnose examines a corpus: one pass for statistics, then a trial of the trainer on a
// sample. Invalid bytes, which end train by default, are replaced here and reported with
// all other problems.
func (a *app) diagnose(ctx context.Context, f *trainFlags, paths []string) (*doctor.Diagnosis, error) {
	reading := f.Flags
	// f keeps the value of --invalid-utf8, on which the severity of the finding depends; see
	// plan.
	reading.Invalid = "replace"
	src, err := reading.Source(a.in, paths)
	if err != nil {
		return nil, err
	}
	plan, err := f.plan()
	if err != nil {
		return nil, err
	}
	if reading.Name == tokenize.JosaName {
		if err := a.findStems(ctx, &reading, src, paths); err != nil {
			return nil, err
		}
	}
	if reading.Chosen != nil {
		plan.Tokenizer = *reading.Chosen
	}
	f.settleText(src, reading.Name, &plan)
	stop := progress.Reading(a.display(), src)
	c, err := doctor.Read(ctx, src)
	stop()
	if err != nil {
		return nil, err
	}
	return c.Diagnose(ctx, plan)
}

// findStems lets src remove particles after the stems of the corpus, as train does. That takes
// another pass over the files, so that with a pipe particles are removed by their spelling, and
// a note says so.
func (a *app) findStems(ctx context.Context, f *corpusflags.Flags, src *corpus.FileSource, paths []string) error {
	if !readableTwice(src) {
		a.note("note: doctor removes particles by their spelling, because it reads a pipe only once; train keeps them " +
			"in words that have only one in the corpus")
		return nil
	}
	learning := *f
	learning.LearnParticles()
	first, err := learning.Source(a.in, paths)
	if err != nil {
		return err
	}
	words := &vocab.Counter{}
	stop := progress.Reading(a.display(), first)
	_, err = corpus.Count(ctx, first, words)
	stop()
	if err != nil {
		return err
	}
	f.Josa.Stems = tokenize.FindStems(words.All())
	tok, err := corpusflags.NewTokenizer(f.Config)
	if err != nil {
		return err
	}
	corpus.Tokenizer(tok, f.Config)(src)
	return nil
}

// readableTwice reports whether all files of src are regular files, which can be read again.
func readableTwice(src *corpus.FileSource) bool {
	names, err := src.Names()
	for _, name := range names {
		info, statErr := os.Stat(name)
		if statErr != nil || !info.Mode().IsRegular() {
			return false
		}
	}
	return err == nil
}

// plan returns the training that the flags describe. It reads the files of --vocab and
// --stop. The number of --ids-memory is in MiB, that of the plan in bytes. Trial is how
// long the trainer may run for the forecast; docs/benchmarks.md, section Forecasts of
// doctor, compares forecasts with training.
func (f *trainFlags) plan() (doctor.Plan, error) {
	p := doctor.Plan{Config: f.config, Trainer: f.trainer, Normalize: f.Normalize, Field: f.Field,
		RefuseInvalid: f.Invalid == "error",
		Workers:       f.workers, Kernel: f.kernel, IDsMemory: f.memory << 20, Trial: time.Second}
	var err error
	if f.vocabFile != "" {
		if p.Vocabulary, err = vocab.ReadFile(f.vocabFile); err != nil {
			return p, err
		}
	}
	p.Stop, err = f.StopWords(f.Config)
	return p, err
}
