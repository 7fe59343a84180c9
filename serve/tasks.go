package serve

// This file keeps count of the goroutines that the server starts, so that closing it
// leaves none behind: models are unmapped afterwards, and a goroutine that still read
// one would end the program.

import (
	"context"
	"sync"
)

// tasks are the goroutines of a server that may outlive the request that started them:
// passes over the vectors and copies of tables. It is safe for concurrent use. The mutex
// makes sure that no goroutine starts while end waits.
type tasks struct {
	ctx    context.Context // cancelled by end; the tasks then return
	cancel context.CancelFunc
	mu     sync.Mutex // start and end hold it
	all    sync.WaitGroup
}

// newTasks returns tasks that have not ended.
func newTasks() *tasks {
	t := &tasks{}
	t.ctx, t.cancel = context.WithCancel(context.Background())
	return t
}

// start runs f in a goroutine. It returns false, and does not run f, after end.
func (t *tasks) start(f func()) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ctx.Err() != nil {
		return false
	}
	t.all.Go(f)
	return true
}

// end cancels ctx and waits until all tasks have ended. The mutex is released before
// the wait, because a task may call start, which then returns false. end may be
// called more than once.
func (t *tasks) end() {
	t.mu.Lock()
	t.cancel()
	t.mu.Unlock()
	t.all.Wait()
}
