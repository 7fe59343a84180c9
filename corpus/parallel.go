package corpus

// This file reads and tokenizes files on several processors. One goroutine reads,
// workers tokenize and count, and one collects in the order of the text:
//
//	readBatches ─► worker, worker, … ─► collector ─► sentences
//
// Counts are merged in the order of the text too, so that ids of first appearance do
// not depend on the number of workers.

import (
	"cmp"
	"context"
	"runtime"
	"sync"

	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/internal/pipeline"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// batchSize is the size in bytes of the text of a batch. Passing a batch between goroutines
// takes little time beside tokenizing that much text. No measurement of other sizes is
// recorded.
const batchSize = 256 << 10

// A batch is passages of one file that follow each other. The reader fills it, a worker
// tokenizes and counts it, and the collector receives the batches in the order of the
// text and releases them.
type batch struct {
	passages []input.Passage
	fileEnds bool  // the file ends with it
	err      error // of reading, after the passages of the batch

	tokens []int       // tokens of each passage, filled in by a worker
	words  vocab.Batch // all tokens, likewise
}

// batchPool holds batches that were released.
var batchPool = sync.Pool{New: func() any { return &batch{} }}

// release empties the batch and returns it to batchPool.
func (b *batch) release() {
	clear(b.passages)
	b.words.Reset()
	b.passages, b.tokens, b.fileEnds, b.err = b.passages[:0], b.tokens[:0], false, nil
	batchPool.Put(b)
}

// count tokenizes and counts the files of s with the given number of worker goroutines.
// It calls the functions of v as Visitor describes. The result does not depend on the
// number of workers: a word gets its id when the collector, which follows the order of
// the text, finds it in a batch.
func (s *FileSource) count(ctx context.Context, c *vocab.Counter, workers int, v Visitor) (Statistics, error) {
	all := make([]worker, workers)
	for i := range all {
		all[i] = worker{words: c.Local(), tok: s.tok}
	}
	read := func(ctx context.Context, yield func(*batch) bool) { s.readBatches(ctx, v.Passage, yield) }
	p := pipeline.Start(ctx, workers, read, func(i int, b *batch) { all[i].count(b) })
	defer p.Close() // the workers use c until they end
	m := collector{words: c, onSentence: v.Sentence}
	m.limit, m.reportCuts = s.sentenceLimit()
	for b, more := p.Next(); more; b, more = p.Next() {
		if err := m.add(b); err != nil {
			return m.statistics, cmp.Or(ctx.Err(), err) // readers fail because of ctx
		}
		b.release()
	}
	if err := ctx.Err(); err != nil {
		return m.statistics, err
	}
	p.Close()
	for i := range all {
		c.Merge(all[i].words)
	}
	return m.statistics, nil
}

// readBatches reads all files as batches. The last batch has the error, if there is one.
// onPassage is Visitor.Passage.
func (s *FileSource) readBatches(ctx context.Context, onPassage func(string, input.Passage), yield func(*batch) bool) {
	files, err := s.files.Begin()
	if err != nil {
		b := batchPool.Get().(*batch)
		b.err = err
		yield(b)
		return
	}
	for _, name := range files {
		if !s.readFile(ctx, name, onPassage, yield) {
			return
		}
	}
}

// readFile reads one file as batches and reports whether to continue.
func (s *FileSource) readFile(ctx context.Context, name string, onPassage func(string, input.Passage),
	yield func(*batch) bool) bool {
	b, size := batchPool.Get().(*batch), 0
	atStart := true // no sentence has begun
	for p, err := range s.files.Passages(ctx, name) {
		if err != nil {
			b.err = err
			yield(b)
			return false
		}
		if onPassage != nil {
			onPassage(name, p)
		}
		if atStart && p.Last && p.Text == "" {
			continue // an empty line
		}
		atStart = p.Last
		b.passages = append(b.passages, p)
		if size += len(p.Text) + 1; size < batchSize {
			continue
		}
		if !yield(b) {
			return false
		}
		b, size = batchPool.Get().(*batch), 0
	}
	b.fileEnds = true
	return yield(b)
}

// A worker tokenizes and counts batches in one goroutine.
type worker struct {
	words *vocab.LocalCounter
	tok   tokenize.Tokenizer
	forms tokenize.Forms // scratch
}

// count tokenizes a batch and counts its tokens.
func (w *worker) count(b *batch) {
	w.forms.Reset()
	for _, p := range b.passages {
		before := w.forms.Len()
		w.forms.Add(w.tok, p.Text)
		b.tokens = append(b.tokens, w.forms.Len()-before)
	}
	w.words.Add(&b.words, w.forms.Text, w.forms.Bounds)
}

// A collector receives batches in order, makes sentences from them and counts these. It
// runs in the goroutine that called Visit. A sentence can continue over several batches of
// a file.
type collector struct {
	limit      int  // of tokens in a sentence
	reportCuts bool // whether to count its cuts
	words      *vocab.Counter
	onSentence func([]vocab.ID) error

	statistics Statistics
	ids        []vocab.ID // of the current batch
	sentence   []vocab.ID // the part of the current sentence before the current passage
}

// add adds the next batch in the order of the text.
func (m *collector) add(b *batch) error {
	m.words.AssignIDs(&b.words)
	if m.onSentence != nil {
		m.ids = m.words.IDs(m.ids[:0], &b.words)
	} else if n := b.words.Len(); n > len(m.ids) {
		m.ids = make([]vocab.ID, n) // only their number is used
	}
	ids := m.ids
	for i, n := range b.tokens {
		m.statistics.Replaced += int64(b.passages[i].Replaced)
		if err := m.passage(ids[:n], b.passages[i].Last); err != nil {
			return err
		}
		ids = ids[n:]
	}
	if b.fileEnds {
		if err := m.finish(false); err != nil {
			return err
		}
	}
	return b.err
}

// passage adds the tokens of a passage to the sentence, which is cut after m.limit tokens.
// last is Passage.Last. A passage that is a whole sentence is not copied.
func (m *collector) passage(ids []vocab.ID, last bool) error {
	if last && len(m.sentence) == 0 && len(ids) <= m.limit {
		return m.emit(ids, false)
	}
	for len(ids) > 0 {
		if len(m.sentence) == m.limit {
			if err := m.finish(m.reportCuts); err != nil {
				return err
			}
		}
		n := min(len(ids), m.limit-len(m.sentence))
		m.sentence = append(m.sentence, ids[:n]...)
		ids = ids[n:]
	}
	if last {
		return m.finish(false)
	}
	return nil
}

// finish ends the sentence. cut reports that it is cut and continues in the next one.
func (m *collector) finish(cut bool) error {
	ids := m.sentence
	m.sentence = m.sentence[:0]
	return m.emit(ids, cut)
}

// emit counts a sentence and passes it to onSentence. Sentences without tokens are ignored.
func (m *collector) emit(ids []vocab.ID, cut bool) error {
	if len(ids) == 0 {
		return nil
	}
	m.statistics.Sentences++
	m.statistics.Tokens += int64(len(ids))
	if cut {
		m.statistics.Cut++
	}
	if len(ids) == 1 {
		m.statistics.Single++
	}
	if m.onSentence == nil {
		return nil
	}
	return m.onSentence(ids)
}

// maxWorkers bounds the number of workers, each of which may have counts of the whole
// vocabulary. No measurement of other numbers is recorded.
const maxWorkers = 16

// workerCount returns the number of goroutines that tokenize and count.
func workerCount() int { return min(runtime.GOMAXPROCS(0), maxWorkers) }
