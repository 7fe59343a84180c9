package word2vec

// This file has the workers of the batched trainer. They run without locks and
// barriers: each publishes counters of what it has finished, and waits only for the
// counters of data that it is about to read.
//
//	worker 0   score 7   score 8   coefficients 5   update 2 …
//	worker 1   score 6   score 7   wait for 5 …     update 2 …

import (
	"runtime"
	"sync/atomic"
	"time"

	"github.com/w2vattn/w2vattn/internal/simd"
)

const (
	// maxDelay is the largest number of blocks between the scores of a block and its
	// update. A worker can lag behind by that many blocks before the others have to wait
	// for its partial scores. The delay is part of the result: it is the same for any
	// number of workers. No measurement of other delays is recorded.
	maxDelay = 6
	// ring is the number of blocks whose partial scores and coefficients are stored:
	// two workers are at most this many blocks apart. A slot is overwritten only after
	// every worker has used it.
	ring = 2*maxDelay + 2
	// The vectors of a block are prefetched 2 to maxAhead blocks before its scores:
	// as many blocks as aheadBytes hold, because data that is prefetched too early
	// takes up cache that other data needs. Prefetching made training a tenth faster: see
	// docs/benchmarks.md, section "Training speed", which does not compare other values of
	// the two constants.
	maxAhead   = 4
	aheadBytes = 48 << 10
	// A waiting worker reads the counter spinLimit times, then yields to other
	// goroutines between two reads, and after 10·spinLimit reads sleeps for sleepTime.
	// Results do not depend on the two constants; no measurement of other values is
	// recorded.
	spinLimit = 200
	sleepTime = 50 * time.Microsecond
)

// A worker owns a range of columns of both matrices and trains them on every block.
// In each step it
//
//   - computes its partial scores of one block and publishes their count;
//   - computes the gradient coefficients of an earlier block if it owns them, from the
//     partial scores of all workers, and publishes their count;
//   - updates its columns by a still earlier block.
//
// Workers share only partial scores, coefficients and prepared chunks. A worker
// publishes a counter after it has written the data that the counter covers; the
// others read the data after they have read the counter.
type worker struct {
	*batched
	id       int
	columns  simd.Columns
	ahead    int                     // blocks from the one that is scored to the one that is prefetched
	h        [maxDelay + 1][]float32 // means of the blocks in flight, rows × columns each
	m        []float32               // scratch of the kernels
	parts    []int32                 // partial scores of the last ring blocks
	prepared [3]*preparedChunk       // buffers of the chunks that it prepares, by round modulo 3
	copies   [2]*chunk               // copies of chunks that others have prepared
	seen     []published             // the published counters of each worker, as it has last read them
	centres  int64                   // centre words of the chunks whose losses are computed, counted by worker 0
	err      error                   // the first error of reading the corpus
	segment

	_         [128]byte // keeps the counters, which others read, on cache lines of their own
	published published
	_         [128]byte
}

// A published is the counters that a worker publishes to the others; each segment starts
// them at 0. Only their worker writes them. The padding puts them on different cache lines,
// so that a reader of one does not delay the writer of another.
type published struct {
	scored       int64 // blocks whose partial scores are complete
	_            [128]byte
	coefficients int64 // blocks up to the last one whose coefficients it has computed
	_            [128]byte
	prepared     int64 // chunks up to the last one that it has prepared
}

// A cursor is the position of a block in the chunks of a segment.
type cursor struct {
	*chunk       // that holds the block
	number int   // of the chunk
	block  int   // in the chunk
	count  int64 // blocks before it in the segment
}

// step moves the cursor to the next block.
func (p *cursor) step() { p.block, p.count = p.block+1, p.count+1 }

// begin resets the counters before a segment. No worker runs meanwhile.
func (w *worker) begin() {
	w.published = published{}
	clear(w.seen)
}

