package serve

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/w2vattn/w2vattn/embed"
)

// perPass is how many questions one pass over a table answers at most. A pass of
// one question costs as much as reading the table; more of them would let whoever
// asks next wait for longer than they save.
const perPass = 64

// passes lets questions that wait at the same time share one pass over a table.
type passes struct {
	table  *embed.Table
	sizes  prometheus.Observer // questions a pass
	tasks  *tasks
	copies *copies // nil: the table is always searched itself
	fast   atomic.Pointer[embed.Table]
	begun  int // passes over table

	mu      sync.Mutex
	waiting []*waiting
	busy    bool
}

// waiting are the questions of one request, at most perPass.
type waiting struct {
	questions []embed.Question
	answers   [][]embed.Neighbour
	err       error
	done      chan struct{}
	pass      *pass // that answers them; nil: none yet
}

// A pass answers the questions of some requests. It ends when all of them gave up.
type pass struct {
	of   []*waiting
	left int // requests that did not give up
	ctx  context.Context
	stop context.CancelFunc
}

// answer answers questions. Those of a large request take turns with those of
// others.
func (p *passes) answer(ctx context.Context, questions []embed.Question) ([][]embed.Neighbour, error) {
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

// enqueue has w answered by the next pass that has room.
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

// giveUp takes back the questions of a request that does not wait any more.
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

// run makes passes until nobody waits.
func (p *passes) run() {
	for {
		turn := p.next()
		if turn == nil {
			return
		}
		var questions []embed.Question
		for _, w := range turn.of {
			questions = append(questions, w.questions...)
		}
		p.sizes.Observe(float64(len(questions)))
		answers, err := p.searched().Answer(turn.ctx, questions)
		turn.stop()
		for _, w := range turn.of {
			if w.err = err; err == nil {
				w.answers, answers = answers[:len(w.questions)], answers[len(w.questions):]
			}
			close(w.done)
		}
	}
}

// next takes those whose turn it is, nil if nobody waits.
func (p *passes) next() *pass {
	p.mu.Lock()
	defer p.mu.Unlock()
	n, questions := 0, 0
	for ; n < len(p.waiting); n++ {
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
