package lexvec_test

import (
	"bytes"
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/cooccur"
	"github.com/w2vattn/w2vattn/embed/internal/traintest"
	"github.com/w2vattn/w2vattn/embed/lexvec"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/leaktest"
	"github.com/w2vattn/w2vattn/vocab"
)

// config returns a configuration for traintest.Topics.
func config() lexvec.Config {
	c := lexvec.Default()
	c.Dim, c.MinCount, c.Epochs, c.Sample, c.Alpha = 8, 1, 5, 0, .1
	return c
}

// TestTrain: words of a topic are nearer to each other than to the other topic, the loss falls,
// and the file has the context vectors and can be opened.
func TestTrain(t *testing.T) {
	c := config()
	c.Epochs = 30
	var first, last float64
	var m *train.Model
	leaktest.None(t, func() {
		var err error
		m, err = train.Train(t.Context(), traintest.Topics(), c, train.Progress(func(s train.Status) {
			if s.Epoch == 0 {
				first = s.Loss
			}
			last = s.Loss
		}))
		if err != nil {
			t.Fatal(err)
		}
	})
	if last >= first/2 || m.Statistics.Loss != last {
		t.Errorf("loss from %v to %v, %v in the model", first, last, m.Statistics.Loss)
	}
	near, err := m.Table.Similar("cat", 3)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range near {
		if !strings.Contains("dog mouse horse", n.Word) {
			t.Errorf("%s is near cat: %v", n.Word, near)
		}
	}
	path := filepath.Join(t.TempDir(), "m.safetensors")
	if err := m.Save(path); err != nil {
		t.Fatal(err)
	}
	opened, err := train.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if x := opened.Matrices["contexts"]; x.Rows != 8 || x.Cols != 8 {
		t.Errorf("contexts %d×%d", x.Rows, x.Cols)
	}
	native, checkpoint := c.FileBytes(m.Table.Vocab())
	if info, err := os.Stat(path); err != nil || info.Size() < native || info.Size() > native+4000 || checkpoint < native {
		t.Errorf("%d bytes, %d expected, %v", info.Size(), native, err)
	}
	if peak := c.PeakBytes(1000); peak < 2*4*1000*8 {
		t.Errorf("a peak of %d bytes", peak)
	}
}

// TestTrainer: the trainer does what every trainer must.
func TestTrainer(t *testing.T) {
	c := config()
	c.Dim = 20
	reseeded, changed := c, c
	reseeded.Seed = 7
	changed.Association = lexvec.PMI
	traintest.Check(t, traintest.Case{Trainer: c, Text: traintest.Topics(), Reseeded: reseeded, Field: "association",
		Changed: changed, Workers: true})
}

// TestCancelCounting: a context that is done ends the counting before the first epoch.
func TestCancelCounting(t *testing.T) {
	c := config()
	encoded := traintest.Encode(t, traintest.Topics(), c)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := encoded.Train(ctx, c, train.Progress(func(train.Status) { t.Error("training began") }))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestCooccurrences: training from a file gives the same bytes; a file of another vocabulary is
// an error that names it.
func TestCooccurrences(t *testing.T) {
	c := config()
	whole, err := train.Train(t.Context(), traintest.Topics(), c)
	if err != nil {
		t.Fatal(err)
	}
	c.Cooccurrences = traintest.Cooccurrences(t, traintest.Topics(), c,
		cooccur.Config{Window: c.Window, Symmetric: true, Weighting: c.Weighting})
	fromFile, err := train.Train(t.Context(), traintest.Topics(), c)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(traintest.Bytes(t, fromFile), traintest.Bytes(t, whole)) {
		t.Error("other bytes from the file")
	}
	words, err := vocab.New([]string{"cat", "dog"}, []int64{1, 1})
	if err != nil {
		t.Fatal(err)
	}
	_, err = train.Train(t.Context(), traintest.Topics(), c, train.Vocabulary(words))
	if err == nil || !strings.Contains(err.Error(), c.Cooccurrences) || !strings.Contains(err.Error(), "vocabulary") {
		t.Errorf("another vocabulary: %v", err)
	}
	c.Window = 1
	if _, err = train.Train(t.Context(), traintest.Topics(), c); err == nil || !strings.Contains(err.Error(), "window") {
		t.Errorf("another window: %v", err)
	}
	c.Cooccurrences = "none"
	if _, err = train.Train(t.Context(), traintest.Topics(), c); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

// TestExtremeFile: weights of any size train to finite numbers.
func TestExtremeFile(t *testing.T) {
	c := config()
	c.Alpha, c.MinAlpha, c.Association, c.Window, c.Weighting = 10, 10, lexvec.Co, 1000, cooccur.Flat
	path := filepath.Join(t.TempDir(), "cooccur")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := cooccur.Write(f, func(yield func(cooccur.Row, error) bool) {
		_ = yield(cooccur.Row{Word: 0, Columns: []vocab.ID{0, 1, 2}, Weights: []float64{5e-324, 3e5, 1e-310}}, nil) &&
			yield(cooccur.Row{Word: 1, Columns: []vocab.ID{0, 1}, Weights: []float64{3e5, 1e-30}}, nil)
	}); err != nil {
		t.Fatal(err)
	}
	c.Cooccurrences, c.Epochs = path, 50
	m, err := train.Train(t.Context(), traintest.Topics(), c)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range append(m.Table.Matrix().Data, m.Matrices["contexts"].Data...) {
		if x-x != 0 {
			t.Fatalf("a number is %v", x)
		}
	}
	if math.IsNaN(m.Statistics.Loss) {
		t.Error("the loss is NaN")
	}
}

func TestErrors(t *testing.T) {
	bad := lexvec.Config{Trainer: "x", Weighting: "x", Association: "x", Alpha: math.NaN(), Sample: math.Inf(1),
		Smooth: -1, MinAlpha: 11, NSExponent: 11, Negative: -1}
	err := bad.Validate()
	for _, field := range strings.Fields("trainer dim epochs window negative sample alpha min_alpha ns_exponent " +
		"smooth association window_weighting") {
		if err == nil || !strings.Contains(err.Error(), field+" is ") {
			t.Errorf("%s is not named: %v", field, err)
		}
	}
	c := config()
	c.Positional, c.Cooccurrences = true, "f"
	if err := c.Validate(); err == nil || !strings.Contains(err.Error(), "positional is for counts of each offset") {
		t.Errorf("positional with a file: %v", err)
	}
	c = config()
	if _, err := train.Train(t.Context(), corpus.Lists{{"a"}, {"b"}}, c); !errors.Is(err, cooccur.ErrNoPairs) {
		t.Errorf("no pairs: %v", err)
	}
}
