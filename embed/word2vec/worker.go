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
	patience = 200
	nap      = 50 * time.Microsecond
)

// A worker owns some columns of both matrices. At each step it makes its part of
// the scores of a block and tells the others; if it is its turn, it makes the
// coefficients of a block of some steps ago, whose parts have come from everybody
// meanwhile, and tells the others; and it updates its columns by a block of still
// more steps ago. No number is shared but parts, coefficients and chunks, and these
// are complete before they are told.
type worker struct {
	*batched
	id      int
	columns simd.Columns
	ahead   int // blocks from the one that is scored to the one that is prefetched
	h       [maxDelay + 1][]float32
	m       []float32
	parts   []int32   // of the scores of the last blocks, as rows
	drafts  [3]*draft // of the chunks that it prepares
	copies  [2]*chunk // of the others'
	seen    []told    // of each worker, so far
	centres int64     // of the chunks, if it is the first worker
	err     error     // of reading the corpus
	segment

	_    [128]byte // the others read what follows
	told told
	_    [128]byte
}

// What a worker has told the others in the segment.
type told struct {
	scored  int64 // blocks whose part of the scores it has made
	_       [128]byte
	weighed int64 // blocks until the last one whose coefficients it has made
	_       [128]byte
	dealt   int64 // chunks until the last one that it has prepared
}

// A place is a block in a run of chunks.
type place struct {
	*chunk       // the one that it is in
	number int   // of the chunk
	block  int   // in the chunk
	count  int64 // blocks before it in the segment
}

func (p *place) step() { p.block, p.count = p.block+1, p.count+1 }

// begin forgets what has been told of the segment before, so that what follows depends
// on this one alone.
func (w *worker) begin() {
	w.told = told{}
	clear(w.seen)
}

// run trains on a segment.
func (w *worker) run(s segment) {
	w.segment = s
	start := place{chunk: &chunk{}, number: w.first - 1}
	score, weigh, apply := start, start, start
	for w.enter(&score) {
		soon := score.later(w.ahead)
		w.prefetchInputs(soon)
		w.score(&score)
		w.prefetchTargets(soon)
		if score.count-weigh.count > w.delay/2 {
			w.weigh(&weigh)
		}
		w.prefetchNegatives(soon)
		if score.count-apply.count > w.delay {
			w.update(&apply)
		}
	}
	for apply.count < score.count {
		if weigh.count < score.count {
			w.weigh(&weigh)
		}
		w.update(&apply)
	}
}

// enter moves a place at the end of a chunk to the next one, which it takes. It
// reports whether there is one.
func (w *worker) enter(p *place) bool {
	if p.block < p.blocks {
		return true
	}
	if p.number+1 == w.last {
		return false
	}
	p.number, p.block = p.number+1, 0
	w.deal(p.number)
	p.chunk = w.take(p.number)
	if w.id == 0 {
		w.centres += p.centres
		if w.updates != nil && !w.measuring {
			w.updates.add(p.plan, p.blocks)
		}
	}
	for blocks := range w.ahead {
		soon := p.later(blocks)
		w.prefetchInputs(soon)
		w.prefetchTargets(soon)
		w.prefetchNegatives(soon)
	}
	return true
}

// leave moves a place at the end of a chunk to the next one, which has been taken.
func (w *worker) leave(p *place) {
	if p.block == p.blocks {
		p.number, p.block = p.number+1, 0
		p.chunk = w.taken(p.number)
	}
}

// later returns the place in the same chunk so many blocks on, or its end.
func (p place) later(blocks int) place {
	p.block = min(p.block+blocks, p.blocks)
	return p
}

// The rows of a block are asked for in three parts, between what else is to be done:
// all at once, they would have to wait for one another.

// prefetchInputs asks for the words of a block's contexts. Those of CBOW lie together:
// they are the targets of blocks nearby.
func (w *worker) prefetchInputs(p place) {
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
func (w *worker) prefetchTargets(p place) {
	if p.block < p.blocks {
		w.kernels.Prefetch(w.columns.Out, w.columns.Width, w.columns.Stride, p.plan.Target[p.block*w.rows:(p.block+1)*w.rows])
	}
}

// prefetchNegatives asks for those of a block's negatives that the block before does
// not have.
func (w *worker) prefetchNegatives(p place) {
	if p.block < p.blocks {
		w.kernels.Prefetch(w.columns.Out, w.columns.Width, w.columns.Stride, p.plan.Negative[p.block*p.plan.Pitch:][w.reused(p.block):p.plan.Shared])
	}
}

// score makes the worker's part of a block's scores.
func (w *worker) score(p *place) {
	w.kernels.Score(p.plan, p.block, &w.columns, w.h[p.count%(maxDelay+1)], w.m, w.partsOf[p.count%ring][w.id])
	p.step()
	w.kernels.Publish(&w.told.scored, p.count)
}

// weigh makes the coefficients of a block, if it is the worker's turn. What it will
// take for the next ones has come on its way from the other workers' caches.
func (w *worker) weigh(p *place) {
	w.leave(p)
	turn := p.count % turns
	if w.clerks[turn] == w.id {
		for i, other := range w.workers {
			wait(&other.told.scored, &w.seen[i].scored, p.count+1)
		}
		w.kernels.Coefficients(p.plan, p.block, w.partsOf[p.count%ring], w.coefficientsOf(p.count), w.tallies[turn][:])
		w.kernels.Publish(&w.told.weighed, p.count+1)
	}
	p.step()
	if next := p.count + 1; w.clerks[next%turns] == w.id {
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
func (w *worker) update(p *place) {
	w.leave(p)
	clerk := w.clerks[p.count%turns]
	wait(&w.workers[clerk].told.weighed, &w.seen[clerk].weighed, p.count+1)
	if clerk := w.clerks[(p.count+1)%turns]; clerk != w.id && w.seen[clerk].weighed > p.count+1 {
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
		case i >= 10*patience:
			time.Sleep(nap)
		case i >= patience:
			runtime.Gosched()
		}
	}
}
