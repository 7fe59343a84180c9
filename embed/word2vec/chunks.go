package word2vec

// Workers prepare chunks in rounds: each of the n workers prepares one of the next n
// chunks while all of them train on the previous n. The other workers then copy the
// chunk, which takes a small part of the time. A chunk does not depend on the worker
// that prepares it.

// A segment is the chunks first to last−1 of an epoch. Workers synchronize at its end.
type segment struct{ epoch, first, last int }

// preparer returns the worker that prepares a chunk, and its buffer for that chunk. A
// worker has three buffers: for the round that is being prepared, the round that is
// scored, and the round whose last updates are still to come.
func (w *worker) preparer(chunk int) (*worker, *preparedChunk) {
	i, n := chunk-w.first, len(w.workers)
	preparer := w.workers[i%n]
	return preparer, preparer.prepared[i/n%len(preparer.prepared)]
}

// prepareNext prepares the worker's chunk of the next round if chunk begins a round,
// and at the start of the segment its chunk of the first round too.
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

// prepareChunk prepares a chunk and publishes it, if it is in the segment.
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

// copyChunk waits until a chunk is prepared, copies it and returns the copy. The prepared
// chunk is not overwritten before all workers have copied it. The worker that starts round r
// prepares round r+1 in the buffer of round r−2. By then it has updated a block of the last
// chunk of round r−1, because a chunk has at least leastBlocks blocks and updates are only
// delay blocks behind, which is less. The coefficients of that block depend on the scores of
// all workers, so all workers have copied all chunks up to that one.
func (w *worker) copyChunk(chunk int) *chunk {
	c := w.chunkAt(chunk)
	if preparer, prepared := w.preparer(chunk); preparer != w {
		wait(&preparer.published.prepared, &w.seen[preparer.id].prepared, int64(chunk+1))
		c.copy(prepared)
	}
	return c
}

// chunkAt returns a chunk that the worker has prepared or copied.
func (w *worker) chunkAt(chunk int) *chunk {
	if preparer, d := w.preparer(chunk); preparer == w {
		return &d.chunk
	}
	return w.copies[chunk%len(w.copies)]
}

// copy copies a prepared chunk. It reuses the memory of c.
func (c *chunk) copy(from *preparedChunk) {
	p, q := c.plan, from.plan
	c.blocks, c.centres, p.Rate, p.NegativeRate = from.blocks, from.centres, q.Rate, q.NegativeRate
	p.Words = append(p.Words[:0], q.Words...)
	p.First = append(p.First[:0], q.First[:from.rows]...)
	p.Size = append(p.Size[:0], q.Size[:from.rows]...)
	p.Skip = append(p.Skip[:0], q.Skip[:from.rows]...)
	p.Target = append(p.Target[:0], q.Target[:from.rows]...)
	p.Negative = append(p.Negative[:0], q.Negative...)
	p.Factor = append(p.Factor[:0], q.Factor...)
}
