package search

// This file declares the index: segments of sentences, and a view, which has the
// vectors of the words that occur.

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/internal/linalg"
	"github.com/w2vattn/w2vattn/internal/mmap"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Model has the tokenizer and the embedding table with which sentences are encoded and
// ranked. An index refers to its model: the table must stay open as long as the index is
// used.
type Model struct {
	Table     *embed.Table
	Tokenizer tokenize.Tokenizer
	// TokenizerConfig describes Tokenizer. An index file stores it and can be opened only
	// with an equal one.
	TokenizerConfig tokenize.Config
	// Fold returns another form of a word, such as its lower case. If the table does not
	// contain a word as it is written, this form is looked up. nil: there is no other form.
	Fold func(string) string
	// Parts returns the words that an unknown word of a query consists of, as
	// embed.Lookup.Parts does. nil: unknown words are ignored.
	Parts func(string) []string
}

// lookup returns the Lookup that finds words in the table.
func (m Model) lookup() embed.Lookup {
	return embed.Lookup{Table: m.Table, Fold: m.Fold, Parts: m.Parts}
}

// An Index contains sentences that can be searched. It is safe for concurrent use. An index
// that is mapped from a file must be closed; after Close it must not be used. [Index.With]
// returns an index of the same sentences with other options, without a copy of the sentences.
type Index struct {
	model      Model
	segments   []*segment
	starts     []int // number of the first sentence of each segment
	statistics Statistics
	stats      indexStats
	region     *mmap.Region // nil if the index is in memory
	corpus     []File       // of an index file

	options Options
	view    view
}

// Statistics counts what an index holds.
type Statistics struct {
	Sentences int   `json:"sentences"`
	Tokens    int64 `json:"tokens"`   // known or not
	Known     int64 `json:"known"`    // tokens that are in the vocabulary
	Silent    int   `json:"silent"`   // sentences without a known token, which no query finds
	Replaced  int64 `json:"replaced"` // bytes of invalid UTF-8 that were replaced
}

// A view is the U distinct words of an index, prepared for one set of options. Their
// vectors are copied to one matrix.
type view struct {
	words        []vocab.ID     // U, in the order of ids
	row          []int32        // V: row of the word in vectors, or −1
	vectors      blas32.General // U×D without the common direction; the stride is a multiple of 16
	norms        []float32      // U
	tokenWeights []float64      // U, see Weighting
	common       []float32      // D, the common direction; nil if it is not removed
}

// ErrEmpty is wrapped by the error for a corpus in which no sentence has a known word.
var ErrEmpty = errors.New("the corpus has no sentence with a word that the model knows")

// Build reads the sentences of src into memory. If no sentence has a known word, Build returns
// an error that wraps [ErrEmpty]. It also returns an error if the options are invalid. When
// ctx is done, Build waits for the sentence that src is reading and returns the error of ctx.
func Build(ctx context.Context, m Model, src Source, o Options) (*Index, error) {
	ix := &Index{model: m}
	replaced, err := readSegments(ctx, m, src, func(s *segment) error {
		ix.segments = append(ix.segments, s)
		return nil
	})
	if err != nil {
		return nil, err
	}
	ix.statistics.Replaced = replaced
	return ix.finish(o)
}

// finish computes the statistics of the segments and prepares searches. It returns
// errDamaged if the words and counts of a segment are invalid.
func (ix *Index) finish(o Options) (*Index, error) {
	v := ix.model.Table.Len()
	ix.stats = indexStats{counts: make([]int64, v), docFreqs: make([]int64, v)}
	for _, s := range ix.segments {
		ix.starts = append(ix.starts, ix.statistics.Sentences)
		ix.statistics.Sentences += s.len()
		ix.statistics.Tokens += s.tokens
		ix.statistics.Known += int64(len(s.ids))
		begin := int32(0)
		for _, end := range s.idEnds {
			if end == begin {
				ix.statistics.Silent++
			}
			begin = end
		}
		for i, w := range s.words {
			if w < 0 || int(w) >= v || i >= len(s.counts) || i >= len(s.docFreqs) {
				return nil, errDamaged
			}
			if s.counts[i] < 1 || s.docFreqs[i] < 1 || s.docFreqs[i] > s.counts[i] {
				return nil, errDamaged
			}
			ix.stats.counts[w] += int64(s.counts[i])
			ix.stats.docFreqs[w] += int64(s.docFreqs[i])
		}
	}
	if ix.statistics.Known == 0 {
		return nil, fmt.Errorf("search: %w", ErrEmpty)
	}
	ix.stats.tokens, ix.stats.sentences = ix.statistics.Tokens, int64(ix.statistics.Sentences)
	return ix.With(o)
}

