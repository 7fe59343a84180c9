package serve

import (
	"log/slog"
	"sync/atomic"

	"github.com/w2vattn/w2vattn/embed"
)

// Tables that are searched often get a copy in 8 bits, which answers the same to the
// bit in a quarter of the time (docs/benchmarks.md, "Queries in 8 bits").
const (
	int8After = 16      // passes over a table before its copy is made, which takes about as long as they did
	int8Least = 1 << 20 // numbers of a table; a smaller one is searched in less than a millisecond
	int8Most  = 1 << 30 // bytes of all copies together
)

// copies makes the int8 copies of the tables of a server, in the background.
type copies struct {
	after, least int
	log          *slog.Logger
	tasks        *tasks
	left         atomic.Int64 // bytes that further copies may take
}

func newCopies(log *slog.Logger, t *tasks) *copies {
	c := &copies{after: int8After, least: int8Least, log: log, tasks: t}
	c.left.Store(int8Most)
	return c
}

// start begins to copy the table of p, unless it is too small, or the copy would take
// more memory than is left.
func (c *copies) start(p *passes) {
	size := p.table.Int8Size()
	if p.table.Len()*p.table.Dim() < c.least {
		return
	}
	if c.left.Add(-size) < 0 || !c.tasks.start(func() { c.run(p, size) }) {
		c.left.Add(size)
	}
}

// run makes the copy that passes search from then on.
func (c *copies) run(p *passes, size int64) {
	fast, err := p.table.WithInt8(c.tasks.ctx)
	if err == nil {
		p.fast.Store(fast)
		return
	}
	c.left.Add(size)
	if c.tasks.ctx.Err() == nil {
		c.log.Warn("the table cannot be copied in 8 bits; it is searched as it is", "error", err)
	}
}

// searched returns the table that the next pass searches: the int8 copy once there is
// one. Only run calls it.
func (p *passes) searched() *embed.Table {
	if fast := p.fast.Load(); fast != nil {
		return fast
	}
	if p.begun++; p.copies != nil && p.begun == p.copies.after {
		p.copies.start(p)
	}
	return p.table
}
