package corpus

import (
	"context"
	"runtime"

	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// batchSize is the text in bytes after which a batch is handed to a worker.
const batchSize = 256 << 10

// A batch is some passages of one file. The reader makes it, a worker tokenizes
// and counts it, and the collector takes the batches in the order of the text.
type batch struct {
	passages []passage
	ends     bool  // the file ends with it
	err      error // of reading; the batch holds what came before

	done   chan struct{} // closed when the worker has filled in the rest
	worker int
	tokens []int      // tokens of each passage
	ids    []vocab.ID // of all tokens, as the worker numbers them
	fresh  []string   // words that the worker had not seen before
}

// count tokenizes and counts the files of s on workers goroutines and hands
// each sentence, as numbers of first appearance in c, to f. What it does is
// independent of the number of workers: each has a counter of its own, and a
// word gets its number when the collector, which follows the order of the text,
// meets it among a batch's fresh words.
func (s *FileSource) count(ctx context.Context, c *vocab.Counter, workers int, f func([]vocab.ID) error) (Figures, error) {
	order := make(chan *batch, 2*workers)
	work := make(chan *batch, 2*workers)
	stop := make(chan struct{})
	defer close(stop)
	go s.distribute(order, work, stop)
	counters := make([]vocab.Counter, workers)
	for i := range counters {
		go func() {
			w := worker{number: i, words: &counters[i], tok: s.tok}
			for b := range work {
				w.count(b)
			}
		}()
	}
	m := merger{input: s.input, words: c, numbers: make([][]vocab.ID, workers), f: f}
	for {
		select {
		case <-ctx.Done():
			return m.figures, ctx.Err()
		case b, more := <-order:
			if !more {
				for i := range counters {
					c.Merge(&counters[i], m.numbers[i])
				}
				return m.figures, nil
			}
			<-b.done
			if err := m.add(b); err != nil {
				return m.figures, err
			}
		}
	}
}

// distribute reads batches and gives each to the workers and, in order, to the
// collector.
func (s *FileSource) distribute(order, work chan<- *batch, stop <-chan struct{}) {
	defer close(order)
	defer close(work)
	s.batches(func(b *batch) bool {
		b.done = make(chan struct{})
		for _, to := range []chan<- *batch{work, order} {
			select {
			case to <- b:
			case <-stop:
				return false
			}
		}
		return true
	})
}

// batches reads all files. The last batch has the error, if there is one.
func (s *FileSource) batches(yield func(*batch) bool) {
	s.begin()
	files, err := expand(s.paths)
	if err != nil {
		yield(&batch{err: err})
		return
	}
	for _, name := range files {
		if !s.batchesOf(name, yield) {
			return
		}
	}
}

// batchesOf reads one file and reports whether to go on.
func (s *FileSource) batchesOf(name string, yield func(*batch) bool) bool {
	b, size := &batch{}, 0
	fresh := true // no sentence has begun
	for p, err := range s.passages(name) {
		if err != nil {
			b.err = err
			yield(b)
			return false
		}
		if fresh && p.last && p.text == "" {
			continue // an empty line
		}
		fresh = p.last
		b.passages = append(b.passages, p)
		if size += len(p.text) + 1; size < batchSize {
			continue
		}
		full := b
		b, size = &batch{passages: make([]passage, 0, len(full.passages)*9/8)}, 0
		if !yield(full) {
			return false
		}
	}
	b.ends = true
	return yield(b)
}

// A worker tokenizes and counts batches.
type worker struct {
	number int
	words  *vocab.Counter
	tok    tokenize.Tokenizer
	tokens []tokenize.Token // scratch
	texts  []string         // scratch
}

// count tokenizes and counts a batch.
func (w *worker) count(b *batch) {
	defer close(b.done)
	known := w.words.Distinct()
	b.worker = w.number
	b.tokens = make([]int, len(b.passages))
	w.texts = w.texts[:0]
	for i, p := range b.passages {
		w.tokens = w.tok.Append(w.tokens[:0], p.text)
		b.tokens[i] = len(w.tokens)
		for _, t := range w.tokens {
			w.texts = append(w.texts, t.Text)
		}
	}
	b.ids = w.words.AddAll(make([]vocab.ID, 0, len(w.texts)), w.texts)
	b.fresh = w.words.Since(known)
}

// A merger puts batches together again.
type merger struct {
	input   Input
	words   *vocab.Counter
	numbers [][]vocab.ID // of each worker's words, in words
	f       func([]vocab.ID) error

	figures  Figures
	sentence []vocab.ID // what is known of it
}

// add takes the next batch in the order of the text.
func (m *merger) add(b *batch) error {
	for _, word := range b.fresh {
		m.numbers[b.worker] = append(m.numbers[b.worker], m.words.Number(word))
	}
	number := m.numbers[b.worker]
	for i, id := range b.ids {
		b.ids[i] = number[id]
	}
	begin := 0
	for i, n := range b.tokens {
		m.figures.Replaced += int64(b.passages[i].replaced)
		if err := m.passage(b.ids[begin:begin+n], b.passages[i].last); err != nil {
			return err
		}
		begin += n
	}
	if b.ends {
		if err := m.finish(false); err != nil {
			return err
		}
	}
	return b.err
}

// passage adds tokens to the sentence, which is cut at the input's limit.
func (m *merger) passage(ids []vocab.ID, last bool) error {
	if last && len(m.sentence) == 0 && len(ids) <= m.input.limit {
		return m.give(ids, false)
	}
	for len(ids) > 0 {
		if len(m.sentence) == m.input.limit {
			if err := m.finish(m.input.cuts); err != nil {
				return err
			}
		}
		n := min(len(ids), m.input.limit-len(m.sentence))
		m.sentence = append(m.sentence, ids[:n]...)
		ids = ids[n:]
	}
	if last {
		return m.finish(false)
	}
	return nil
}

func (m *merger) finish(cut bool) error {
	ids := m.sentence
	m.sentence = m.sentence[:0]
	return m.give(ids, cut)
}

// give counts a sentence and hands it on. Sentences without tokens are left out.
func (m *merger) give(ids []vocab.ID, cut bool) error {
	if len(ids) == 0 {
		return nil
	}
	m.figures.Sentences++
	m.figures.Tokens += int64(len(ids))
	if cut {
		m.figures.Cut++
	}
	if len(ids) == 1 {
		m.figures.Single++
	}
	return m.f(ids)
}

// maxCounters bounds the counters of the workers, each of which may come to hold
// the whole vocabulary.
const maxCounters = 16

// counters is the number of goroutines that tokenize and count.
func counters() int { return min(runtime.GOMAXPROCS(0), maxCounters) }
