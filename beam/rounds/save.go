package rounds

// This file writes the model after a round. One worker adds all changes to the model
// of the round before: 2V rows of D numbers are one pass over memory, far less than
// the training of the round.

import (
	"context"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/storage"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/word2vec"
)

// init registers the function of this file.
func init() {
	register.DoFn4x1[context.Context, int, func(*[]byte) bool, func(*loss) bool, error](&saveFn{})
	register.Iter1[loss]()
}

// A saveFn adds the merged changes to the model of the round before and writes the next
// one. It holds a model, and with momentum a velocity of the same size, in memory.
type saveFn struct {
	Job   Job
	Round int
}

// Setup returns an error if the pipeline is of another version.
func (f *saveFn) Setup() error { return engine.Fail(f.Job.Check()) }

// ProcessElement writes the velocity, if the rule has one, and then the model. A round is
// done when its model exists.
func (f *saveFn) ProcessElement(ctx context.Context, _ int, changes func(*[]byte) bool, losses func(*loss) bool) error {
	m, err := openModel(ctx, f.Job.model(f.Round))
	if err != nil {
		return engine.Fail(err)
	}
	if f.Job.Merge.Rule == Momentum {
		err = f.accelerate(ctx, m, changes)
	} else {
		err = f.eachChange(changes, func(c change) { add(matrixOf(m).row(int(c.row)), 1, c.delta) })
	}
	if err != nil {
		return engine.Fail(err)
	}
	m.Statistics.Loss = meanLoss(losses)
	m.Statistics.Epochs = (f.Round + 1) / f.Job.PerEpoch
	return engine.Fail(storage.Put(ctx, f.Job.model(f.Round+1), func(local string) error { return m.Save(local) }))
}

// eachChange calls do with each change of all blocks.
func (f *saveFn) eachChange(next func(*[]byte) bool, do func(change)) error {
	var b []byte
	for next(&b) {
		err := eachChange(b, f.Job.Config.Dim, func(c change) error {
			do(c)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// accelerate applies the step of block momentum to all rows, including those that no
// shard has changed in this round: with the merged change Δ of a row,
//
//	v ← μ·v + Δ,  w ← w + Δ + μ·v
func (f *saveFn) accelerate(ctx context.Context, m *word2vec.Model, changes func(*[]byte) bool) error {
	v, err := f.velocity(ctx, m)
	if err != nil {
		return err
	}
	mu, w, velocity := f.Job.Merge.momentum(f.Job.Shards), matrixOf(m), matrixOf(v)
	for i := range velocity.rows() {
		scale(velocity.row(i), mu)
	}
	err = f.eachChange(changes, func(c change) {
		add(velocity.row(int(c.row)), 1, c.delta)
		add(w.row(int(c.row)), 1, c.delta)
	})
	if err != nil {
		return err
	}
	for i := range w.rows() {
		add(w.row(i), mu, velocity.row(i))
	}
	return storage.Put(ctx, f.Job.velocity(f.Round+1), func(local string) error { return v.Save(local) })
}

// velocity reads v, the accumulated steps of the previous rounds, stored as a model. It
// is zero before the first round.
func (f *saveFn) velocity(ctx context.Context, m *word2vec.Model) (*word2vec.Model, error) {
	if f.Round > 0 {
		return openModel(ctx, f.Job.velocity(f.Round))
	}
	zeros := func() blas32.General {
		x := m.Outputs
		x.Data = make([]float32, len(x.Data))
		return x
	}
	t, err := embed.New(m.Table.Vocab(), zeros())
	if err != nil {
		return nil, err
	}
	return &word2vec.Model{Table: t, Outputs: zeros(), Config: m.Config}, nil
}

// add adds a·y to x. The product is rounded: no machine may fuse the two.
func add(x []float32, a float32, y []float32) {
	for d := range x {
		x[d] += float32(a * y[d])
	}
}

// scale multiplies x by a.
func scale(x []float32, a float32) {
	for d := range x {
		x[d] *= a
	}
}

// meanLoss returns the mean loss of all parts, weighted by their tokens. It sums
// integers in units of 2^−20, whose sum does not depend on the order.
func meanLoss(next func(*loss) bool) float64 {
	var sum, tokens int64
	for l := (loss{}); next(&l); {
		sum += int64(l.Mean * (1 << 20) * float64(l.Tokens))
		tokens += l.Tokens
	}
	return float64(sum) / (1 << 20) / float64(max(1, tokens))
}
