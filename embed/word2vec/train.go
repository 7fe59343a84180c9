package word2vec

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/atomicfile"
	"github.com/w2vattn/w2vattn/internal/simd"
)

// Figures says what a model was trained on.
type Figures struct {
	corpus.Figures
	Unknown int64   `json:"unknown"`                 // tokens that are not in the vocabulary
	Dropped int64   `json:"dropped"`                 // tokens beyond the 10,000 words that a job can hold, in one epoch
	Loss    float64 `json:"loss"`                    // mean of a centre word in the last epoch
	Epochs  int     `json:"epochs"`                  // that were trained; fewer than asked for if training ended early
	HeldOut float64 `json:"held_out_loss,omitempty"` // as Loss, of the sentences kept out

	Phrases        int   `json:"phrases,omitempty"`         // pairs that were joined
	PairsForgotten int64 `json:"pairs_forgotten,omitempty"` // as phrases.Found.Forgotten
}

// A trainer trains on a text.
type trainer interface {
	// train goes through all epochs and says after each and in between how far
	// it has come.
	train(ctx context.Context, report func(Status), done epochDone) error
	// status says, before train, where it starts from.
	status() Status
	// result gives the matrices away, V×D, and what is to be noted of training.
	result() trained
}

// epochDone is called after an epoch, counted from 1. copied makes a copy of what has
// been trained.
type epochDone func(epoch int, copied func() trained) error

// epochDone returns what calls the callback of EachEpoch.
func (o options) epochDone(c Config, text *text) epochDone {
	return func(epoch int, copied func() trained) error {
		if o.eachEpoch == nil {
			return nil
		}
		m, err := copied().model(c, text, o)
		if err != nil {
			return err
		}
		return o.eachEpoch(epoch, m)
	}
}

// trained is what comes of training; outputs and nodes may be missing.
type trained struct {
	inputs, outputs, nodes []float32
	loss, heldOut          float64
	epochs                 int
	dropped                int64
}

// Train reads src and trains a model as c says. The corpus is read once and
// kept as numbers, 4 bytes a token. Equal corpora and configurations give equal
// models, to the bit.
//
// Errors: a *FieldError for a bad configuration; an *EmptyVocabularyError when
// no word is frequent enough; what src yields; the context's error when it is
// cancelled, a *CheckpointError if the checkpoint could not be written then; and an error that names epoch and learning rate when training
// diverges.
func Train(ctx context.Context, src corpus.Source, c Config, opts ...Option) (_ *Model, err error) {
	o := newOptions(opts)
	if err := c.Validate(); err != nil {
		return nil, err
	}
	if err := o.check(c); err != nil {
		return nil, err
	}
	if o.checkpoint.path != "" {
		_ = atomicfile.RemoveStale(o.checkpoint.path) // what cannot be removed does no harm
	}
	o.progress(Status{Reading: true})
	text, err := read(ctx, src, c, o)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, text.ids.Close()) }()
	o.free() // what reading left: the matrices do not fit into its gaps
	t, err := newTrainer(c, text, o)
	if err != nil {
		return nil, err
	}
	total := text.ids.Tokens()
	report := func(s Status) {
		s.Total = total
		o.progress(s)
	}
	report(t.status()) // where it starts: not at 0 when it resumes
	if err := t.train(ctx, report, o.epochDone(c, text)); err != nil {
		return nil, err
	}
	if err := text.ids.Close(); err != nil {
		return nil, err
	}
	return t.result().model(c, text, o)
}

func newTrainer(c Config, text *text, o options) (trainer, error) {
	if c.Trainer == Gensim {
		return newGensim(c, text), nil
	}
	kernels, err := simd.Named(o.kernel)
	if err != nil {
		return nil, fmt.Errorf("word2vec: %w", err)
	}
	return newBatched(c, text, kernels, o)
}

// model wraps up what was trained.
func (t trained) model(c Config, text *text, o options) (*Model, error) {
	matrix := func(data []float32) blas32.General {
		if data == nil {
			return blas32.General{}
		}
		return blas32.General{Rows: text.words.Len(), Cols: c.Dim, Stride: c.Dim, Data: data}
	}
	table, err := embed.New(text.words, matrix(t.inputs))
	if err != nil {
		return nil, err
	}
	m := &Model{Table: table, Outputs: matrix(t.outputs), Nodes: matrix(t.nodes), Config: c, Figures: text.figures}
	m.Figures.Loss, m.Figures.HeldOut, m.Figures.Epochs, m.Figures.Dropped = t.loss, t.heldOut, t.epochs, t.dropped
	if o.tokenizer != nil {
		config := *o.tokenizer // the option may be used again: it stays as it is
		config.Phrases = slices.Concat(config.Phrases, text.phrases)
		if m.Tokenizer, err = json.Marshal(config); err != nil {
			return nil, fmt.Errorf("word2vec: %w", err)
		}
	}
	return m, nil
}
