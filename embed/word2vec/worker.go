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
	// ring is the number of blocks whose parts and coefficients are kept: another
	// worker may be as far behind as both can be from the block that is updated.
	ring = 2*maxDelay + 2
	// A block's rows are prefetched up to maxAhead blocks before its scores, but
	// at least two: as many as have this many bytes, since what lies in the cache
	// too long makes no room for others.
	maxAhead   = 4
	aheadBytes = 48 << 10
	// patience is how often a worker looks for what it waits for before it
	// gives its processor to its fellows, and ten times that before it does so
	// to other programs, for a nap.
	spinLimit = 200
	sleepTime = 50 * time.Microsecond
)

// A worker owns some columns of both matrices. At each step it makes its part of
// the scores of a block and tells the others; if it is its turn, it makes the
// coefficients of a block of some steps ago, whose parts have come from everybody
// meanwhile, and tells the others; and it updates its columns by a block of still
// more steps ago. No number is shared but parts, coefficients and chunks, and these
// are complete before they are told.
type worker struct {
	*batched
	id       int
	columns  simd.Columns
	ahead    int // blocks from the one that is scored to the one that is prefetched
	h        [maxDelay + 1][]float32
	m        []float32
	parts    []int32           // of the scores of the last blocks, as rows
	prepared [3]*preparedChunk // of the chunks that it prepares
	copies   [2]*chunk         // of the others'
	seen     []published       // of each worker, so far
	centres  int64             // of the chunks, if it is the first worker
	err      error             // of reading the corpus
	segment

	_         [128]byte // the others read what follows
	published published
	_         [128]byte
}

// What a worker has told the others in the segment.
type published struct {
	scored       int64 // blocks whose part of the scores it has made
	_            [128]byte
	coefficients int64 // blocks until the last one whose coefficients it has made
	_            [128]byte
	prepared     int64 // chunks until the last one that it has prepared
}

// A place is a block in a run of chunks.
type cursor struct {
	*chunk       // the one that it is in
	number int   // of the chunk
	block  int   // in the chunk
	count  int64 // blocks before it in the segment
}

func (p *cursor) step() { p.block, p.count = p.block+1, p.count+1 }

// begin forgets what has been told of the segment before, so that what follows depends
// on this one alone.
func (w *worker) begin() {
	w.published = published{}
	clear(w.seen)
}

// run trains on a segment.
func (w *worker) run(s segment) {
	w.segment = s
	start := cursor{chunk: &chunk{}, number: w.first - 1}
	score, coefficients, apply := start, start, start
	for w.enterChunk(&score) {
		upcoming := score.later(w.ahead)
		w.prefetchInputs(upcoming)
		w.score(&score)
		w.prefetchTargets(upcoming)
		if score.count-coefficients.count > w.delay/2 {
			w.computeCoefficients(&coefficients)
		}
		w.prefetchNegatives(upcoming)
		if score.count-apply.count > w.delay {
			w.update(&apply)
		}
	}
	for apply.count < score.count {
		if coefficients.count < score.count {
			w.computeCoefficients(&coefficients)
		}
		w.update(&apply)
	}
}

// enter moves a place at the end of a chunk to the next one, which it takes. It
// reports whether there is one.
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
		w.centres += p.centres
		if w.options.Updates != nil && !w.measuring {
			addUpdates(w.options.Updates, p.plan, p.blocks)
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

// leave moves a place at the end of a chunk to the next one, which has been taken.
func (w *worker) leaveChunk(p *cursor) {
	if p.block == p.blocks {
		p.number, p.block = p.number+1, 0
		p.chunk = w.chunkAt(p.number)
	}
}

// later returns the place in the same chunk so many blocks on, or its end.
func (p cursor) later(blocks int) cursor {
	p.block = min(p.block+blocks, p.blocks)
	return p
}

// The rows of a block are asked for in three parts, between what else is to be done:
// all at once, they would have to wait for one another.

// prefetchInputs asks for the words of a block's contexts. Those of CBOW lie together:
// they are the targets of blocks nearby.
func (w *worker) prefetchInputs(p cursor) {
	if p.block == p.blocks {
		return
	}
	rows := p.plan.Target[p.block*w.rows : (p.block+1)*w.rows]
	if w.config.Arch == SkipGram {
		first, last := p.plan.First[p.block*w.rows], p.plan.First[(p.block+1)*w.rows-1] // but for rows that have waited
		rows = p.plan.Words[first:max(first, min(first+int32(w.rows), last+1, int32(len(p.plan.Words))))]
	}
	w.kernels.Prefetch(w.columns.In, w.columns.Width, w.columns.Stride, rows)
}

// prefetchTargets asks for a block's targets.
func (w *worker) prefetchTargets(p cursor) {
	if p.block < p.blocks {
		w.kernels.Prefetch(w.columns.Out, w.columns.Width, w.columns.Stride, p.plan.Target[p.block*w.rows:(p.block+1)*w.rows])
	}
}

// prefetchNegatives asks for those of a block's negatives that the block before does
// not have.
func (w *worker) prefetchNegatives(p cursor) {
	if p.block < p.blocks {
		w.kernels.Prefetch(w.columns.Out, w.columns.Width, w.columns.Stride, p.plan.Negative[p.block*p.plan.Pitch:][w.reused(p.block):p.plan.Shared])
	}
}

// score makes the worker's part of a block's scores.
func (w *worker) score(p *cursor) {
	w.kernels.Score(p.plan, p.block, &w.columns, w.h[p.count%(maxDelay+1)], w.m, w.partsOf[p.count%ring][w.id])
	p.step()
	w.kernels.Publish(&w.published.scored, p.count)
}

// weigh makes the coefficients of a block, if it is the worker's turn. What it will
// take for the next ones has come on its way from the other workers' caches.
func (w *worker) computeCoefficients(p *cursor) {
	w.leaveChunk(p)
	turn := p.count % ownerCycle
	if w.owners[turn] == w.id {
		for i, other := range w.workers {
			wait(&other.published.scored, &w.seen[i].scored, p.count+1)
		}
		w.kernels.Coefficients(p.plan, p.block, w.partsOf[p.count%ring], w.coefficientsOf(p.count), w.segmentLosses[turn][:])
		w.kernels.Publish(&w.published.coefficients, p.count+1)
	}
	p.step()
	if next := p.count + 1; w.owners[next%ownerCycle] == w.id {
		for i, other := range w.workers {
			if i != w.id && w.seen[i].scored > next {
				w.kernels.Prefetch(simd.Floats(other.parts), p.plan.PartSize(), p.plan.PartSize(), slots[next%ring:][:1])
			}
		}
	}
}

// slots are the numbers of the places of the last blocks.
var slots = func() (s [ring]int32) {
	for i := range s {
		s[i] = int32(i)
	}
	return s
}()

// coefficientsOf returns the place of a block's coefficients.
func (b *batched) coefficientsOf(block int64) []uint16 {
	size := len(b.coefficients) / ring
	return b.coefficients[int(block%ring)*size:][:size]
}

// update updates the worker's columns.
func (w *worker) update(p *cursor) {
	w.leaveChunk(p)
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

// wait returns when the counter has come to v. It looks at it only if what it has
// seen of it is less: to look slows down who counts. Most waits are shorter than
// any way to sleep; a long one says that the machine is busy and that whoever is
// waited for may need this very processor.
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
