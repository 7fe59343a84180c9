package word2vec

import (
	"runtime"
	"sync/atomic"
	"time"

	"github.com/w2vattn/w2vattn/internal/simd"
)

const (
	// maxDelay is by how many blocks the update of a block may follow its
	// scores. So long a worker can be late without the others having to wait for
	// its part of the scores. The delay is part of the result: the same for one
	// worker as for many.
	maxDelay = 6
	// ring is the number of blocks whose parts a worker keeps: another one may
	// be as far behind as both can be from the block that is updated.
	ring = 2*maxDelay + 2
	// A block's rows are prefetched up to maxAhead blocks before its scores, but
	// at least two: as many as have this many bytes, since what lies in the cache
	// too long makes no room for others.
	maxAhead   = 4
	aheadBytes = 48 << 10
	// sets is the number of rounds whose chunks are kept: one that is prepared,
	// one that is trained on, and one whose last updates are still to come.
	sets = 3
	// patience is how often a worker looks for what it waits for before it
	// gives its processor to its fellows, and ten times that before it does so
	// to other programs, for a nap.
	patience = 200
	nap      = 50 * time.Microsecond
)

// A worker owns some columns of both matrices. At each step it makes its part of
// the scores of a block, tells the others, and then updates its columns by the
// block of so many steps ago, whose parts have come from everybody meanwhile. No
// number is shared but the parts, and these are complete before they are told.
type worker struct {
	*batched
	id      int
	columns simd.Columns
	ahead   int // blocks from the one that is scored to the one that is prefetched
	h       [maxDelay + 1][]float32
	m, g    []float32
	parts   [ring][]int32
	err     error // of reading the corpus

	_         [64]byte // the others read what follows
	published atomic.Int64
	_         [64]byte
	finished  atomic.Int64 // rounds
	_         [64]byte
}

// A place is a block in a run of chunks.
type place struct {
	chunk, block int
	count        int64 // blocks before it, since training began
}

// run trains on chunks first to last−1 of the epoch.
func (w *worker) run(epoch, first, last int) {
	w.prepareRound(epoch, first, last, 0)
	score, apply := place{count: w.published.Load()}, place{count: w.published.Load()}
	for {
		c := w.at(&score, epoch, first, last)
		if c != nil {
			w.prefetch(c, score.block+w.ahead)
			w.kernels.Score(c.plan, score.block, &w.columns, w.h[score.count%(maxDelay+1)], w.m, w.parts[score.count%ring])
			score.block++
			score.count++
			w.published.Store(score.count)
			if score.count-apply.count <= w.delay {
				continue
			}
		}
		if apply.count == score.count {
			break
		}
		w.update(w.reach(&apply, first, last), apply)
		apply.block++
		apply.count++
	}
	w.reach(&apply, first, last)
}

// at returns the chunk of the next block to score, or nil behind the last. When
// a round begins, the chunks of the next one are prepared: a worker, a chunk.
func (w *worker) at(p *place, epoch, first, last int) *chunk {
	for first+p.chunk < last {
		c := w.chunk(p.chunk)
		if p.block == 0 {
			if round := p.chunk / len(w.workers); p.chunk%len(w.workers) == 0 {
				for _, other := range w.workers { // who may still need what is overwritten
					wait(&other.finished, int64(round-1))
				}
				w.prepareRound(epoch, first, last, round+1)
			}
			wait(&c.ready, int64(first+p.chunk+1))
			for block := range w.ahead {
				w.prefetch(c, block)
			}
		}
		if p.block < c.blocks {
			return c
		}
		p.chunk, p.block = p.chunk+1, 0
	}
	return nil
}

// reach returns the chunk of the next block to update.
func (w *worker) reach(p *place, first, last int) *chunk {
	for {
		c := w.chunk(p.chunk)
		if first+p.chunk == last || p.block < c.blocks {
			return c
		}
		p.chunk, p.block = p.chunk+1, 0
		if w.id == 0 {
			w.centres += c.centres
			if w.updates != nil && !w.measuring {
				w.updates.add(c.plan, c.blocks)
			}
		}
		if p.chunk%len(w.workers) == 0 {
			w.finished.Add(1)
		}
	}
}

// chunk returns the place of a chunk among those that are kept.
func (w *worker) chunk(i int) *chunk { return w.chunks[i%len(w.chunks)] }

// prepareRound prepares the worker's chunk of a round.
func (w *worker) prepareRound(epoch, first, last, round int) {
	i := round*len(w.workers) + w.id
	if first+i < last {
		c := w.chunk(i)
		if err := w.prepare(c, epoch, w.ranges[first+i]); err != nil && w.err == nil {
			w.err = err
		}
		c.ready.Store(int64(first + i + 1))
	}
}

// prefetch asks for the rows of a block. The words of contexts lie together:
// those of CBOW's are the targets of blocks nearby.
func (w *worker) prefetch(c *chunk, block int) {
	if block >= c.blocks {
		return
	}
	p := c.plan
	targets := p.Target[block*p.Rows : (block+1)*p.Rows]
	inputs := targets
	if w.config.Arch == SkipGram {
		first := p.First[block*p.Rows]
		inputs = p.Words[first:max(first, p.First[(block+1)*p.Rows-1]+1)]
	}
	w.kernels.Prefetch(w.columns.In, w.columns.Stride, inputs)
	w.kernels.Prefetch(w.columns.Out, w.columns.Stride, targets)
	w.kernels.Prefetch(w.columns.Out, w.columns.Stride, p.Negative[block*p.Pitch:][w.reused(block):p.Shared])
}

// update waits for everybody's part of a block's scores and updates the
// worker's columns. Each worker computes the coefficients for itself; the first
// one counts the loss.
func (w *worker) update(c *chunk, p place) {
	for _, other := range w.workers {
		wait(&other.published, p.count+1)
	}
	var loss []float64
	if w.id == 0 {
		loss = w.losses[:]
	}
	w.kernels.Coefficients(c.plan, p.block, w.partsOf[p.count%ring], w.g, loss)
	if !w.measuring {
		w.kernels.Apply(c.plan, p.block, &w.columns, w.h[p.count%(maxDelay+1)], w.g, w.m)
	}
}

// wait returns when the counter has come to v. Most waits are shorter than any
// way to sleep; a long one says that the machine is busy and that whoever is
// waited for may need this very processor.
func wait(counter *atomic.Int64, v int64) {
	for i := 0; counter.Load() < v; i++ {
		switch {
		case i >= 10*patience:
			time.Sleep(nap)
		case i >= patience:
			runtime.Gosched()
		}
	}
}
