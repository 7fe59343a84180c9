package word2vec

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Status says how far training has come.
type Status struct {
	Reading bool    // the corpus is being read; the fields below are not set
	Epoch   int     // from 0
	Tokens  int64   // tokens trained on in this epoch
	Total   int64   // tokens of an epoch
	Alpha   float64 // learning rate
	Loss    float64 // mean over this epoch's centre words so far
}

// An Option changes what Train does beside training.
type Option func(*options)

type options struct {
	progress  func(Status)
	vocab     *vocab.Vocab
	tokenizer *tokenize.Config
	inspect   func(Figures, *vocab.Vocab) error
}

// Progress has f called as training goes on: once before the corpus is read,
// once when it has been, then after every job of about 10,000 tokens, always
// from the goroutine that called Train.
func Progress(f func(Status)) Option { return func(o *options) { o.progress = f } }

// Vocabulary trains with the words, counts and order of v instead of those of
// the corpus. MinCount and MaxVocab play no part then.
func Vocabulary(v *vocab.Vocab) Option { return func(o *options) { o.vocab = v } }

// Tokenizer notes in the model how the corpus was tokenized, so that queries
// can be treated alike.
func Tokenizer(c tokenize.Config) Option { return func(o *options) { o.tokenizer = &c } }

// Inspect has f look at the corpus's figures and the vocabulary before training
// begins; an error of f ends Train.
func Inspect(f func(Figures, *vocab.Vocab) error) Option {
	return func(o *options) { o.inspect = f }
}

// Figures says what a model was trained on.
type Figures struct {
	corpus.Figures
	Unknown int64   `json:"unknown"` // tokens that are not in the vocabulary
	Dropped int64   `json:"dropped"` // tokens beyond the 10,000 words that a job can hold, in one epoch
	Loss    float64 `json:"loss"`    // mean of a centre word in the last epoch
}

// An EmptyVocabularyError says that no word is frequent enough.
type EmptyVocabularyError struct {
	MinCount int
	Distinct int           // words in the corpus
	MaxCount int64         // of the most frequent one
	Keeps    map[int64]int // how many words some lower min-counts would keep
}

func (e *EmptyVocabularyError) Error() string {
	if e.Distinct == 0 {
		return "word2vec: the corpus has no words"
	}
	var hints []string
	for _, n := range []int64{5, 3, 2, 1} {
		if k := e.Keeps[n]; k > 0 {
			hints = append(hints, fmt.Sprintf("%d would keep %d", n, k))
		}
	}
	return fmt.Sprintf("word2vec: none of the corpus's %d words occurs min-count %d times (the most frequent one %d times); a min-count of %s",
		e.Distinct, e.MinCount, e.MaxCount, strings.Join(hints, ", of "))
}

// Train reads src and trains a model as c says. The corpus is read once and
// held in memory as numbers, 4 bytes a token. Equal corpora and configurations
// give equal models, to the bit.
//
// Errors: a *FieldError for a bad configuration; an *EmptyVocabularyError when
// no word is frequent enough; what src yields; the context's error when it is
// cancelled; and an error that names epoch and learning rate when training
// diverges.
func Train(ctx context.Context, src corpus.Source, c Config, opts ...Option) (*Model, error) {
	o := options{progress: func(Status) {}, inspect: func(Figures, *vocab.Vocab) error { return nil }}
	for _, set := range opts {
		set(&o)
	}
	if err := c.Validate(); err != nil {
		return nil, err
	}
	o.progress(Status{Reading: true})
	text, err := read(ctx, src, c, o)
	if err != nil {
		return nil, err
	}
	t := newGensim(c, text.words)
	report := func(s Status) {
		s.Total = text.ids.Tokens()
		o.progress(s)
	}
	report(Status{Alpha: c.Alpha})
	for epoch := range c.Epochs {
		if err := t.epoch(ctx, epoch, text.ids, report); err != nil {
			return nil, err
		}
	}
	return t.model(text, o)
}

// A text is a corpus as the trainer sees it.
type text struct {
	words   *vocab.Vocab
	ids     *corpus.IDs
	figures Figures
}

// read counts and encodes the corpus and chooses the vocabulary, unless it is
// given.
func read(ctx context.Context, src corpus.Source, c Config, o options) (*text, error) {
	var counter vocab.Counter
	ids, figures, err := corpus.Encode(ctx, src, &counter)
	if err != nil {
		return nil, err
	}
	t := &text{ids: ids, figures: Figures{Figures: figures}}
	var number []vocab.ID
	if o.vocab == nil {
		t.words, number = counter.Vocab(vocab.Selection{MinCount: int64(c.MinCount), MaxVocab: c.MaxVocab, Order: c.order()})
	} else {
		if err := checkCounts(o.vocab); err != nil {
			return nil, err
		}
		t.words = o.vocab
		for word := range counter.All() {
			id, _ := o.vocab.ID(word)
			number = append(number, id)
		}
	}
	t.figures.Unknown = unknown(&counter, number)
	if err := o.inspect(t.figures, t.words); err != nil {
		return nil, err
	}
	if t.words.Len() == 0 {
		return nil, emptyVocabulary(&counter, c.MinCount)
	}
	ids.Renumber(number)
	return t, nil
}

// checkCounts wants every word of a given vocabulary to have been counted:
// subsampling, negative samples and the tree are made of the counts.
func checkCounts(v *vocab.Vocab) error {
	for id, word := range v.All() {
		if v.Count(id) < 1 {
			return fmt.Errorf("word2vec: the vocabulary's word %q has a count of %d, must be at least 1", word, v.Count(id))
		}
	}
	return nil
}

// unknown counts the tokens that have no number.
func unknown(counter *vocab.Counter, number []vocab.ID) int64 {
	var n int64
	i := 0
	for _, count := range counter.All() {
		if number[i] == vocab.Unknown {
			n += count
		}
		i++
	}
	return n
}

func emptyVocabulary(counter *vocab.Counter, minCount int) error {
	e := &EmptyVocabularyError{MinCount: minCount, Distinct: counter.Distinct(), MaxCount: counter.MaxCount(), Keeps: map[int64]int{}}
	for _, n := range []int64{5, 3, 2, 1} {
		if n < int64(minCount) {
			e.Keeps[n] = counter.Surviving(n)
		}
	}
	return e
}

// model wraps up what was trained.
func (t *gensim) model(text *text, o options) (*Model, error) {
	matrix := func(data []float32) blas32.General {
		if data == nil {
			return blas32.General{}
		}
		return blas32.General{Rows: text.words.Len(), Cols: t.dim, Stride: t.dim, Data: data}
	}
	table, err := embed.New(text.words, matrix(t.in))
	if err != nil {
		return nil, err
	}
	m := &Model{Table: table, Outputs: matrix(t.out), Nodes: matrix(t.nodes), Config: t.config, Figures: text.figures}
	m.Figures.Loss = t.meanLoss()
	m.Figures.Dropped = t.dropped
	if o.tokenizer != nil {
		if m.Tokenizer, err = json.Marshal(o.tokenizer); err != nil {
			return nil, fmt.Errorf("word2vec: %w", err)
		}
	}
	return m, nil
}