// With returns an index that ranks the same sentences by other options. Both indexes use
// the same memory and the same mapped file: Close of either closes both. With returns an error
// if the options are invalid, if a vector contains NaN or infinity, or if the index or the
// model cannot be read.
func (ix *Index) With(o Options) (*Index, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	with := *ix
	with.options = o
	return &with, ix.guard(func() error { return with.prepareView() })
}

// prepareView computes the view for the options. It copies the vectors of the words that
// occur and looks at each sentence only for the common direction.
func (ix *Index) prepareView() (err error) {
	v := &ix.view
	*v = view{row: make([]int32, ix.model.Table.Len())}
	for id, n := range ix.stats.counts {
		v.row[id] = -1
		if n > 0 {
			v.row[id] = int32(len(v.words))
			v.words = append(v.words, vocab.ID(id))
			v.tokenWeights = append(v.tokenWeights, ix.stats.weight(ix.options.Weighting, id))
		}
	}
	if v.vectors, err = ix.model.Table.Rows(v.words); err != nil {
		return err
	}
	for i, id := range v.words {
		if n := linalg.Norm(linalg.Row(v.vectors, i)); n-n != 0 {
			return ix.model.Table.CheckFinite(id)
		}
	}
	if ix.options.Common {
		if v.common, err = ix.commonDirection(); err != nil {
			return err
		}
	}
	v.norms = make([]float32, len(v.words))
	for i := range v.words {
		x := linalg.Row(v.vectors, i)
		removeDirection(x, v.common)
		v.norms[i] = float32(linalg.Norm(x))
	}
	return nil
}

// Statistics returns the statistics of the index.
func (ix *Index) Statistics() Statistics { return ix.statistics }

// Options returns the options by which the index ranks.
func (ix *Index) Options() Options { return ix.options }

// Len returns the number of sentences.
func (ix *Index) Len() int { return ix.statistics.Sentences }

// Words returns the ids of the known words of a sentence. The caller must not change the
// slice and, if the index is mapped from a file, must not use it after Close. Words returns an
// error if the index cannot be read or is damaged. It panics if the index has no sentence with
// this number.
func (ix *Index) Words(sentence int) (ids []vocab.ID, err error) {
	err = ix.guard(func() error {
		s, i := ix.find(sentence)
		var ok bool
		if ids, ok = s.sentence(i); !ok {
			return errDamaged
		}
		return nil
	})
	return ids, err
}

// guard calls read, which reads the segments, and returns an error if the mapped file
// cannot be read.
func (ix *Index) guard(read func() error) error {
	if ix.region == nil {
		return read()
	}
	var err error
	if fault := ix.region.Guard(func() { err = read() }); fault != nil {
		return fmt.Errorf("search: the index: %w", fault)
	}
	return err
}

// Close unmaps the file of the index. An index in memory need not be closed. Close may be
// called more than once. It returns the error of the operating system.
func (ix *Index) Close() error {
	if ix.region == nil {
		return nil
	}
	return ix.region.Close()
}

// find returns the segment of a sentence and its number in the segment. There are few
// segments, about one for each 64 MiB of text, so it searches linearly.
func (ix *Index) find(sentence int) (*segment, int) {
	i := len(ix.starts) - 1
	for ix.starts[i] > sentence {
		i--
	}
	return ix.segments[i], sentence - ix.starts[i]
}

// errDamaged is the error for an index file that contradicts itself.
var errDamaged = fmt.Errorf("search: the index is damaged: %w", ErrRebuild)

// forEachPart calls do for each part of each segment. The given number of goroutines share
// the parts; they have ended when forEachPart returns. A goroutine whose call of do has
// returned an error calls do no more. The errors of all goroutines are joined. The parts
// come through a channel, so that fast goroutines take more of them.
func (ix *Index) forEachPart(ctx context.Context, workers int, do func(worker int, p part) error) error {
	parts := make(chan part, len(ix.segments))
	var all sync.WaitGroup
	all.Go(func() {
		defer close(parts)
		for k, s := range ix.segments {
			for begin := 0; begin < s.len(); begin += partSentences {
				select {
				case parts <- part{s, ix.starts[k], begin, min(begin+partSentences, s.len())}:
				case <-ctx.Done():
					return
				}
			}
		}
	})
	errs := make([]error, workers)
	for w := range workers {
		all.Go(func() {
			for p := range parts {
				if errs[w] == nil {
					errs[w] = ix.guard(func() error { return do(w, p) })
				}
			}
		})
	}
	all.Wait()
	return errors.Join(append(errs, ctx.Err())...)
}

// partSentences is the number of sentences that a goroutine takes at a time, and so between
// two checks of the context. No measurement of other numbers is recorded.
const partSentences = 4096

// A part is a range of consecutive sentences of a segment.
type part struct {
	*segment
	first      int // number of the segment's first sentence in the index
	begin, end int // sentences begin … end−1 of the segment
}
