package main

// This file trains, for train and attend --train. What the user sees of it, in order:
// notes on the corpus, warnings before a long training that would be of no use,
// progress, warnings on the vectors.

import (
	"context"
	"errors"
	"os"
	"runtime/debug"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/doctor"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/internal/progress"
	"github.com/w2vattn/w2vattn/vocab"
)

// train trains on the corpus in paths. Package train reads the corpus once, for
// statistics, vocabulary and ids, and then calls the function of train.Inspect, in which
// notes and warnings are shown and the free space is checked before the long part begins.
// The second result has the times of the training. Training ends with ctx; with
// --checkpoint a note then says how to resume.
func (a *app) train(ctx context.Context, f *trainFlags, paths []string) (*w2vattn.Model, *progress.Training, error) {
	plan, err := f.plan()
	if err != nil {
		return nil, nil, err
	}
	more, err := f.options(plan)
	if err != nil {
		return nil, nil, err
	}
	f.LearnParticles()
	src, err := f.Source(a.in, paths)
	if err != nil {
		return nil, nil, err
	}
	if f.Chosen != nil {
		plan.Tokenizer = *f.Chosen
	}
	f.settleText(src, f.Name, &plan)
	if f.retokenized {
		a.note("warning: %s was trained with another tokenizer; the same word may be another token now", f.base)
	}
	// The log is opened before the corpus is read, so that a wrong path is an error at once.
	p, err := progress.NewTraining(a.display(), f.trainer.Spec().Epochs, src,
		progress.Log{Path: f.log, Append: f.resume})
	if err != nil {
		return nil, nil, err
	}
	options := []train.Option{train.Tokenizer(f.Config), train.Progress(p.Update),
		train.Inspect(func(statistics train.Statistics, v *vocab.Vocab) error {
			a.notes(corpusflags.ReadingNotes(src.Findings(), statistics.Statistics))
			if numbers := 4 * (statistics.Tokens + statistics.Sentences); numbers > f.memory<<20 {
				a.note("note: the word ids take %s; the part beyond --ids-memory is in a temporary file in %s",
					english.Bytes(numbers), os.TempDir())
			}
			if f.JoinPhrases() {
				a.notes(corpusflags.PhraseNotes(statistics.Phrases, statistics.PairsEvicted))
			}
			warnings, err := plan.Preflight(statistics, v)
			a.noteFindings(warnings)
			if err != nil {
				return err
			}
			return f.beginFiles(v)
		})}
	// The inner call sets the percentage now, and the deferred one restores the old one.
	defer debug.SetGCPercent(debug.SetGCPercent(readingGC))
	model, err := w2vattn.TrainWith(ctx, src, f.trainer, append(options, more...)...)
	p.Finish()
	if err != nil {
		var lost *train.CheckpointError
		if errors.Is(err, context.Canceled) && !errors.As(err, &lost) && f.checkpoint != "" && p.Words() > 0 {
			a.note("progress is saved in %s; run the same command with --resume to continue", f.checkpoint)
		}
		return nil, nil, err
	}
	// Warnings about the trained vectors.
	if trained := model.Trained(); trained != nil {
		a.noteFindings(doctor.Trained(trained))
	}
	f.Config = model.TokenizerConfig() // with the phrases that were found
	return model, p, nil
}

// readingGC is the percentage by which memory may grow between two garbage collections,
// as for debug.SetGCPercent. The most is in use when the corpus has just been read; Go's
// default of 100 would double that, and training itself leaves no garbage. No other value
// was measured; docs/benchmarks.md, section Forecasts of doctor, has the peak memory with
// this one.
const readingGC = 50

// noteFindings writes findings to standard error.
func (a *app) noteFindings(found []doctor.Finding) {
	for _, x := range found {
		a.note(string(x.Severity)+": %s", x.Text)
	}
}
