package train

// This file holds the result of a training and its file. What is not a vector is JSON
// in the metadata of the file: configuration, tokenizer, statistics.

import (
	"encoding/json"
	"fmt"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/version"
)

// Statistics holds the statistics of the corpus and of the last epoch that a model file
// records.
type Statistics struct {
	corpus.Statistics
	Unknown int64   `json:"unknown"`                 // tokens that are not in the vocabulary
	Dropped int64   `json:"dropped"`                 // tokens of one epoch that were not trained on
	Loss    float64 `json:"loss"`                    // mean loss for each centre word in the last epoch
	Epochs  int     `json:"epochs"`                  // epochs trained; fewer than configured if training ended early
	HeldOut float64 `json:"held_out_loss,omitempty"` // mean loss on held-out sentences; 0: none

	Phrases      int   `json:"phrases,omitempty"`         // pairs that were joined
	PairsEvicted int64 `json:"pairs_forgotten,omitempty"` // see Evicted of phrases.Found
}

// A Model is the result of a training, of any Trainer.
type Model struct {
	Table *embed.Table // V×D, the vectors of the words
	// Matrices are the other trained matrices, by their names in the file: output vectors,
	// context vectors, biases. Each has V rows.
	Matrices   map[string]blas32.General
	Config     json.RawMessage // the Trainer
	Statistics Statistics
	Tokenizer  json.RawMessage // a tokenize.Config, nil if it was not given
}

// File returns the model as a native file stores it. It shares the vectors with m.
// Statistics that JSON cannot store, such as a loss of NaN, are an error.
func (m *Model) File() (*embed.File, error) {
	statistics, err := json.Marshal(m.Statistics)
	if err != nil {
		return nil, fmt.Errorf("train: %w", err)
	}
	return &embed.File{
		Table: m.Table.WithMeta(embed.Meta{Config: m.Config, Tokenizer: m.Tokenizer, Corpus: statistics,
			Program: version.Program}),
		Matrices: m.Matrices,
	}, nil
}

// Save writes the model to path, whole or not at all, in the format of the extension. The
// native format (.safetensors) stores everything, the others only words and vectors. An
// unknown extension is an error; other errors are those of SaveAs.
func (m *Model) Save(path string, options ...embed.WriteOption) error {
	format, err := embed.FormatOf(path)
	if err != nil {
		return err
	}
	return m.SaveAs(path, format, options...)
}

// SaveAs writes the model to path, whole or not at all, in the given format. Errors are
// those of embed.WriteFile and of File.
func (m *Model) SaveAs(path string, format embed.Format, options ...embed.WriteOption) error {
	file, err := m.File()
	if err != nil {
		return err
	}
	return embed.WriteFile(path, format, file, options...)
}

// Open reads a model from a native file. A file without a configuration was not
// written by Save and is an error; embed.Open reads the vectors of any file.
func Open(path string) (*Model, error) {
	file, err := embed.ReadFile(path)
	if err != nil {
		return nil, err
	}
	m, err := FromFile(file)
	if err != nil {
		return nil, fmt.Errorf("train: %s %w", path, err)
	}
	return m, nil
}

// FromFile returns the model that file contains. The model and file share the vectors. A file
// without a configuration and statistics is an error.
func FromFile(file *embed.File) (*Model, error) {
	meta := file.Table.Meta()
	if meta.Config == nil || meta.Corpus == nil {
		return nil, fmt.Errorf("holds vectors but no trained model; use a %s file that training wrote",
			embed.Safetensors)
	}
	m := &Model{Table: file.Table, Matrices: file.Matrices, Config: meta.Config, Tokenizer: meta.Tokenizer}
	if err := json.Unmarshal(meta.Corpus, &m.Statistics); err != nil {
		return nil, fmt.Errorf("has statistics that cannot be read: %w", err)
	}
	return m, nil
}
