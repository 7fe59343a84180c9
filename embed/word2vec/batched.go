package word2vec

import (
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"sync"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/internal/sampling"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/internal/splitmix"
	"github.com/w2vattn/w2vattn/vocab"
)

// The lengths into which a corpus is divided.
const (
	// chunkTokens is the largest number of tokens of a chunk, except for chunks of one
	// longer sentence. No measurement of other sizes is recorded.
	chunkTokens = 2048
	// segmentChunks is the number of chunks of a segment. Between segments training
	// reports its status, can be cancelled and writes checkpoints. All updates are
	// complete at the end of a segment, so its length is part of the result. At the speed in
	// docs/benchmarks.md, section "Training speed", the 131,072 tokens of a segment take
	// about 0.02 s at dim 100.
	segmentChunks = 64
)

// lossEvery is the distance of the chunks whose losses are computed, in texts of more than one
// segment: the mean of every eighth chunk takes an eighth of the time. No measurement of other
// distances is recorded.
const lossEvery = 8

// batched is the training of the batched trainer: blocks of rows that share their negatives
// (Ji et al. 2016, arXiv:1604.04661), on workers that own columns. Data flow: train.Text
// has the corpus as ids, cut into ranges of sentences. A range becomes a chunk (prepare),
// whose blocks are scored, get their coefficients and update the columns (worker.run). The
// methods of batched run between segments, while no worker runs.
type batched struct {
	config  Config
	text    *train.Text
	options *train.Options
	ranges  []corpus.Range
	kernels *simd.Kernels

	keep   []uint32 // probability of each word to be kept by subsampling, in units of 2^−32
	noise  []int32  // negative samples in random order
	rows   int      // rows of a block
	groups grouping // skip-gram in groups
	delay  int64    // number of blocks between the scores of a block and its update

	workers []*worker
	partsOf [ring][][]int32 // partial scores by block number modulo ring, then by worker

	coefficients  []uint16   // of the last ring blocks, one row each
	owners        ownerTable // of the coefficients
	segmentLosses []lossSums // of the segment, by the block number modulo ownerCycle

	at state // how far training has come; valid between segments
	// measuring is set while the loss on the held-out sentences is computed, without
	// updates.
	measuring bool
}

// lanes returns the number of lanes of D columns.
func lanes(dim int) int { return (dim + simd.LaneWidth - 1) / simd.LaneWidth }

// newBatched prepares training with o.Workers workers, but at most one for each lane.
// It allocates all memory of training, 8·V·D bytes for the vectors. Errors: an
// unknown kernel, ids that cannot be read, and a model to continue that does not fit.
func newBatched(c Config, text *train.Text, o *train.Options) (*batched, error) {
	kernels, err := simd.Named(o.Kernel)
	if err != nil {
		return nil, fmt.Errorf("word2vec: %w", err)
	}
	b := &batched{
		config: c, text: text, options: o, kernels: kernels,
		keep:  sampling.Keep(text.Words, c.Sample),
		noise: sampling.NewSequence(text.Words, c.NSExponent, sampling.Stream(c.Seed, drawOrder, 0)),
	}
	if b.keep == nil { // no subsampling
		b.keep = slices.Repeat([]uint32{math.MaxUint32}, text.Words.Len())
	}
	if u := o.Updates; u != nil {
		u.Inputs, u.Outputs = make([]int64, text.Words.Len()), make([]int64, text.Words.Len())
	}
	b.rows, b.delay = blockAndDelay(c.Block, largestShare(text.Words, b.keep))
	if b.groups = c.groupsOf(b.rows); b.groups.used() {
		b.delay = min(b.delay, int64(groupDelayRows/b.rows))
	}
	if b.ranges, err = text.IDs.Cut(chunkTokens); err != nil {
		return nil, err
	}
	b.newWorkers(o.Workers)
	b.initVectors()
	if o.Base != nil {
		if err := checkBase(o.Base, c); err != nil {
			return nil, err
		}
		b.initFrom(o.Base)
	}
	return b, nil
}

// overlap bounds the expected number of rows in flight (scored but not yet updated) whose
// target is the most frequent word. Where that word is a large part of the text, there would
// be many such rows without the bound. Each would change the word's vector as if the others
// did not, and training would diverge. No measurement of other bounds is recorded.
const overlap = 1.5

// delayRows is the delay in rows. Larger blocks take longer, so fewer of them give a slow
// worker the same time. 48 rows are four blocks of the default 12 rows, and three blocks of
// 16. No measurement of other delays is recorded.
const delayRows = 48

