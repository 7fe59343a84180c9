package w2vattn

// This file finds the output vectors of a model. The product of an input vector and
// an output vector is high for words that occur near each other, where that of two
// input vectors is high for words with similar contexts.

import (
	"errors"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/vocab"
)

// ErrNoOutputs is the error for output vectors of a model that has none.
var ErrNoOutputs = errors.New("the model has no output vectors; native files (.safetensors) of trained models have " +
	"them, unless the vectors were quantized or converted from another format; use such a model, or the vectors " +
	"as keys")

// outputNames are the names of matrices with output vectors in native files: those of
// word2vec, and the context vectors of GloVe and LexVec.
var outputNames = []string{"outputs", "context_vectors", "contexts"}

// HasOutputs reports whether the model has output vectors, which can be the keys of
// self-attention (AttendOptions.OutputKeys).
func (m *Model) HasOutputs() bool {
	_, err := m.outputs()
	return err == nil
}

// outputs returns the name of the matrix with the output vectors of a model.
func (m *Model) outputs() (string, error) {
	for _, name := range outputNames {
		if x := m.file.Matrices[name]; x.Rows == m.Len() && x.Cols == m.Dim() && x.Rows > 0 {
			return name, nil
		}
	}
	return "", fmt.Errorf("w2vattn: %w", ErrNoOutputs)
}

// outputKeys returns the output vectors of the tokens of a sentence, n×D, and which of the
// tokens have one. The vector of a token that is replaced by several words is the mean of
// theirs; a token that has only a vector of subwords has none.
func (at *Attender) outputKeys(s *sentence) (blas32.General, []bool, error) {
	name, err := at.m.outputs()
	if err != nil {
		return blas32.General{}, nil, err
	}
	d := at.m.Dim()
	keys := blas32.General{Rows: len(s.ids), Cols: d, Stride: d, Data: make([]float32, len(s.ids)*d)}
	visible := slices.Clone(s.visible)
	for i, f := range at.scratch.found {
		ids := []vocab.ID{f.ID}
		if f.ID == vocab.Unknown {
			ids = ids[:0]
			for _, word := range f.Words {
				if id, ok := at.m.lookup.ID(word); ok {
					ids = append(ids, id)
				}
			}
		}
		visible[i] = visible[i] && len(ids) > 0
		if err := at.m.file.MeanRow(keys.Data[i*d:(i+1)*d], name, ids); err != nil {
			return keys, nil, err
		}
	}
	return keys, visible, nil
}
