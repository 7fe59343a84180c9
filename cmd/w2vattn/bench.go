package main

// This file measures training on this machine. The text is made from random numbers,
// so it needs no file and is the same everywhere; the words follow Zipf's law with
// exponent 1 (Zipf 1949), because the time of a token depends on how often its
// vectors are still in the cache. The output is three or four lines:
//
//	processor    NAME, linux/amd64
//	kernel       avx2
//	1 worker     N words/s

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/internal/english"
	"github.com/w2vattn/w2vattn/vocab"
)

// benchFlags are the flags of bench.
type benchFlags struct {
	config   word2vec.Config
	kernel   string
	duration time.Duration
}

// newBench returns the command bench.
func (a *app) newBench() *cobra.Command {
	f := benchFlags{config: word2vec.Default()}
	cmd := &cobra.Command{
		Use:   "bench",
		Short: "Measure the speed of training on this machine",
		Long: `Train on a random text with the word frequencies of English, with one worker
and then with one for each processor, and print the words per second. It takes
half a minute. Close other programs first.`,
		Example: "  w2vattn bench\n  w2vattn bench --kernel generic",
		Args:    cli.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.runBench(cmd.Context(), &f) },
	}
	flags := cmd.Flags()
	flags.IntVar(&f.config.Dim, "dim", f.config.Dim, "length of a vector")
	addKernel(cmd, &f.kernel)
	flags.DurationVar(&f.duration, "duration", 12*time.Second, "time of training for each number of workers")
	cli.SetTopic(cmd, cli.TopicTraining)
	return cmd
}

// runBench carries out bench. Its output is for reports to this project, so it is in
// English for all languages.
func (a *app) runBench(ctx context.Context, f *benchFlags) error {
	if f.duration <= 0 {
		return cli.Usagef("--duration is %v, must be above 0", f.duration)
	}
	v, err := benchVocabulary()
	if err != nil {
		return err
	}
	kernel := f.kernel
	if kernel == simdAuto {
		kernel = word2vec.BestKernel()
	}
	fmt.Fprintf(a.out, "%-12s %s, %s/%s\n%-12s %s\n", "processor", processor(), runtime.GOOS, runtime.GOARCH, "kernel",
		kernel)
	sample := benchText(v)
	for _, workers := range slices.Compact([]int{1, runtime.GOMAXPROCS(0)}) {
		pace, err := train.Measure(ctx, sample, v, f.config, f.duration, train.Workers(workers), train.Kernel(f.kernel))
		if err != nil {
			return err
		}
		fmt.Fprintf(a.out, "%-12s %s words/s\n", english.Plural(int64(workers), "worker"),
			english.Thousands(int64(pace.WordsPerSecond)))
	}
	return nil
}

// The text of bench: as many words and tokens as 100 MB of English Wikipedia have, of
// which a sample is trained on. The counts decide subsampling and negatives; the
// sample only has to be longer than what is trained in the given time.
const (
	benchWords  = 75_000
	benchTokens = 16_000_000
	benchSample = 1_000_000
)

// benchVocabulary returns words whose frequencies follow Zipf's law: the count of the n-th
// word is proportional to 1/n.
func benchVocabulary() (*vocab.Vocab, error) {
	sum := 0.
	for n := range benchWords {
		sum += 1 / float64(n+1)
	}
	words, counts := make([]string, benchWords), make([]int64, benchWords)
	for n := range words {
		words[n], counts[n] = "w"+strconv.Itoa(n), int64(benchTokens/sum/float64(n+1))
	}
	return vocab.New(words, counts)
}

// benchText returns sentences of 20 random words of v, always the same ones.
func benchText(v *vocab.Vocab) corpus.Lists {
	words, ends, total := make([]string, 0, v.Len()), make([]int64, 0, v.Len()), int64(0)
	for id, word := range v.All() {
		total += v.Count(id)
		words, ends = append(words, word), append(ends, total)
	}
	random := rand.New(rand.NewPCG(1, 2))
	text := make(corpus.Lists, benchSample/20)
	for i := range text {
		text[i] = make([]string, 20)
		for k := range text[i] {
			n, _ := slices.BinarySearch(ends, 1+random.Int64N(total))
			text[i][k] = words[n]
		}
	}
	return text
}
