package cooccur

// This file counts. For a word w, all its positions in a segment are visited, and the
// weights of the words around each are added to an array of V sums. That array is the
// row of w, so rows are complete one after the other, no table of pairs is needed,
// and workers share nothing but the text. The work is O(tokens · window).

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/internal/pipeline"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Row holds the co-occurrences of one word. The slices have the same length, at least 1.
type Row struct {
	Word    vocab.ID
	Columns []vocab.ID // increasing
	Weights []float64  // above 0
}

// Options sets how Count works. None of them changes the result.
type Options struct {
	Workers int   // goroutines; 0: GOMAXPROCS
	Memory  int64 // bytes for the corpus and its index, TokenBytes for each token; 0: 1 GiB
}

// TokenBytes is the memory that Count takes for each token of a segment and draw, for the id and
// the position.
const TokenBytes = 4 + 4

// defaultMemory holds a segment of 134 million tokens. The size is a convention.
const defaultMemory = 1 << 30

// Count yields the rows of the words that have co-occurrences, in increasing order. The ids
// are those of a vocabulary of the given number of words, or negative for unknown words.
// The slices of a row are valid until the next one is yielded.
//
// Besides Options.Memory, each worker takes 8 bytes for each word, and a corpus of more
// than one segment takes 12 bytes for each record of each segment in a temporary file. The
// last value that Count yields may be an error: that of Config.Validate, of ctx, of the
// temporary file, or an id beyond words. A corpus without pairs has no rows.
func Count(ctx context.Context, ids *corpus.IDs, words int, c Config, o Options) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		if err := c.Validate(); err != nil {
			yield(Row{}, err)
			return
		}
		if o.Workers < 1 {
			o.Workers = runtime.GOMAXPROCS(0)
		}
		if o.Memory < 1 {
			o.Memory = defaultMemory
		}
		c.Draws = max(1, c.Draws)
		if int64(words)*2*int64(c.Window) > math.MaxInt32 && c.Positional {
			yield(Row{}, fmt.Errorf("cooccur: %d words with a window of %d have more positional columns than %d", words,
				c.Window, math.MaxInt32))
			return
		}
		k := &counter{ctx: ctx, ids: ids, words: words, columns: c.Columns(words), config: c, scale: c.scale(), options: o}
		if err := k.count(yield); err != nil {
			yield(Row{}, err)
		}
	}
}

// A counter is one call of Count.
type counter struct {
	ctx     context.Context
	ids     *corpus.IDs
	words   int
	columns int
	config  Config
	scale   scale
	options Options
	blocks  sync.Pool // of *block, for reuse
}

// errStopped is the error of count when yield returned false.
var errStopped = errors.New("stopped")

// count yields all rows. A corpus that fits into one segment needs no temporary file.
// It returns an error, or nil if all rows were yielded or the caller has stopped.
func (k *counter) count(yield func(Row, error) bool) error {
	segments, err := k.segments()
	if err != nil {
		return err
	}
	emit := func(b *block) error {
		for row := range b.rows(k.scale.units * float64(k.config.Draws)) {
			if !yield(row, nil) {
				return errStopped
			}
		}
		return nil
	}
	if len(segments) <= 1 {
		for _, ranges := range segments {
			err = k.segment(ranges, emit)
		}
	} else {
		err = k.merge(segments, emit)
	}
	if errors.Is(err, errStopped) {
		return nil
	}
	return err
}

// segments divides the corpus into segments of at most Options.Memory, or of one longer
// range.
func (k *counter) segments() ([][]corpus.Range, error) {
	draws := int64(k.config.Draws)
	limit := min(max(1, k.options.Memory/TokenBytes/draws), math.MaxUint32/2/draws) // positions are uint32
	ranges, err := k.ids.Cut(int(min(limit, 1<<16)))
	if err != nil {
		return nil, err
	}
	var segments [][]corpus.Range
	from := 0
	for i := range ranges {
		end := k.ids.Tokens()
		if i+1 < len(ranges) {
			end = ranges[i+1].Token
		}
		if i > from && end-ranges[from].Token > limit {
			segments = append(segments, ranges[from:i])
			from = i
		}
	}
	if len(ranges) > 0 {
		segments = append(segments, ranges[from:])
	}
	return segments, nil
}

// jobPositions is the number of positions of a job, about 1 million pairs with a window of
// 10. No measurement of other numbers is recorded.
const jobPositions = 1 << 16

