package word2vec

import (
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// Effective returns how many tokens of an epoch are expected to be trained on:
// those of the vocabulary's words that subsampling leaves, by the formula that
// training itself uses.
func (c Config) Effective(v *vocab.Vocab) float64 {
	keep, sum := keepTable(v, c.Sample), 0.
	for id := range v.All() {
		n := float64(v.Count(id))
		if keep != nil {
			n *= float64(keep[id]) / math.MaxUint32
		}
		sum += n
	}
	return sum
}

// PeakBytes returns how much memory the vectors of so many words take in
// training, at most: the input and output vectors, with hierarchical softmax the
// tree's. At the end the batched trainer puts the matrices together of its workers'
// columns, which takes no more where the system is given these back meanwhile, and
// twice as much where it is not, as while a checkpoint is written.
func (c Config) PeakBytes(words int) int64 {
	if c.Trainer == Batched {
		bytes := 2 * 4 * int64(words) * int64(lanes(c.Dim)*simd.LaneWidth)
		if !simd.Releases {
			bytes += c.MatrixBytes(words)
		}
		return bytes
	}
	return c.MatrixBytes(words)
}

// MatrixBytes returns the bytes of the matrices of a trained model of that
// number of words, in memory as in a native file: V×D float32 of input vectors, of output
// vectors with negative sampling, and of the tree's nodes with hierarchical softmax.
func (c Config) MatrixBytes(words int) int64 {
	matrix := 4 * int64(words) * int64(c.Dim)
	bytes := matrix
	for _, has := range []bool{c.HS, c.Negative > 0} {
		if has {
			bytes += matrix
		}
	}
	return bytes
}

// nativeWord is the bytes of a word in a native file, beside its letters and its
// vectors: offset, count and place in the sorted order.
const nativeWord = 8 + 8 + 4

// FileBytes returns the least bytes that the native file of a model with the words of
// v takes, and its checkpoint, which has input and output vectors.
func (c Config) FileBytes(v *vocab.Vocab) (native, checkpoint int64) {
	words := int64(nativeWord * v.Len())
	for _, word := range v.All() {
		words += int64(len(word))
	}
	return words + c.MatrixBytes(v.Len()), words + 2*4*int64(v.Len())*int64(c.Dim)
}

// A Pace is how fast training goes on this machine.
type Pace struct {
	WordsPerSecond float64       // the corpus's tokens, before any is dropped
	Setup          time.Duration // until training begins
}

// Measure trains with c on a sample of a corpus, again and again, for about d,
// and returns the pace. The vocabulary is that of the whole corpus, so that as
// much memory is walked through as in earnest; the first stretch, in which that
// memory is touched for the first time, is not measured.
func Measure(ctx context.Context, sample corpus.Source, v *vocab.Vocab, c Config, d time.Duration, options ...Option) (Pace, error) {
	c.Epochs, c.Patience = math.MaxInt32/2, 0
	c.Alpha = (c.Alpha + c.MinAlpha) / 2 // the mean of a whole training: how words that crowd wait for each other depends on it
	c.MinAlpha = c.Alpha
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var m meter
	options = append(slices.Clip(options), Vocabulary(v), Inspect(m.read), Progress(func(s Status) {
		if m.update(s, time.Now()) >= d && len(m.rates) > 0 {
			m.done = true
			stop()
		}
	}))
	_, err := Train(ctx, sample, c, options...)
	if m.done && errors.Is(err, context.Canceled) {
		err = nil
	}
	return m.pace(), err
}

// A meter takes the time of training.
type meter struct {
	reading time.Time // when it ended
	first   time.Time // when measuring began
	last    time.Time // the status before
	words   int64     // trained on by then
	rates   []float64 // words per second, from status to status
	setup   time.Duration
	begun   bool
	done    bool
}

// read marks the end of reading.
func (m *meter) read(Figures, *vocab.Vocab) error {
	m.reading = time.Now()
	return nil
}

// update takes a status and returns for how long has been measured.
func (m *meter) update(s Status, now time.Time) time.Duration {
	words := int64(s.Epoch)*s.Total + s.Tokens
	switch {
	case s.Reading:
		return 0
	case !m.begun:
		m.begun, m.setup = true, now.Sub(m.reading)
		return 0
	case m.first.IsZero():
		m.first = now
	case words > m.words:
		m.rates = append(m.rates, float64(words-m.words)/now.Sub(m.last).Seconds())
	}
	m.last, m.words = now, words
	return now.Sub(m.first)
}

// pace is what was measured. It is the median, which a moment in which the
// machine does something else leaves alone.
func (m *meter) pace() Pace {
	if len(m.rates) == 0 {
		return Pace{Setup: m.setup}
	}
	slices.Sort(m.rates)
	return Pace{WordsPerSecond: m.rates[len(m.rates)/2], Setup: m.setup}
}
