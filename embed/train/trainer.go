package train

// This file declares the interfaces of trainers. Reading, options, progress,
// checkpoints and files are here, once for all; a new trainer implements Trainer and
// Run, and more interfaces for what else it can do.

import (
	"encoding/json"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Trainer is an algorithm that trains word vectors, with its configuration, such as
// word2vec.Config. It is plain data, passed by value: its JSON form is stored in model
// files and checkpoints, and a checkpoint is resumed only by an equal Trainer.
type Trainer interface {
	// Validate returns nil, or an error (see FieldError) that names every bad field.
	Validate() error
	// Spec returns the properties of the trainer that Train uses: epochs, vocabulary, options.
	Spec() Spec
	// Start allocates the matrices for the words of text, fills them with their
	// initial values and returns the training, which has not begun. If it takes long, it
	// ends soon after Options.Context is done.
	Start(text *Text, o *Options) (Run, error)
}

// A Spec contains the properties of a Trainer that the functions of this package read.
type Spec struct {
	Name     string // of the trainer, in error messages
	Epochs   int    // passes over the corpus; at least 1
	MinCount int    // words counted less often are left out
	MaxVocab int    // number of the most frequent words that are kept; 0: all
	Order    vocab.Order

	Checkpoints bool // its Run is Resumable
	Continues   bool // it can start from the vectors of Options.Base
	Updates     bool // it can count updates into Options.Updates
}

// A Run is the training of one model on one text. One goroutine at a time calls its
// methods.
type Run interface {
	// Status returns how far the run is. Total is filled in by the caller.
	Status() Status
	// Epoch trains on the corpus once, or, after Restore, on the rest of the epoch.
	// Epochs are numbered from 0. Several times a second, Epoch calls pause with the
	// status; meanwhile no goroutine of the run is active. If pause returns an error,
	// Epoch returns that error at once. Otherwise it returns the mean loss on held-out
	// sentences, 0 if there are none.
	Epoch(epoch int, pause func(Status) error) (heldOut float64, err error)
	// Result returns the vectors and losses. If last is true, the run is not used
	// again, and the matrices may share its memory. Else they are copies.
	Result(last bool) Result
}

// A Resumable is a Run whose state can be saved and restored.
type Resumable interface {
	Run
	// State returns what Restore needs, beside the matrices of Result, to continue with
	// epoch. The caller encodes it as JSON. epoch is the current one or, between two
	// epochs, the next one.
	State(epoch int) any
	// Restore prepares the run to continue from a checkpoint. file contains the
	// matrices that Result returned, and state is the JSON form of the value that State
	// returned. The next call of Epoch is for epoch.
	Restore(epoch int, state json.RawMessage, file *embed.File) error
}

// A Snapshotter is a Resumable whose checkpoints have other matrices than its models.
type Snapshotter interface {
	Resumable
	// Snapshot returns the matrices for a checkpoint, by name, instead of Result.Matrices:
	// copies of V rows each.
	Snapshot() map[string]blas32.General
}

// A Stopper is a Run that can end before its last epoch.
type Stopper interface {
	// Stop reports, after an epoch, whether training ends.
	Stop() bool
}

// A Sized is a Trainer that forecasts its needs of memory and disk.
type Sized interface {
	// PeakBytes returns the maximum size in bytes of the matrices during training with
	// that many words in the vocabulary.
	PeakBytes(words int) int64
	// FileBytes returns lower bounds of the sizes in bytes of the model file and of the
	// checkpoint for the vocabulary v.
	FileBytes(v *vocab.Vocab) (native, checkpoint int64)
}

// A Result holds the matrices and the losses of a run.
type Result struct {
	Inputs blas32.General // V×D, the vectors of the words
	// Matrices are the other matrices that the model file stores, by name: output vectors,
	// context vectors, biases. Each has V rows.
	Matrices map[string]blas32.General
	Loss     float64 // mean loss of the last epoch
	HeldOut  float64 // mean loss on held-out sentences; 0: none
	Dropped  int64   // tokens of the last epoch that were not trained on
}

// Matrix returns row-major data as a matrix of rows of length cols.
func Matrix(data []float32, cols int) blas32.General {
	return blas32.General{Rows: len(data) / cols, Cols: cols, Stride: cols, Data: data}
}
