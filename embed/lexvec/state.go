package lexvec

// This file saves and restores the state of a training, and makes its matrices.

import (
	"encoding/json"
	"errors"
	"fmt"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/internal/strata"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/linalg"
)

// A state is how far training has come. With the matrices it is what a checkpoint stores;
// package train stores the epoch. No state of a random generator is needed: random numbers are
// hashes of the seed, the epoch and the position in the corpus.
type state struct {
	Epoch int     `json:"-"`
	Range int     `json:"range"` // the next one of the epoch
	Loss  float64 `json:"loss"`  // sum of this epoch
	Pairs int64   `json:"pairs"` // of this epoch
	Sum   string  `json:"cooccurrences_sum"`
}

// in returns s if it is in the given epoch, else the state at the start of the epoch.
func (s state) in(epoch int) state {
	if epoch != s.Epoch {
		return state{Epoch: epoch}
	}
	return s
}

// sum returns the checksum of the co-occurrences, in hexadecimal.
func (t *run) sum() string { return fmt.Sprintf("%016x", t.epoch.targets.sum) }

// State implements train.Resumable.
func (t *run) State(epoch int) any {
	s := t.at.in(epoch)
	s.Sum = t.sum()
	return s
}

// Restore implements train.Resumable. A chunk of strata.Number ranges is trained as a whole, so a
// checkpoint stands before a chunk or at the end of the epoch. The co-occurrences must be the
// same, since the associations that are learned are computed from them; they may come from a
// file, which the checksum of the corpus does not cover. Words have been compared before.
func (t *run) Restore(epoch int, saved json.RawMessage, file *embed.File) error {
	s := state{Epoch: epoch}
	if err := json.Unmarshal(saved, &s); err != nil {
		return err
	}
	switch {
	case s.Sum != t.sum():
		return errors.New("it was made with other co-occurrences")
	case s.Range < 0 || s.Range > len(t.ranges) || s.Range%strata.Number != 0 && s.Range != len(t.ranges):
		return fmt.Errorf("it was written in epoch %d before range %d, which this corpus does not have", epoch, s.Range)
	}
	for offset := range t.config.offsets() {
		m := file.Matrices[t.config.contextsName(offset)]
		if m.Data == nil || m.Cols != t.config.Dim {
			return errors.New("it is not a checkpoint")
		}
		for word := range m.Rows {
			copy(t.model.contexts.row(word*t.config.offsets()+offset), linalg.Row(m, word))
		}
	}
	for word := range file.Table.Len() {
		copy(t.model.words.row(word), linalg.Row(file.Table.Matrix(), word))
	}
	t.at = s
	return nil
}

// contextsName returns the name of the matrix of the context vectors of an offset, V×D. With
// positional contexts and a window of 2, offsets 0 to 3 are contexts-2, contexts-1, contexts+1
// and contexts+2: the distance from the word, which is never 0.
func (c Config) contextsName(offset int) string {
	if !c.Positional {
		return "contexts"
	}
	if offset >= c.Window {
		offset++
	}
	return fmt.Sprintf("contexts%+d", offset-c.Window)
}

// Result implements train.Run. The matrices are copies. The last result has no positional
// context vectors: they would make the model many times as large, and nothing reads them.
func (t *run) Result(last bool) train.Result {
	r := train.Result{Inputs: t.model.words.every(1, 0), Matrices: map[string]blas32.General{}, Loss: t.meanLoss()}
	if last && t.config.Positional {
		return r
	}
	for offset := range t.config.offsets() {
		r.Matrices[t.config.contextsName(offset)] = t.model.contexts.every(t.config.offsets(), offset)
	}
	return r
}

// every returns a copy of every n-th row from first on, without padding.
func (m matrix) every(n, first int) blas32.General {
	var data []float32
	for i := first; i < len(m.data)/m.stride; i += n {
		data = append(data, m.row(i)[:m.dim]...)
	}
	return train.Matrix(data, m.dim)
}
