package glove

// This file saves and restores the state of a training, and makes its matrices.

import (
	"encoding/json"
	"errors"
	"fmt"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/vocab"
)

// The names of matrices in a model file and in a checkpoint.
const (
	biasesName   = "biases"          // V×2, of the word and of the context
	wordsName    = "word_vectors"    // V×D, w
	contextsName = "context_vectors" // V×D, c

	wordState    = "word_state"    // V×2(D+1): w and b, and their accumulators; V×(D+1) with SGD
	contextState = "context_state" // the same of c and d
)

// A state is how far training has come. With the matrices it is what a checkpoint stores;
// package train stores the epoch.
type state struct {
	Epoch   int     `json:"-"`
	Chunk   int     `json:"chunk"` // the next one of the epoch
	Loss    float64 `json:"loss"`  // sum of this epoch
	Records string  `json:"records_sum"`
}

// in returns s if it is in the given epoch, else the state at the start of the epoch.
func (s state) in(epoch int) state {
	if epoch != s.Epoch {
		return state{Epoch: epoch}
	}
	return s
}

// recordsSum returns the checksum of the records, in hexadecimal.
func (t *run) recordsSum() string { return fmt.Sprintf("%016x", t.sum) }

// State implements train.Resumable.
func (t *run) State(epoch int) any {
	s := t.at.in(epoch)
	s.Records = t.recordsSum()
	return s
}

// Restore implements train.Resumable.
func (t *run) Restore(epoch int, saved json.RawMessage, file *embed.File) error {
	s := state{Epoch: epoch}
	if err := json.Unmarshal(saved, &s); err != nil {
		return err
	}
	chunks := (t.records.n + t.size - 1) / t.size
	switch {
	case s.Records != t.recordsSum():
		return errors.New("it was made with other co-occurrences")
	case s.Chunk < 0 || s.Chunk > chunks:
		return fmt.Errorf("it was written in epoch %d before chunk %d, which this corpus does not have", epoch, s.Chunk)
	}
	for name, m := range map[string]matrix{wordState: t.updater.words, contextState: t.updater.contexts} {
		from := file.Matrices[name]
		if from.Data == nil || from.Cols != m.saved() {
			return errors.New("it is no checkpoint")
		}
		for word := range vocab.ID(t.text.Words.Len()) {
			m.restore(word, linalg.Row(from, int(word)))
		}
	}
	t.at = s
	return nil
}

// Snapshot implements train.Snapshotter.
func (t *run) Snapshot() map[string]blas32.General {
	return map[string]blas32.General{wordState: t.updater.words.snapshot(), contextState: t.updater.contexts.snapshot()}
}

// saved returns the number of columns of snapshot.
func (m matrix) saved() int { return m.width / m.stride * (m.dim + 1) }

// snapshot returns vectors and biases, followed by their accumulators, if there are any: V×2(D+1)
// or V×(D+1).
func (m matrix) snapshot() blas32.General {
	var data []float32
	for begin := 0; begin < len(m.data); begin += m.stride {
		row := m.data[begin:]
		data = append(append(data, row[:m.dim]...), row[m.bias])
	}
	return train.Matrix(data, m.saved())
}

// restore sets the row of a word to one of snapshot.
func (m matrix) restore(word vocab.ID, from []float32) {
	row := m.row(word)
	for i := range m.width / m.stride {
		half, saved := row[i*m.stride:], from[i*(m.dim+1):]
		copy(half[:m.dim], saved)
		half[m.bias] = saved[m.dim]
	}
}

// Result implements train.Run. The matrices never share memory with the run.
func (t *run) Result(bool) train.Result {
	w, c := t.updater.words.vectors(), t.updater.contexts.vectors()
	r := train.Result{Inputs: w, Matrices: map[string]blas32.General{biasesName: t.biases()}, Loss: t.meanLoss()}
	switch t.config.Vectors {
	case Both:
		r.Matrices[wordsName], r.Matrices[contextsName] = w, c
		r.Inputs = sum(w, c)
	case Sum:
		r.Inputs = sum(w, c)
	}
	return r
}

// vectors returns a copy of the vectors, V×D.
func (m matrix) vectors() blas32.General {
	words := len(m.data) / m.width
	data := make([]float32, 0, words*m.dim)
	for word := range vocab.ID(words) {
		data = append(data, m.row(word)[:m.dim]...)
	}
	return train.Matrix(data, m.dim)
}

// sum returns a + b.
func sum(a, b blas32.General) blas32.General {
	data := make([]float32, len(a.Data))
	for i, x := range a.Data {
		data[i] = x + b.Data[i]
	}
	return train.Matrix(data, a.Cols)
}

// biases returns the biases of word and context, V×2.
func (t *run) biases() blas32.General {
	var data []float32
	for word := range vocab.ID(t.text.Words.Len()) {
		data = append(data, t.updater.words.row(word)[t.updater.words.bias],
			t.updater.contexts.row(word)[t.updater.contexts.bias])
	}
	return train.Matrix(data, 2)
}
