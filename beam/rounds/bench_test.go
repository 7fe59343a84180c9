package rounds

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/w2vattn/w2vattn/beam/text"
)

// BenchmarkRound is a round on Prism, of four shards and some 20,000 tokens each:
// so nearly all of it is what a round costs beside the training.
//
//	go test -run '^$' -bench Round -benchtime 5x ./rounds
func BenchmarkRound(b *testing.B) {
	for _, words := range []int{1_000, 50_000} {
		b.Run(fmt.Sprint("words=", words), func(b *testing.B) {
			j := job(b)
			j.Config.Dim, j.Config.MinCount, j.Config.Epochs, j.Config.Sample = 100, 1, 1000, 1e-3
			j.Shards, j.PerEpoch = 4, 10
			spans, err := j.Reading.Cut(b.Context(), []string{zipfText(b, words)}, text.Size)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := j.prepare(b.Context(), spans); err != nil {
				b.Fatal(err)
			}
			round := 0
			for b.Loop() {
				if _, err := j.round(b.Context(), round); err != nil {
					b.Fatal(err)
				}
				if err := j.removeOld(b.Context(), round); err != nil {
					b.Fatal(err)
				}
				round++
			}
		})
	}
}

// zipfText returns 800,000 tokens of a number of words, each at least once; the frequency
// of a word is in inverse proportion to its rank.
func zipfText(b *testing.B, words int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "text")
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.1, 3, uint64(words-1))
	for i := range 800_000 {
		word := uint64(i)
		if i >= words {
			word = zipf.Uint64()
		}
		fmt.Fprintf(w, "w%d ", word)
		if i%20 == 19 {
			fmt.Fprintln(w)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	return path
}
