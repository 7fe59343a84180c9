package progress

// This file shows the progress of training: epoch, words per second, loss and time
// left.

import (
	"errors"
	"syscall"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/internal/message"
)

// A Training shows the progress of a training. It is not safe for concurrent use.
type Training struct {
	display  Display
	epochs   int
	source   Source
	bar      *progressbar.ProgressBar // made by the first status of training on a terminal
	log      *logWriter               // nil: no log
	logErr   error                    // of the log, set by Finish
	begin    time.Time                // of training
	lastLine time.Time                // when the last line was written
	words    int64                    // trained on so far, including those of the resumed run
	before   int64                    // of them, those of the resumed run
	trained  time.Duration            // so far
	reading  func()                   // ends the display of what is read, nil if there is none
	warned   map[string]bool          // causes of failed checkpoints that a warning has named
}

// NewTraining returns a display of a training of a number of epochs on src, with a log.
// It returns the error of opening the log.
func NewTraining(d Display, epochs int, src Source, log Log) (*Training, error) {
	l, err := log.open()
	if err != nil {
		return nil, err
	}
	return &Training{display: d, epochs: epochs, source: src, log: l, lastLine: time.Now()}, nil
}

// Update shows a status. It is a callback for train.Progress: the first status is that
// reading begins, the next that it has ended, and all others are of training or of a
// checkpoint that could not be written.
func (p *Training) Update(s train.Status) {
	if s.Reading {
		p.reading = Reading(p.display, p.source)
		return
	}
	p.stopReading()
	if s.CheckpointErr != nil {
		p.warnCheckpoint(s.CheckpointErr)
		return
	}
	now := time.Now()
	p.words = int64(s.Epoch)*s.Total + s.Tokens
	// The rate counts from the first status of training on, without the words before a
	// resumption.
	if p.begin.IsZero() {
		p.begin, p.before = now, p.words
	}
	p.trained = now.Sub(p.begin)
	p.show(s, now)
	p.log.write(s, p.words, p.Rate(), now)
}

// show draws the bar, or writes a line if it is time for one.
func (p *Training) show(s train.Status, now time.Time) {
	all := s.Total * int64(p.epochs)
	if p.display.onTerminal() {
		if p.bar == nil {
			p.bar = p.display.newBar(all, message.Sprintf(p.display.Language, "training"))
		}
		p.bar.Describe(message.Sprintf(p.display.Language, "epoch %d/%d, loss %.3f, %s words/s", s.Epoch+1, p.epochs, s.Loss,
			english.Thousands(int64(p.Rate()))))
		_ = p.bar.Set64(p.words) // an error here is the bar's own
		return
	}
	if now.Sub(p.lastLine) >= lineEvery && p.words > p.before { // before that there is no rate
		p.lastLine = now
		p.display.note("training: %.1f %%, epoch %d of %d, %s words/s, alpha %.5f, loss %.4f, %s left",
			100*float64(p.words)/float64(max(1, all)),
			s.Epoch+1, p.epochs, english.Thousands(int64(p.Rate())), s.Alpha, s.Loss, p.left(all-p.words))
	}
}

// stopReading ends the display of what was read.
func (p *Training) stopReading() {
	if p.reading != nil {
		p.reading()
		p.reading = nil
	}
}

// warnCheckpoint writes a warning that the checkpoint could not be written, once for each
// cause.
func (p *Training) warnCheckpoint(err error) {
	cause := err.Error()
	if errno := syscall.Errno(0); errors.As(err, &errno) {
		cause = errno.Error()
	}
	if p.warned[cause] {
		return
	}
	if p.warned == nil {
		p.warned = map[string]bool{}
	}
	p.warned[cause] = true
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	p.display.note("warning: the checkpoint cannot be written (next try after --checkpoint-every): %s",
		cli.PlainMessage(err))
}

// Words returns the number of words trained on so far, those before a resumption
// included.
func (p *Training) Words() int64 { return p.words }

// Trained returns the time that training has taken in this run.
func (p *Training) Trained() time.Duration { return p.trained }

// Rate returns the words that this run trains on in a second: tokens of the corpus,
// before any is dropped, as is the convention of the field.
func (p *Training) Rate() float64 {
	if p.trained <= 0 {
		return 0
	}
	return float64(p.words-p.before) / p.trained.Seconds()
}

// left returns the time that a number of words will take.
func (p *Training) left(words int64) time.Duration {
	return time.Duration(float64(words) / max(p.Rate(), 1) * float64(time.Second)).Round(time.Second)
}

// Finish removes the bar and closes the log.
func (p *Training) Finish() {
	p.stopReading()
	if p.bar != nil {
		_ = p.bar.Finish()
	}
	p.logErr = p.log.close()
}

// LogErr returns why the log could not be written, once Finish was called.
func (p *Training) LogErr() error { return p.logErr }
