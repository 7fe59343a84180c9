package word2vec

// Chunks are dealt in rounds of as many as there are workers. Each worker prepares
// one of them while the round before is trained on, all at the same time, so that
// nobody waits for it; the others copy it, which takes a small part of the time. Which worker
// prepares a chunk cannot be seen in it.

// A segment is what workers train on in one go: chunks first to last−1 of an epoch.
type segment struct{ epoch, first, last int }

// dealer returns the worker that prepares a chunk, and where it keeps it: besides
// the round that it prepares, there is the one that is scored, and the one whose
// last updates are still to come.
func (w *worker) preparer(chunk int) (*worker, *preparedChunk) {
	i, n := chunk-w.first, len(w.workers)
	preparer := w.workers[i%n]
	return preparer, preparer.prepared[i/n%len(preparer.prepared)]
}

// deal prepares the worker's chunk of the next round if one begins, and at first that
// of the first.
func (w *worker) prepareNext(chunk int) {
	n := len(w.workers)
	if (chunk-w.first)%n > 0 {
		return
	}
	if chunk == w.first {
		w.prepareChunk(chunk + w.id)
	}
	w.prepareChunk(chunk + n + w.id)
}

// dealOne prepares a chunk of the worker's.
func (w *worker) prepareChunk(chunk int) {
	if chunk >= w.last {
		return
	}
	_, d := w.preparer(chunk)
	if err := w.prepare(d, w.epoch, w.ranges[chunk]); err != nil && w.err == nil {
		w.err = err
	}
	w.kernels.Publish(&w.published.prepared, int64(chunk+1))
}

// take gets a chunk from who has prepared it. Nobody overwrites it before: who begins
// round r prepares r+1 in the place of r−2, and has updated a block of the last chunk of
// r−1 (it is delay blocks behind, and a chunk has leastBlocks, which are more), whose
// coefficients had waited for everybody's scores of it. So all have taken all of r−1.
func (w *worker) copyChunk(chunk int) *chunk {
	c := w.chunkAt(chunk)
	if preparer, prepared := w.preparer(chunk); preparer != w {
		wait(&preparer.published.prepared, &w.seen[preparer.id].prepared, int64(chunk+1))
		c.copy(prepared)
	}
	return c
}

// taken returns a chunk that has been taken.
func (w *worker) chunkAt(chunk int) *chunk {
	if preparer, d := w.preparer(chunk); preparer == w {
		return &d.chunk
	}
	return w.copies[chunk%len(w.copies)]
}

// copy makes the chunk a draft's copy.
func (c *chunk) copy(from *preparedChunk) {
	p, q := c.plan, from.plan
	c.blocks, c.centres, p.Rate, p.NegativeRate = from.blocks, from.centres, q.Rate, q.NegativeRate
	p.Words = append(p.Words[:0], q.Words...)
	p.First = append(p.First[:0], q.First[:from.rows]...)
	p.Size = append(p.Size[:0], q.Size[:from.rows]...)
	p.Skip = append(p.Skip[:0], q.Skip[:from.rows]...)
	p.Target = append(p.Target[:0], q.Target[:from.rows]...)
	p.Negative = append(p.Negative[:0], q.Negative...)
}
