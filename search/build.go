package search

import (
	"context"
	"iter"
	"runtime"
	"strings"
	"sync"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

const (
	batchBytes   = 256 << 10 // of text that a worker cuts at a time
	segmentBytes = 64 << 20  // of text after which a segment is full
)

// A Source is sentences as they are written; [corpus.FileSource] is one.
type Source interface {
	Texts() iter.Seq2[corpus.Written, error]
}

// A batch is sentences on their way through a worker. Whoever holds it before
// done is closed is the worker.
type batch struct {
	texts  []corpus.Written
	err    error // of reading what follows
	done   chan struct{}
	ids    []vocab.ID
	ends   []int32 // of each sentence's tokens in ids
	tokens int64
}

// A cutter cuts text into tokens and finds them in a table. It remembers what it
// found: most words of a text came before.
type cutter struct {
	tok    tokenize.Tokenizer
	lookup embed.Lookup
	known  map[string]vocab.ID
	tokens []tokenize.Token
}

// maxKnown bounds the words that a cutter remembers.
const maxKnown = 1 << 20

func newCutter(tok tokenize.Tokenizer, lookup embed.Lookup) *cutter {
	return &cutter{tok: tok, lookup: lookup, known: map[string]vocab.ID{}}
}

// id returns the number of a token, or vocab.Unknown.
func (c *cutter) id(token string) vocab.ID {
	id, ok := c.known[token]
	if !ok {
		if len(c.known) >= maxKnown {
			clear(c.known)
		}
		id, _ = c.lookup.ID(token)
		c.known[strings.Clone(token)] = id // not the text that it is a part of
	}
	return id
}

// cut fills a batch in.
func (c *cutter) cut(b *batch) {
	defer close(b.done)
	b.ends = make([]int32, len(b.texts))
	for i, w := range b.texts {
		c.tokens = c.tok.Append(c.tokens[:0], w.Text)
		b.tokens += int64(len(c.tokens))
		for _, t := range c.tokens {
			if id := c.id(t.Text); id != vocab.Unknown {
				b.ids = append(b.ids, id)
			}
		}
		b.ends[i] = int32(len(b.ids))
	}
}

// readSegments cuts a source into tokens on all cores and hands the segments to
// give, in order and whatever the number of cores. It returns how many bytes were no UTF-8.
// Its goroutines have ended when it returns, so it waits for what src is reading.
func readSegments(ctx context.Context, src Source, table *embed.Table, newCutter func() *cutter, give func(*segment) error) (replaced int64, err error) {
	ctx, stop := context.WithCancel(ctx)
	var all sync.WaitGroup
	defer all.Wait()
	defer stop() // before it waits
	workers := runtime.GOMAXPROCS(0)
	order, work := make(chan *batch, 2*workers), make(chan *batch, 2*workers)
	for range workers {
		all.Go(func() {
			c := newCutter()
			for b := range work {
				c.cut(b)
			}
		})
	}
	all.Go(func() { distribute(ctx, src, order, work) })
	s, room := &segment{}, make([]tally, table.Len())
	finish := func() error {
		full := s
		s = &segment{}
		full.count(room)
		return give(full)
	}
	for b := range order {
		<-b.done
		for _, w := range b.texts {
			replaced += int64(w.Replaced)
		}
		if s.add(b); b.err == nil && len(s.text) >= segmentBytes {
			b.err = finish()
		}
		if b.err != nil {
			return replaced, b.err
		}
	}
	if err := ctx.Err(); err != nil || s.len() == 0 {
		return replaced, err
	}
	return replaced, finish()
}

// distribute reads batches and gives each to the workers and, in order, to the
// collector.
func distribute(ctx context.Context, src Source, order, work chan<- *batch) {
	defer close(order)
	defer close(work)
	b, size := &batch{done: make(chan struct{})}, 0
	give := func() bool {
		full := b
		b, size = &batch{done: make(chan struct{}), texts: make([]corpus.Written, 0, len(full.texts))}, 0
		for _, to := range []chan<- *batch{work, order} {
			select {
			case to <- full:
			case <-ctx.Done():
				return false
			}
		}
		return true
	}
	for w, err := range src.Texts() {
		if b.err = err; err == nil {
			b.texts = append(b.texts, w)
			size += len(w.Text) + 1
		}
		if (err != nil || size >= batchBytes) && (!give() || err != nil) {
			return
		}
	}
	give()
}
