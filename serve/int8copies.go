package serve

// This file makes copies of tables in 8 bits. A server is the one program that
// queries a table often enough for a copy to pay; embed.Table.WithInt8 explains the
// bound by which the copy gives exact answers.

import (
	"log/slog"
	"sync/atomic"

	"github.com/w2vattn/w2vattn/embed"
)

// A table that is searched often gets an int8 copy, which excludes most words; the others
// are compared with the vectors themselves. The answers are therefore equal to the bit. A
// pass takes a quarter of the time, and making the copy about as long as 16 passes; see
// docs/benchmarks.md, sections Queries in 8 bits and Queries of large tables. int8Least
// and int8Most are choices.
const (
	int8After = 16      // the pass at which a copy begins; making it takes about as long as 16 passes
	int8Least = 1 << 20 // least V×D of a table that is copied; a pass over a smaller one takes less than 1 ms
	int8Most  = 1 << 30 // bytes of all copies together
)

// copies makes the int8 copies of the tables of a server in the background. It is safe
// for concurrent use.
type copies struct {
	after, least int          // int8After and int8Least; tests choose others
	log          *slog.Logger // for copies that fail
	tasks        *tasks       // the goroutines that make copies
	left         atomic.Int64 // bytes that further copies may take
}

// newCopies returns copies with the limits of a server.
func newCopies(log *slog.Logger, t *tasks) *copies {
	c := &copies{after: int8After, least: int8Least, log: log, tasks: t}
	c.left.Store(int8Most)
	return c
}

// start starts to copy the table of p, unless it is smaller than the limit, its copy
// would need more memory than is left, or the server is closed. The memory is reserved
// before the copy begins, and given back if there is none.
func (c *copies) start(p *passes) {
	size := p.table.Int8Size()
	if p.table.Len()*p.table.Dim() < c.least {
		return
	}
	if c.left.Add(-size) < 0 || !c.tasks.start(func() { c.run(p, size) }) {
		c.left.Add(size)
	}
}

// run makes a copy of the table. Later passes of p search the copy. A failure is
// logged and not repeated: the table itself answers as before, only more slowly.
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

// searched returns the table that the next pass searches: the int8 copy if it exists. The
// pass number after starts the copy. Only run calls it, in one goroutine at a time.
func (p *passes) searched() *embed.Table {
	if fast := p.fast.Load(); fast != nil {
		return fast
	}
	if p.begun++; p.copies != nil && p.begun == p.copies.after {
		p.copies.start(p)
	}
	return p.table
}
