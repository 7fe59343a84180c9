package embed

// This file divides a search among processors. Each goroutine has heaps of its own,
// which are merged at the end; since ties are broken by id, the result does not
// depend on the division.

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/vocab"
)

// A NearestRequest is a request for the N words whose vectors have the largest cosine
// with Vector, of length D, without the words of Exclude. N may be 0 or larger than
// V. NearestBatch does not change a NearestRequest or keep its slices.
type NearestRequest struct {
	// Vector has D numbers. It may be a row of the table.
	Vector []float32
	// N is the number of words that are wanted.
	N int
	// Exclude are ids of words that are not wanted, such as those of the query.
	Exclude []vocab.ID
}

// NearestBatch returns, for each request, the words that [Table.Nearest] would
// return, in the same order and with the same cosines to the bit. It reads the
// table once for all requests, which takes a fraction of the time of as many
// calls of Nearest. A server can use it to answer several clients at once.
// [Table.Direction] returns the vector of a request for several words.
//
// The result is the caller's own. If ctx is done, NearestBatch soon stops and
// returns the error of ctx. It also returns the error of a mapped file that
// cannot be read. A vector whose length is not D is a programming error and
// panics.
func (t *Table) NearestBatch(ctx context.Context, requests []NearestRequest) ([][]Neighbour, error) {
	return t.answer(ctx, requests, t.Len())
}

// NearestAll returns, for each row of the n×D matrix vectors, the words nearest to it, at most
// limit of them, as NearestBatch does. The rows may be those of the table itself; the results
// of a word then include the word. Errors are those of NearestBatch.
func (t *Table) NearestAll(ctx context.Context, vectors blas32.General, limit int) ([][]Neighbour, error) {
	all := make([]NearestRequest, vectors.Rows)
	for i := range all {
		all[i] = NearestRequest{Vector: linalg.Row(vectors, i), N: limit}
	}
	return t.NearestBatch(ctx, all)
}

// partRows is the number of rows that a goroutine searches at a time, between checks of the
// context. A part of 4,096 rows of dimension 300 has 5 MB. At the speed in
// docs/benchmarks.md, section "Queries of large tables", it takes less than a millisecond,
// so a search ends soon after its context is done.
const partRows = 4096

// answer is NearestBatch for the first limit rows of the table.
func (t *Table) answer(ctx context.Context, requests []NearestRequest, limit int) ([][]Neighbour, error) {
	answers := make([][]Neighbour, len(requests))
	all, err := t.prepare(requests)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return answers, t.Err()
	}
	// The norms of the rows are known after the first search of the whole table.
	lengths, known := t.norms.load(limit)
	scans := make([]scan, workers(limit))
	err = t.inParts(ctx, limit, func(worker, begin, end int) {
		s := &scans[worker]
		if s.best == nil {
			s.begin(all, limit)
		}
		t.scan(s, all, lengths, known, begin, end)
	})
	if err != nil {
		return nil, err
	}
	if !known && limit == t.Len() {
		t.norms.approximate.Store(&lengths)
	}
	// Merge the heaps of the goroutines for each request.
	for i := range all {
		best := newTopN(all[i].N, limit)
		for _, s := range scans {
			if s.best != nil {
				best.merge(s.best[i])
			}
		}
		answers[i] = t.withWords(best)
	}
	if err := t.Err(); err != nil {
		return nil, err // words may be missing
	}
	return answers, nil
}

// workers returns the number of goroutines that search the given number of
// rows: one for each processor, but no more than there are parts.
func workers(rows int) int {
	return max(1, min(runtime.GOMAXPROCS(0), (rows+partRows-1)/partRows))
}

// inParts calls do for all parts of the first n rows, from several goroutines.
// worker is the goroutine's index, below workers(n). The parts of a worker
// have ascending row numbers. The error is that of ctx, if it is done before
// all parts are, or of a mapped file.
func (t *Table) inParts(ctx context.Context, n int, do func(worker, begin, end int)) error {
	var next atomic.Int64
	count := workers(n)
	errs := make([]error, count)
	work := func(worker int) {
		for {
			end := int(next.Add(partRows))
			begin := end - partRows
			if begin >= n {
				return
			}
			if errs[worker] = ctx.Err(); errs[worker] != nil {
				return
			}
			if errs[worker] = t.guard(func() { do(worker, begin, min(end, n)) }); errs[worker] != nil {
				return
			}
		}
	}
	var all sync.WaitGroup
	for w := 1; w < count; w++ {
		all.Go(func() { work(w) })
	}
	work(0)
	all.Wait()
	return errors.Join(errs...)
}
