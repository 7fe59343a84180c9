package search

import (
	"context"
	"iter"
	"runtime"
	"strings"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/pipeline"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

const (
	batchBytes   = 256 << 10 // of text that a worker cuts at a time
	segmentBytes = 64 << 20  // of text after which a segment is full
)

// A Source is sentences as they are written; [corpus.FileSource] is one.
type Source interface {
	Texts() iter.Seq2[corpus.RawSentence, error]
}

// A batch is sentences that a worker cuts.
type batch struct {
	texts  []corpus.RawSentence
	err    error // of reading what follows
	ids    []vocab.ID
	ends   []int32 // of each sentence's tokens in ids
	tokens int64
}

// A encoder cuts text into tokens and finds them in a table. It remembers what it
// found: most words of a text came before.
type encoder struct {
	tokenizer tokenize.Tokenizer
	lookup    embed.Lookup
	cache     map[string]vocab.ID
	tokens    []tokenize.Token
}

// maxCached bounds the words that a cutter remembers.
const maxCached = 1 << 20

func newEncoder(tok tokenize.Tokenizer, lookup embed.Lookup) *encoder {
	return &encoder{tokenizer: tok, lookup: lookup, cache: map[string]vocab.ID{}}
}

// id returns the number of a token, or vocab.Unknown.
func (c *encoder) id(token string) vocab.ID {
	id, ok := c.cache[token]
	if !ok {
		if len(c.cache) >= maxCached {
			clear(c.cache)
		}
		id, _ = c.lookup.ID(token)
		c.cache[strings.Clone(token)] = id // not the text that it is a part of
	}
	return id
}

// encode fills a batch in.
func (c *encoder) encode(b *batch) {
	b.ends = make([]int32, len(b.texts))
	for i, w := range b.texts {
		c.tokens = c.tokenizer.Append(c.tokens[:0], w.Text)
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
func readSegments(ctx context.Context, src Source, table *embed.Table, newCutter func() *encoder, give func(*segment) error) (replaced int64, err error) {
	cutters := make([]*encoder, runtime.GOMAXPROCS(0))
	for i := range cutters {
		cutters[i] = newCutter()
	}
	batches := pipeline.Start(ctx, len(cutters),
		func(_ context.Context, yield func(*batch) bool) { readBatches(src, yield) },
		func(worker int, b *batch) { cutters[worker].encode(b) })
	defer batches.Close()
	s, scratch := &segment{}, make([]wordCount, table.Len())
	finish := func() error {
		full := s
		s = &segment{}
		full.count(scratch)
		return give(full)
	}
	for b, ok := batches.Next(); ok; b, ok = batches.Next() {
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

// readBatches reads a source until its end, an error, or until yield returns false.
func readBatches(src Source, yield func(*batch) bool) {
	b, size := &batch{}, 0
	for w, err := range src.Texts() {
		if b.err = err; err == nil {
			b.texts = append(b.texts, w)
			size += len(w.Text) + 1
		}
		if err == nil && size < batchBytes {
			continue
		}
		if !yield(b) || err != nil {
			return
		}
		b, size = &batch{texts: make([]corpus.RawSentence, 0, len(b.texts))}, 0
	}
	yield(b)
}