// blockAndDelay returns the number of rows of a block and the delay in blocks. The
// number of rows is block and the delay at most maxDelay. Both are smaller if share
// is large, the fraction of the tokens that are the most frequent word. With share =
// 5 %, most is 30 rows: a block of 8 rows stays one, and the
// delay is min(6, 48/8, 30/8 − 1) = 2 blocks.
func blockAndDelay(block int, share float64) (rows int, delay int64) {
	most := overlap / share
	rows = block
	for rows > 4 && float64(rows) > most {
		rows -= 4
	}
	return rows, int64(max(0, min(maxDelay, delayRows/float64(rows), most/float64(rows)-1)))
}

// groupDelayRows is the delay in rows of skip-gram in groups. Its blocks take longer, and a row
// has several targets. No measurement of other delays is recorded.
const groupDelayRows = 24

// largestShare returns the largest fraction that one word has of the tokens that
// subsampling keeps. The result is above 0 and at most 1 for a corpus with words.
func largestShare(v *vocab.Vocab, keep []uint32) float64 {
	var sum, largest float64
	for id := range v.All() {
		n := float64(float64(v.Count(id)) * (float64(keep[id]) / math.MaxUint32))
		sum += n
		largest = max(largest, n)
	}
	return largest / sum
}

// newPlan returns an empty plan with the tables of 1/C and C^−p for the number C of context
// words, which is 1 with skip-gram. The tables are indexed by C, from 0 to 2·Window; the
// entry of 0 equals that of 1.
func (b *batched) newPlan() *simd.Plan {
	c := b.config
	p := simd.NewPlan(b.rows, c.Shared)
	if b.groups.used() {
		p = simd.NewPlan(b.rows, b.groups.columns())
		clear(p.RowMask)
	}
	for n := range 2*c.Window + 1 {
		x := float64(max(1, n))
		p.Inverse, p.Scale = append(p.Inverse, float32(1/x)), append(p.Scale,
			float32(math.Pow(x, -gradientPower[c.Gradient])))
	}
	return p
}

// newWorkers creates the workers and the memory that they share. Worker i owns the lanes
// n·i/workers to n·(i+1)/workers − 1 of n. All slices are allocated here; training
// allocates only when a chunk is longer than all before it.
func (b *batched) newWorkers(workers int) {
	n := lanes(b.config.Dim)
	workers = max(1, min(workers, n))
	load := make([]float64, workers)
	for i := range workers {
		first, end := n*i/workers, n*(i+1)/workers
		load[i] = float64(end - first)
		b.workers = append(b.workers, b.newWorker(i, end-first, min(b.config.Dim-first*simd.LaneWidth,
			(end-first)*simd.LaneWidth)))
	}
	b.owners = assign(load, coefficientsCost)
	b.segmentLosses = make([]lossSums, ownerCycle)
	plan := b.workers[0].copies[0].plan
	size := plan.PartSize()
	b.coefficients = make([]uint16, ring*plan.CoefficientsSize())
	for _, w := range b.workers {
		w.seen = make([]published, workers)
		for slot := range b.partsOf {
			b.partsOf[slot] = append(b.partsOf[slot], w.parts[slot*size:(slot+1)*size])
		}
	}
}

// newWorker returns a worker that owns a number of lanes, of which the first used
// columns hold data; the rest are padding.
func (b *batched) newWorker(id, lanes, used int) *worker {
	width := lanes * simd.LaneWidth
	w := &worker{batched: b, id: id, columns: simd.NewColumns(b.text.Words.Len(), width, used)}
	for i := range w.prepared {
		w.prepared[i] = &preparedChunk{chunk: chunk{plan: b.newPlan()}}
	}
	for i := range w.copies {
		w.copies[i] = &chunk{plan: b.newPlan()}
	}
	p := w.copies[0].plan
	rows := 2*p.Rows + p.Shared - b.reused(1) // vectors of a block that may not be in the cache
	w.ahead = max(2, min(maxAhead, aheadBytes/(4*width*rows)))
	for i := range w.h {
		w.h[i] = make([]float32, p.Rows*width)
	}
	w.m = make([]float32, p.ScratchSize(width))
	w.parts = make([]int32, ring*p.PartSize())
	return w
}

// initVectors sets the input vectors to their initial values. Output vectors are 0.
func (b *batched) initVectors() {
	x := make([]float32, b.config.Dim)
	for id, word := range b.text.Words.All() {
		initialVector(x, b.config.Seed, word)
		b.scatter(int(id), x, nil)
	}
}

// initialVector writes a word's initial input vector to x: uniform in [−½/D, ½/D), as
// in word2vec.c. It depends on the seed and the word, not on its id, so it is the
// same in every vocabulary. The draws are the upper 24 bits of a hash, as many as the
// mantissa of a float32 has.
func initialVector(x []float32, seed uint32, word string) {
	name := fnv.New64a()
	_, _ = name.Write([]byte(word))
	key := splitmix.Next(sampling.Stream(seed, drawInitial, 0) ^ name.Sum64())
	for d := range x {
		x[d] = (float32(float32(splitmix.Next(key+uint64(d))>>40)/(1<<24)) - .5) / float32(len(x))
	}
}

