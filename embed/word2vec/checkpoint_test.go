package word2vec

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
)

// interrupted trains until a status satisfies stop and leaves a checkpoint.
func interrupted(t *testing.T, src corpus.Source, c Config, path string, stop func(Status) bool, opts ...Option) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	opts = append(opts, Checkpoint(path, time.Hour), Progress(func(s Status) {
		if !s.Reading && stop(s) {
			cancel()
		}
	}))
	if _, err := Train(ctx, src, c, opts...); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
}

// TestResume: a run that was interrupted anywhere, and by another number of
// workers, ends as if it had not been.
func TestResume(t *testing.T) {
	c := fast()
	c.Dim, c.Epochs, c.HeldOut = 48, 3, .05
	src := long(t, 300_000)
	want := mustTrain(t, src, c)
	path := filepath.Join(t.TempDir(), "c.safetensors")
	for name, stop := range map[string]func(Status) bool{
		"at the begin":    func(s Status) bool { return s.Tokens > 0 },
		"within an epoch": func(s Status) bool { return s.Epoch == 1 && s.Tokens > s.Total/2 },
		"at an epoch's end": func(s Status) bool {
			return s.Epoch == 1 && s.Tokens == s.Total
		},
	} {
		interrupted(t, src, c, path, stop, Workers(2))
		first := -1.0
		got := mustTrain(t, src, c, Workers(3), Checkpoint(path, time.Hour), Resume(), Progress(func(s Status) {
			if s.Tokens > 0 && first < 0 {
				first = float64(s.Epoch) + float64(s.Tokens)/float64(s.Total)
			}
		}))
		wantSame(t, name, got, want)
		if name != "at the begin" && first < 1.2 {
			t.Errorf("%s: training began again at epoch %.2f", name, first)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	wantSame(t, "nothing to resume", mustTrain(t, src, c, Checkpoint(path, time.Hour), Resume()), want)
}

// TestCheckpointsCostNoBytes: writing them changes nothing.
func TestCheckpointsCostNoBytes(t *testing.T) {
	c := fast()
	c.Epochs = 2
	src := long(t, 200_000)
	path := filepath.Join(t.TempDir(), "c.safetensors")
	wantSame(t, "with checkpoints", mustTrain(t, src, c, Checkpoint(path, time.Nanosecond)), mustTrain(t, src, c))
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

// TestForeignCheckpoints: what does not belong to the run is refused, with a
// reason.
func TestForeignCheckpoints(t *testing.T) {
	c := fast()
	c.Epochs = 3
	src, dir := long(t, 20_000), t.TempDir()
	path := filepath.Join(dir, "c.safetensors")
	interrupted(t, src, c, path, func(s Status) bool { return s.Epoch == 1 })
	resume := func(src corpus.Source, c Config, path string) error {
		_, err := Train(t.Context(), src, c, Checkpoint(path, time.Hour), Resume())
		return err
	}
	if err := resume(src, c, path); err != nil {
		t.Fatal(err)
	}
	model := filepath.Join(dir, "m.safetensors")
	if err := mustTrain(t, src, c).Save(model); err != nil {
		t.Fatal(err)
	}
	swapped := append(corpus.Lists{src[1], src[0]}, src[2:]...)
	longer := append(corpus.Lists{{"unicorn", "unicorn", "unicorn"}}, src...)
	other := c
	other.Seed, other.Alpha = 7, .05
	for _, test := range []struct {
		src  corpus.Source
		c    Config
		path string
		why  string
	}{
		{swapped, c, path, "made from another corpus"},
		{longer, c, path, "made from another corpus"},
		{src, other, path, "another configuration: alpha 0.12 there, 0.05 here; seed 1 there, 7 here"},
		{src, c, model, "it is a model, no checkpoint"},
	} {
		if err := resume(test.src, test.c, test.path); err == nil || !strings.Contains(err.Error(), test.why) || !strings.Contains(err.Error(), "remove it to begin anew") {
			t.Errorf("got %v, want %s", err, test.why)
		}
	}
}

// TestCutCheckpoints: a checkpoint that was cut at any byte, or in which a byte
// is wrong, is refused.
func TestCutCheckpoints(t *testing.T) {
	c := fast()
	c.Dim, c.Epochs, c.MaxVocab = 4, 3, 20
	src, dir := library(t, "en"), t.TempDir()
	path, cut := filepath.Join(dir, "c.safetensors"), filepath.Join(dir, "cut.safetensors")
	interrupted(t, src, c, path, func(s Status) bool { return s.Epoch == 1 })
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b := newTestTrainer(t, src, c, Checkpoint(path, time.Hour))
	if err := b.load(); err != nil {
		t.Fatal(err)
	}
	b.checkpoint.path = cut
	refused := func(what string, i int, content []byte) {
		if err := os.WriteFile(cut, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if b.load() == nil {
			t.Errorf("%s at byte %d was not noticed", what, i)
		}
	}
	for i := range whole {
		refused("a cut", i, whole[:i])
		if i%7 == 0 {
			wrong := append([]byte{}, whole...)
			wrong[i] ^= 16
			refused("a wrong byte", i, wrong)
		}
	}
}

// TestCheckpointCannotBeWritten: the run ends with the reason and leaves no part
// of a file.
func TestCheckpointCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	_, err := Train(t.Context(), library(t, "en"), fast(), Checkpoint(filepath.Join(dir, "none", "c.safetensors"), time.Nanosecond))
	if err == nil || !strings.Contains(err.Error(), "none") {
		t.Errorf("got %v", err)
	}
	for _, opts := range [][]Option{{Resume()}, {Checkpoint(filepath.Join(dir, "c.safetensors"), time.Hour)}} {
		if _, err := Train(t.Context(), library(t, "en"), small(), opts...); err == nil {
			t.Error("no error")
		}
	}
	if _, err := Train(t.Context(), library(t, "en"), fast(), Continue(mustTrain(t, library(t, "en"), fast())), Resume()); err == nil || !strings.Contains(err.Error(), "no checkpoint to resume from") {
		t.Errorf("got %v", err)
	}
}
