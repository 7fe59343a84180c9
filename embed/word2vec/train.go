package word2vec

import (
	"context"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/train"
)

// Train reads src once and trains a model with the configuration c, through the stages of
// package train. Equal corpora and configurations give equal models, to the bit.
//
// Errors are those of [train.Train]. A bad configuration is a *FieldError. If training
// diverges, the error names the epoch and the learning rate.
func Train(ctx context.Context, src corpus.Source, c Config, options ...Option) (*Model, error) {
	m, err := train.Train(ctx, src, c, options...)
	if err != nil {
		return nil, err
	}
	return FromTrained(m)
}

// Spec implements [train.Trainer].
func (c Config) Spec() train.Spec {
	batched := c.Trainer == Batched
	return train.Spec{
		Name: c.Trainer, Epochs: c.Epochs, MinCount: c.MinCount, MaxVocab: c.MaxVocab, Order: c.order(),
		Checkpoints: batched, Continues: batched, Updates: batched,
	}
}

// Start implements [train.Trainer]. Errors: an unknown kernel, a model to continue that
// does not fit c, and those of reading the ids.
func (c Config) Start(text *train.Text, o *train.Options) (train.Run, error) {
	if c.Trainer == Gensim {
		return newGensim(c, text), nil
	}
	return newBatched(c, text, o)
}
