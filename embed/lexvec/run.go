package lexvec

// This file runs LexVec as a trainer of package train: it counts co-occurrences,
// computes the associations, and trains on ranges of the corpus, 16 at a time.

import (
	"cmp"
	"fmt"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/cooccur"
	"github.com/w2vattn/w2vattn/embed/internal/sampling"
	"github.com/w2vattn/w2vattn/embed/internal/strata"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/simd"
)

// sliceTokens is the number of tokens of a slice. A chunk has 16 slices, and a block of a chunk
// about 2,000 pairs. No measurement of other numbers is recorded.
const sliceTokens = 1 << 12

// A run is a training. It implements train.Run and train.Resumable.
type run struct {
	config  Config
	text    *train.Text
	records int // number of co-occurrences
	ranges  []corpus.Range
	epoch   epoch
	model   model
	workers int
	chunk   [strata.Number]slice
	at      state
}

// Start counts the co-occurrences of text, or reads those of Config.Cooccurrences, and returns
// the training. Errors are those of package cooccur, of the file, and of an unknown kernel.
func (c Config) Start(text *train.Text, o *train.Options) (train.Run, error) {
	kernels, err := simd.Named(o.Kernel)
	if err != nil {
		return nil, fmt.Errorf("lexvec: %w", err)
	}
	m, err := c.matrix(text, o)
	if err != nil {
		return nil, err
	}
	t := &run{config: c, text: text, records: m.Records(), workers: o.Workers}
	words, rows := text.Words.Len(), text.Words.Len()*c.offsets()
	t.epoch = epoch{config: c, keep: sampling.Keep(text.Words, c.Sample), targets: newTargets(m, c),
		noise: sampling.NewAlias(text.Words, c.NSExponent), words: make([]uint8, words), columns: make([]uint8, rows)}
	o.FreeMemory() // that of the co-occurrences
	if t.ranges, err = text.IDs.Cut(sliceTokens); err != nil {
		return nil, err
	}
	t.model = model{newMatrix(words, c.Dim, c.stream(drawWords, 0)),
		newMatrix(rows, c.Dim, c.stream(drawContexts, 0)), kernels}
	return t, nil
}

// matrix returns the co-occurrences.
func (c Config) matrix(text *train.Text, o *train.Options) (*cooccur.Matrix, error) {
	if c.Cooccurrences != "" {
		return cooccur.ReadFile(c.Cooccurrences, text.Words, c.Counting(text.Words))
	}
	pairs := c.Counting(text.Words)
	rows := cooccur.Count(o.Context, text.IDs, text.Words.Len(), pairs, cooccur.Options{Workers: o.Workers})
	return cooccur.Collect(rows, text.Words.Len())
}

// HeldBytes implements train.Holder: the size of the associations, and of the co-occurrences from
// which they are computed. Counting these takes less than the associations.
func (t *run) HeldBytes() int64 {
	return slotBytes*int64(len(t.epoch.targets.slots)) + cooccur.RecordBytes*int64(t.records)
}

// Status implements train.Run.
func (t *run) Status() train.Status {
	s := train.Status{Epoch: t.at.Epoch, Tokens: t.token(t.at.Range), Loss: t.meanLoss()}
	s.Alpha = t.rate(s.Tokens)
	return s
}

// token returns the number of tokens before a range.
func (t *run) token(number int) int64 {
	if number < len(t.ranges) {
		return t.ranges[number].Token
	}
	return t.text.IDs.Tokens()
}

// meanLoss returns the mean loss of the pairs of the epoch so far.
func (t *run) meanLoss() float64 { return t.at.Loss / float64(max(1, t.at.Pairs)) }

// rate returns the learning rate after a number of tokens of the epoch. It falls linearly over
// all epochs.
func (t *run) rate(tokens int64) float64 {
	c := t.config
	progress := (float64(t.at.Epoch) + float64(tokens)/float64(max(1, t.text.IDs.Tokens()))) / float64(c.Epochs)
	return max(c.MinAlpha, c.Alpha-float64((c.Alpha-c.MinAlpha)*progress))
}

// Epoch implements train.Run. There are no held-out sentences: the loss is of co-occurrences,
// which are counted in the whole text.
func (t *run) Epoch(number int, pause func(train.Status) error) (heldOut float64, err error) {
	t.at = t.at.in(number)
	t.epoch.number = number
	t.epoch.assignStrata()
	for t.at.Range < len(t.ranges) {
		if err := t.trainChunk(t.ranges[t.at.Range:min(t.at.Range+strata.Number, len(t.ranges))]); err != nil {
			return 0, err
		}
		if err := pause(t.Status()); err != nil {
			return 0, err
		}
	}
	return 0, nil
}

// trainChunk trains on at most 16 ranges. First the workers find the pairs of each range, and
// measure the vectors, so that training can resume before any chunk. Then
// 16 rounds of 16 blocks train on them: the blocks of a round have no word and no context in
// common, so it does not matter which worker takes which block.
func (t *run) trainChunk(ranges []corpus.Range) error {
	var errs [strata.Number]error
	strata.Parallel(t.workers, len(ranges), func(i int) {
		t.chunk[i].alpha = float32(t.rate(ranges[i].Token))
		errs[i] = t.chunk[i].fill(&t.epoch, t.text.IDs, ranges[i])
	})
	if err := cmp.Or(errs[:]...); err != nil {
		return err
	}
	t.measure()
	slices := t.chunk[:len(ranges)]
	t.at.Loss += strata.Train(t.workers, func(words, contexts int) float64 {
		return t.model.train(slices, words*strata.Number+contexts)
	})
	for i := range slices {
		t.at.Pairs += int64(len(slices[i].pairs))
	}
	t.at.Range += len(ranges)
	return nil
}

// measure sets the squared lengths of all vectors.
func (t *run) measure() {
	strata.Parallel(t.workers, strata.Number, func(i int) {
		for _, m := range []matrix{t.model.words, t.model.contexts} {
			m.measure(t.model.kernels, len(m.squares)*i/strata.Number, len(m.squares)*(i+1)/strata.Number)
		}
	})
}

// train trains on a block and returns the sum of the losses.
func (m model) train(slices []slice, block int) float64 {
	u, sum := m.updater(), 0.
	for i := range slices {
		s := &slices[i]
		sum += u.train(s.pairs[s.starts[block]:s.starts[block+1]], s.alpha)
	}
	return sum
}
