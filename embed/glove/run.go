package glove

// This file runs GloVe as a trainer of package train: it counts the co-occurrences,
// or reads them, and trains chunk by chunk.

import (
	"fmt"
	"math"
	"math/bits"

	"github.com/w2vattn/w2vattn/corpus/cooccur"
	"github.com/w2vattn/w2vattn/embed/internal/strata"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/simd"
)

// A run is a training. It implements train.Run, train.Resumable and train.Snapshotter.
type run struct {
	config  Config
	text    *train.Text
	records records
	sum     uint64 // of the records, by which a checkpoint recognises them
	updater updater
	limit   float64 // mean loss above which SGD has diverged
	workers int
	size    int // of a chunk, in records
	chunk   chunk
	at      state
}

// Start counts the co-occurrences of text, or reads those of Config.Cooccurrences, and returns
// the training. Errors are those of package cooccur, of the file, of an unknown kernel, and of
// the context.
func (c Config) Start(text *train.Text, o *train.Options) (train.Run, error) {
	kernels, err := simd.Named(o.Kernel)
	if err != nil {
		return nil, fmt.Errorf("glove: %w", err)
	}
	t := &run{config: c, text: text, workers: o.Workers, size: chunkRecords}
	if err := t.readRecords(o); err != nil {
		return nil, err
	}
	words := text.Words.Len()
	t.updater = updater{newMatrix(words, c, false), newMatrix(words, c, true), float32(c.Alpha), kernels}
	return t, nil
}

// readRecords sets the records.
func (t *run) readRecords(o *train.Options) error {
	words := t.text.Words.Len()
	rows := cooccur.Count(o.Context, t.text.IDs, words, t.config.cooccur(), cooccur.Options{Workers: o.Workers})
	if name := t.config.Cooccurrences; name != "" {
		m, err := cooccur.ReadFile(name, t.text.Words, t.config.cooccur())
		if err != nil {
			return err
		}
		rows = m.Rows()
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		t.records.addRow(t.config, row.Word, row.Columns, row.Weights)
		for i, column := range row.Columns {
			t.sum = (bits.RotateLeft64(t.sum, 5) ^ uint64(row.Word)<<32 ^ uint64(column)) * 0x9E3779B97F4A7C15
			t.sum ^= math.Float64bits(row.Weights[i])
		}
	}
	if t.records.n == 0 {
		return cooccur.ErrNoPairs
	}
	o.FreeMemory() // that of counting
	if t.config.Solver == SGD {
		t.limit = t.records.diverged()
	}
	return nil
}

// HeldBytes implements train.Holder: the size of the records, and of the index of the corpus from
// which they are counted.
func (t *run) HeldBytes() int64 {
	return recordBytes*int64(t.records.n) + cooccur.TokenBytes*t.text.IDs.Tokens()
}

// Status implements train.Run. The tokens are the share of the records trained on in this epoch,
// of all tokens.
func (t *run) Status() train.Status {
	share := float64(t.done()) / float64(t.records.n)
	return train.Status{Epoch: t.at.Epoch, Tokens: int64(share * float64(t.text.IDs.Tokens())), Alpha: t.rate(),
		Loss: t.meanLoss()}
}

// rate returns the learning rate of the next chunk: η or, with SGD, η·(1 − the fraction of the
// records of all epochs that are trained on). It is 0 after them, when a forecast trains on.
func (t *run) rate() float64 {
	if t.config.Solver != SGD {
		return t.config.Alpha
	}
	epochs := float64(t.at.Epoch) + float64(t.done())/float64(t.records.n)
	return t.config.Alpha * max(0, 1-epochs/float64(t.config.Epochs))
}

// meanLoss returns the mean loss of the records of the epoch so far, as GloVe's program prints it.
func (t *run) meanLoss() float64 {
	return t.at.Loss / float64(max(1, t.done()))
}

// done returns the number of records that the epoch has trained on.
func (t *run) done() int { return min(t.at.Chunk*t.size, t.records.n) }

// diverged returns a mean loss of SGD after which training ends: 100 times that of vectors and
// biases of 0, near which training begins, and 1 more, because that is 0 for counts that are all 1.
func (a *records) diverged() float64 {
	sum := 0.
	for i := range a.n {
		r := a.at(i)
		sum += float64(float64(r.weight) * float64(r.log) * float64(r.log) / 2)
	}
	return 1 + float64(100*sum/float64(a.n))
}

// Epoch implements train.Run. There are no held-out sentences: the loss is of co-occurrences, which
// are counted in the whole text. If SGD diverges, the error has the epoch and the learning rate.
func (t *run) Epoch(number int, pause func(train.Status) error) (heldOut float64, err error) {
	t.at = t.at.in(number)
	e := t.config.newEpoch(number, t.records.n, t.text.Words.Len())
	for t.done() < t.records.n {
		t.updater.rate = float32(t.rate())
		t.at.Loss += t.trainChunk(e, t.done())
		t.at.Chunk++
		if loss := t.meanLoss(); t.config.Solver == SGD && loss > t.limit {
			return 0, fmt.Errorf("glove: training diverged in epoch %d at learning rate %.3g (a loss of %.3g): lower alpha",
				number+1, t.updater.rate, loss)
		}
		if err := pause(t.Status()); err != nil {
			return 0, err
		}
	}
	return 0, nil
}

// trainChunk trains on the chunk that begins at a position of the epoch and returns the sum of
// the losses, in the order of the blocks.
func (t *run) trainChunk(e *epoch, from int) float64 {
	n := min(t.size, t.records.n-from)
	strata.Parallel(t.workers, strata.Number, func(i int) {
		t.chunk.slices[i].fill(e, &t.records, from+n*i/strata.Number, from+n*(i+1)/strata.Number)
	})
	return strata.Train(t.workers, func(rows, columns int) float64 {
		return t.chunk.train(&t.updater, rows, columns)
	})
}
