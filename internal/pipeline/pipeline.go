package pipeline

// This file runs work on several goroutines and returns the results in the order of
// the input:
//
//	produce ─► work, work, work ─► Next, in order
//
// The number of items in memory is bounded, so the input may be endless.

import (
	"context"
	"sync"
)

// A Pipeline produces items in one goroutine, processes them in others, and returns them
// in the order in which they were produced. One goroutine at a time calls its methods.
type Pipeline[T any] struct {
	ctx   context.Context
	stop  context.CancelFunc
	order chan slot[T]   // items in the order in which they were produced
	work  chan slot[T]   // the same items, for any worker
	all   sync.WaitGroup // all goroutines
}

// A slot is an item that is being processed.
type slot[T any] struct {
	item T
	done chan struct{} // closed when the item has been processed
}

// Start calls produce in one goroutine, and work for each item that it yields in one of
// several others, the workers, which are numbered from 0. At most two items for each
// worker are in flight. When ctx is done or Close is called, yield returns false and the context of
// produce is done; produce must return then, and wrap slow readers in [Reader]. The
// caller must call Close.
func Start[T any](ctx context.Context, workers int, produce func(ctx context.Context, yield func(T) bool),
	work func(worker int, item T)) *Pipeline[T] {
	p := &Pipeline[T]{order: make(chan slot[T], 2*workers), work: make(chan slot[T], 2*workers)}
	p.ctx, p.stop = context.WithCancel(ctx)
	for w := range workers {
		p.all.Go(func() { p.run(func(item T) { work(w, item) }) })
	}
	p.all.Go(func() {
		defer close(p.order)
		defer close(p.work)
		produce(p.ctx, p.yield)
	})
	return p
}

// yield queues an item, unless the pipeline has stopped. The item goes to the workers
// first, so that Next never waits for an item that no worker has.
func (p *Pipeline[T]) yield(item T) bool {
	s := slot[T]{item, make(chan struct{})}
	for _, to := range []chan<- slot[T]{p.work, p.order} {
		select {
		case to <- s:
		case <-p.ctx.Done():
			return false
		}
	}
	return true
}

// run processes items until there are no more or the pipeline has stopped.
func (p *Pipeline[T]) run(work func(T)) {
	for s := range p.work {
		if p.ctx.Err() != nil {
			return
		}
		work(s.item)
		close(s.done)
	}
}

// Next returns the next processed item. ok is false after the last one, and when the
// context is done.
func (p *Pipeline[T]) Next() (item T, ok bool) {
	select {
	case s, more := <-p.order:
		if !more {
			return item, false
		}
		select {
		case <-s.done:
			return s.item, true
		case <-p.ctx.Done():
		}
	case <-p.ctx.Done():
	}
	return item, false
}

// Close stops the pipeline and waits until its goroutines have ended. It can be called
// more than once.
func (p *Pipeline[T]) Close() {
	p.stop()
	p.all.Wait()
}
