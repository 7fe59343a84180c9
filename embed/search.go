package embed

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

// A Question asks for the N words nearest to a vector of length D, without those
// of Exclude. N may be 0 or beyond V.
type Question struct {
	Vector  []float32
	N       int
	Exclude []vocab.ID
}

// Answer answers many questions at once, each as Nearest would, to the bit: it
// reads the table once for all of them, so that a batch takes a fraction of the
// time of as many single questions. A server puts what its users ask at the same
// time into one batch; [Table.Direction] makes the vector for several words.
//
// Answer stops soon after ctx ends and returns the error of ctx. A mapped file
// that cannot be read is an error too. A vector of another length than D is a
// programming error and panics.
func (t *Table) Answer(ctx context.Context, questions []Question) ([][]Neighbour, error) {
	return t.answer(ctx, questions, t.Len())
}

// NearestAll is Answer for each row of vectors, n×D, with the same limit.
func (t *Table) NearestAll(ctx context.Context, vectors blas32.General, limit int) ([][]Neighbour, error) {
	all := make([]Question, vectors.Rows)
	for i := range all {
		all[i] = Question{Vector: linalg.Row(vectors, i), N: limit}
	}
	return t.Answer(ctx, all)
}

// partRows is how many rows a goroutine takes at a time.
const partRows = 4096

// answer is Answer among the first rows.
func (t *Table) answer(ctx context.Context, questions []Question, among int) ([][]Neighbour, error) {
	answers := make([][]Neighbour, len(questions))
	all, err := t.prepare(questions)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return answers, t.Err()
	}
	lengths, known := t.norms.load(among)
	scans := make([]scan, workers(among))
	err = t.inParts(ctx, among, func(worker, begin, end int) {
		s := &scans[worker]
		if s.best == nil {
			s.begin(all, among)
		}
		t.scan(s, all, lengths, known, begin, end)
	})
	if err != nil {
		return nil, err
	}
	if !known && among == t.Len() {
		t.norms.approximate.Store(&lengths)
	}
	for i := range all {
		best := newTopN(all[i].N, among)
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

// workers is how many goroutines share so many rows.
func workers(rows int) int {
	return max(1, min(runtime.GOMAXPROCS(0), (rows+partRows-1)/partRows))
}

// inParts calls do for parts of n rows, on all processors. A goroutine's parts
// come to it by rising numbers. The error is that of ctx, if it ends, or of a
// mapped file.
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
