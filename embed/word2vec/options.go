package word2vec

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/w2vattn/w2vattn/corpus/phrases"
	"github.com/w2vattn/w2vattn/internal/simd"
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
	HeldOut float64 // the same over the sentences kept out, at the end of an epoch; else 0

	// CheckpointErr says why the checkpoint that was due could not be written.
	// Training goes on and tries again after the next interval. The other fields
	// are those of the status before.
	CheckpointErr error
}

// An Option changes what Train does beside training. It may be used for several
// calls of Train, one after another.
type Option func(*options)

type options struct {
	progress  func(Status)
	vocab     *vocab.Vocab
	tokenizer *tokenize.Config
	stop      map[string]bool
	phrases   *phrases.Config
	inspect   func(Figures, *vocab.Vocab) error
	eachEpoch func(epoch int, m *Model) error

	workers    int
	kernel     string
	memory     int64
	base       *Model // to go on from
	updates    *Updates
	keep       bool // freed memory
	checkpoint checkpointOptions
}

// defaultMemory is how many bytes of a corpus's numbers stay in memory.
const defaultMemory = 1 << 30

func newOptions(set []Option) options {
	o := options{
		progress: func(Status) {}, inspect: func(Figures, *vocab.Vocab) error { return nil },
		workers: runtime.GOMAXPROCS(0), kernel: simd.Auto, memory: defaultMemory,
	}
	for _, option := range set {
		option(&o)
	}
	return o
}

// Progress has f called as training goes on: once before the corpus is read,
// once when it has been, then many times a second, always from the goroutine that called Train.
func Progress(f func(Status)) Option { return func(o *options) { o.progress = f } }

// Vocabulary trains with the words, counts and order of v instead of those of
// the corpus. MinCount and MaxVocab play no part then.
func Vocabulary(v *vocab.Vocab) Option { return func(o *options) { o.vocab = v } }

// Stop leaves words out of the vocabulary that is made of the corpus.
func Stop(words []string) Option {
	return func(o *options) {
		o.stop = make(map[string]bool, len(words))
		for _, w := range words {
			o.stop[w] = true
		}
	}
}

// Phrases joins frequent pairs of words before the vocabulary is made. The
// model's tokenizer, if one is noted, gets them too. Words of Stop are not joined.
func Phrases(c phrases.Config) Option { return func(o *options) { o.phrases = &c } }

// Tokenizer notes in the model how the corpus was tokenized, so that queries
// can be treated alike.
func Tokenizer(c tokenize.Config) Option { return func(o *options) { o.tokenizer = &c } }

// TokenizerOf returns the configuration that options give with Tokenizer, nil
// without one. It lets a caller check it before training.
func TokenizerOf(options ...Option) *tokenize.Config { return newOptions(options).tokenizer }

// Inspect has f look at the corpus's figures and the vocabulary before training
// begins; an error of f ends Train.
func Inspect(f func(Figures, *vocab.Vocab) error) Option {
	return func(o *options) { o.inspect = f }
}

// EachEpoch has f called after each epoch, counted from 1, with the model so far,
// always from the goroutine that called Train. Training waits for f and does not
// depend on it. The model is valid until f returns and must not be changed; f may
// save it. It takes the memory of two more V×D matrices for that time.
//
// An error of f ends Train, which returns it. To end early, f cancels the context of
// Train; what training has reached goes to the checkpoint, if there is one.
func EachEpoch(f func(epoch int, m *Model) error) Option {
	return func(o *options) { o.eachEpoch = f }
}

// Workers says how many goroutines train; without it as many as run at once.
// The result does not depend on it. The gensim trainer has one, and there cannot
// be more than one for each 12 columns.
func Workers(n int) Option { return func(o *options) { o.workers = max(1, n) } }

// Kernel says which arithmetic the batched trainer uses: auto (the fastest),
// avx512, avx2 or generic. The result does not depend on it.
func Kernel(name string) Option { return func(o *options) { o.kernel = name } }

// BestKernel names the arithmetic that auto stands for on this machine.
func BestKernel() string { return simd.Best().Name }

// Memory says how many bytes of the corpus's numbers, which are 4 a token, stay
// in memory; without it 1 GiB. What exceeds that goes to a file without a name
// in the folder for temporary files.
func Memory(bytes int64) Option { return func(o *options) { o.memory = bytes } }

// KeepMemory keeps freed memory for the next call instead of giving it back to the
// system, for who calls Train again and again: on a small text the giving and
// taking would be most of the work.
func KeepMemory() Option { return func(o *options) { o.keep = true } }

// free gives freed memory back to the system, unless it is to be kept.
func (o options) free() {
	if !o.keep {
		debug.FreeOSMemory()
	}
}

// Continue trains m further: its words keep their vectors, counts add up, and
// words that src brings and that are frequent enough in it join. With
// Vocabulary too, the words, counts and order are that vocabulary's, and of m
// only the vectors are used: so the parts of a corpus are trained on one by one
// as parts of the whole. The learning rate begins anew. Only the batched trainer
// does this, and m needs output vectors of the same dimension.
func Continue(m *Model) Option { return func(o *options) { o.base = m } }

// check wants options that fit the configuration.
func (o options) check(c Config) error {
	switch {
	case o.updates != nil && c.Trainer != Batched:
		return fmt.Errorf("word2vec: only the %s trainer counts its updates", Batched)
	case o.checkpoint.path != "" && c.Trainer != Batched:
		return fmt.Errorf("word2vec: only the %s trainer writes checkpoints", Batched)
	case o.checkpoint.resume && o.checkpoint.path == "":
		return fmt.Errorf("word2vec: there is no checkpoint to resume from")
	case o.base != nil:
		return checkBase(o.base, c)
	}
	return nil
}
