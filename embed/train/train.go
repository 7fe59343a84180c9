package train

// This file runs a training: it reads the corpus, starts the trainer, and between the
// parts of an epoch reports the status, writes checkpoints and checks the context.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/atomicfile"
)

// Train reads src once and trains t on it. The corpus is kept as ids, 4 bytes a token.
//
// It returns an error if t.Validate does, if an option is not valid for t, if src
// fails, if no word is frequent enough (*EmptyVocabularyError), or if the run fails. If
// ctx is cancelled, it returns the error of ctx, or a *CheckpointError, which wraps
// that error, if the checkpoint cannot be written.
func Train(ctx context.Context, src corpus.Source, t Trainer, options ...Option) (*Model, error) {
	o, err := checked(t, options)
	if err != nil {
		return nil, err
	}
	text, err := encode(ctx, src, t, o, options)
	if err != nil {
		return nil, err
	}
	return text.train(ctx, t, o)
}

// Train trains trainer on t and closes t, also after an error. It is the last stage of
// the function Train and returns the same errors, apart from those of src and of an
// empty vocabulary.
func (t *Text) Train(ctx context.Context, trainer Trainer, options ...Option) (*Model, error) {
	o, err := checked(trainer, options)
	if err != nil {
		return nil, errors.Join(err, t.Close())
	}
	return t.train(ctx, trainer, o)
}

// checked returns the options, and an error if the trainer or an option is not valid.
func checked(t Trainer, options []Option) (*Options, error) {
	if err := t.Validate(); err != nil {
		return nil, err
	}
	o := NewOptions(options...)
	return o, o.check(t.Spec())
}

// train runs the epochs. t is closed before the final matrices are assembled, so that its
// memory can be reused.
func (t *Text) train(ctx context.Context, trainer Trainer, o *Options) (_ *Model, err error) {
	defer func() { err = errors.Join(err, t.Close()) }()
	if o.checkpoint.path != "" {
		_ = atomicfile.RemoveStale(o.checkpoint.path) // a file that cannot be removed does no harm
	}
	o.Context = ctx
	o.FreeMemory() // the memory freed after reading is in pieces too small for the matrices
	run, err := trainer.Start(t, o)
	if err != nil {
		return nil, err
	}
	l := &loop{run: run, trainer: trainer, text: t, options: o, saved: time.Now()}
	if o.checkpoint.resume {
		if err := l.load(); err != nil {
			return nil, err
		}
	}
	if err := l.epochs(ctx); err != nil {
		return nil, err
	}
	if err := t.Close(); err != nil { // frees the memory of the ids for the result
		return nil, err
	}
	return l.model(true)
}

// A loop runs the epochs of a training.
type loop struct {
	run     Run
	trainer Trainer
	text    *Text
	options *Options
	epoch   int       // the current epoch, from 0; the number of epochs at the end
	saved   time.Time // when a checkpoint was last written, or training began
}

// report calls the progress function with s, after it has set s.Total.
func (l *loop) report(s Status) {
	s.Total = l.text.IDs.Tokens()
	l.options.progress(s)
}

// epochs runs the remaining epochs. Between two epochs it calls the function of EachEpoch
// and checks the context.
func (l *loop) epochs(ctx context.Context) error {
	l.report(l.run.Status()) // the first status: after Restore, training does not start at 0
	for l.more() {
		heldOut, err := l.run.Epoch(l.epoch, func(s Status) error { return l.pause(ctx, s) })
		if err != nil {
			return err
		}
		if heldOut > 0 {
			s := l.run.Status()
			s.HeldOut = heldOut
			l.report(s)
		}
		l.epoch++
		if each := l.options.eachEpoch; each != nil {
			m, err := l.model(false)
			if err == nil {
				err = each(l.epoch, m)
			}
			if err != nil {
				return err
			}
		}
		if ctx.Err() != nil && l.more() {
			return l.saveLast(ctx.Err())
		}
	}
	return nil
}

// more reports whether there is another epoch.
func (l *loop) more() bool {
	if s, ok := l.run.(Stopper); ok && s.Stop() {
		return false
	}
	return l.epoch < l.trainer.Spec().Epochs
}

// pause is called between two parts of an epoch. It reports the status, ends training if
// ctx is cancelled, and writes the checkpoint if it is due.
func (l *loop) pause(ctx context.Context, s Status) error {
	l.report(s)
	if ctx.Err() != nil {
		return l.saveLast(ctx.Err())
	}
	if every := l.options.checkpoint.every; every > 0 && time.Since(l.saved) >= every {
		if s.CheckpointErr = l.save(); s.CheckpointErr != nil {
			l.report(s)
		}
		l.saved = time.Now()
	}
	return nil
}

// model returns what has been trained. With last, the run is not used again. The statistics
// are those of the corpus and of the last epoch; phrases that were found are added to the
// recorded tokenizer.
func (l *loop) model(last bool) (*Model, error) {
	result := l.run.Result(last)
	table, err := embed.New(l.text.Words, result.Inputs)
	if err != nil {
		return nil, err
	}
	for name, x := range result.Matrices {
		if x.Rows != table.Len() || x.Cols < 1 {
			return nil, fmt.Errorf("train: the matrix %q of the %s trainer is %d×%d, must have %d rows like the vectors",
				name, l.trainer.Spec().Name, x.Rows, x.Cols, table.Len())
		}
	}
	m := &Model{Table: table, Matrices: result.Matrices, Statistics: l.text.Statistics}
	m.Statistics.Loss, m.Statistics.HeldOut, m.Statistics.Dropped, m.Statistics.Epochs = result.Loss, result.HeldOut,
		result.Dropped, l.epoch
	if m.Config, err = json.Marshal(l.trainer); err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	if l.options.tokenizer != nil {
		config := *l.options.tokenizer // a copy: the option may be used again
		if l.text.josa != nil {
			config.Josa = *l.text.josa
		}
		config.Phrases = slices.Concat(config.Phrases, l.text.phrases)
		if m.Tokenizer, err = json.Marshal(config); err != nil {
			return nil, fmt.Errorf("train: %w", err)
		}
	}
	return m, nil
}
