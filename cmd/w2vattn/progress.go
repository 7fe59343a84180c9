package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/english"
)

// lineEvery is how often progress is told where there is no terminal.
const lineEvery = 10 * time.Second

// A progress shows how far training has come: a bar on a terminal, a line now
// and then elsewhere, and lines of JSON in a log.
type progress struct {
	app     *app
	epochs  int
	src     *corpus.FileSource
	bar     *progressbar.ProgressBar
	log     *os.File
	logErr  error     // the first error of writing to it
	begin   time.Time // of training
	told    time.Time // when the last line was written
	logged  time.Time
	words   int64         // trained on so far, those before a resumption too
	before  int64         // of them, those before
	trained time.Duration // so far
	reading chan struct{} // closed when the corpus has been read
	warned  map[string]bool
}

// newProgress prepares to show the training of f on src. The log that f names is
// begun anew, or continued with --resume.
func (a *app) newProgress(f *trainFlags, src *corpus.FileSource) (*progress, error) {
	p := &progress{app: a, epochs: f.config.Epochs, src: src, told: time.Now()}
	if f.log == "" {
		return p, nil
	}
	how := os.O_TRUNC
	if f.resume {
		how = os.O_APPEND
	}
	var err error
	p.log, err = os.OpenFile(f.log, os.O_WRONLY|os.O_CREATE|how, 0o666) //nolint:gosec // as os.Create
	return p, err
}

// update takes a status of the trainer.
func (p *progress) update(s word2vec.Status) {
	if s.Reading {
		p.watchReading()
		return
	}
	p.stopReading()
	if s.CheckpointErr != nil {
		p.warnCheckpoint(s.CheckpointErr)
		return
	}
	now := time.Now()
	p.words = int64(s.Epoch)*s.Total + s.Tokens
	if p.begin.IsZero() {
		p.begin, p.before = now, p.words
	}
	p.trained = now.Sub(p.begin)
	p.show(s, now)
	if p.log != nil && p.words > 0 && (now.Sub(p.logged) >= time.Second || s.Tokens == s.Total) {
		p.logged = now
		p.writeLog(s, now)
	}
}

// show draws the bar, or writes a line if it is time for one.
func (p *progress) show(s word2vec.Status, now time.Time) {
	if p.app.quiet {
		return
	}
	all := s.Total * int64(p.epochs)
	done := float64(p.words) / float64(max(1, all))
	if cli.OnTerminal(p.app.err) {
		if p.bar == nil {
			p.bar = p.newBar(s.Total*int64(p.epochs), "training")
		}
		p.bar.Describe(fmt.Sprintf("epoch %d/%d, loss %.3f, %s words/s", s.Epoch+1, p.epochs, s.Loss, english.Thousands(int64(p.rate()))))
		_ = p.bar.Set64(p.words) // an error here is the bar's own
		return
	}
	if now.Sub(p.told) >= lineEvery && p.words > p.before { // before that there is no pace
		p.told = now
		p.app.note("training: %.1f %%, epoch %d of %d, %s words/s, alpha %.5f, loss %.4f, %s left", 100*done, s.Epoch+1, p.epochs,
			english.Thousands(int64(p.rate())), s.Alpha, s.Loss, p.left(all-p.words))
	}
}

func (p *progress) newBar(total int64, what string) *progressbar.ProgressBar {
	return progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(p.app.err), progressbar.OptionSetDescription(what), progressbar.OptionSetWidth(24),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish())
}

// watchReading shows the bytes read until stopReading.
func (p *progress) watchReading() {
	if p.app.quiet || !cli.OnTerminal(p.app.err) {
		return
	}
	p.reading = make(chan struct{})
	size := p.src.Size()
	if size == 0 {
		size = -1 // a spinner
	}
	bar, stop := p.newBar(size, "reading"), p.reading
	go func() {
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				_ = bar.Clear()
				stop <- struct{}{} // now the terminal is free
				return
			case <-tick.C:
				_ = bar.Set64(p.src.BytesRead())
			}
		}
	}()
}

func (p *progress) stopReading() {
	if p.reading != nil {
		p.reading <- struct{}{}
		<-p.reading
		p.reading = nil
	}
}

// rate is the words trained on in a second by this run, by the convention of
// the field: the corpus's tokens, before any is dropped.
func (p *progress) rate() float64 {
	if p.trained <= 0 {
		return 0
	}
	return float64(p.words-p.before) / p.trained.Seconds()
}

// left is the time that so many words will take.
func (p *progress) left(words int64) time.Duration {
	return time.Duration(float64(words) / max(p.rate(), 1) * float64(time.Second)).Round(time.Second)
}

// writeLog writes a line of the log at once: a program that is killed later loses
// none of it.
func (p *progress) writeLog(s word2vec.Status, now time.Time) {
	line, err := json.Marshal(struct {
		Time           string  `json:"time"`
		Epoch          int     `json:"epoch"`
		Words          int64   `json:"words"`
		WordsPerSecond float64 `json:"words_per_second"`
		Alpha          float64 `json:"alpha"`
		Loss           float64 `json:"loss"`
		HeldOut        float64 `json:"held_out,omitempty"`
	}{now.UTC().Format(time.RFC3339Nano), s.Epoch + 1, p.words, p.rate(), s.Alpha, s.Loss, s.HeldOut})
	if err == nil {
		_, err = p.log.Write(append(line, '\n'))
	}
	p.logErr = cmp.Or(p.logErr, err)
}

// finish ends the bar and closes the log; logErr says if that failed.
func (p *progress) finish() {
	p.stopReading()
	if p.bar != nil {
		_ = p.bar.Finish()
	}
	if p.log != nil {
		p.logErr = cmp.Or(p.logErr, p.log.Close())
	}
}

// A stepCounter shows how many of a number of steps are done: a bar on a
// terminal, a line now and then elsewhere. It is not safe for concurrent use.
type stepCounter struct {
	p     *progress
	what  string
	total int64
	done  int64
}

// newStepCounter prepares to show what is done in so many steps.
func (a *app) newStepCounter(what string, total int64) *stepCounter {
	return &stepCounter{p: &progress{app: a, told: time.Now()}, what: what, total: total}
}

// step counts a step.
func (c *stepCounter) step() {
	c.done++
	if c.p.app.quiet {
		return
	}
	if cli.OnTerminal(c.p.app.err) {
		if c.p.bar == nil {
			c.p.bar = c.p.newBar(c.total, c.what)
		}
		_ = c.p.bar.Set64(c.done) // an error here is the bar's own
		return
	}
	if now := time.Now(); now.Sub(c.p.told) >= lineEvery {
		c.p.told = now
		c.p.app.note("%s: %.1f %%", c.what, 100*float64(c.done)/float64(max(1, c.total)))
	}
}

// finish ends the bar.
func (c *stepCounter) finish() { c.p.finish() }
