package progress

// This file shows how many steps of a known number are done.

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// Steps shows how many of a known number of steps are done: a bar on a terminal, a line
// every ten seconds elsewhere. It is not safe for concurrent use.
type Steps struct {
	display  Display
	what     string // description of the work
	total    int64
	done     int64
	bar      *progressbar.ProgressBar // made by the first Step on a terminal
	lastLine time.Time                // when the last line was written
}

// NewSteps returns a display of work in total steps, described by what.
func NewSteps(d Display, what string, total int64) *Steps {
	return &Steps{display: d, what: what, total: total, lastLine: time.Now()}
}

// Step counts a step.
func (s *Steps) Step() {
	s.done++
	if s.display.onTerminal() {
		if s.bar == nil {
			s.bar = s.display.newBar(s.total, s.what)
		}
		_ = s.bar.Set64(s.done) // an error here is the bar's own
		return
	}
	if now := time.Now(); now.Sub(s.lastLine) >= lineEvery {
		s.lastLine = now
		s.display.note("%s: %.1f %%", s.what, 100*float64(s.done)/float64(max(1, s.total)))
	}
}

// Finish removes the bar.
func (s *Steps) Finish() {
	if s.bar != nil {
		_ = s.bar.Finish()
	}
}
