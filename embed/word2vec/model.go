package word2vec

import (
	"encoding/json"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/numpy"
	"github.com/w2vattn/w2vattn/internal/version"
	"github.com/w2vattn/w2vattn/vocab"
)

// The names of the output vectors in a native file.
const (
	outputsName = "outputs"
	nodesName   = "outputs_hs"
)

// A Model is what training makes.
type Model struct {
	Table   *embed.Table   // the input vectors
	Outputs blas32.General // V×D output vectors of negative sampling; zero without it
	Nodes   blas32.General // V×D vectors of the Huffman tree's inner nodes; zero without hierarchical softmax

	Config    Config
	Figures   Figures         // of the corpus and of the last epoch
	Tokenizer json.RawMessage // a tokenize.Config, nil if it was not given
}

// Save writes the model to path, whole or not at all, in the format that the
// extension stands for. The native one (.safetensors) keeps everything, the
// others words and input vectors alone.
func (m *Model) Save(path string, options ...embed.WriteOption) error {
	format, err := embed.FormatOf(path)
	if err != nil {
		return err
	}
	return m.SaveAs(path, format, options...)
}

// SaveAs writes the model to path in the given format.
func (m *Model) SaveAs(path string, format embed.Format, options ...embed.WriteOption) error {
	file, err := m.File()
	if err != nil {
		return err
	}
	return embed.WriteFile(path, format, file, options...)
}

// File returns all that a file can hold of the model: table, output vectors,
// configuration, tokenizer and corpus figures.
func (m *Model) File() (*embed.File, error) {
	config, err := json.Marshal(m.Config)
	if err != nil {
		return nil, fmt.Errorf("word2vec: %w", err)
	}
	figures, err := json.Marshal(m.Figures)
	if err != nil {
		return nil, fmt.Errorf("word2vec: %w", err)
	}
	file := &embed.File{
		Table:    m.Table.WithMeta(embed.Meta{Config: config, Tokenizer: m.Tokenizer, Corpus: figures, Program: version.Program}),
		Matrices: map[string]blas32.General{},
	}
	for name, matrix := range map[string]blas32.General{outputsName: m.Outputs, nodesName: m.Nodes} {
		if matrix.Data != nil {
			file.Matrices[name] = matrix
		}
	}
	return file, nil
}

// Open reads a whole model from a native file. A file without a configuration
// was not made by Save and is an error; embed.Open reads the vectors of any.
func Open(path string) (*Model, error) {
	file, err := embed.ReadFile(path)
	if err != nil {
		return nil, err
	}
	meta := file.Table.Meta()
	if meta.Config == nil || meta.Corpus == nil {
		return nil, fmt.Errorf("word2vec: %s holds vectors but no trained model: only %s files that training wrote do", path, embed.Safetensors)
	}
	m := &Model{Table: file.Table, Outputs: file.Matrices[outputsName], Nodes: file.Matrices[nodesName], Tokenizer: meta.Tokenizer}
	if err := json.Unmarshal(meta.Config, &m.Config); err != nil {
		return nil, fmt.Errorf("word2vec: %s: the configuration: %w", path, err)
	}
	if err := json.Unmarshal(meta.Corpus, &m.Figures); err != nil {
		return nil, fmt.Errorf("word2vec: %s: the corpus figures: %w", path, err)
	}
	return m, nil
}

// Moved says, for each word, whether training has changed its input vector. The
// vectors of rare words in a small, subsampled corpus may never leave their
// random start, and what is computed from them says nothing.
func (m *Model) Moved() []bool {
	x := m.Table.Matrix()
	start := make([]float32, x.Cols)
	random := numpy.NewPCG64(uint64(m.Config.Seed))
	moved := make([]bool, x.Rows)
	for i := range moved {
		if m.Config.Trainer == Gensim {
			randomVector(start, random)
		} else {
			startVector(start, m.Config.Seed, m.Table.Vocab().Word(vocab.ID(i)))
		}
		moved[i] = !slices.Equal(linalg.Row(x, i), start)
	}
	return moved
}
