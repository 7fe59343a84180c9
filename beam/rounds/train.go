package rounds

// This file trains on one shard in one round. Each worker continues from the model of
// the round before by word2vec.Train with the option Continue, and reports only how
// the rows have changed.

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/storage"
	"github.com/w2vattn/w2vattn/embed/word2vec"
)

// A loss is the loss of a part of a round: the mean of a centre word, and the number of
// tokens.
type loss struct {
	Mean   float64
	Tokens int64
}

// init registers the types and the function of this file.
func init() {
	beam.RegisterType(reflect.TypeFor[loss]())
	register.DoFn4x1[context.Context, int, func(int, []byte), func(int, loss), error](&trainFn{})
	register.Emitter2[int, []byte]()
	register.Emitter2[int, loss]()
}

// A trainFn trains a part of a shard from the model of the round before.
type trainFn struct {
	Job   Job
	Round int

	tokens, updates, empty beam.Counter // trained on; rows changed; shards without a word in this part
}

// Setup returns an error if the pipeline is of another version.
func (f *trainFn) Setup() error {
	f.tokens, f.updates = beam.NewCounter("train", "tokens"), beam.NewCounter("train", "changed rows")
	f.empty = beam.NewCounter("train", "shards without text")
	return engine.Fail(f.Job.Check())
}

// ProcessElement trains on a shard and emits the changes of rows, in blocks, and the
// loss. A shard without text changes no row. Shards that run on one machine share its
// processors.
func (f *trainFn) ProcessElement(ctx context.Context, shard int, rows func(int, []byte), losses func(int, loss)) error {
	base, err := openModel(ctx, f.Job.model(f.Round))
	if err != nil {
		return engine.Fail(err)
	}
	var u word2vec.Updates
	words := base.Table.Vocab()
	src := part{ctx: ctx, path: f.Job.shard(shard), words: words, part: f.Round % f.Job.PerEpoch}
	m, err := word2vec.Train(ctx, src, f.Job.part(f.Round, shard), word2vec.Continue(base), word2vec.Vocabulary(words),
		word2vec.CountUpdates(&u), word2vec.KeepMemory(), word2vec.Workers(max(1, runtime.GOMAXPROCS(0)/f.Job.Shards)))
	if err != nil {
		return engine.Fail(fmt.Errorf("round %d, shard %d: %w", f.Round+1, shard, err))
	}
	if m.Statistics.Tokens == 0 {
		f.empty.Inc(ctx, 1)
		return nil
	}
	f.tokens.Inc(ctx, m.Statistics.Tokens)
	losses(0, loss{m.Statistics.Loss, m.Statistics.Tokens})
	changes(matrixOf(base), matrixOf(m), &u, func(block int, b []byte) {
		f.updates.Inc(ctx, int64(len(b)/(8+4*f.Job.Config.Dim)))
		rows(block, b)
	})
	return nil
}

// openModel reads a whole model from any of Beam's file systems. A model without output
// vectors is an error.
func openModel(ctx context.Context, path string) (*word2vec.Model, error) {
	local, release, err := storage.Fetch(ctx, path)
	if err != nil {
		return nil, err
	}
	defer release()
	m, err := word2vec.Open(local)
	if err != nil {
		return nil, err
	}
	if m.Outputs.Data == nil {
		return nil, errors.New(path + " has no output vectors: it is no model of a round")
	}
	return m, nil
}
