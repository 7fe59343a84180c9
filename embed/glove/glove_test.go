package glove_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/cooccur"
	"github.com/w2vattn/w2vattn/embed/glove"
	"github.com/w2vattn/w2vattn/embed/internal/traintest"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/leaktest"
	"github.com/w2vattn/w2vattn/vocab"
)

// config returns a configuration for traintest.Topics.
func config() glove.Config {
	c := glove.Default()
	c.Dim, c.MinCount, c.Epochs = 8, 1, 5
	return c
}

// TestTrain: words of a topic are nearer to each other than to the other topic, the loss falls,
// and the file has the biases and can be opened.
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
	if b := opened.Matrices["biases"]; b.Rows != 8 || b.Cols != 2 {
		t.Errorf("biases %d×%d", b.Rows, b.Cols)
	}
	native, checkpoint := c.FileBytes(m.Table.Vocab())
	if info, err := os.Stat(path); err != nil || info.Size() < native || info.Size() > native+4000 || checkpoint < native {
		t.Errorf("%d bytes, %d expected, %v", info.Size(), native, err)
	}
	if peak := c.PeakBytes(1000); peak < 2*2*4*1000*8 {
		t.Errorf("a peak of %d bytes", peak)
	}
}

// TestTrainer: the trainer does what every trainer must.
func TestTrainer(t *testing.T) {
	c := config()
	c.Dim = 20
	reseeded, changed := c, c
	reseeded.Seed = 7
	changed.XMax = c.XMax + 1
	traintest.Check(t, traintest.Case{Trainer: c, Text: traintest.Topics(), Reseeded: reseeded, Field: "xmax",
		Changed: changed, Workers: true})
}

// TestSGD: plain gradient descent does what every trainer must, brings words of a topic together,
// and needs less memory.
func TestSGD(t *testing.T) {
	c := config()
	c.Solver, c.Dim = glove.SGD, 20
	reseeded, changed := c, c
	reseeded.Seed, changed.Solver = 7, glove.AdaGrad
	traintest.Check(t, traintest.Case{Trainer: c, Text: traintest.Topics(), Reseeded: reseeded,
		Field: "solver sgd there, adagrad here", Changed: changed, Workers: true})
	c.Epochs = 100
	m, err := train.Train(t.Context(), traintest.Topics(), c)
	if err != nil {
		t.Fatal(err)
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
	peak, adaGrad := c.PeakBytes(1000), changed.PeakBytes(1000)
	_, checkpoint := c.FileBytes(m.Table.Vocab())
	if _, larger := changed.FileBytes(m.Table.Vocab()); peak >= adaGrad || checkpoint >= larger {
		t.Errorf("peak %d, with adagrad %d; checkpoint %d, %d", peak, adaGrad, checkpoint, larger)
	}
	var config map[string]any
	if err := json.Unmarshal(m.Config, &config); err != nil || config["solver"] != "sgd" {
		t.Errorf("the model has the configuration %s, %v", m.Config, err)
	}
}

// TestDiverged: a learning rate with which the loss of SGD grows without limit is an error that
// says so; AdaGrad finishes with it.
func TestDiverged(t *testing.T) {
	c := config()
	c.Epochs, c.Alpha = 200, 10
	if _, err := train.Train(t.Context(), traintest.Topics(), c); err != nil {
		t.Errorf("adagrad: %v", err)
	}
	c.Solver = glove.SGD
	_, err := train.Train(t.Context(), traintest.Topics(), c)
	if err == nil || !strings.Contains(err.Error(), "diverged in epoch") || !strings.Contains(err.Error(), "lower alpha") {
		t.Errorf("sgd: %v", err)
	}
}

// TestSolvers: names of solvers, and that AdaGrad leaves no mark in a model.
func TestSolvers(t *testing.T) {
	for name, want := range map[string]glove.Solver{"adagrad": glove.AdaGrad, "sgd": glove.SGD} {
		if s, ok := glove.ParseSolver(name); !ok || s != want || s.String() != name {
			t.Errorf("%s: %v, %v", name, s, ok)
		}
	}
	if s, ok := glove.ParseSolver("adam"); ok {
		t.Errorf("adam is %v", s)
	}
	if text, err := json.Marshal(glove.Default()); err != nil || strings.Contains(string(text), "solver") {
		t.Errorf("%s, %v", text, err)
	}
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
		cooccur.Config{Window: c.Window, Symmetric: c.Symmetric, Weighting: c.Weighting})
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
	c.Alpha, c.XMax, c.Window, c.Weighting = 10, 1e-300, cooccur.MaxWindow, cooccur.Flat
	path := filepath.Join(t.TempDir(), "cooccur")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := cooccur.Write(f, func(yield func(cooccur.Row, error) bool) {
		_ = yield(cooccur.Row{Word: 0, Columns: []vocab.ID{0, 1, 2}, Weights: []float64{5e-324, 1e6, 1e-310}}, nil) &&
			yield(cooccur.Row{Word: 1, Columns: []vocab.ID{0, 1}, Weights: []float64{1e6, 1e-30}}, nil)
	}); err != nil {
		t.Fatal(err)
	}
	c.Cooccurrences, c.Epochs = path, 500
	m, err := train.Train(t.Context(), traintest.Topics(), c)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range append(m.Table.Matrix().Data, m.Matrices["biases"].Data...) {
		if x-x != 0 {
			t.Fatalf("a number is %v", x)
		}
	}
	if math.IsNaN(m.Statistics.Loss) {
		t.Error("the loss is NaN")
	}
}

func TestErrors(t *testing.T) {
	bad := glove.Config{Trainer: "x", Weighting: "x", Vectors: "x", Solver: "x", Alpha: math.NaN(), XMax: math.Inf(1),
		WeightAlpha: -1}
	err := bad.Validate()
	fields := "trainer dim epochs window alpha xmax weight_alpha window_weighting vectors solver"
	for _, field := range strings.Fields(fields) {
		if err == nil || !strings.Contains(err.Error(), field+" is ") {
			t.Errorf("%s is not named: %v", field, err)
		}
	}
	c := config()
	if _, err := train.Train(t.Context(), corpus.Lists{{"a"}, {"b"}}, c); !errors.Is(err, cooccur.ErrNoPairs) {
		t.Errorf("no pairs: %v", err)
	}
}
