package main

import (
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
