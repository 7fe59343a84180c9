package lexvec

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/internal/sampling"
	"github.com/w2vattn/w2vattn/embed/internal/strata"
	"github.com/w2vattn/w2vattn/embed/internal/traintest"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/simd"
	"github.com/w2vattn/w2vattn/internal/splitmix"
	"github.com/w2vattn/w2vattn/vocab"
)

// small is a configuration for traintest.Random.
func small() Config {
	c := Default()
	c.Dim, c.MinCount, c.Epochs, c.Sample = 7, 1, 3, .02
	return c
}

// start returns a training on test text, whose ranges have at most 100 tokens.
func start(t *testing.T, c Config, o ...train.Option) *run {
	t.Helper()
	text := traintest.Encode(t, traintest.Random(300), c, o...)
	started, err := c.Start(text, train.NewOptions(o...))
	if err != nil {
		t.Fatal(err)
	}
	r := started.(*run)
	if r.ranges, err = text.IDs.Cut(100); err != nil {
		t.Fatal(err)
	}
	return r
}

// going continues without a pause.
func going(train.Status) error { return nil }

// TestReference trains with the formulas in float64, one pair after another in the order of the
// blocks, and compares vectors and loss. Pairs are found token by token.
func TestReference(t *testing.T) {
	for _, positional := range []bool{false, true} {
		c := small()
		c.Positional = positional
		r := start(t, c, train.Workers(2))
		w, x := floats(r.model.words), floats(r.model.contexts)
		loss, pairs := 0., 0
		for from := 0; from < len(r.ranges); from += strata.Number {
			chunk := r.ranges[from:min(from+strata.Number, len(r.ranges))]
			var all [][]pair
			for _, k := range chunk {
				all = append(all, pairsOf(t, r, k))
			}
			for round := range strata.Number {
				for i := range strata.Number {
					for n, ps := range all {
						alpha := c.Alpha - (c.Alpha-c.MinAlpha)*float64(chunk[n].Token)/float64(r.text.IDs.Tokens())/float64(c.Epochs)
						for _, p := range ps {
							if int(strataOf(c, drawRowStrata, p.word)) != i ||
								int(strataOf(c, drawColumnStrata, p.context)) != (i+round)%strata.Number {
								continue
							}
							a, b, e := w[p.word], x[p.context], -float64(p.y)
							for d := range a {
								e += a[d] * b[d]
							}
							loss += e * e / 2
							pairs++
							for d := range a {
								a[d], b[d] = a[d]-alpha*e*b[d], b[d]-alpha*e*a[d]
							}
						}
					}
				}
			}
		}
		if _, err := r.Epoch(0, going); err != nil {
			t.Fatal(err)
		}
		for i, want := range [][][]float64{w, x} {
			got := floats([]matrix{r.model.words, r.model.contexts}[i])
			for row := range want {
				for d := range want[row] {
					if math.Abs(got[row][d]-want[row][d]) > 1e-4 {
						t.Fatalf("matrix %d, row %d, number %d: %v, want %v", i, row, d, got[row][d], want[row][d])
					}
				}
			}
		}
		if got, want := r.Status().Loss, loss/float64(pairs); math.Abs(got-want) > 1e-5*want {
			t.Errorf("loss %v, want %v", got, want)
		}
	}
}

// strataOf returns the stratum of a row in epoch 0.
func strataOf(c Config, purpose int, row int32) uint64 {
	return splitmix.Next(sampling.Stream(c.Seed, purpose, 0)+uint64(row)) >> 60
}

// floats returns the rows of a matrix without padding.
func floats(m matrix) [][]float64 {
	var rows [][]float64
	for i := range len(m.data) / m.stride {
		var row []float64
		for _, v := range m.row(i)[:m.dim] {
			row = append(row, float64(v))
		}
		rows = append(rows, row)
	}
	return rows
}

// pairsOf returns the pairs of a range in epoch 0, in the order of the text.
func pairsOf(t *testing.T, r *run, k corpus.Range) []pair {
	t.Helper()
	var buffer []vocab.ID
	ids, err := r.text.IDs.Read(k, &buffer)
	if err != nil {
		t.Fatal(err)
	}
	type centre struct {
		id     vocab.ID
		radius int
	}
	c := r.config
	var pairs []pair
	var sentence []centre
	token, negative := uint64(k.Token), uint64(0)
	add := func(word, context vocab.ID, offset int) {
		row := int32(int(context)*c.offsets() + offset)
		pairs = append(pairs, pair{int32(word), row, r.epoch.targets.of(word, row)})
	}
	key := splitmix.Next(c.stream(drawNegatives, 0) + uint64(k.Token))
	for _, id := range ids {
		if id != corpus.End {
			draw := splitmix.Next(c.stream(drawTokens, 0) + token)
			token++
			if r.epoch.keep[id] >= uint32(draw) {
				sentence = append(sentence, centre{id, 1 + int(draw>>32*uint64(c.Window)>>32)})
			}
			continue
		}
		for i, w := range sentence {
			for d := -w.radius; d <= w.radius; d++ {
				if j := i + d; d != 0 && j >= 0 && j < len(sentence) {
					offset := 0
					if c.Positional {
						offset = slices.Index([]int{-5, -4, -3, -2, -1, 1, 2, 3, 4, 5}, d)
					}
					add(w.id, sentence[j].id, offset)
				}
			}
			for range c.Negative {
				offset := 0
				if c.Positional {
					offset = int(splitmix.Next(^(key + negative)) & math.MaxUint32 * 10 >> 32)
				}
				add(w.id, r.epoch.noise.Draw(splitmix.Next(key+negative)), offset)
				negative++
			}
		}
		sentence = nil
	}
	return pairs
}

