package word2vec

import (
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/internal/simd"
)

// flat returns a text of that many tokens, drawn from 200 equally frequent words: rows are
// in flight as long as possible.
func flat(tokens int) corpus.Lists {
	r, names := rand.New(rand.NewPCG(8, 9)), strangers(200)
	var lists corpus.Lists
	for n := 0; n < tokens; n += 20 {
		words := make([]string, 20)
		for i := range words {
			words[i] = names[r.IntN(len(names))]
		}
		lists = append(lists, words)
	}
	return lists
}

// TestLateWorkers checks that workers that are sometimes late, by as much as others may be
// ahead of them, compute the same bytes.
func TestLateWorkers(t *testing.T) {
	c := Default()
	c.Epochs, c.MinCount, c.Sample, c.Block = 1, 1, 0, 8 // the smallest block with the longest delay
	src := flat(60_000)
	train := func(workers int, kernels *simd.Kernels) []float32 {
		b := newTestTrainer(t, src, c, Workers(workers))
		if b.delay != maxDelay || b.rows != c.Block || len(b.ranges) < 4*workers {
			t.Fatalf("%d chunks of blocks of %d rows, updated %d later: too few for this test", len(b.ranges), b.rows,
				b.delay)
		}
		b.kernels = kernels
		if err := runEpochs(b); err != nil {
			t.Fatal(err)
		}
		return b.Result(true).Inputs.Data
	}
	want := train(1, simd.Best())
	for _, workers := range []int{2, 3, 5} {
		if got := train(workers, late()); !slices.Equal(got, want) {
			t.Errorf("%d workers that were late gave other vectors than one", workers)
		}
	}
}

// late returns kernels that sometimes pause.
func late() *simd.Kernels {
	k := *simd.Best()
	var calls atomic.Int64
	score, apply := k.Score, k.Apply
	pause := func(every int64) {
		if calls.Add(1)%every == 0 {
			time.Sleep(100 * time.Microsecond)
		}
	}
	k.Score = func(p *simd.Plan, t int, c *simd.Columns, h, m []float32, part []int32) {
		pause(29)
		score(p, t, c, h, m, part)
	}
	k.Apply = func(p *simd.Plan, t int, c *simd.Columns, h []float32, g []uint16, m []float32) {
		pause(53)
		apply(p, t, c, h, g, m)
	}
	return &k
}

// TestUnreadableIDs checks that training ends with an error when the ids of the corpus can
// no longer be read.
func TestUnreadableIDs(t *testing.T) {
	for _, arch := range []string{CBOW, SkipGram} {
		for _, workers := range []int{1, 3} {
			c := Default()
			c.Arch, c.Epochs, c.MinCount = arch, 1, 1
			b := newTestTrainer(t, flat(30_000), c, Workers(workers), Memory(0))
			emptyIDs(t)
			err := runEpochs(b)
			if !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("%s, %d workers: %v, want an unexpected end of the file", arch, workers, err)
			}
			_ = b.text.IDs.Close()
		}
	}
}

// emptyIDs truncates the file of a corpus's ids, which has no name.
func emptyIDs(t *testing.T) {
	t.Helper()
	const open = "/proc/self/fd"
	files, err := os.ReadDir(open)
	if err != nil {
		t.Skipf("the open files of this process cannot be listed: %v", err)
	}
	for _, f := range files {
		name := filepath.Join(open, f.Name())
		if target, err := os.Readlink(name); err == nil && strings.Contains(target, "w2vattn-ids-") {
			if err := os.Truncate(name, 0); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatal("no file of ids is open")
}
