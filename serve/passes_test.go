package serve

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/w2vattn/w2vattn/embed"
)

// sizes records the number of questions of each pass.
type sizes struct {
	mu  sync.Mutex
	all []int
}

func (s *sizes) Observe(n float64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, int(n))
}

var _ prometheus.Observer = (*sizes)(nil)

// TestPassesAreShared: requests that wait during a pass share the next one, and each gets
// the answers to its questions.
func TestPassesAreShared(t *testing.T) {
	table := newTable(t, 300, 8)
	seen := &sizes{}
	p := &passes{tasks: newTasks(), table: table, sizes: seen}
	p.busy = true // as if a pass went on
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			q := embed.NearestRequest{Vector: table.Row(1), N: i + 1}
			got, err := p.answer(t.Context(), []embed.NearestRequest{q})
			if want := must(table.NearestBatch(t.Context(), []embed.NearestRequest{q})); err != nil ||
				!reflect.DeepEqual(got, want) {
				t.Errorf("question %d: %v %v, want %v", i, got, err, want)
			}
		})
	}
	for waiting := 0; waiting < 20; {
		p.mu.Lock()
		waiting = len(p.waiting)
		p.mu.Unlock()
	}
	p.run()
	all.Wait()
	if len(seen.all) != 1 || seen.all[0] != 20 {
		t.Errorf("passes of %v questions, want one of 20", seen.all)
	}
}

// TestLargeTakesTurns: a small request is answered before all questions of a large one
// are.
func TestLargeTakesTurns(t *testing.T) {
	table := newTable(t, 300, 8)
	seen := &sizes{}
	p := &passes{tasks: newTasks(), table: table, sizes: seen}
	many := make([]embed.NearestRequest, 3*perPass+1)
	for i := range many {
		many[i] = embed.NearestRequest{Vector: table.Row(2), N: 1}
	}
	got, err := p.answer(t.Context(), many)
	if err != nil || len(got) != len(many) || got[len(many)-1][0].ID != 2 {
		t.Errorf("%d answers, %v", len(got), err)
	}
	if !reflect.DeepEqual(seen.all, []int{perPass, perPass, perPass, 1}) {
		t.Errorf("passes of %v questions", seen.all)
	}
}

// TestGivenUp: a request that is cancelled while it waits returns.
func TestGivenUp(t *testing.T) {
	p := &passes{tasks: newTasks(), table: newTable(t, 300, 8), sizes: &sizes{}, busy: true}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.answer(ctx, []embed.NearestRequest{{Vector: make([]float32, 8), N: 1}}); !errors.Is(err,
		context.Canceled) {
		t.Errorf("error %v", err)
	}
	if len(p.waiting) != 0 {
		t.Error("its questions are still to be answered")
	}
}

// TestPassGivenUp: a pass is cancelled when all of its requests are cancelled, and not
// earlier.
func TestPassGivenUp(t *testing.T) {
	p := &passes{tasks: newTasks(), table: newTable(t, 300, 8), sizes: &sizes{}}
	two := []*waiting{{}, {}}
	p.waiting = slices.Clone(two)
	turn := p.next()
	p.giveUp(two[0])
	if turn.ctx.Err() != nil {
		t.Error("the pass ended while one waited")
	}
	p.giveUp(two[1])
	if turn.ctx.Err() == nil {
		t.Error("the pass goes on for nobody")
	}
	request := embed.NearestRequest{Vector: make([]float32, 8), N: 1}
	if _, err := p.table.NearestBatch(turn.ctx, []embed.NearestRequest{request}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
