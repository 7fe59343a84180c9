package words

// This file selects the frequent words and writes the vocabulary. All selected words
// get the same key, so that one worker receives all of them and can sort them.

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/w2vattn/w2vattn/beam/engine"
	"github.com/w2vattn/w2vattn/beam/storage"
	"github.com/w2vattn/w2vattn/vocab"
)

// init registers the functions of this file.
func init() {
	register.DoFn4x0[context.Context, string, WordCount, func(int, Entry)](&frequentFn{})
	register.Emitter2[int, Entry]()
	register.DoFn3x1[context.Context, int, func(*Entry) bool, error](&writeFn{})
	register.Iter1[Entry]()
}

// A frequentFn emits the words that are frequent enough, all with the same key.
type frequentFn struct {
	MinCount int64

	distinct, vocabulary beam.Counter
}

// Setup names the counters.
func (f *frequentFn) Setup() {
	f.distinct, f.vocabulary = beam.NewCounter("vocab", "distinct"), beam.NewCounter("vocab", "frequent")
}

// ProcessElement emits a word with its count if it is frequent enough.
func (f *frequentFn) ProcessElement(ctx context.Context, word string, t WordCount, emit func(int, Entry)) {
	f.distinct.Inc(ctx, 1)
	if t.Count >= f.MinCount {
		f.vocabulary.Inc(ctx, 1)
		emit(0, Entry{word, t})
	}
}

// A writeFn sorts the words and writes them to a file. One worker does this, because a
// vocabulary fits into memory wherever the vectors of its words do.
type writeFn struct {
	engine.Build
	Path     string
	MaxVocab int
}

// Setup returns an error if the pipeline is of another version.
func (f *writeFn) Setup() error { return engine.Fail(f.Check()) }

// ProcessElement writes all words. The key is the same for all and has no meaning.
func (f *writeFn) ProcessElement(ctx context.Context, _ int, next func(*Entry) bool) error {
	var all []Entry
	for e := (Entry{}); next(&e); {
		all = append(all, e)
	}
	v, err := vocabulary(all, f.MaxVocab)
	if err == nil {
		err = storage.Write(ctx, f.Path, func(w io.Writer) error {
			_, err := v.WriteTo(w)
			return err
		})
	}
	return engine.Fail(err)
}

// vocabulary orders words by decreasing count, then by first appearance, as
// vocab.FirstAppearance does, and keeps at most most of them; 0: all. It sorts all in
// place.
func vocabulary(all []Entry, most int) (*vocab.Vocab, error) {
	slices.SortFunc(all, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Span, b.Span), cmp.Compare(a.Place, b.Place))
	})
	if most > 0 && len(all) > most {
		all = all[:most]
	}
	words, counts := make([]string, len(all)), make([]int64, len(all))
	for i, e := range all {
		words[i], counts[i] = e.Word, e.Count
	}
	return vocab.New(words, counts)
}

// A Selection selects the words of the vocabulary.
type Selection struct {
	MinCount int64
	MaxVocab int // 0: all
}

// ErrNone is the error of Count when no word is frequent enough.
var ErrNone = errors.New("no word is frequent enough")

// missing returns the error for a corpus without a frequent word, with the reason.
func missing(c engine.Counters, s Selection) error {
	if c["tokens"] == 0 {
		return fmt.Errorf("the corpus has no words: the files are empty, or the tokenizer finds no word in " +
			"them")
	}
	return fmt.Errorf("%w: no word of the corpus occurs %d times (different words: %d); lower --min-count", ErrNone,
		s.MinCount, c["distinct"])
}
