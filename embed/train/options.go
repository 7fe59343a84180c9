package train

// This file has the options that are not part of a configuration. None of them
// changes the vectors, except those that choose the words (Vocabulary, Stop, Phrases)
// and Continue.

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/w2vattn/w2vattn/corpus/phrases"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Status is the progress of a training.
type Status struct {
	Reading bool    // the corpus is being read; the fields below are not set
	Epoch   int     // from 0
	Tokens  int64   // tokens trained on in this epoch
	Total   int64   // tokens of an epoch
	Alpha   float64 // learning rate
	Loss    float64 // mean loss of the centre words of this epoch so far
	HeldOut float64 // mean loss on held-out sentences, at the end of an epoch; else 0

	// CheckpointErr is the error of writing the checkpoint that was due, or nil.
	// Training continues and tries again after the next interval. The other fields
	// are those of the previous status.
	CheckpointErr error
}

// An Option sets something that is not part of the Trainer's configuration, such as
// progress, workers or checkpoints. The same Option value can be used for several
// trainings, also at the same time, unless the function that returns it says otherwise.
type Option func(*Options)

// Options holds the values of the options. The exported fields are those that a Trainer
// reads.
type Options struct {
	Context context.Context // of Train; a long Start returns its error soon after it is done

	Workers    int      // goroutines to train with, at least 1
	Kernel     string   // arithmetic to use, by its name in package simd
	Base       *Model   // the model to continue, nil: none
	Updates    *Updates // where to count updates, nil: nowhere
	KeepMemory bool     // freed memory is not returned to the system

	progress   func(Status)
	vocab      *vocab.Vocab
	tokenizer  *tokenize.Config
	stop       map[string]bool
	phrases    *phrases.Config
	inspect    func(Statistics, *vocab.Vocab) error
	eachEpoch  func(epoch int, m *Model) error
	memory     int64
	checkpoint checkpointOptions
}

// defaultMemory is the number of bytes of a corpus's ids that stay in memory. 1 GiB holds
// 268 million tokens. The size is a convention.
const defaultMemory = 1 << 30

// NewOptions applies options to their defaults.
func NewOptions(options ...Option) *Options {
	o := &Options{
		progress: func(Status) {}, inspect: func(Statistics, *vocab.Vocab) error { return nil },
		Context: context.Background(), Workers: runtime.GOMAXPROCS(0), Kernel: simd.Auto, memory: defaultMemory,
	}
	for _, set := range options {
		set(o)
	}
	return o
}

// Progress calls f as training proceeds: once before the corpus is read, once when it
// has been read, then several times a second, always from the goroutine that called
// Train.
func Progress(f func(Status)) Option { return func(o *Options) { o.progress = f } }

// Vocabulary trains with the words, counts and order of v instead of those of the
// corpus. The minimum count and the maximum size of the vocabulary then do not apply.
func Vocabulary(v *vocab.Vocab) Option { return func(o *Options) { o.vocab = v } }

// Stop leaves words out of the vocabulary that is made from the corpus.
func Stop(words []string) Option {
	stop := make(map[string]bool, len(words))
	for _, w := range words {
		stop[w] = true
	}
	return func(o *Options) { o.stop = stop }
}

// Phrases joins frequent pairs of words before the vocabulary is made. The phrases are
// added to the model's tokenizer, if it has one. Words of Stop are not joined.
func Phrases(c phrases.Config) Option { return func(o *Options) { o.phrases = &c } }

// Tokenizer records in the model how the corpus was tokenized, so that queries can be
// tokenized in the same way. If Josa.Learn of c is set, the stems of the corpus are found
// and recorded.
func Tokenizer(c tokenize.Config) Option { return func(o *Options) { o.tokenizer = &c } }

// TokenizerOf returns the configuration that the option Tokenizer sets, or nil if
// options do not contain it. A caller can check the configuration before training.
func TokenizerOf(options ...Option) *tokenize.Config { return NewOptions(options...).tokenizer }

// Inspect calls f with the statistics of the corpus and the vocabulary before training
// begins. An error of f ends Train, which returns it.
func Inspect(f func(Statistics, *vocab.Vocab) error) Option {
	return func(o *Options) { o.inspect = f }
}

// EachEpoch calls f after each epoch, counted from 1, with the model trained so far,
// always from the goroutine that called Train. Training waits for f. The final model
// does not depend on f. The argument m is a copy, which takes as much memory as the
// matrices; f may keep and save it.
//
// An error of f ends Train, which returns it. To end training early, f cancels the
// context of Train; the state is then written to the checkpoint, if there is one.
func EachEpoch(f func(epoch int, m *Model) error) Option {
	return func(o *Options) { o.eachEpoch = f }
}

// Workers sets the number of goroutines that train, at least 1. The default is
// GOMAXPROCS. The result does not depend on it.
func Workers(n int) Option { return func(o *Options) { o.Workers = max(1, n) } }

// Kernel selects the implementation of the inner loops: auto (the fastest), avx512, avx2,
// neon (arm64) or generic. The result does not depend on it. A kernel that is unknown, or
// that the processor does not support, is an error of Train.
func Kernel(name string) Option { return func(o *Options) { o.Kernel = name } }

// Memory sets how many bytes of the corpus's ids stay in memory. A token takes 4 bytes.
// The default is 1 GiB. The other ids (all if bytes is 0) go to a temporary file, which is
// removed when training ends.
func Memory(bytes int64) Option { return func(o *Options) { o.memory = bytes } }

// KeepMemory keeps freed memory for the next call instead of returning it to the
// system. Use it to train on many small texts: returning memory and allocating it again
// would take most of the time.
func KeepMemory() Option { return func(o *Options) { o.KeepMemory = true } }

// FreeMemory returns freed memory to the system, unless KeepMemory is set.
func (o *Options) FreeMemory() {
	if !o.KeepMemory {
		debug.FreeOSMemory()
	}
}

// Continue trains m further: its words keep their vectors, their counts in the corpus
// are added to those in m, and new words that are frequent enough in the corpus are
// added to the vocabulary. With Vocabulary too, the words, counts and order are those
// of that vocabulary, and only the vectors of m are used. In this way the parts of a
// corpus can be trained on one after another. The learning rate starts at its initial
// value again.
func Continue(m *Model) Option { return func(o *Options) { o.Base = m } }

// Updates counts how often training has changed the vectors of each of the V words. If
// the parts of a corpus are trained on separately, the counts are weights for averaging
// the vectors of a word.
type Updates struct {
	Inputs  []int64 // V: updates of the input vector, one for each context with the word
	Outputs []int64 // V: updates of the output vector, as target or negative sample
}

// CountUpdates replaces the content of u by the updates of a training. Two trainings at
// the same time must not use the same u.
func CountUpdates(u *Updates) Option { return func(o *Options) { o.Updates = u } }

// check returns an error if the trainer does not support an option. The options of the
// checkpoint are also checked against each other.
func (o *Options) check(s Spec) error {
	for _, option := range []struct {
		given, supported bool
		what             string
	}{
		{o.Updates != nil, s.Updates, "count updates"},
		{o.checkpoint.path != "", s.Checkpoints, "write checkpoints"},
		{o.Base != nil, s.Continues, "continue a model"},
	} {
		if option.given && !option.supported {
			return fmt.Errorf("train: the %s trainer cannot %s", s.Name, option.what)
		}
	}
	if o.checkpoint.resume && o.checkpoint.path == "" {
		return fmt.Errorf("train: there is no checkpoint to resume from; name its file with Checkpoint")
	}
	return nil
}