// equal reports whether two runs have the same vectors and losses.
func equal(a, b *run) bool {
	return slices.Equal(a.model.words.data, b.model.words.data) &&
		slices.Equal(a.model.contexts.data, b.model.contexts.data) && a.at == b.at
}

// TestSameForAllWorkersAndKernels: neither changes a bit.
func TestSameForAllWorkersAndKernels(t *testing.T) {
	c := small()
	c.Dim = 20
	want := start(t, c, train.Workers(1), train.Kernel("generic"))
	if _, err := want.Epoch(0, going); err != nil {
		t.Fatal(err)
	}
	for _, k := range simd.Available() {
		for workers := 1; workers <= 4; workers++ {
			got := start(t, c, train.Workers(workers), train.Kernel(k.Name))
			if _, err := got.Epoch(0, going); err != nil {
				t.Fatal(err)
			}
			if !equal(got, want) {
				t.Errorf("%d workers, %s: other bits", workers, k.Name)
			}
		}
	}
}

// TestResume stops in the middle of an epoch and continues from the matrices and the state.
func TestResume(t *testing.T) {
	for _, positional := range []bool{false, true} {
		c := small()
		c.Positional = positional
		whole := start(t, c)
		for epoch := range 2 {
			if _, err := whole.Epoch(epoch, going); err != nil {
				t.Fatal(err)
			}
		}
		stopped, stop := start(t, c), errors.New("stop")
		if _, err := stopped.Epoch(0, going); err != nil {
			t.Fatal(err)
		}
		if _, err := stopped.Epoch(1, func(train.Status) error { return stop }); !errors.Is(err, stop) {
			t.Fatal(err)
		}
		result := stopped.Result(false)
		table, err := embed.New(stopped.text.Words, result.Inputs)
		if err != nil {
			t.Fatal(err)
		}
		file := &embed.File{Table: table, Matrices: result.Matrices}
		state, err := json.Marshal(stopped.State(1))
		if err != nil {
			t.Fatal(err)
		}
		resumed := start(t, c, train.Workers(3))
		if err := resumed.Restore(1, state, file); err != nil {
			t.Fatal(err)
		}
		if resumed.at.Range != strata.Number {
			t.Fatalf("continues before range %d", resumed.at.Range)
		}
		if _, err := resumed.Epoch(1, going); err != nil {
			t.Fatal(err)
		}
		resumed.at.Sum = ""
		if !equal(resumed, whole) {
			t.Errorf("positional %v: a resumed training has other bits", positional)
		}
		for name, bad := range map[string]string{"sum": `{"range":0,"cooccurrences_sum":"x"}`, "json": `7`,
			"range": `{"range":7,"cooccurrences_sum":"` + resumed.sum() + `"}`} {
			if err := resumed.Restore(1, []byte(bad), file); err == nil {
				t.Errorf("%s: restored", name)
			}
		}
		clear(file.Matrices)
		if err := resumed.Restore(1, state, file); err == nil {
			t.Error("restored without a matrix")
		}
	}
}

// TestResult: the last result of a positional training has only the vectors; names of offsets
// differ.
func TestResult(t *testing.T) {
	c := small()
	if m := start(t, c).Result(true).Matrices; len(m) != 1 || m["contexts"].Cols != c.Dim {
		t.Errorf("%d matrices", len(m))
	}
	c.Positional = true
	r := start(t, c)
	if m := r.Result(true).Matrices; len(m) != 0 {
		t.Errorf("%d matrices in the last result", len(m))
	}
	m := r.Result(false).Matrices
	first := r.model.contexts.row(10*3 + 5)[:c.Dim] // of word 3, one token later
	if at := m["contexts+1"]; len(m) != 10 || !slices.Equal(at.Data[3*c.Dim:4*c.Dim], first) {
		t.Errorf("%d matrices", len(m))
	}
	if m["contexts-5"].Data == nil || m["contexts+5"].Data == nil {
		t.Error("an offset is missing")
	}
}

// TestRate: the learning rate falls linearly over all epochs.
func TestRate(t *testing.T) {
	r := start(t, small())
	total := r.text.IDs.Tokens()
	for i, want := range []float64{.018, .009 + .00005, .0001} {
		r.at.Epoch = []int{0, 1, 3}[i]
		tokens := []int64{0, total / 2, 0}[i]
		if got := r.rate(tokens); math.Abs(got-want) > 1e-5 {
			t.Errorf("rate %d: %v, want %v", i, got, want)
		}
	}
}
