package main

import (
	"bytes"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/embed/word2vec"
)

// A run that resumes counts its own words alone in its speed.
func TestRateOfAResumedRun(t *testing.T) {
	p := &progress{app: &app{quiet: true}, epochs: 2}
	p.update(word2vec.Status{Epoch: 1, Tokens: 500, Total: 1000})
	if p.rate() != 0 {
		t.Errorf("rate() = %v before anything was trained", p.rate())
	}
	p.begin = p.begin.Add(-2 * time.Second)
	p.update(word2vec.Status{Epoch: 1, Tokens: 900, Total: 1000})
	if got := p.rate(); got < 190 || got > 200 {
		t.Errorf("rate() = %v, want 400 words in 2 s", got)
	}
	if got := p.left(100); got != time.Second && got != 0 {
		t.Errorf("left(100) = %v, want half a second, rounded", got)
	}
}

// TestStepCounter: off a terminal a line comes now and then, with --quiet none.
func TestStepCounter(t *testing.T) {
	for _, quiet := range []bool{false, true} {
		var stderr bytes.Buffer
		c := (&app{err: &stderr, quiet: quiet}).newStepCounter("measuring", 8)
		c.step()
		if stderr.Len() > 0 {
			t.Errorf("after a moment: %s", stderr.String())
		}
		c.p.told = c.p.told.Add(-lineEvery)
		c.step()
		c.step()
		c.finish()
		want := "measuring: 25.0 %\n"
		if quiet {
			want = ""
		}
		if stderr.String() != want {
			t.Errorf("%q, want %q", stderr.String(), want)
		}
	}
}
