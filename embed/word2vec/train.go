package word2vec

import (
	"context"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/train"
)

// Train reads src and trains a model as c says, through the stages of package train.
// Equal corpora and configurations give equal models, to the bit.
//
// Errors: those of [train.Train], of which a bad configuration is a *FieldError; and
// one that names epoch and learning rate when training diverges.
func Train(ctx context.Context, src corpus.Source, c Config, options ...Option) (*Model, error) {
	m, err := train.Train(ctx, src, c, options...)
	if err != nil {
		return nil, err
	}
	return Of(m)
}

// Spec returns what the stages of training need to know of the configuration.
func (c Config) Spec() train.Spec {
	batched := c.Trainer == Batched
	return train.Spec{
		Name: c.Trainer, Epochs: c.Epochs, MinCount: c.MinCount, MaxVocab: c.MaxVocab, Order: c.order(),
		Checkpoints: batched, Continues: batched, Updates: batched,
	}
}

// Start prepares training on a text.
func (c Config) Start(text *train.Text, o *train.Options) (train.Run, error) {
	if c.Trainer == Gensim {
		return newGensim(c, text), nil
	}
	return newBatched(c, text, o)
}
