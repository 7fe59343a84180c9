package main

// This file divides the sentences of attend among the processors and writes the
// results in the order of the input. The order must not depend on which worker is
// faster: the same command gives the same bytes.

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

// Sentences are processed in batches: large enough that the work for each batch does not
// count, small enough that results appear soon. A batch ends when it has batchSentences
// texts or its limit of bytes. The results of a matrix grow with the square of the text,
// so their limit is smaller. No measurement set these numbers; docs/benchmarks.md,
// section Attention, has the speed that they give.
const (
	batchSentences = 256
	batchBytes     = 256 << 10 // of text
	matrixBytes    = 4 << 10   // with --self and --to, whose results are matrices
)

// A batch is sentences that one worker processes at a time. The producer fills texts and
// bytes, one worker the rest, and the goroutine that writes reads them last: a batch is
// never in two goroutines at once.
type batch struct {
	texts     []string
	bytes     int             // of texts, and of --to once for each text
	results   []report.Result // nil if raw is set
	raw       *[]byte         // results as JSON, if that is the format
	encodeErr error           // of the first result that cannot be written as JSON
	err       error           // of the sentence after the last result
}

// attendAll processes the sentences of texts, or of standard input, on all CPU cores and
// writes the reports in their order:
//
//	eachBatch ─batches─► process, one worker per core ─batches in order─► write
//
// At most two batches for each core are in memory, so standard input may be endless. No
// goroutine is left when it returns. The first error, in the order of the texts, ends it;
// results before that error are written.
func (a *app) attendAll(ctx context.Context, at *attendRun, out *report.Writer, texts []string) error {
	// Each worker has an attender of its own, whose buffers it reuses. They share the model
	// and the query.
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
	// Without a next batch the input has ended, or ctx has.
	if err := ctx.Err(); err != nil {
		return err
	}
	return readErr // the producer has ended, because there is no next batch
}

// eachBatch yields the sentences in batches until ctx is done or yield returns false. The
// last batch has the sentences before the end of the input or before the error that is
// returned, so that these are still answered.
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
	// Whether a text is Korean or --eojeol is not given, so that no note is needed.
	korean := !flags.eojeol
	replaced, err := corpusflags.EachText(cli.UntilDone(ctx, a.in), texts, invalid, func(text string) error {
		korean = korean || isKorean(text)
		b.texts = append(b.texts, text)
		b.bytes += len(text) + len(flags.to) // a result of --to grows with both
		if len(b.texts) < batchSentences && b.bytes < limit {
			return ctx.Err()
		}
		// yield gives the batch to a worker, so the next text begins a new one.
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
		a.note("note: no text is Korean; --eojeol sums the weights of each word between spaces")
	}
	return err
}

// rawPool holds buffers for the JSON of batches. process takes one, and write returns it
// after its bytes are written. It holds pointers, because Put of a slice would allocate
// its header.
var rawPool = sync.Pool{New: func() any { return new([]byte) }}

// process computes the results of a batch and encodes them if the format is JSON, which
// costs as much as the attention and so belongs to the workers, not to the one goroutine
// that writes. Without nearest words, results need not be kept, and each sentence reuses
// the memory of the one before.
func (at *attendRun) process(b *batch, attender *w2vattn.Attender) {
	// One of three ways: encode each result before the next is computed; compute all results
	// and encode them; or leave results of other formats to the goroutine that writes.
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

// processOneByOne encodes each result before it computes the next.
func (at *attendRun) processOneByOne(b *batch, attender *w2vattn.Attender) {
	for _, text := range b.texts {
		var r report.Result
		if r, b.err = at.one(attender, text); b.err != nil {
			return
		}
		b.encode(r)
	}
}

// encode appends the JSON of a result, unless an earlier one failed.
func (b *batch) encode(r report.Result) {
	raw, err := report.AppendJSON(*b.raw, r)
	if b.encodeErr == nil && err == nil {
		*b.raw = raw
	} else if b.encodeErr == nil {
		b.encodeErr = err
	}
}

// write writes the results of a batch. It returns an error of writing or else the first
// error of the batch, after the results before it.
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