// Epoch trains on an epoch, segment by segment, and then measures the loss on the
// held-out sentences.
func (b *batched) Epoch(epoch int, pause func(Status) error) (heldOut float64, err error) {
	b.at = b.at.in(epoch)
	for b.at.Chunk < len(b.ranges) {
		if err := b.segment(epoch, b.at.Chunk); err != nil {
			return 0, err
		}
		b.at.Chunk = min(b.at.Chunk+segmentChunks, len(b.ranges))
		s := b.Status()
		if err := b.checkSize(s); err != nil {
			return 0, err
		}
		if err := pause(s); err != nil {
			return 0, err
		}
	}
	if b.config.HeldOut == 0 {
		return 0, nil
	}
	err = b.measure()
	return b.at.HeldOut, err
}

// Status returns how far training has come.
func (b *batched) Status() Status {
	s := Status{Epoch: b.at.Epoch, Tokens: b.text.IDs.Tokens(), Loss: b.meanLoss()}
	if b.at.Chunk < len(b.ranges) {
		s.Tokens = b.ranges[b.at.Chunk].Token
	}
	s.Alpha = b.rate(s.Epoch, s.Tokens)
	return s
}

// measure computes the loss on the held-out sentences, with the same windows and
// negatives after each epoch, and counts the epochs without improvement. The draws
// are those of epoch number Epochs, which training never uses. The sums of the losses
// of training are put back at the end.
func (b *batched) measure() error {
	losses, centres := b.at.Losses, b.at.Centres
	b.at.Losses, b.at.Centres, b.measuring = lossSums{}, 0, true
	defer func() { b.at.Losses, b.at.Centres, b.measuring = losses, centres, false }()
	for first := 0; first < len(b.ranges); first += segmentChunks {
		if err := b.segment(b.config.Epochs, first); err != nil {
			return err
		}
	}
	s := &b.at
	s.HeldOut = b.meanLoss()
	if s.Best == 0 || s.HeldOut < s.Best {
		s.Best, s.Worse = s.HeldOut, 0
	} else {
		s.Worse++
	}
	return nil
}

// Stop reports whether Patience epochs have passed without a lower held-out loss.
func (b *batched) Stop() bool { return b.config.Patience > 0 && b.at.Worse >= b.config.Patience }

// segment runs all workers on the chunks of a segment that starts at chunk first, and
// waits for them. Only errors of reading the ids end it early; the vectors are
// complete in all columns when it returns nil.
func (b *batched) segment(epoch, first int) error {
	s := segment{epoch, first, min(first+segmentChunks, len(b.ranges))}
	for _, w := range b.workers {
		w.begin()
	}
	var wg sync.WaitGroup
	for _, w := range b.workers {
		wg.Go(func() { w.run(s) })
	}
	wg.Wait()
	b.addSegmentLosses()
	for _, w := range b.workers {
		if w.err != nil {
			return w.err
		}
	}
	return nil
}

// largest is above every number of a useful vector. Scores beyond 2^13 would overflow.
const largest = 1000

// checkSize returns an error if training has diverged: if a vector of the 16 most
// frequent words, which change first and most, exceeds largest.
func (b *batched) checkSize(s Status) error {
	for _, w := range b.workers {
		for _, x := range w.columns.Words(0, min(16, b.text.Words.Len())) {
			if !(x < largest<<simd.Shift && x > -largest<<simd.Shift) {
				return fmt.Errorf("word2vec: training diverged in epoch %d at learning rate %.3g (a vector holds "+
					"%.3g): lower alpha", s.Epoch+1, s.Alpha, x/(1<<simd.Shift))
			}
		}
	}
	return nil
}

// computesLoss reports whether the losses of a chunk are computed: those of all chunks in short texts
// and of held-out sentences.
func (b *batched) computesLoss(chunk int) bool {
	return chunk%lossEvery == 0 || len(b.ranges) <= segmentChunks || b.measuring
}

// meanLoss returns the mean loss of a centre word in the epoch so far, over the chunks whose losses are
// computed,
//
//	(Σ −ln σ(h·out[c]) + K/N·Σ −ln σ(−h·out[m])) / centre words
//
// with the sum over the N shared negatives m scaled to K negatives for each row.
func (b *batched) meanLoss() float64 {
	if b.at.Centres == 0 {
		return 0
	}
	if b.groups.used() {
		return b.meanGroupLoss()
	}
	var negatives, targets float64
	for i := range simd.MaxRows {
		negatives += b.at.Losses[i]
		targets += b.at.Losses[simd.MaxRows+i]
	}
	return (targets + negatives*float64(b.config.Negative)/float64(b.config.Shared)) / float64(b.at.Centres)
}