// segment counts a segment and calls emit for blocks of rows in increasing order.
func (k *counter) segment(ranges []corpus.Range, emit func(*block) error) error {
	s, err := k.index(ranges)
	if err != nil {
		return err
	}
	sums := make([]sums, min(k.options.Workers, k.words))
	jobs := pipeline.Start(k.ctx, len(sums), func(_ context.Context, yield func(*block) bool) {
		for from := 0; from < k.words; {
			to := from + 1
			for to < k.words && s.starts[to+1]-s.starts[from] <= jobPositions {
				to++
			}
			if s.starts[to] > s.starts[from] && !yield(k.newBlock(from, to)) {
				return
			}
			from = to
		}
	}, func(worker int, b *block) {
		if sums[worker].values == nil {
			sums[worker] = newSums(k.columns)
		}
		for word := b.from; word < b.to; word++ {
			k.row(s, word, &sums[worker])
			sums[worker].take(word, b)
		}
	})
	defer jobs.Close()
	for b, ok := jobs.Next(); ok; b, ok = jobs.Next() {
		if err := emit(b); err != nil {
			return err
		}
		k.blocks.Put(b)
	}
	return k.ctx.Err()
}

// newBlock returns an empty block of the words from from to to−1. It may have the memory of a
// block that has been emitted.
func (k *counter) newBlock(from, to int) *block {
	b, ok := k.blocks.Get().(*block)
	if !ok {
		b = &block{}
	}
	b.reset()
	b.from, b.to = vocab.ID(from), vocab.ID(to)
	return b
}

// An index lists the positions of each word in a segment.
type index struct {
	ids       []vocab.ID // corpus.End, then the known words of each sentence followed by corpus.End
	starts    []uint32   // V+1: the positions of word i are positions[starts[i]:starts[i+1]]
	positions []uint32   // in ids, increasing for each word
}

// index reads a segment and lists the positions of each word, by counting sort: first
// the number of positions of each word, then the running sums of these as starts,
// then the positions at their places. It takes 4 bytes for each token and 4 for each
// position.
func (k *counter) index(ranges []corpus.Range) (*index, error) {
	s := &index{ids: []vocab.ID{corpus.End}, starts: make([]uint32, k.words+1)}
	var buffer []vocab.ID
	for _, r := range ranges {
		if err := k.ctx.Err(); err != nil {
			return nil, err
		}
		ids, err := k.ids.Read(r, &buffer)
		if err != nil {
			return nil, err
		}
		for draw := range k.config.Draws {
			if err := s.add(ids, k.keep(draw, r)); err != nil {
				return nil, err
			}
		}
	}
	for i := range k.words {
		s.starts[i+1] += s.starts[i]
	}
	s.positions = make([]uint32, s.starts[k.words])
	next := slices.Clone(s.starts)
	for i, id := range s.ids {
		if id >= 0 {
			s.positions[next[id]] = uint32(i)
			next[id]++
		}
	}
	return s, nil
}

// keep returns whether the next token of a range, whose word it gets, is counted.
func (k *counter) keep(draw int, r corpus.Range) func(vocab.ID) bool {
	if k.config.Keep == nil {
		return func(id vocab.ID) bool { return id >= 0 }
	}
	token := r.Token
	return func(id vocab.ID) bool {
		token++
		return id >= 0 && k.config.Keep(draw, token-1, id)
	}
}

// add appends ids without those that keep, which is called for each token, leaves out. It
// counts each word i in starts[i+1].
func (s *index) add(ids []vocab.ID, keep func(vocab.ID) bool) error {
	for _, id := range ids {
		switch words := len(s.starts) - 1; {
		case int(id) >= words:
			return fmt.Errorf("cooccur: the corpus has the id %d, the vocabulary only %d words", id, words)
		case id == corpus.End:
		case !keep(id):
			continue
		default:
			s.starts[id+1]++
		}
		s.ids = append(s.ids, id)
	}
	return nil
}

// row adds the co-occurrences of a word to a. The words after a position are in the
// order of their distance, so weights[d] is the weight of the word d + 1 positions
// away. corpus.End stands between sentences and at both ends, so that no bound needs
// to be checked.
func (k *counter) row(s *index, word vocab.ID, a *sums) {
	for _, p := range s.positions[s.starts[word]:s.starts[word+1]] {
		after := s.ids[p+1:]
		for d, w := range k.scale.weights {
			b := after[d] // the End of the last sentence is the last id
			if b == corpus.End {
				break
			}
			a.add(k.config.Column(b, d+1), w)
		}
		if !k.config.Symmetric {
			continue
		}
		before := s.ids[:p]
		for d, w := range k.scale.weights {
			b := before[len(before)-1-d]
			if b == corpus.End {
				break
			}
			a.add(k.config.Column(b, -d-1), w)
		}
	}
}
