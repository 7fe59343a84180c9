package main

import (
	"fmt"
	"time"

	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/internal/progress"
)

// A trainSummary is what train says at its end.
type trainSummary struct {
	Model          string  `json:"model"`
	Words          int64   `json:"words"`
	Unknown        int64   `json:"unknown"`
	Sentences      int64   `json:"sentences"`
	Vocabulary     int     `json:"vocabulary"`
	Dim            int     `json:"dim"`
	Epochs         int     `json:"epochs"`
	Seconds        float64 `json:"seconds"`
	TrainSeconds   float64 `json:"training_seconds"`
	WordsPerSecond float64 `json:"words_per_second"`
	Alpha          float64 `json:"alpha"`
	Loss           float64 `json:"loss"`
	HeldOut        float64 `json:"held_out_loss,omitempty"`
}

// summaryOf sums up a training that took so long in all.
func summaryOf(m *word2vec.Model, p *progress.Training, output string, took time.Duration) trainSummary {
	return trainSummary{
		Model: output, Words: m.Figures.Tokens, Unknown: m.Figures.Unknown, Sentences: m.Figures.Sentences,
		Vocabulary: m.Table.Len(), Dim: m.Table.Dim(), Epochs: m.Figures.Epochs,
		Seconds: took.Seconds(), TrainSeconds: p.Trained().Seconds(), WordsPerSecond: p.Rate(),
		Alpha: m.Config.Alpha, Loss: m.Figures.Loss, HeldOut: m.Figures.HeldOut,
	}
}

// summarize prints a summary.
func (a *app) summarize(s trainSummary, format string) error {
	if format == "json" {
		return a.json(s)
	}
	heldOut := ""
	if s.HeldOut > 0 {
		heldOut = fmt.Sprintf(", %.4f on what was held out", s.HeldOut)
	}
	_, err := fmt.Fprintf(a.out, `%s: %s × %s
corpus      %s in %s, %.1f %% of them unknown
training    %s in %.1f s (%.1f s in all), %s words/s, alpha %g, loss %.4f%s
`, s.Model, english.Plural(int64(s.Vocabulary), "word"), english.Plural(int64(s.Dim), "number"), english.Plural(s.Words, "token"), english.Plural(s.Sentences, "sentence"), 100*share(s.Unknown, s.Words),
		english.Plural(int64(s.Epochs), "epoch"), s.TrainSeconds, s.Seconds, english.Thousands(int64(s.WordsPerSecond)), s.Alpha, s.Loss, heldOut)
	return err
}

func share(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
