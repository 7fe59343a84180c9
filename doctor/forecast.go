package doctor

import (
	"context"
	"runtime"
	"time"

	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/vocab"
)

// A Forecast says what training will take.
type Forecast struct {
	Seconds         float64 `json:"seconds"`
	ReadingSeconds  float64 `json:"reading_seconds"`
	TrainingSeconds float64 `json:"training_seconds"`
	WordsPerSecond  float64 `json:"words_per_second"`
	Epochs          int     `json:"epochs"`
	Workers         int     `json:"workers"`
	MemoryBytes     int64   `json:"memory_bytes"`
	DiskBytes       int64   `json:"disk_bytes"` // in the temporary folder
}

// What is needed beside the corpus and the vectors.
const (
	programBytes = 16 << 20
	trainerBytes = 12 << 20 // chunks, and what workers exchange
	wordBytes    = 100      // a word's place in the vocabulary
)

// readingBytes is what the program took while it read, at most: the words that
// are left of it, the tables that they grew out of, and what the garbage collector
// had not come to, 2.5 times as much in all, as was measured.
func readingBytes() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return programBytes + int64(m.HeapAlloc)*5/2
}

// forecast tries the trainer on a sample of the corpus. The peak of memory may
// come while the corpus is read, which this run has done too, or at the end of
// training; the corpus's numbers are there all the time.
func (p Plan) forecast(ctx context.Context, d *Diagnosis, v *vocab.Vocab, read time.Duration) (*Forecast, error) {
	memory := readingBytes()
	pace, err := word2vec.Measure(ctx, d.Sample, v, p.Config, p.Trial, word2vec.Workers(p.Workers), word2vec.Kernel(p.Kernel))
	if err != nil {
		return nil, err
	}
	epochs := p.Config.Epochs
	training := float64(d.Tokens) * float64(epochs) / pace.WordsPerSecond
	ids := 4 * (d.Tokens + d.Sentences)
	held := min(ids, p.IDsMemory)
	return &Forecast{
		Seconds: read.Seconds() + pace.Setup.Seconds() + training, ReadingSeconds: read.Seconds(), TrainingSeconds: training,
		WordsPerSecond: pace.WordsPerSecond, Epochs: epochs, Workers: p.Workers,
		MemoryBytes: held + max(memory, programBytes+trainerBytes+wordBytes*int64(v.Len())+p.Config.PeakBytes(v.Len())), DiskBytes: ids - held,
	}, nil
}
