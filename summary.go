package w2vattn

// This file summarizes a training in three lines, for people and as JSON.

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/internal/message"
	"github.com/w2vattn/w2vattn/tokenize"
)

// A TrainingSummary describes a finished training, as `w2vattn train` prints it. The JSON
// names are part of the interface of the command.
type TrainingSummary struct {
	Model          string  `json:"model"`   // path of its file
	Words          int64   `json:"words"`   // tokens of the corpus
	Unknown        int64   `json:"unknown"` // tokens outside the vocabulary
	Sentences      int64   `json:"sentences"`
	Vocabulary     int     `json:"vocabulary"`
	Dim            int     `json:"dim"`
	Epochs         int     `json:"epochs"`
	Seconds        float64 `json:"seconds"`          // of the whole command
	TrainSeconds   float64 `json:"training_seconds"` // of training alone
	WordsPerSecond float64 `json:"words_per_second"`
	Alpha          float64 `json:"alpha"`
	Loss           float64 `json:"loss"`                    // mean of the last epoch, for each centre word
	HeldOut        float64 `json:"held_out_loss,omitempty"` // loss on held-out sentences; 0: there are none
	// Tokenizer is the tokenizer and the share of Hangul in the corpus, if the program
	// chose the tokenizer by that share or checked whether the given one suits the corpus;
	// nil: it did neither.
	Tokenizer *tokenize.Choice `json:"tokenizer,omitempty"`
}

// SummaryOf returns the summary of a training that has been saved to file. The caller
// fills in the times and the speed. A model that does not record its training is an
// error.
func SummaryOf(m *Model, file string) (TrainingSummary, error) {
	trained, err := train.FromFile(m.file)
	if err != nil {
		return TrainingSummary{}, fmt.Errorf("w2vattn: the model %w", err)
	}
	var c struct {
		Alpha float64 `json:"alpha"`
	}
	if err := json.Unmarshal(trained.Config, &c); err != nil {
		return TrainingSummary{}, fmt.Errorf("w2vattn: the model's configuration: %w", err)
	}
	f := trained.Statistics
	return TrainingSummary{
		Model: file, Words: f.Tokens, Unknown: f.Unknown, Sentences: f.Sentences, Vocabulary: m.Len(), Dim: m.Dim(),
		Epochs: f.Epochs,
		Alpha:  c.Alpha, Loss: f.Loss, HeldOut: f.HeldOut,
	}, nil
}

// WriteText writes the summary as three lines of English text: the model, its corpus and
// its training. The error is that of w.
func (s TrainingSummary) WriteText(w io.Writer) error {
	return s.WriteTextIn(w, string(message.English))
}

// WriteTextIn is WriteText in a language, "en" or "ko".
func (s TrainingSummary) WriteTextIn(w io.Writer, language string) error {
	l := message.Language(language)
	heldOut := ""
	if s.HeldOut > 0 {
		heldOut = message.Sprintf(l, ", %.4f on held-out sentences", s.HeldOut)
	}
	tokenizer := ""
	if s.Tokenizer != nil && s.Tokenizer.Auto {
		auto := message.TokenizerAuto.Format(l, s.Tokenizer.Name, s.Tokenizer.Percent())
		tokenizer = message.TokenizerLine.Format(l, auto)
	}
	words, dim := english.Plural(int64(s.Vocabulary), "word"), english.Plural(int64(s.Dim), "number")
	tokens, sentences := english.Plural(s.Words, "token"), english.Plural(s.Sentences, "sentence")
	unknown := 100 * float64(s.Unknown) / float64(max(1, s.Words))
	_, err := io.WriteString(w, message.Sprintf(l, `%s: %s × %s
%scorpus      %s in %s, %.1f %% of them unknown
training    %s in %.1f s (%.1f s in all), %s words/s, alpha %g, loss %.4f%s
`, s.Model, words, dim, tokenizer, tokens, sentences, unknown,
		english.Plural(int64(s.Epochs), "epoch"), s.TrainSeconds, s.Seconds,
		english.Thousands(int64(s.WordsPerSecond)), s.Alpha, s.Loss, heldOut))
	return err
}
