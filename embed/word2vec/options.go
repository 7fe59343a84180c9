package word2vec

import (
	"time"

	"github.com/w2vattn/w2vattn/corpus/phrases"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// These types are those of package train, for callers that import only this package.
type (
	// An Option is a [train.Option].
	Option = train.Option
	// A Status is the progress of a training.
	Status = train.Status
	// Statistics are those of the corpus and of the last epoch.
	Statistics = train.Statistics
	// Updates counts how often training has changed the vectors of each word.
	Updates = train.Updates
	// A Pace is the speed of training on this machine.
	Pace = train.Pace
	// A FieldError names the fields of a Config that cannot be used, with the reasons.
	FieldError = train.FieldError
	// An EmptyVocabularyError is the error of a corpus in which no word is frequent enough.
	EmptyVocabularyError = train.EmptyVocabularyError
	// A CheckpointError is the error of a training that was cancelled and whose state could
	// not be written.
	CheckpointError = train.CheckpointError
)

// Progress is [train.Progress].
func Progress(f func(Status)) Option { return train.Progress(f) }

// Vocabulary is [train.Vocabulary].
func Vocabulary(v *vocab.Vocab) Option { return train.Vocabulary(v) }

// Stop is [train.Stop].
func Stop(words []string) Option { return train.Stop(words) }

// Phrases is [train.Phrases].
func Phrases(c phrases.Config) Option { return train.Phrases(c) }

// Tokenizer is [train.Tokenizer].
func Tokenizer(c tokenize.Config) Option { return train.Tokenizer(c) }

// Inspect is [train.Inspect].
func Inspect(f func(Statistics, *vocab.Vocab) error) Option { return train.Inspect(f) }

// EachEpoch is [train.EachEpoch] with models of this package.
func EachEpoch(f func(epoch int, m *Model) error) Option {
	return train.EachEpoch(func(epoch int, trained *train.Model) error {
		m, err := FromTrained(trained)
		if err != nil {
			return err
		}
		return f(epoch, m)
	})
}

// Workers is [train.Workers]. The gensim trainer has one worker, the batched trainer at
// most one for each 16 columns.
func Workers(n int) Option { return train.Workers(n) }

// Kernel is [train.Kernel]. Only the batched trainer uses kernels.
func Kernel(name string) Option { return train.Kernel(name) }

// BestKernel names the arithmetic that auto stands for on this machine.
func BestKernel() string { return simd.Best().Name }

// Memory is [train.Memory].
func Memory(bytes int64) Option { return train.Memory(bytes) }

// KeepMemory is [train.KeepMemory].
func KeepMemory() Option { return train.KeepMemory() }

// Continue is [train.Continue] with a model of this package. Only the batched trainer
// supports it, and m needs output vectors of the same dimension.
func Continue(m *Model) Option { return train.Continue(m.trained()) }

// CountUpdates is [train.CountUpdates]. Only the batched trainer supports it.
func CountUpdates(u *Updates) Option { return train.CountUpdates(u) }

// Checkpoint is [train.Checkpoint]. Only the batched trainer supports it.
func Checkpoint(path string, every time.Duration) Option { return train.Checkpoint(path, every) }

// Resume is [train.Resume].
func Resume() Option { return train.Resume() }