// run trains on the chunks of a segment.
//
// Three cursors move through the same blocks: score is ahead, coefficients is delay/2
// blocks behind it, and apply delay blocks. At the end of the segment the last two catch
// up.
func (w *worker) run(s segment) {
	w.segment = s
	start := cursor{chunk: &chunk{}, number: w.first - 1}
	score, coefficients, apply := start, start, start
	for w.enterChunk(&score) {
		upcoming := score.later(w.ahead)
		if !w.prefetchesInUpdate() {
			w.prefetchInputs(upcoming)
			w.prefetchTargets(upcoming)
		}
		w.score(&score)
		if score.count-coefficients.count > w.delay/2 {
			w.computeCoefficients(&coefficients)
		}
		w.prefetchNegatives(upcoming)
		if score.count-apply.count > w.delay {
			w.update(&apply, upcoming)
		}
	}
	for apply.count < score.count {
		if coefficients.count < score.count {
			w.computeCoefficients(&coefficients)
		}
		w.update(&apply, cursor{})
	}
}

// prefetchesInUpdate reports whether the kernel that updates a block also prefetches the
// vectors of the targets of a later block.
func (w *worker) prefetchesInUpdate() bool {
	return w.kernels.ApplyPrefetches && w.config.Arch == CBOW && !w.measuring
}

// enterChunk moves a cursor from the end of a chunk to the next chunk, which it makes
// available. It returns false at the end of the segment. Worker 0 counts the centre words
// and the updates for all.
func (w *worker) enterChunk(p *cursor) bool {
	if p.block < p.blocks {
		return true
	}
	if p.number+1 == w.last {
		return false
	}
	p.number, p.block = p.number+1, 0
	w.prepareNext(p.number)
	p.chunk = w.copyChunk(p.number)
	if w.id == 0 {
		if w.computesLoss(p.number) {
			w.centres += p.centres
		}
		if w.options.Updates != nil && !w.measuring {
			if w.groups.used() {
				addGroupUpdates(w.options.Updates, p.plan, p.blocks)
			} else {
				addUpdates(w.options.Updates, p.plan, p.blocks)
			}
		}
	}
	for blocks := range w.ahead {
		upcoming := p.later(blocks)
		w.prefetchInputs(upcoming)
		w.prefetchTargets(upcoming)
		w.prefetchNegatives(upcoming)
	}
	return true
}

// leaveChunk moves a cursor from the end of a chunk to the next chunk, which another
// cursor has entered.
func (w *worker) leaveChunk(p *cursor) {
	if p.block == p.blocks {
		p.number, p.block = p.number+1, 0
		p.chunk = w.chunkAt(p.number)
	}
}

// later returns the cursor moved on by a number of blocks, at most to the chunk's
// end. There it stands for no block, and the prefetching methods do nothing.
func (p cursor) later(blocks int) cursor {
	p.block = min(p.block+blocks, p.blocks)
	return p
}

// The vectors of a block are prefetched in parts, between other work: the processor can have
// only a limited number of loads in flight. Where the kernel of the update does it, the vectors
// of the targets are prefetched while it computes.

// prefetchInputs prefetches the input vectors of a block's context words. With CBOW these
// are the words around the targets, so prefetching the targets' words covers them.
func (w *worker) prefetchInputs(p cursor) {
	if p.block == p.blocks {
		return
	}
	rows := p.plan.Target[p.block*w.rows : (p.block+1)*w.rows]
	if w.config.Arch == SkipGram && !w.groups.used() {
		first, last := p.plan.First[p.block*w.rows], p.plan.First[(p.block+1)*w.rows-1] // except for postponed rows
		rows = p.plan.Words[first:max(first, min(first+int32(w.rows), last+1, int32(len(p.plan.Words))))]
	}
	w.kernels.Prefetch(w.columns.In, w.columns.Width, w.columns.Stride, rows)
}

// prefetchTargets prefetches the output vectors of a block's targets.
func (w *worker) prefetchTargets(p cursor) {
	if p.block < p.blocks && !w.groups.used() {
		w.kernels.Prefetch(w.columns.Out, w.columns.Width, w.columns.Stride,
			p.plan.Target[p.block*w.rows:(p.block+1)*w.rows])
	}
}

// prefetchNegatives prefetches the output vectors of a block's negatives, except those
// that are reused from the previous block.
func (w *worker) prefetchNegatives(p cursor) {
	if p.block < p.blocks && w.groups.used() {
		w.kernels.Prefetch(w.columns.Out, w.columns.Width, w.columns.Stride,
			p.plan.Negative[p.block*p.plan.Pitch:][:p.plan.Shared])
	} else if p.block < p.blocks {
		w.kernels.Prefetch(w.columns.Out, w.columns.Width, w.columns.Stride,
			p.plan.Negative[p.block*p.plan.Pitch:][w.reused(p.block):p.plan.Shared])
	}
}

