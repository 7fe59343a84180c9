package doctor

// This file forecasts time and memory. The trainer runs on a sample for the time of a
// trial, and its speed is extrapolated:
//
//	time   = reading + set-up + epochs · tokens / (words per second)
//	memory = ids + max(reading, program + vectors + …)

import (
	"context"
	"math"
	"runtime"
	"time"

	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Forecast is the expected time and memory of training. Seconds is for the machine and
// its load at the time of the forecast.
type Forecast struct {
	Seconds         float64 `json:"seconds"` // reading, set-up and training; not writing the model
	ReadingSeconds  float64 `json:"reading_seconds"`
	TrainingSeconds float64 `json:"training_seconds"`
	WordsPerSecond  float64 `json:"words_per_second"` // while training
	Epochs          int     `json:"epochs"`
	Workers         int     `json:"workers"`
	MemoryBytes     int64   `json:"memory_bytes"` // peak
	DiskBytes       int64   `json:"disk_bytes"`   // in the temporary folder
}

// Memory besides the corpus and the vectors, in bytes. These are estimates; see
// docs/benchmarks.md, section "Forecasts of doctor", for the comparison of forecasts with
// measured peaks.
const (
	programBytes = 16 << 20 // the program itself
	trainerBytes = 12 << 20 // chunks, and scores that workers exchange
	countBytes   = 24 << 20 // rows of co-occurrences that workers have counted, of a train.Counting
	wordBytes    = 100      // one word of the vocabulary
)

// readingBytes returns the estimated peak of memory while the corpus was read. It is 2.5
// times the live heap: words, the smaller tables that they outgrew, and garbage that was
// not yet collected. It runs a garbage collection, so that the live heap is known.
func readingBytes() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return programBytes + int64(m.HeapAlloc)*5/2
}

// forecast runs the trainer on a sample of the corpus for p.Trial and extrapolates:
//
//	seconds = reading + set-up + epochs · tokens / words per second
//	memory  = ids + max(reading, program + trainer + vocabulary + vectors + counts)
//
//	counts  = rows + 1.5 · held, for a train.Counting trainer
//
// where set-up, held memory, that of a train.Holder, and words per second, if epochs are on counts,
// are extrapolated from the sample to the corpus for a train.Counting trainer. A third of counts
// is garbage that was not yet collected when counting ends.
//
// read is how long reading took. The ids of the corpus are in memory all the time. A
// trainer that does not implement train.Sized counts with 0 bytes for its vectors.
//
// The corpus as ids takes 4 bytes for each token and each sentence; the part above
// IDsMemory is on disk. Writing the model is not included.
func (p Plan) forecast(ctx context.Context, d *Diagnosis, v *vocab.Vocab, read time.Duration) (*Forecast, error) {
	memory := readingBytes()
	trainer, peak := p.Trainer, int64(0)
	if trainer == nil {
		trainer = p.Config
	}
	if sized, ok := trainer.(train.Sized); ok {
		peak = sized.PeakBytes(v.Len())
	}
	pace, err := train.Measure(ctx, d.Sample, v, trainer, p.Trial, train.Workers(p.Workers),
		train.Kernel(p.Kernel))
	if err != nil {
		return nil, err
	}
	setup := pace.Setup.Seconds()
	if s, ok := trainer.(train.Counting); ok {
		ratio := float64(d.Tokens) / float64(max(1, d.Sample.Tokens()))
		setup *= ratio
		if s.OnCounts() { // the sample has more counts for each token than the corpus
			pace.WordsPerSecond *= math.Pow(ratio, 1-s.Growth())
		}
		pace.HeldBytes = countBytes + int64(1.5*float64(pace.HeldBytes)*math.Pow(ratio, s.Growth()))
	}
	epochs := p.Config.Epochs
	training := float64(d.Tokens) * float64(epochs) / pace.WordsPerSecond
	ids := 4 * (d.Tokens + d.Sentences)
	held := min(ids, p.IDsMemory)
	trainingMemory := programBytes + trainerBytes + wordBytes*int64(v.Len()) + peak + pace.HeldBytes
	return &Forecast{
		Seconds:        read.Seconds() + setup + training,
		ReadingSeconds: read.Seconds(), TrainingSeconds: training, WordsPerSecond: pace.WordsPerSecond,
		Epochs: epochs, Workers: p.Workers,
		MemoryBytes: held + max(memory, trainingMemory), DiskBytes: ids - held,
	}, nil
}
