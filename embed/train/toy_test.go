package train_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/train"
)

// toy is a trainer whose vectors start at random numbers. Each occurrence of a word adds 1
// to one number of its vector, a different one in each epoch. Its other matrix has the
// occurrences alone.
type toy struct {
	Trainer  string `json:"trainer"`
	Dim      int    `json:"dim"`
	Epochs   int    `json:"epochs"`
	MinCount int    `json:"min_count"`
	Seed     uint64 `json:"seed"`
	StopAt   int    `json:"stop_at"` // the epoch after which training ends; 0: the last
}

// part is the number of sentences between two statuses.
const part = 10

func newToy() toy { return toy{Trainer: "toy", Dim: 4, Epochs: 3, MinCount: 2, Seed: 1} }

func (c toy) Validate() error {
	e := train.FieldError{Package: "toy"}
	e.CheckRange("dim", c.Dim, 1, 100)
	e.CheckRange("epochs", c.Epochs, 1, 100)
	return e.Err()
}

func (c toy) Spec() train.Spec {
	return train.Spec{Name: c.Trainer, Epochs: c.Epochs, MinCount: c.MinCount, Checkpoints: true}
}

func (c toy) Start(text *train.Text, _ *train.Options) (train.Run, error) {
	r := &toyRun{config: c, text: text, vectors: make([]float32, text.Words.Len()*c.Dim),
		counts: make([]float32, text.Words.Len()*c.Dim)}
	random := rand.New(rand.NewPCG(c.Seed, 0))
	for i := range r.vectors {
		r.vectors[i] = random.Float32()
	}
	return r, nil
}

// A toyRun is the training of a toy.
type toyRun struct {
	config          toy
	text            *train.Text
	vectors, counts []float32
	at              toyState
}

// toyState is the state that a checkpoint needs beside the matrices.
type toyState struct {
	epoch    int
	Sentence int   `json:"sentence"` // the next one
	Tokens   int64 `json:"tokens"`   // of those before it
}

func (r *toyRun) Status() train.Status {
	return train.Status{Epoch: r.at.epoch, Tokens: r.at.Tokens, Loss: 1 / float64(1+r.at.epoch)}
}

func (r *toyRun) Epoch(epoch int, pause func(train.Status) error) (float64, error) {
	r.at = r.State(epoch).(toyState)
	i := 0
	for s, err := range r.text.IDs.Sentences() {
		if err != nil {
			return 0, err
		}
		if i++; i <= r.at.Sentence {
			continue // before the checkpoint
		}
		for _, id := range s {
			if id >= 0 {
				i := int(id)*r.config.Dim + epoch%r.config.Dim
				r.counts[i]++
				r.vectors[i]++
			}
		}
		r.at.Sentence, r.at.Tokens = i, r.at.Tokens+int64(len(s))
		if i%part == 0 || i == r.text.IDs.Len() {
			if err := pause(r.Status()); err != nil {
				return 0, err
			}
		}
	}
	return .5, nil
}

func (r *toyRun) Stop() bool {
	return r.config.StopAt > 0 && r.at.epoch+1 >= r.config.StopAt && r.at.Sentence == r.text.IDs.Len()
}

func (r *toyRun) Result(last bool) train.Result {
	vectors, counts := r.vectors, r.counts
	if !last {
		vectors, counts = slices.Clone(vectors), slices.Clone(counts)
	}
	return train.Result{Inputs: train.Matrix(vectors, r.config.Dim),
		Matrices: map[string]blas32.General{"occurrences": train.Matrix(counts, r.config.Dim)}, Loss: r.Status().Loss}
}

func (r *toyRun) State(epoch int) any {
	if epoch != r.at.epoch {
		return toyState{epoch: epoch}
	}
	return r.at
}

func (r *toyRun) Restore(epoch int, state json.RawMessage, file *embed.File) error {
	counts := file.Matrices["occurrences"]
	if counts.Data == nil {
		return errors.New("it has no occurrences")
	}
	copy(r.vectors, file.Table.Matrix().Data)
	copy(r.counts, counts.Data)
	r.at.epoch = epoch
	return json.Unmarshal(state, &r.at)
}