// score computes the worker's partial scores of a block, h·out over its columns.
func (w *worker) score(p *cursor) {
	w.kernels.Score(p.plan, p.block, &w.columns, w.h[p.count%(maxDelay+1)], w.m, w.partsOf[p.count%ring][w.id])
	p.step()
	w.kernels.Publish(&w.published.scored, p.count)
}

// computeCoefficients computes the coefficients of a block if the worker owns them, as
// soon as all partial scores are available. It prefetches the other workers' partial scores
// of the next block.
func (w *worker) computeCoefficients(p *cursor) {
	w.leaveChunk(p)
	turn := p.count % ownerCycle
	if w.owners[turn] == w.id {
		for i, other := range w.workers {
			wait(&other.published.scored, &w.seen[i].scored, p.count+1)
		}
		compute := w.kernels.Coefficients
		if w.groups.used() {
			compute = w.kernels.Pairs
		}
		var losses []float64
		if w.computesLoss(p.number) {
			losses = w.segmentLosses[turn][:]
		}
		compute(p.plan, p.block, w.partsOf[p.count%ring], w.coefficientsOf(p.count), losses)
		w.kernels.Publish(&w.published.coefficients, p.count+1)
	}
	p.step()
	if next := p.count + 1; w.owners[next%ownerCycle] == w.id {
		for i, other := range w.workers {
			if i != w.id && w.seen[i].scored > next {
				w.kernels.Prefetch(simd.Floats(other.parts), p.plan.PartSize(), p.plan.PartSize(),
					slots[next%ring:][:1])
			}
		}
	}
}

// slots are the indices 0…ring−1, in the form that Prefetch needs.
var slots = func() (s [ring]int32) {
	for i := range s {
		s[i] = int32(i)
	}
	return s
}()

// coefficientsOf returns the slot of a block's coefficients.
func (b *batched) coefficientsOf(block int64) []uint16 {
	size := len(b.coefficients) / ring
	return b.coefficients[int(block%ring)*size:][:size]
}

// update adds a block's gradients to the worker's columns, and prefetches the vectors of the
// targets of the upcoming block if the kernel does that. While the held-out loss is measured
// it moves on without an update.
func (w *worker) update(p *cursor, upcoming cursor) {
	w.leaveChunk(p)
	ahead := *p
	if w.prefetchesInUpdate() && upcoming.chunk != nil && upcoming.block < upcoming.blocks {
		ahead = upcoming
	}
	w.columns.Ahead = ahead.plan.Target[ahead.block*w.rows : (ahead.block+1)*w.rows]
	owner := w.owners[p.count%ownerCycle]
	wait(&w.workers[owner].published.coefficients, &w.seen[owner].coefficients, p.count+1)
	if owner := w.owners[(p.count+1)%ownerCycle]; owner != w.id && w.seen[owner].coefficients > p.count+1 {
		size := p.plan.CoefficientsSize() / 2
		w.kernels.Prefetch(simd.Floats(w.coefficients), size, size, slots[(p.count+1)%ring:][:1])
	}
	if !w.measuring {
		w.kernels.Apply(p.plan, p.block, &w.columns, w.h[p.count%(maxDelay+1)], w.coefficientsOf(p.count), w.m)
	}
	p.step()
}

// wait returns when the counter is at least v. seen is the value that was last read:
// the counter is read only if that is less, because each read takes the cache line from
// the worker that writes it. Most waits are shorter than the time that sleeping takes, so
// it first reads in a loop. A long wait means that the other worker may need this
// processor; then it yields, and later sleeps.
func wait(counter, seen *int64, v int64) {
	if *seen >= v {
		return
	}
	for i := 0; ; i++ {
		if *seen = atomic.LoadInt64(counter); *seen >= v {
			return
		}
		switch {
		case i >= 10*spinLimit:
			time.Sleep(sleepTime)
		case i >= spinLimit:
			runtime.Gosched()
		}
	}
}
