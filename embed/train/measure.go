package train

// This file measures the speed of training on a sample, for forecasts. The median of
// the rates between statuses is robust against other programs that run for a part of
// the time.

import (
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Pace is the speed of training on this machine.
type Pace struct {
	WordsPerSecond float64       // tokens of the corpus, before subsampling
	Setup          time.Duration // from the end of reading to the first update
	HeldBytes      int64         // of a Holder, for the sample
}

// A Counting is a Trainer that counts before the first epoch, which takes time in proportion to
// the tokens of the corpus.
type Counting interface {
	Trainer
	// Growth returns the exponent g of the number of counts of n tokens, n^g, below 1. The
	// data of a Holder grows in the same way.
	Growth() float64
	// OnCounts reports whether an epoch takes time in proportion to the counts. Otherwise it
	// is in proportion to the tokens.
	OnCounts() bool
}

// A Holder is a Run that holds data besides its matrices, whose size grows with the corpus,
// such as the records of GloVe.
type Holder interface {
	Run
	// HeldBytes returns the largest size of this data in bytes, while it is made or later.
	HeldBytes() int64
}

// A Steady is a Trainer whose speed changes in the course of training, and that can
// return a version of itself with a constant speed.
type Steady interface {
	Trainer
	// Steady returns the trainer with each setting that changes in the course of
	// training, such as the learning rate, fixed at its mean.
	Steady() Trainer
}

// An endless trainer trains until it is stopped. It writes HeldBytes of its run to held.
type endless struct {
	Trainer
	held *int64
}

// Start starts the trainer.
func (e endless) Start(text *Text, o *Options) (Run, error) {
	run, err := e.Trainer.Start(text, o)
	if h, ok := run.(Holder); ok {
		*e.held = h.HeldBytes()
	}
	return run, err
}

// Spec returns the Spec of the trainer with the largest number of epochs.
func (e endless) Spec() Spec {
	s := e.Trainer.Spec()
	s.Epochs = math.MaxInt32
	return s
}

// Measure trains t on a sample of a corpus, epoch after epoch, for about d, and returns the
// speed: the median of the rates between two statuses, which is robust against other load
// on the machine. v is the vocabulary of the whole corpus, so that the matrices are as
// large as in the real training. The first part of training is not measured, because the
// first accesses to the matrices are slow. Errors are those of Train.
func Measure(ctx context.Context, sample corpus.Source, v *vocab.Vocab, t Trainer, d time.Duration,
	options ...Option) (Pace, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var m meter
	options = append(slices.Clip(options), Vocabulary(v), Inspect(m.read), Progress(func(s Status) {
		if m.update(s, time.Now()) >= d && len(m.rates) > 0 {
			m.done = true
			stop()
		}
	}))
	if s, ok := t.(Steady); ok {
		t = s.Steady()
	}
	var held int64
	_, err := Train(ctx, sample, endless{t, &held}, options...)
	if m.done && errors.Is(err, context.Canceled) {
		err = nil
	}
	p := m.pace()
	p.HeldBytes = held
	return p, err
}

// A meter measures the speed of a training from its statuses.
type meter struct {
	reading time.Time // when reading ended
	first   time.Time // when measuring began
	last    time.Time // the previous status
	words   int64     // words trained on until last
	rates   []float64 // words per second, between two statuses
	setup   time.Duration
	begun   bool
	done    bool
}

// read records the end of reading.
func (m *meter) read(Statistics, *vocab.Vocab) error {
	m.reading = time.Now()
	return nil
}

// update adds a status and returns for how long training has been measured. The first
// status after reading ends the set-up, and the second one begins the measurement.
func (m *meter) update(s Status, now time.Time) time.Duration {
	words := int64(s.Epoch)*s.Total + s.Tokens
	switch {
	case s.Reading:
		return 0
	case !m.begun:
		m.begun, m.setup = true, now.Sub(m.reading)
		return 0
	case m.first.IsZero():
		m.first = now
	case words > m.words:
		m.rates = append(m.rates, float64(words-m.words)/now.Sub(m.last).Seconds())
	}
	m.last, m.words = now, words
	return now.Sub(m.first)
}

// pace returns the median of the rates. It is zero if training ended before two statuses
// were measured.
func (m *meter) pace() Pace {
	if len(m.rates) == 0 {
		return Pace{Setup: m.setup}
	}
	slices.Sort(m.rates)
	return Pace{WordsPerSecond: m.rates[len(m.rates)/2], Setup: m.setup}
}
