package train

import (
	"encoding/json"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Trainer is a model to train with its configuration, such as word2vec.Config.
// It is plain data, passed by value: its JSON form is stored in model files and
// checkpoints, and a checkpoint is resumed only by an equal Trainer.
type Trainer interface {
	// Validate returns nil, or an error (see FieldError) that names every bad field.
	Validate() error
	// Spec describes the trainer to the stages before and after the training itself.
	Spec() Spec
	// Start allocates the matrices for the words of text, fills them with their
	// initial values and returns the training, which has not begun.
	Start(text *Text, o *Options) (Run, error)
}

// A Spec describes a Trainer to the stages.
type Spec struct {
	Name     string // of the trainer, in error messages
	Epochs   int    // passes over the corpus; at least 1
	MinCount int    // words counted less often are left out
	MaxVocab int    // number of the most frequent words that are kept; 0: all
	Order    vocab.Order

	Checkpoints bool // its Run is Resumable
	Continues   bool // it starts from the vectors of Options.Base
	Updates     bool // it counts updates into Options.Updates
}

// A Run is the training of one model on one text. One goroutine at a time calls its
// methods.
type Run interface {
	// Status returns how far the run is. Total is filled in by the caller.
	Status() Status
	// Epoch trains on the corpus once, or, after Restore, on the rest of the epoch.
	// Epochs are numbered from 0. It calls pause with the status after each part of
	// the epoch, several times a second, when no goroutine of its own is running, and
	// returns at once when pause returns an error, with that error. It returns the
	// mean loss on held-out sentences, 0 if there are none.
	Epoch(epoch int, pause func(Status) error) (heldOut float64, err error)
	// Result returns the vectors. With last they may be the run's own, which is not
	// used again; without, they are a copy.
	Result(last bool) Result
}

// A Resumable is a Run whose state can be saved and restored.
type Resumable interface {
	Run
	// State returns, as a value to be encoded as JSON, what Restore needs beside the
	// matrices of Result to go on with epoch: the one that is running, or the one
	// that follows.
	State(epoch int) any
	// Restore continues from a checkpoint: file has the matrices that Result returned,
	// state the JSON of what State returned. The next call of Epoch is for epoch.
	Restore(epoch int, state json.RawMessage, file *embed.File) error
}

// A Stopper is a Run that can end before its last epoch.
type Stopper interface {
	// Stop reports, after an epoch, whether training ends.
	Stop() bool
}

// A Sized is a Trainer that forecasts its needs of memory and disk.
type Sized interface {
	// PeakBytes returns the most memory that the matrices for a number of words take.
	PeakBytes(words int) int64
	// FileBytes returns the least sizes of the model file and of the checkpoint with
	// the words of v.
	FileBytes(v *vocab.Vocab) (native, checkpoint int64)
}

// A Result holds the matrices and the losses of a run.
type Result struct {
	Inputs   blas32.General            // V×D, the vectors of the words
	Matrices map[string]blas32.General // V×D each, further matrices for the model file, by name
	Loss     float64                   // mean loss of the last epoch
	HeldOut  float64                   // mean loss on held-out sentences; 0: none
	Dropped  int64                     // tokens of the last epoch that were not trained on
}

// Matrix returns row-major data as a matrix of rows of length cols.
func Matrix(data []float32, cols int) blas32.General {
	return blas32.General{Rows: len(data) / cols, Cols: cols, Stride: cols, Data: data}
}
