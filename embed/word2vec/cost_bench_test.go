package word2vec

import (
	"os"
	"slices"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/tokenize"
)

// benchText returns the text of $W2VATTN_CORPUS, or else the library corpus repeated many
// times. The few words of the latter stay in the caches, which makes training look fast.
func benchText(b *testing.B) corpus.Source {
	b.Helper()
	if path := os.Getenv("W2VATTN_CORPUS"); path != "" {
		return corpus.Files([]string{path}, input.Lines(), tokenize.Space())
	}
	return slices.Repeat(library(b, "en").(corpus.Lists), 100)
}

// BenchmarkLoss reports by how many per cent computing the loss slows training: the median
// over segments that are trained on alternately with the loss and without it.
func BenchmarkLoss(b *testing.B) {
	t := newTestTrainer(b, benchText(b), Default())
	with, without := *t.kernels, *t.kernels
	without.Coefficients = func(p *simd.Plan, block int, parts [][]int32, g []uint16, _ []float64) {
		with.Coefficients(p, block, parts, g, nil)
	}
	train := func(k *simd.Kernels, first int) float64 {
		t.kernels = k
		begin := time.Now()
		if err := t.segment(0, first); err != nil {
			b.Fatal(err)
		}
		return time.Since(begin).Seconds()
	}
	var ratios []float64
	for b.Loop() {
		for first := 0; first < len(t.ranges); first += segmentChunks {
			before := train(&without, first)
			ratios = append(ratios, train(&with, first)/((before+train(&without, first))/2))
		}
	}
	slices.Sort(ratios)
	b.ReportMetric(100*(ratios[len(ratios)/2]-1), "%")
}

// BenchmarkPrepare reports the time for preparing a token: subsampling, windows and
// negatives.
func BenchmarkPrepare(b *testing.B) {
	t := newTestTrainer(b, benchText(b), Default())
	c := t.workers[0].prepared[0]
	for b.Loop() {
		for _, r := range t.ranges {
			if err := t.prepare(c, 0, r); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(t.text.IDs.Tokens()), "ns/token")
}
