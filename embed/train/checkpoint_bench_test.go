package train_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/vocab"
)

// BenchmarkCheckpoint measures the time of a checkpoint of two matrices of 75,534 × 100,
// also as a percentage of the default interval of five minutes.
func BenchmarkCheckpoint(b *testing.B) {
	words, counts := make([]string, 75_534), make([]int64, 75_534)
	for i := range words {
		words[i], counts[i] = fmt.Sprint("word", i), 1
	}
	v, err := vocab.New(words, counts)
	if err != nil {
		b.Fatal(err)
	}
	c := newToy()
	c.Dim = 100
	path := filepath.Join(b.TempDir(), "state")
	var total time.Duration
	for b.Loop() {
		ctx, cancel := context.WithCancel(b.Context())
		var begin time.Time
		_, err := train.Train(ctx, corpus.Lists{{"word1", "word2"}}, c, train.Vocabulary(v),
			train.Checkpoint(path, time.Hour),
			train.Progress(func(s train.Status) {
				if s.Tokens > 0 {
					begin = time.Now()
					cancel()
				}
			}))
		total += time.Since(begin)
		if ctx.Err() == nil || err == nil {
			b.Fatal("the training was not cancelled")
		}
	}
	seconds := total.Seconds() / float64(b.N)
	b.ReportMetric(seconds, "s/checkpoint")
	b.ReportMetric(100*seconds/(5*time.Minute).Seconds(), "%/5min")
}
