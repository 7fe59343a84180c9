package search

// This file encodes the sentences of a corpus on all processors: tokens, ids of known
// words, text, file and line. Segments of bounded size are the unit of memory, files
// and parallel search.

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
	// batchBytes is the number of bytes of text that a worker encodes at a time. Passing a
	// batch between goroutines takes little time beside encoding it. No measurement of other
	// sizes is recorded.
	batchBytes = 256 << 10
	// segmentBytes is the number of bytes of text after which a segment is complete. It bounds
	// the memory of Create, and keeps offsets within int32. No measurement of other sizes is
	// recorded.
	segmentBytes = 64 << 20
)

// A Source yields sentences as they are written, with file and line; [corpus.FileSource]
// is one. After an error it yields nothing more.
type Source interface {
	Texts() iter.Seq2[corpus.RawSentence, error]
}

// A batch is sentences that one worker encodes at a time. The reader fills texts and err, a
// worker the other fields.
type batch struct {
	texts  []corpus.RawSentence
	err    error      // error that ended reading after texts; nil if there was none
	ids    []vocab.ID // of the known tokens of all sentences
	ends   []int32    // ends[i]: end of the ids of sentence i
	tokens int64      // number of tokens, known or not
}

// An encoder turns text into tokens and ids. It caches the ids that it looks up, because
// most words of a text occur several times. It belongs to one goroutine.
type encoder struct {
	tokenizer tokenize.Tokenizer
	lookup    embed.Lookup
	cache     map[string]vocab.ID // ids found, vocab.Unknown included
	tokens    []tokenize.Token    // reused
}

// maxCached is the largest number of words in the cache of an encoder. A full cache is
// emptied. It takes some tens of megabytes for each worker. No measurement of other limits
// is recorded.
const maxCached = 1 << 20

// newEncoder returns an encoder for a model.
func newEncoder(m Model) *encoder {
	return &encoder{tokenizer: m.Tokenizer, lookup: m.lookup(), cache: map[string]vocab.ID{}}
}

// id returns the id of a token, or vocab.Unknown.
func (c *encoder) id(token string) vocab.ID {
	id, ok := c.cache[token]
	if !ok {
		if len(c.cache) >= maxCached {
			clear(c.cache)
		}
		id, _ = c.lookup.ID(token)
		c.cache[strings.Clone(token)] = id // a clone, so that the cache does not keep the whole text
	}
	return id
}

// encode fills ids, ends and tokens of a batch. The ids of all sentences of the batch
// follow each other, without unknown tokens.
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

// readSegments encodes a source on all CPU cores and calls emit with each segment, in
// order; the segments do not depend on the number of cores. It returns the number of bytes
// of invalid UTF-8 that were replaced. It returns only after its goroutines have ended, so
// it waits for the sentence that src is reading. A segment ends after the batch in which it
// reaches segmentBytes.
func readSegments(ctx context.Context, m Model, src Source, emit func(*segment) error) (replaced int64, err error) {
	encoders := make([]*encoder, runtime.GOMAXPROCS(0))
	for i := range encoders {
		encoders[i] = newEncoder(m)
	}
	batches := pipeline.Start(ctx, len(encoders),
		func(_ context.Context, yield func(*batch) bool) { readBatches(src, yield) },
		func(worker int, b *batch) { encoders[worker].encode(b) })
	defer batches.Close()
	s, scratch := &segment{}, make([]wordCount, m.Table.Len())
	finish := func() error {
		full := s
		s = &segment{}
		full.count(scratch)
		return emit(full)
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

// readBatches yields the sentences of src in batches. It returns at the end of src, after
// an error, or when yield returns false.
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
