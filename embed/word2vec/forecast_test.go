package word2vec

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/vocab"
)

// sentences returns a corpus that is long enough for several reports of progress.
func sentences() corpus.Lists {
	words := []string{"cat", "dog", "book", "letter", "reads", "sleeps", "고양이", "책", "읽는다", "잔다"}
	var l corpus.Lists
	for i := range 2000 {
		var s []string
		for k := range 12 {
			s = append(s, words[(i*7+k*k*3+i/9)%len(words)])
		}
		l = append(l, s)
	}
	return l
}

func counted(t *testing.T, src corpus.Source) *vocab.Vocab {
	t.Helper()
	var c vocab.Counter
	if _, err := corpus.Count(t.Context(), src, &c); err != nil {
		t.Fatal(err)
	}
	v, _ := c.Vocab(vocab.Selection{})
	return v
}

func TestMeasure(t *testing.T) {
	src := sentences()
	v := counted(t, src)
	for _, trainer := range []string{Batched, Gensim} {
		c := Default()
		c.Trainer, c.Dim, c.MinCount = trainer, 16, 1
		const d = 30 * time.Millisecond
		begin := time.Now()
		p, err := Measure(t.Context(), src, v, c, d, Workers(1))
		took := time.Since(begin).Seconds()
		if err != nil {
			t.Fatal(trainer, err)
		}
		if took < d.Seconds() || !(p.WordsPerSecond > 0) || math.IsInf(p.WordsPerSecond, 0) || p.Setup <= 0 ||
			p.Setup.Seconds() > took {
			t.Errorf("%s: %+v, measured in %v s", trainer, p, took)
		}
	}
}

func TestMeasureCancelled(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	src := sentences()
	if _, err := Measure(ctx, src, counted(t, src), Default(), time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestPeakBytes checks that the forecast is the memory that the trainers allocate.
func TestPeakBytes(t *testing.T) {
	src := sentences()
	for _, dim := range []int{1, 11, 12, 25, 100, 300} {
		for _, workers := range []int{1, 2, 3, 8} {
			c := Default()
			c.Dim, c.MinCount = dim, 1
			b := newTestTrainer(t, src, c, Workers(workers))
			text := b.text
			var got int64
			if !simd.Releases { // the matrices are put together beside the columns
				got = 2 * 4 * int64(text.Words.Len()*dim)
			}
			for _, w := range b.workers {
				got += 4 * int64(len(w.columns.In)) // in which the outputs are too
			}
			if want := c.PeakBytes(text.Words.Len()); got != want {
				t.Errorf("dim %d, %d workers: %d bytes, forecast %d", dim, workers, got, want)
			}
			c.Trainer, c.HS = Gensim, true
			g := newGensim(c, text)
			if got, want := 4*int64(len(g.in)+len(g.out)+len(g.nodes)), c.PeakBytes(text.Words.Len()); got != want {
				t.Errorf("gensim, dim %d: %d bytes, forecast %d", dim, got, want)
			}
		}
	}
}

// TestEffective checks that the expected number of tokens is trained on.
func TestEffective(t *testing.T) {
	src := sentences()
	c := Default()
	c.MinCount, c.Sample = 1, .02
	b := newTestTrainer(t, src, c)
	text := b.text
	kept := 0
	for i, r := range b.ranges {
		if err := b.prepare(b.workers[0].prepared[0], i, r); err != nil {
			t.Fatal(err)
		}
		kept += len(b.workers[0].prepared[0].plan.Words)
	}
	want := c.ExpectedTokens(text.Words)
	if math.Abs(float64(kept)-want) > 4*math.Sqrt(want) || want > .8*float64(text.Words.Total()) {
		t.Errorf("%d words stay, %.0f of %d were expected", kept, want, text.Words.Total())
	}
	c.Sample = 0
	if got := c.ExpectedTokens(text.Words); got != float64(text.Words.Total()) {
		t.Errorf("without subsampling %v of %d words stay", got, text.Words.Total())
	}
}

// TestMatrixBytes checks that the matrices of a native file take the forecast number of
// bytes, and that the rest of the file is small.
func TestMatrixBytes(t *testing.T) {
	hs := small()
	hs.Epochs, hs.HS = 1, true
	one := fast()
	one.Epochs = 1
	for _, c := range []Config{hs, one} {
		m := mustTrain(t, library(t, "en"), c)
		path := filepath.Join(t.TempDir(), "m.safetensors")
		if err := m.Save(path); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if least := c.MatrixBytes(m.Table.Len()); info.Size() < least || info.Size() > least+least/2 {
			t.Errorf("%s: %d bytes, forecast %d", c.Trainer, info.Size(), least)
		}
	}
}
