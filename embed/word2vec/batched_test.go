package word2vec

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/simd"
)

// fast is a configuration of the batched trainer for the sample corpus.
func fast() Config {
	c := Default()
	c.Dim, c.MinCount, c.Epochs, c.Sample = 32, 2, 150, 0
	return c
}

func mustTrain(t *testing.T, src corpus.Source, c Config, opts ...Option) *Model {
	t.Helper()
	m, err := Train(t.Context(), src, c, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// wantSame reports an error unless two models have the same bits.
func wantSame(t *testing.T, what string, got, want *Model) {
	t.Helper()
	if !slices.Equal(got.Table.Matrix().Data, want.Table.Matrix().Data) {
		t.Errorf("%s: the vectors differ", what)
	}
	if !slices.Equal(got.Outputs.Data, want.Outputs.Data) {
		t.Errorf("%s: the output vectors differ", what)
	}
	if got.Statistics != want.Statistics {
		t.Errorf("%s: statistics %+v, want %+v", what, got.Statistics, want.Statistics)
	}
}

// long returns the sample corpus repeated until it has at least that many tokens. More than
// one segment of chunks takes about 150,000.
func long(t *testing.T, tokens int) corpus.Lists {
	t.Helper()
	lists := library(t, "en").(corpus.Lists)
	n := 0
	for _, s := range lists {
		n += len(s)
	}
	return slices.Repeat(lists, tokens/n+1)
}

func TestSameBytesWhateverTheMachine(t *testing.T) {
	tokens := 20_000
	if testing.Short() {
		tokens = 5_000
	}
	src := long(t, tokens)
	for _, change := range []func(*Config){
		func(*Config) {},
		func(c *Config) { c.Arch = SkipGram },
		func(c *Config) { c.Block, c.Shared, c.Reuse, c.Gradient = 16, 24, false, Corrected },
		func(c *Config) { c.HeldOut, c.Sample, c.Window = .1, 1e-2, 11 },
	} {
		c := fast()
		c.Dim, c.Epochs = 100, 2
		change(&c)
		c.Alpha = c.DefaultAlpha()
		want := mustTrain(t, src, c, Workers(1), Kernel("generic"))
		for _, k := range simd.Available() {
			for _, workers := range []int{1, 2, 3, 4, 8, 50} {
				if workers > 2 && (testing.Short() || k.Name == "generic" && workers != 3) {
					continue // plain Go is many times slower
				}
				wantSame(t, fmt.Sprintf("%+v, %s, %d workers", c, k.Name, workers),
					mustTrain(t, src, c, Workers(workers), Kernel(k.Name)), want)
			}
		}
		wantSame(t, "ids in a file", mustTrain(t, src, c, Workers(2), Memory(0)), want)
		c.Seed++
		if slices.Equal(mustTrain(t, src, c).Table.Matrix().Data, want.Table.Matrix().Data) {
			t.Error("another seed gives the same vectors")
		}
	}
}

// TestScalesAreTheSameEverywhere checks the float32 scales of the kernels. The powers that
// they are rounded from differ between machines in the last bits of a float64.
func TestScalesAreTheSameEverywhere(t *testing.T) {
	const lastBits = 1e-14 // about 50 units in the last place
	for n := 1; n <= 2*maxBatchedWindow; n++ {
		x := math.Pow(float64(n), -gradientPower[Balanced])
		if float32(x*(1-lastBits)) != float32(x*(1+lastBits)) {
			t.Errorf("%d^-%v lies too near to the middle between two float32", n, gradientPower[Balanced])
		}
	}
}

// newTestTrainer returns the batched trainer for a source, before the first epoch.
func newTestTrainer(t testing.TB, src corpus.Source, c Config, opts ...Option) *batched {
	t.Helper()
	opts = append([]Option{Workers(1)}, opts...)
	b, err := newBatched(c, encoded(t, src, c, opts...), train.NewOptions(opts...))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// encoded runs the stages before training and returns their result.
func encoded(t testing.TB, src corpus.Source, c Config, opts ...Option) *train.Text {
	t.Helper()
	counted, err := train.Count(t.Context(), src, opts...)
	if err != nil {
		t.Fatal(err)
	}
	words, err := counted.Select(c, opts...)
	if err != nil {
		t.Fatal(err)
	}
	text, err := counted.Encode(words)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// runEpochs runs all epochs without the stages of package train.
func runEpochs(b *batched) error {
	for epoch := range b.config.Epochs {
		if _, err := b.Epoch(epoch, func(Status) error { return nil }); err != nil {
			return err
		}
	}
	return nil
}

// TestLossAgainstFloat64 computes the loss of a trained model without updates and compares
// it with the formula in float64: of all chunks of a short text, and of every eighth of a longer one.
func TestLossAgainstFloat64(t *testing.T) {
	for _, text := range []struct {
		src           corpus.Source
		epochs, every int
	}{{library(t, "en"), 40, 1}, {long(t, 2048*segmentChunks), 1, 8}} {
		for _, arch := range []string{CBOW, SkipGram} {
			c := fast()
			c.Dim, c.Epochs, c.Arch = 100, text.epochs, arch
			m := mustTrain(t, text.src, c)
			c.Alpha, c.MinAlpha, c.Epochs = 0, 0, 1
			got := mustTrain(t, text.src, c, Continue(m), Workers(2))
			if !slices.Equal(got.Table.Matrix().Data, m.Table.Matrix().Data) {
				t.Fatal("vectors move at a learning rate of 0")
			}
			b := newTestTrainer(t, text.src, c, Continue(m))
			var loss, centres float64
			for i := 0; i < len(b.ranges); i += text.every {
				if err := b.prepare(b.workers[0].prepared[0], 0, b.ranges[i]); err != nil {
					t.Fatal(err)
				}
				loss += exactBlocks(&b.workers[0].prepared[0].chunk, m, c)
				centres += float64(b.workers[0].prepared[0].centres)
			}
			if want := loss / centres; math.Abs(got.Statistics.Loss-want) > 1e-5*want || want > 20 {
				t.Errorf("%s, %d chunks: loss %.7f, want %.7f", arch, len(b.ranges), got.Statistics.Loss, want)
			}
		}
	}
}

// TestHeldOutLossOfAllChunks checks that the loss of held-out sentences is that of all chunks.
func TestHeldOutLossOfAllChunks(t *testing.T) {
	b := newTestTrainer(t, long(t, 2048*segmentChunks), fast())
	if len(b.ranges) <= segmentChunks || !b.computesLoss(0) || b.computesLoss(1) || !b.computesLoss(8) {
		t.Errorf("%d chunks: %t, %t, %t", len(b.ranges), b.computesLoss(0), b.computesLoss(1), b.computesLoss(8))
	}
	if b.measuring = true; !b.computesLoss(1) {
		t.Error("the held-out loss leaves out chunks")
	}
}

// exactBlocks returns the loss of the blocks of a chunk by the formula, in float64.
func exactBlocks(c *chunk, m *Model, config Config) (loss float64) {
	p := c.plan
	x, out := m.Table.Matrix(), m.Outputs
	h := make([]float64, x.Cols)
	score := func(w int32) (s float64) {
		for d, v := range out.Data[int(w)*out.Stride:][:out.Cols] {
			s += h[d] * float64(v)
		}
		return s
	}
	for i := range c.blocks * p.Rows {
		if p.Size[i] == 0 {
			continue
		}
		clear(h)
		for _, w := range contextOf(p, i) {
			for d, v := range x.Data[int(w)*x.Stride:][:x.Cols] {
				h[d] += float64(v) / float64(p.Size[i])
			}
		}
		if len(p.Factor) > 0 {
			loss += exactGroup(p, i, score)
			continue
		}
		loss += math.Log1p(math.Exp(-score(p.Target[i])))
		for _, w := range p.Negative[i/p.Rows*p.Pitch:][:p.Shared] {
			if w != p.Target[i] {
				loss += float64(config.Negative) / float64(config.Shared) * math.Log1p(math.Exp(score(w)))
			}
		}
	}
	return loss
}

// TestTrainersAgree checks that the two trainers find the same neighbours of frequent words
// in the sample corpus about as often as one trainer does with two seeds.
func TestTrainersAgree(t *testing.T) {
	for _, lang := range []string{"en", "ko"} {
		slow, quick := small(), fast()
		slow.Epochs, quick.Epochs = 300, 300
		a, b := mustTrain(t, library(t, lang), slow), mustTrain(t, library(t, lang), quick)
		slow.Seed++
		between, within := agreement(a, b), agreement(a, mustTrain(t, library(t, lang), slow))
		t.Logf("%s: the trainers share %.0f %% of the neighbours, two seeds %.0f %%", lang, 100*between, 100*within)
		if between < .7*within {
			t.Errorf("%s: the trainers share %.0f %% of the neighbours, two seeds %.0f %%", lang, 100*between,
				100*within)
		}
	}
}

// agreement returns the share of the ten nearest neighbours of the 60 most frequent words
// that two models have in common.
func agreement(a, b *Model) float64 {
	shared, total := 0, 0
	for id, word := range a.Table.Vocab().All() {
		if id >= 60 {
			break
		}
		other := must(b.Table.Similar(word, 10))
		for _, n := range must(a.Table.Similar(word, 10)) {
			total++
			if slices.ContainsFunc(other, func(o embed.Neighbour) bool { return o.Word == n.Word }) {
				shared++
			}
		}
	}
	return float64(shared) / float64(total)
}

func TestBatchedLossFalls(t *testing.T) {
	for _, arch := range []string{CBOW, SkipGram} {
		for _, gradient := range []string{Classic, Balanced, Corrected} {
			c := fast()
			c.Arch, c.Gradient, c.Epochs = arch, gradient, 20
			c.Alpha = c.DefaultAlpha()
			losses := map[int]float64{}
			mustTrain(t, library(t, "en"), c, Progress(func(s Status) {
				if !s.Reading {
					losses[s.Epoch] = s.Loss
				}
			}))
			if !(losses[19] < .9*losses[0]) || losses[19] <= 0 {
				t.Errorf("%s, %s: loss %v after one epoch, %v after twenty", arch, gradient, losses[0], losses[19])
			}
		}
	}
}

func TestHeldOutAndPatience(t *testing.T) {
	c := fast()
	c.HeldOut, c.Patience, c.Epochs, c.Alpha = .2, 2, 1000, .3
	var heldOut []float64
	m := mustTrain(t, library(t, "en"), c, Progress(func(s Status) {
		if s.HeldOut > 0 {
			heldOut = append(heldOut, s.HeldOut)
		}
	}))
	n := len(heldOut)
	if m.Statistics.Epochs != n || n >= 1000 || n < 4 || heldOut[1] >= heldOut[0] {
		t.Fatalf("%d epochs with the losses %v", m.Statistics.Epochs, heldOut)
	}
	best := slices.Min(heldOut)
	if heldOut[n-3] != best || m.Statistics.HeldOut != heldOut[n-1] || m.Statistics.Loss >= best {
		t.Errorf("ended after %v; loss %v, held out %v", heldOut[n-4:], m.Statistics.Loss, m.Statistics.HeldOut)
	}
}

func TestContinue(t *testing.T) {
	first := mustTrain(t, library(t, "en"), fast())
	more := slices.Repeat(corpus.Lists{{"the", "cat", "sees", "a", "robot"}, {"a", "robot", "and", "a", "dog"}}, 20)
	c := fast()
	c.Epochs = 20
	m := mustTrain(t, more, c, Continue(first))
	robot, ok := m.Table.Vocab().ID("robot")
	if !ok || m.Table.Len() <= first.Table.Len() || m.Table.Vocab().Count(robot) != 40 {
		t.Fatalf("robot is there: %v; %d words after %d", ok, m.Table.Len(), first.Table.Len())
	}
	if king := func(m *Model) []float32 { v, _ := m.Table.Vector("king"); return v }; !slices.Equal(king(m),
		king(first)) {
		t.Error("the vector of king, which is not in the new text, has changed")
	}
	if cat := func(m *Model) []float32 { v, _ := m.Table.Vector("cat"); return v }; slices.Equal(cat(m), cat(first)) {
		t.Error("cat has not moved")
	}
	if !m.Updated()[robot] {
		t.Error("robot has not moved")
	}
	c.Dim = 16
	if _, err := Train(t.Context(), more, c, Continue(first)); err == nil ||
		!strings.Contains(err.Error(), "length 32, not 16") {
		t.Errorf("got %v", err)
	}
	if _, err := Train(t.Context(), more, small(), Continue(first)); err == nil {
		t.Error("the gensim trainer continues a model")
	}
}

// TestHotPathAllocatesNothing checks that preparing a chunk and training on it reuse
// memory.
func TestHotPathAllocatesNothing(t *testing.T) {
	c := fast()
	c.Dim = 100
	b := newTestTrainer(t, long(t, 30_000), c)
	w := b.workers[0]
	run := func() {
		w.begin()
		w.run(segment{last: len(b.ranges)})
	}
	run()
	if n := testing.AllocsPerRun(5, run); n != 0 || w.published.scored < 1000 {
		t.Errorf("%v allocations in %d blocks", n, w.published.scored)
	}
}

// strangers returns n different words.
func strangers(n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprint("stranger", i)
	}
	return words
}

func TestBatchedOddCorpora(t *testing.T) {
	many := func(s ...string) corpus.Lists { return slices.Repeat(corpus.Lists{s}, 50) }
	for name, test := range map[string]struct {
		lists corpus.Lists
		set   func(*Config)
	}{
		"one distinct word":     {many("a"), func(*Config) {}},
		"the same word twice":   {many("a", "a"), func(*Config) {}},
		"sentences of one word": {append(many("a"), many("b")...), func(*Config) {}},
		"one sentence":          {corpus.Lists{{"a", "b"}}, func(*Config) {}},
		"dim 1":                 {many("a", "b"), func(c *Config) { c.Dim = 1 }},
		"dim 4096":              {many("a", "b"), func(c *Config) { c.Dim = 4096 }},
		"a huge window":         {many("a", "b", "c"), func(c *Config) { c.Window = 1000 }},
		"many negatives":        {many("a", "b"), func(c *Config) { c.Negative = 100; c.Alpha = .01 }},
		"empty sentences":       {append(many(), many("a", "b")...), func(*Config) {}},
		"all held out or none":  {corpus.Lists{{"a", "b"}, {"b", "a"}}, func(c *Config) { c.HeldOut = .5 }},
		"skip-gram":             {many("a", "b"), func(c *Config) { c.Arch = SkipGram }},
		"a very long sentence":  {corpus.Lists{slices.Repeat([]string{"a", "b", "c"}, 20_000)}, func(*Config) {}},
		"a dropped sentence": {append(corpus.Lists{slices.Repeat([]string{"a"}, 5000)}, many("b", "c")...),
			func(c *Config) { c.Sample = 1e-9 }},
		"chunks without words": {append(corpus.Lists{strangers(5000), strangers(5000)}, many("b", "c")...),
			func(c *Config) { c.MinCount, c.Arch = 3, SkipGram }},
	} {
		c := Default()
		c.MinCount, c.Epochs, c.Dim, c.Sample = 1, 3, 4*simd.LaneWidth, 0
		test.set(&c)
		var first *Model
		for _, workers := range []int{1, 4} { // more than one sentence has chunks
			m, err := Train(t.Context(), test.lists, c, Workers(workers))
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if first == nil {
				first = m
			}
			wantSame(t, name, m, first)
			for _, x := range m.Table.Matrix().Data {
				if x-x != 0 {
					t.Errorf("%s: %v among the vectors", name, x)
					break
				}
			}
		}
	}
}

func TestBatchedDiverges(t *testing.T) {
	c := fast()
	c.Alpha = 1e6
	if _, err := Train(t.Context(), library(t, "en"), c); err == nil || !strings.Contains(err.Error(), "lower alpha") {
		t.Errorf("got %v", err)
	}
}

func TestBatchedFieldErrors(t *testing.T) {
	c := Default()
	c.Block, c.Shared, c.Gradient, c.Window, c.HS, c.CBOWMean, c.HeldOut, c.Patience = 5, 12, "steep", 1001, true,
		false, .6, -1
	var e *FieldError
	if err := c.Validate(); !errors.As(err, &e) {
		t.Fatal(err)
	}
	if want := []string{"gradient", "block", "shared", "window", "hs", "cbow_mean", "held_out",
		"patience"}; !slices.Equal(e.Fields, want) {
		t.Errorf("got %v, want %v", e.Fields, want)
	}
	if _, err := Train(t.Context(), library(t, "en"), fast(), Kernel("abacus")); err == nil ||
		!strings.Contains(err.Error(), `no kernel "abacus"`) {
		t.Errorf("got %v", err)
	}
}
