package serve

// This file lets requests share passes over a table. Reading the table from memory is
// what a query costs: at 400 MB and 20 GB/s, 20 ms for one question or for several.

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/w2vattn/w2vattn/embed"
)

// perPass is the maximum number of questions of one pass over a table. A pass with one
// question takes as long as reading the table; in large passes a question takes about a
// tenth of that, see docs/benchmarks.md, section Queries of large tables. More than 64
// questions would delay the next requests by more than the sharing saves; the number is
// an estimate.
const perPass = 64

// passes answers questions for nearest words. Questions that wait at the same time share
// one pass over the table. It is safe for concurrent use.
//
// A request enqueues its questions. The first one starts run in a goroutine, which makes
// passes until no request waits; whatever arrives during a pass shares the next one.
// Under load passes so become larger instead of more, and a single request waits for no
// timer.
//
// The life of a request's questions, with mu held in each step:
//
//	enqueue   appended to waiting; starts run if it is not running
//	next      moved from waiting to a pass, w.pass is set
//	run       answers is set, done is closed
//	giveUp    removed from waiting, or pass.left is decreased
type passes struct {
	table  *embed.Table
	sizes  prometheus.Observer // questions a pass
	tasks  *tasks
	copies *copies                     // makes fast; nil: only table is searched
	fast   atomic.Pointer[embed.Table] // the int8 copy of table; nil: none yet
	begun  int                         // passes over table

	// mu guards the fields below, and the field pass of waiting.
	mu      sync.Mutex
	waiting []*waiting
	busy    bool // run is running
}

// waiting are the questions of one request, at most perPass. run writes answers or err
// and then closes done; the request reads them after that.
type waiting struct {
	questions []embed.NearestRequest
	answers   [][]embed.Neighbour
	err       error
	done      chan struct{}
	pass      *pass // the pass that answers them; nil: none yet
}

// A pass answers the questions of several requests. It is cancelled when all of these requests
// have been cancelled.
type pass struct {
	of   []*waiting
	left int // requests that have not been cancelled
	ctx  context.Context
	stop context.CancelFunc
}

// answer returns the neighbours for each question, in the order of the questions. The
// questions of a large request are split into parts of perPass, one after the other, and
// other requests are answered in between. It returns an error of ctx if that ends first.
// A pass may still read the vectors of the questions then.
func (p *passes) answer(ctx context.Context, questions []embed.NearestRequest) ([][]embed.Neighbour, error) {
	all := make([][]embed.Neighbour, 0, len(questions))
	for part := range slices.Chunk(questions, perPass) {
		w := &waiting{questions: part, done: make(chan struct{})}
		p.enqueue(w)
		select {
		case <-w.done:
			if w.err != nil {
				return nil, w.err
			}
			all = append(all, w.answers...)
		case <-ctx.Done():
			p.giveUp(w)
			return nil, ctx.Err()
		}
	}
	return all, nil
}

// enqueue adds w to the questions of the next pass that has capacity, and starts the passes if
// none is running. w fails with errClosed after Close.
func (p *passes) enqueue(w *waiting) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.busy && !p.tasks.start(p.run) { // run waits for mu
		w.err = errClosed
		close(w.done)
		return
	}
	p.busy = true
	p.waiting = append(p.waiting, w)
}

// giveUp removes the questions of a cancelled request, or cancels their pass if no other
// request needs it. The answers of a pass that goes on for others are dropped.
func (p *passes) giveUp(w *waiting) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if w.pass == nil {
		p.waiting = slices.DeleteFunc(p.waiting, func(other *waiting) bool { return other == w })
		return
	}
	if w.pass.left--; w.pass.left == 0 {
		w.pass.stop()
	}
}

// run makes passes until no request waits. It ends when next returns nil, which also sets
// busy to false.
func (p *passes) run() {
	for {
		turn := p.next()
		if turn == nil {
			return
		}
		var questions []embed.NearestRequest
		for _, w := range turn.of {
			questions = append(questions, w.questions...)
		}
		p.sizes.Observe(float64(len(questions)))
		answers, err := p.searched().NearestBatch(turn.ctx, questions)
		turn.stop()
		for _, w := range turn.of {
			if w.err = err; err == nil {
				w.answers, answers = answers[:len(w.questions)], answers[len(w.questions):]
			}
			close(w.done)
		}
	}
}

// next returns the next pass with the requests that wait, in order of arrival, as
// many as have perPass questions together, at least one; nil if none waits. The order
// is fair: a request with many questions was split by answer and rejoins the end of
// the queue with each part.
func (p *passes) next() *pass {
	p.mu.Lock()
	defer p.mu.Unlock()
	n, questions := 0, 0
	for ; n < len(p.waiting); n++ {
		// The first request is always taken, so a pass is never empty while one
		// waits.
		if questions += len(p.waiting[n].questions); questions > perPass && n > 0 {
			break
		}
	}
	turn := &pass{of: slices.Clone(p.waiting[:n]), left: n}
	p.waiting = slices.Delete(p.waiting, 0, n)
	p.busy = n > 0
	if n == 0 {
		return nil
	}
	turn.ctx, turn.stop = context.WithCancel(context.Background())
	for _, w := range turn.of {
		w.pass = turn
	}
	return turn
}
