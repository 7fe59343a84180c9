package word2vec

import (
	"encoding/json"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/numpy"
	"github.com/w2vattn/w2vattn/vocab"
)

// The names of the output vectors in a native file.
const (
	outputsName = "outputs"
	nodesName   = "outputs_hs"
)

// A Model is the result of training: the vectors, the configuration and the statistics. It
// is plain data, and safe for concurrent use as long as it is not changed.
type Model struct {
	Table   *embed.Table   // the input vectors
	Outputs blas32.General // V×D output vectors of negative sampling; zero without it
	Nodes   blas32.General // V×D vectors of the Huffman tree's inner nodes; zero without hierarchical softmax

	Config     Config
	Statistics Statistics      // of the corpus and of the last epoch
	Tokenizer  json.RawMessage // a tokenize.Config, nil if it was not given
}

// FromTrained returns a trained model as one of this package. It shares the vectors with m. A
// model of another trainer is an error.
func FromTrained(m *train.Model) (*Model, error) {
	c := Config{Trainer: Batched} // for models that do not name their trainer
	if err := json.Unmarshal(m.Config, &c); err != nil {
		return nil, fmt.Errorf("word2vec: the configuration: %w", err)
	}
	if c.Trainer != Batched && c.Trainer != Gensim {
		return nil, fmt.Errorf("word2vec: the model was trained by the %s trainer, which is not one of word2vec",
			c.Trainer)
	}
	for _, name := range []string{outputsName, nodesName} {
		if x := m.Matrices[name]; x.Data != nil && x.Cols != m.Table.Dim() {
			return nil, fmt.Errorf("word2vec: the matrix %q has rows of %d numbers, the vectors have %d", name, x.Cols,
				m.Table.Dim())
		}
	}
	return &Model{Table: m.Table, Outputs: m.Matrices[outputsName], Nodes: m.Matrices[nodesName], Config: c,
		Statistics: m.Statistics, Tokenizer: m.Tokenizer}, nil
}

// trained returns the model in the form of package train, without its configuration. It
// shares the vectors with m.
func (m *Model) trained() *train.Model {
	t := &train.Model{
		Table: m.Table, Matrices: map[string]blas32.General{}, Statistics: m.Statistics, Tokenizer: m.Tokenizer,
	}
	for name, matrix := range map[string]blas32.General{outputsName: m.Outputs, nodesName: m.Nodes} {
		if matrix.Data != nil {
			t.Matrices[name] = matrix
		}
	}
	return t
}

// configured returns the model in the form of package train.
func (m *Model) configured() (*train.Model, error) {
	config, err := json.Marshal(m.Config)
	if err != nil {
		return nil, fmt.Errorf("word2vec: %w", err)
	}
	t := m.trained()
	t.Config = config
	return t, nil
}

// Save writes the model to path, whole or not at all, in the format of the extension, as
// [train.Model.Save] does.
func (m *Model) Save(path string, options ...embed.WriteOption) error {
	t, err := m.configured()
	if err != nil {
		return err
	}
	return t.Save(path, options...)
}

// SaveAs writes the model to path, whole or not at all, in the given format. Errors are
// those of [train.Model.SaveAs].
func (m *Model) SaveAs(path string, format embed.Format, options ...embed.WriteOption) error {
	t, err := m.configured()
	if err != nil {
		return err
	}
	return t.SaveAs(path, format, options...)
}

// File returns the model as a native file stores it: table, output vectors, configuration,
// tokenizer and statistics. It shares the vectors with m. Errors are those of
// [train.Model.File].
func (m *Model) File() (*embed.File, error) {
	t, err := m.configured()
	if err != nil {
		return nil, err
	}
	return t.File()
}

// Open reads a whole model from a native file. A file without a configuration
// was not written by Save and is an error; embed.Open reads the vectors of any file.
func Open(path string) (*Model, error) {
	m, err := train.Open(path)
	if err != nil {
		return nil, err
	}
	w, err := FromTrained(m)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return w, nil
}

// Updated returns, for each of the V words by id, whether its input vector differs from
// its random initial value. Rare words of a small corpus may have no update, because
// subsampling has dropped their contexts; their neighbours and scores are random.
func (m *Model) Updated() []bool {
	x := m.Table.Matrix()
	start := make([]float32, x.Cols)
	random := numpy.NewPCG64(uint64(m.Config.Seed))
	moved := make([]bool, x.Rows)
	for i := range moved {
		if m.Config.Trainer == Gensim {
			randomVector(start, random)
		} else {
			initialVector(start, m.Config.Seed, m.Table.Vocab().Word(vocab.ID(i)))
		}
		moved[i] = !slices.Equal(linalg.Row(x, i), start)
	}
	return moved
}
