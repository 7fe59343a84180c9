package main

import (
	"cmp"
	"context"
	"runtime"
	"sync"

	"github.com/w2vattn/w2vattn"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/corpusflags"
	"github.com/w2vattn/w2vattn/internal/pipeline"
	"github.com/w2vattn/w2vattn/report"
)

// Sentences are attended to in batches: large enough that what is done once for
// a batch does not count, small enough that results come soon.
const (
	batchSentences = 256
	batchBytes     = 256 << 10
	matrixBytes    = 4 << 10 // with --self and --to, whose results are matrices
)

// A batch is sentences on their way through a worker.
type batch struct {
	texts     []string
	bytes     int
	results   []report.Result // without raw
	raw       *[]byte         // JSON, if that is asked for
	encodeErr error           // of the first result that JSON cannot write
	err       error           // of the sentence after the last result
}

// attendAll lets all cores work on the sentences of texts or of standard input
// and writes the reports in their order. At most a few batches a core are in
// memory, and no goroutine is left when it returns.
func (a *app) attendAll(ctx context.Context, at *attendRun, out *report.Writer, texts []string) error {
	attenders := make([]*w2vattn.Attender, runtime.GOMAXPROCS(0))
	for i := range attenders {
		attenders[i] = at.attender.Fork()
	}
	var readErr error
	p := pipeline.Start(ctx, len(attenders), func(ctx context.Context, yield func(*batch) bool) {
		readErr = a.eachBatch(ctx, at.flags, texts, yield)
	}, func(worker int, b *batch) { at.process(b, attenders[worker]) })
	defer p.Close()
	for b, ok := p.Next(); ok; b, ok = p.Next() {
		if err := b.write(out); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return readErr // of a producer that has ended, since there is no next batch
}

// eachBatch cuts the sentences into batches, until ctx is done or yield returns
// false.
func (a *app) eachBatch(ctx context.Context, flags *attendFlags, texts []string, yield func(*batch) bool) error {
	invalid, err := corpusflags.ParseInvalid(flags.Invalid)
	if err != nil {
		return err
	}
	limit := batchBytes
	if flags.matrix() {
		limit = matrixBytes
	}
	b := &batch{}
	korean := !flags.eojeol
	replaced, err := corpusflags.EachText(cli.UntilDone(ctx, a.in), texts, invalid, func(text string) error {
		korean = korean || isKorean(text)
		b.texts = append(b.texts, text)
		b.bytes += len(text) + len(flags.to) // a result of --to is as large as both
		if len(b.texts) < batchSentences && b.bytes < limit {
			return ctx.Err()
		}
		full := b
		if b = (&batch{}); !yield(full) {
			return ctx.Err()
		}
		return nil
	})
	if len(b.texts) > 0 && ctx.Err() == nil && !yield(b) {
		return ctx.Err()
	}
	a.notes(corpusflags.ReplacedNotes(replaced))
	if !korean && err == nil {
		a.note("note: no text is Korean: --eojeol sums the weights of each word between spaces")
	}
	return err
}

// rawPool has limit for the JSON of a batch.
var rawPool = sync.Pool{New: func() any { return new([]byte) }}

// process fills in the results of a batch. JSON, which costs as much as the
// attention, is made here too; without neighbours to wait for, one sentence
// after the other takes the same memory.
func (at *attendRun) process(b *batch, attender *w2vattn.Attender) {
	asJSON := at.flags.format == report.JSON
	if asJSON {
		b.raw = rawPool.Get().(*[]byte)
		*b.raw = (*b.raw)[:0]
	}
	if asJSON && at.flags.nearest == 0 {
		at.processOneByOne(b, attender)
		return
	}
	b.results, b.err = at.all(attender, b.texts)
	if asJSON {
		for _, r := range b.results {
			b.encode(r)
		}
		b.results = nil
	}
}

// processOneByOne writes each result before the next is made.
func (at *attendRun) processOneByOne(b *batch, attender *w2vattn.Attender) {
	for _, text := range b.texts {
		var r report.Result
		if r, b.err = at.one(attender, text); b.err != nil {
			return
		}
		b.encode(r)
	}
}

// encode appends the JSON of a result, unless an error came before it.
func (b *batch) encode(r report.Result) {
	raw, err := report.AppendJSON(*b.raw, r)
	if b.encodeErr == nil && err == nil {
		*b.raw = raw
	} else if b.encodeErr == nil {
		b.encodeErr = err
	}
}

// write writes the results of a batch.
func (b *batch) write(out *report.Writer) error {
	if b.raw != nil {
		defer rawPool.Put(b.raw)
		if _, err := out.Write(*b.raw); err != nil {
			return err
		}
	}
	for _, r := range b.results {
		if err := out.Add(r); err != nil {
			return err
		}
	}
	return cmp.Or(b.encodeErr, b.err)
}
