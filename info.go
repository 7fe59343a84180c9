package w2vattn

import (
	"encoding/json"
	"os"
	"time"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/word2vec"
)

// Info says what a model file holds and how it was made.
type Info struct {
	Format     string          `json:"format"`
	Words      int             `json:"words"`
	Dim        int             `json:"dim"`
	Config     json.RawMessage `json:"config"`            // null if not known
	Tokenizer  json.RawMessage `json:"tokenizer"`         // null if not known
	Corpus     json.RawMessage `json:"corpus"`            // null if not known
	Program    string          `json:"program,omitempty"` // that trained the vectors, with its version
	Kernel     string          `json:"kernel"`            // of this machine; no number depends on it
	Matrices   []string        `json:"matrices"`
	Duplicates int             `json:"duplicates"`
	Quantized  string          `json:"quantized,omitempty"` // how the vectors are rounded: f16 or int8
	Checksum   string          `json:"checksum,omitempty"`
	Modified   time.Time       `json:"modified,omitzero"`  // of the file: models do not record when they were trained
	Verified   bool            `json:"verified,omitempty"` // everything was read and is sound
}

// Describe says what the file at path holds, of which f is what reading gave.
func Describe(f *embed.File, path string) Info {
	meta := f.Table.Meta()
	info := Info{
		Format: string(f.Format), Words: f.Table.Len(), Dim: f.Table.Dim(),
		Config: meta.Config, Tokenizer: meta.Tokenizer, Corpus: meta.Corpus, Program: meta.Program,
		Kernel: word2vec.BestKernel(), Matrices: f.MatrixNames(), Duplicates: f.Duplicates, Checksum: f.Checksum, Quantized: f.Quantized,
	}
	if s, err := os.Stat(path); err == nil {
		info.Modified = s.ModTime().UTC().Truncate(time.Second)
	}
	return info
}
