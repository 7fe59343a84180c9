package train_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/corpus/phrases"
	"github.com/w2vattn/w2vattn/embed/train"
	"github.com/w2vattn/w2vattn/internal/leaktest"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// sentences are 35 sentences of four words; the last word of each is rare.
func sentences() corpus.Lists {
	var l corpus.Lists
	for i := range 35 {
		l = append(l, []string{"new", "york", []string{"cat", "고양이"}[i%2], fmt.Sprint("rare", i)})
	}
	return l
}

func mustTrain(t *testing.T, c toy, options ...train.Option) *train.Model {
	t.Helper()
	m, err := train.Train(t.Context(), sentences(), c, options...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// same reports whether two models hold the same words and numbers.
func same(a, b *train.Model) bool {
	return slices.Equal(slices.Collect(words(a)), slices.Collect(words(b))) &&
		slices.Equal(a.Table.Matrix().Data, b.Table.Matrix().Data) &&
		slices.Equal(a.Matrices["occurrences"].Data, b.Matrices["occurrences"].Data) && a.Statistics == b.Statistics &&
		string(a.Tokenizer) == string(b.Tokenizer)
}

func words(m *train.Model) func(func(string) bool) {
	return func(yield func(string) bool) {
		for _, w := range m.Table.Vocab().All() {
			if !yield(w) {
				return
			}
		}
	}
}

// TestStages checks that the stages called one by one give the result of Train.
func TestStages(t *testing.T) {
	c := newToy()
	options := []train.Option{train.Stop([]string{"cat"}), train.Tokenizer(tokenize.Default())}
	counted, err := train.Count(t.Context(), sentences(), options...)
	if err != nil {
		t.Fatal(err)
	}
	if counted.Words.Distinct() != 39 || counted.Statistics.Tokens != 140 || counted.Statistics.Sentences != 35 {
		t.Errorf("%d words, %+v", counted.Words.Distinct(), counted.Statistics)
	}
	selected, err := counted.Select(c, options...)
	if err != nil {
		t.Fatal(err)
	}
	if selected.Words.Len() != 3 || selected.Unknown != 35+18 {
		t.Errorf("%d words are selected, %d tokens unknown", selected.Words.Len(), selected.Unknown)
	}
	text, err := counted.Encode(selected)
	if err != nil {
		t.Fatal(err)
	}
	if text.IDs.Len() != 35 || text.Statistics.Unknown != selected.Unknown {
		t.Errorf("%d sentences, %+v", text.IDs.Len(), text.Statistics)
	}
	m, err := text.Train(t.Context(), c, options...)
	if err != nil {
		t.Fatal(err)
	}
	if !same(m, mustTrain(t, c, options...)) {
		t.Error("Train gives another model")
	}
	if got := m.Matrices["occurrences"].Data; !slices.Equal(got, []float32{35, 35, 35, 0, 35, 35, 35, 0, 17, 17, 17,
		0}) {
		t.Errorf("occurrences %v", got)
	}
}

// TestStatus checks the order of the statuses, and that they count all tokens.
func TestStatus(t *testing.T) {
	var got []train.Status
	inspected := 0
	mustTrain(t, newToy(), train.Progress(func(s train.Status) { got = append(got, s) }),
		train.Inspect(func(f train.Statistics, v *vocab.Vocab) error {
			inspected++
			if len(got) != 1 || f.Tokens != 140 || f.Unknown != 35 || v.Len() != 4 {
				t.Errorf("inspected after %d statuses: %+v, %d words", len(got), f, v.Len())
			}
			return nil
		}))
	if inspected != 1 || len(got) != 2+3*5 {
		t.Fatalf("%d statuses, inspected %d times", len(got), inspected)
	}
	if got[0] != (train.Status{Reading: true}) || got[1] != (train.Status{Total: 140, Loss: 1}) {
		t.Errorf("it begins with %+v", got[:2])
	}
	for i, s := range got[2:] {
		want := train.Status{Epoch: i / 5, Tokens: min(140, int64(i%5+1)*4*part), Total: 140, Loss: 1 / float64(1+i/5)}
		if i%5 == 4 {
			want.HeldOut = .5
		}
		if s != want {
			t.Errorf("status %d is %+v, want %+v", i, s, want)
		}
	}
}

// interrupted trains until a status satisfies stop and leaves a checkpoint at path.
func interrupted(t *testing.T, c toy, path string, stop func(train.Status) bool) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := train.Train(ctx, sentences(), c, train.Checkpoint(path, time.Hour), train.Progress(func(s train.Status) {
		if stop(s) {
			cancel()
		}
	}))
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
}

// TestResume checks that an interrupted training gives the model of an uninterrupted one,
// wherever it was interrupted.
func TestResume(t *testing.T) {
	c, path := newToy(), filepath.Join(t.TempDir(), "state")
	want := mustTrain(t, c)
	for name, stop := range map[string]func(train.Status) bool{
		"at the first part":    func(s train.Status) bool { return s.Tokens > 0 },
		"in the second epoch":  func(s train.Status) bool { return s.Epoch == 1 && s.Tokens == 80 },
		"at an epoch's end":    func(s train.Status) bool { return s.Epoch == 1 && s.Tokens == 140 },
		"with the loss of one": func(s train.Status) bool { return s.HeldOut > 0 },
	} {
		interrupted(t, c, path, stop)
		var first train.Status
		got := mustTrain(t, c, train.Checkpoint(path, time.Hour), train.Resume(), train.Progress(func(s train.Status) {
			if !s.Reading && first.Total == 0 {
				first = s
			}
		}))
		if !same(got, want) {
			t.Errorf("%s: another model", name)
		}
		if first.Epoch == 0 && first.Tokens == 0 {
			t.Errorf("%s: it started again", name)
		}
	}
}

// TestForeignCheckpoints checks that a checkpoint of another training is refused with the
// reason.
func TestForeignCheckpoints(t *testing.T) {
	c, dir := newToy(), t.TempDir()
	path, model := filepath.Join(dir, "state"), filepath.Join(dir, "m.safetensors")
	interrupted(t, c, path, func(s train.Status) bool { return s.Epoch == 1 && s.Tokens > 0 })
	if err := mustTrain(t, c).Save(model); err != nil {
		t.Fatal(err)
	}
	info, err := train.ReadCheckpoint(path)
	if err != nil || info.Epoch != 1 || info.Words != 4 || info.Statistics.Tokens != 140 ||
		!strings.Contains(string(info.Config), `"toy"`) {
		t.Errorf("%+v, %v", info, err)
	}
	other := c
	other.Seed, other.Dim = 7, 5
	for _, test := range []struct {
		src  corpus.Source
		c    toy
		path string
		why  string
	}{
		{sentences()[1:], c, path, "made from another corpus"},
		{sentences(), other, path, "another configuration: dim 4 there, 5 here; seed 1 there, 7 here"},
		{sentences(), c, model, "it is a model, not a checkpoint"},
	} {
		_, err := train.Train(t.Context(), test.src, test.c, train.Checkpoint(test.path, time.Hour), train.Resume())
		if err == nil || !strings.Contains(err.Error(), test.why) {
			t.Errorf("got %v, want %s", err, test.why)
		}
	}
}

// TestUnwritableCheckpoint checks that training reports the error and continues, and that
// the error of a cancelled training says that its state is lost.
func TestUnwritableCheckpoint(t *testing.T) {
	c, path := newToy(), filepath.Join(t.TempDir(), "none", "state")
	failed := 0
	m := mustTrain(t, c, train.Checkpoint(path, time.Nanosecond), train.Progress(func(s train.Status) {
		if errors.Is(s.CheckpointErr, fs.ErrNotExist) {
			failed++
		}
	}))
	if failed != 3*4 || !same(m, mustTrain(t, c)) {
		t.Errorf("%d failures were reported, or another model", failed)
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, err := train.Train(ctx, sentences(), c, train.Checkpoint(path, time.Hour), train.Progress(func(s train.Status) {
		if s.Tokens > 0 {
			cancel()
		}
	}))
	var lost *train.CheckpointError
	if !errors.As(err, &lost) || !errors.Is(err, context.Canceled) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

// TestEnds checks that Train returns an error or cancellation of any stage, and that no
// goroutine and no temporary file is left.
func TestEnds(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	text := strings.Repeat("the cat reads a book about the dog\n", 3000)
	failed := errors.New("failed")
	for name, in := range map[string]io.Reader{
		"all": strings.NewReader(text), "read": leaktest.Forever(text), "inspect": strings.NewReader(text),
		"train": strings.NewReader(text),
		"epoch": strings.NewReader(text), "broken": io.MultiReader(strings.NewReader(text+"\xff\n"),
			leaktest.Forever(text)),
	} {
		t.Run(name, func(t *testing.T) {
			leaktest.None(t, func() {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				r := leaktest.Watch(in)
				src := corpus.Files([]string{"-"}, input.Lines(), tokenize.Words(), corpus.Stdin(r))
				_, err := train.Train(ctx, src, newToy(), train.Memory(0), train.Progress(func(s train.Status) {
					if name == "read" && s.Reading || name == "train" && s.Tokens > 0 {
						cancel()
					}
				}), train.Inspect(func(train.Statistics, *vocab.Vocab) error {
					if name == "inspect" {
						return failed
					}
					return nil
				}), train.EachEpoch(func(int, *train.Model) error {
					if name == "epoch" {
						return failed
					}
					return nil
				}))
				r.Ended(t)
				switch name {
				case "all":
					if err != nil {
						t.Error(err)
					}
				case "read", "train":
					if !errors.Is(err, context.Canceled) {
						t.Errorf("got %v", err)
					}
				case "inspect", "epoch":
					if !errors.Is(err, failed) {
						t.Errorf("got %v", err)
					}
				default:
					if err == nil {
						t.Error("invalid UTF-8 is no error")
					}
				}
			})
		})
	}
	if left, err := os.ReadDir(temporary); len(left) > 0 || err != nil {
		t.Errorf("left: %v, %v", left, err)
	}
}

// TestOptionReuse checks that the same Option values can be used in two trainings, one
// after the other and at the same time.
func TestOptionReuse(t *testing.T) {
	c := newToy()
	pairs := phrases.Default()
	pairs.MinCount, pairs.Threshold = 2, 0
	config := tokenize.Default()
	options := []train.Option{
		train.Phrases(pairs), train.Stop([]string{"cat"}), train.Tokenizer(config), train.Workers(2),
		train.Memory(1 << 10),
		train.Inspect(func(train.Statistics, *vocab.Vocab) error { return nil }),
		train.EachEpoch(func(int, *train.Model) error { return nil }),
	}
	want := mustTrain(t, c, options...)
	if want.Statistics.Phrases == 0 || strings.Count(string(want.Tokenizer), `"new"`) != 1 {
		t.Fatalf("the test shows nothing: %d phrases, %s", want.Statistics.Phrases, want.Tokenizer)
	}
	if !same(mustTrain(t, c, options...), want) {
		t.Error("a second training gives another model")
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if m, err := train.Train(t.Context(), sentences(), c, options...); err != nil || !same(m, want) {
				t.Errorf("trainings at the same time give other models, or %v", err)
			}
		})
	}
	wg.Wait()
	if len(config.Phrases) > 0 {
		t.Errorf("the caller's configuration has got phrases: %v", config.Phrases)
	}
}

// TestSourceReuse checks that training does not change a source that can be read twice.
func TestSourceReuse(t *testing.T) {
	src := sentences()
	for range 2 {
		m, err := train.Train(t.Context(), src, newToy(), train.Phrases(phrases.Default()))
		if err != nil || !same(m, mustTrain(t, newToy(), train.Phrases(phrases.Default()))) {
			t.Errorf("%v, or another model", err)
		}
	}
	for i, s := range sentences() {
		if !slices.Equal(src[i], s) {
			t.Fatalf("sentence %d is now %q", i, src[i])
		}
	}
}

// TestEachEpoch checks that the models of epochs do not change while training continues.
func TestEachEpoch(t *testing.T) {
	c := newToy()
	var models []*train.Model
	last := mustTrain(t, c, train.EachEpoch(func(epoch int, m *train.Model) error {
		if epoch != len(models)+1 || m.Statistics.Epochs != epoch {
			t.Errorf("epoch %d after %d others, the model has %d", epoch, len(models), m.Statistics.Epochs)
		}
		models = append(models, m)
		return nil
	}))
	if len(models) != 3 || !same(models[2], last) {
		t.Fatalf("%d models, or the last one differs", len(models))
	}
	for i, m := range models[:2] {
		c.Epochs = i + 1
		if !same(m, mustTrain(t, c)) {
			t.Errorf("the model of epoch %d has changed", i+1)
		}
	}
}

// TestStopper checks that a run may end early.
func TestStopper(t *testing.T) {
	c := newToy()
	c.StopAt = 2
	if m := mustTrain(t, c); m.Statistics.Epochs != 2 || !slices.Equal(m.Matrices["occurrences"].Data[:4],
		[]float32{35, 35, 0, 0}) {
		t.Errorf("%d epochs, occurrences %v", m.Statistics.Epochs, m.Matrices["occurrences"].Data)
	}
}

// TestFile checks that a model file has all parts, and that a file without a training is
// refused.
func TestFile(t *testing.T) {
	dir := t.TempDir()
	path, text := filepath.Join(dir, "m.safetensors"), filepath.Join(dir, "m.txt")
	want := mustTrain(t, newToy(), train.Tokenizer(tokenize.Default()))
	if err := errors.Join(want.Save(path), want.Save(text)); err != nil {
		t.Fatal(err)
	}
	got, err := train.Open(path)
	if err != nil || !same(got, want) || string(got.Config) != string(want.Config) {
		t.Errorf("%v, or another model", err)
	}
	if _, err := train.Open(text); err == nil || !strings.Contains(err.Error(), "no trained model") {
		t.Errorf("got %v", err)
	}
}

// plain is a toy without checkpoints.
type plain struct{ toy }

func (p plain) Spec() train.Spec {
	return train.Spec{Name: "plain", Epochs: p.Epochs, MinCount: p.MinCount}
}

// TestRefused checks the errors for options that a trainer does not support, and for
// corpora without anything to train on.
func TestRefused(t *testing.T) {
	c, empty := newToy(), newToy()
	empty.MinCount = 99
	bad := newToy()
	bad.Dim, bad.Epochs = 0, 101
	for _, test := range []struct {
		c      train.Trainer
		option train.Option
		why    string
	}{
		{plain{c}, train.Checkpoint("x", time.Hour), "the plain trainer cannot write checkpoints"},
		{c, train.Continue(&train.Model{}), "the toy trainer cannot continue a model"},
		{c, train.CountUpdates(&train.Updates{}), "the toy trainer cannot count updates"},
		{c, train.Resume(), "no checkpoint to resume from"},
		{bad, train.Workers(1), "toy: dim is 0, must be at least 1; epochs is 101, must be at most 100"},
		{empty, train.Workers(1), "no word of the corpus occurs at least 99 times, the min-count (different words: 39, " +
			"highest count: 35)"},
	} {
		if _, err := train.Train(t.Context(), sentences(), test.c, test.option); err == nil ||
			!strings.Contains(err.Error(), test.why) {
			t.Errorf("got %v, want %s", err, test.why)
		}
	}
}

// TestMeasure checks that the speed of any trainer can be measured, for longer than its
// epochs take.
func TestMeasure(t *testing.T) {
	v, err := vocab.New([]string{"new", "york"}, []int64{35, 35})
	if err != nil {
		t.Fatal(err)
	}
	c := newToy()
	c.Epochs = 1
	p, err := train.Measure(t.Context(), sentences(), v, c, 5*time.Millisecond)
	if err != nil || !(p.WordsPerSecond > 0) || p.Setup <= 0 {
		t.Errorf("%+v, %v", p, err)
	}
}
