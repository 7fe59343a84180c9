package w2vattn

import (
	"encoding/json"
	"os"
	"time"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/word2vec"
)

// An Info describes a model file. Fields of unknown content are null or left out in
// JSON.
type Info struct {
	Format     string          `json:"format"`
	Words      int             `json:"words"`
	Dim        int             `json:"dim"`
	Config     json.RawMessage `json:"config"`              // configuration of training; null: unknown
	Tokenizer  json.RawMessage `json:"tokenizer"`           // null: unknown
	Corpus     json.RawMessage `json:"corpus"`              // statistics of the corpus; null: unknown
	Program    string          `json:"program,omitempty"`   // name and version of the program that trained the vectors
	Kernel     string          `json:"kernel"`              // implementation of the inner loops, such as avx2; it does not affect results
	Matrices   []string        `json:"matrices"`            // matrices beside the vectors, such as the output vectors
	Duplicates int             `json:"duplicates"`          // words that occurred again and were left out
	Quantized  string          `json:"quantized,omitempty"` // how the vectors are stored: f16 or int8
	Checksum   string          `json:"checksum,omitempty"`  // SHA-256
	Modified   time.Time       `json:"modified,omitzero"`   // modification time of the file
	Verified   bool            `json:"verified,omitempty"`  // whether all of the file was read and is valid
}

// Describe describes the file at path, which was read as f. It reads no vectors. Verified
// is false; a caller that checked the whole file sets it. A path that cannot be examined
// leaves Modified zero.
func Describe(f *embed.File, path string) Info {
	meta := f.Table.Meta()
	info := Info{
		Format: string(f.Format), Words: f.Table.Len(), Dim: f.Table.Dim(),
		Config: meta.Config, Tokenizer: meta.Tokenizer, Corpus: meta.Corpus, Program: meta.Program,
		Kernel: word2vec.BestKernel(), Matrices: f.MatrixNames(), Duplicates: f.Duplicates,
		Checksum: f.Checksum, Quantized: f.Quantized,
	}
	if s, err := os.Stat(path); err == nil {
		info.Modified = s.ModTime().UTC().Truncate(time.Second)
	}
	return info
}
