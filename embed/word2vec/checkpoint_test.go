package word2vec

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
)

// interrupted trains until a status satisfies stop, and leaves a checkpoint.
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

// TestResume checks that a training that was interrupted at any point, with another number
// of workers, ends with the bytes of an uninterrupted one.
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

// TestForeignCheckpoints checks that a checkpoint that does not fit the training is refused
// with a reason.
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
		{src, c, model, "it is a model, not a checkpoint"},
	} {
		if err := resume(test.src, test.c, test.path); err == nil || !strings.Contains(err.Error(), test.why) ||
			!strings.Contains(err.Error(), "remove it to begin anew") {
			t.Errorf("got %v, want %s", err, test.why)
		}
	}
}

// TestCutCheckpoints checks that a checkpoint that is cut at any byte, or has a wrong byte,
// is refused.
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
	resume := func(path string) error {
		_, err := Train(t.Context(), src, c, Checkpoint(path, time.Hour), Resume(), KeepMemory())
		return err
	}
	if err := resume(path); err != nil {
		t.Fatal(err)
	}
	refused := func(what string, i int, content []byte) {
		if err := os.WriteFile(cut, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if resume(cut) == nil {
			t.Errorf("%s at byte %d is no error", what, i)
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

// TestCheckpointCannotBeWritten checks that training continues if a checkpoint cannot be
// written, reports the reason, and writes the next one when that is possible again.
func TestCheckpointCannotBeWritten(t *testing.T) {
	c := fast()
	c.Epochs = 6
	src, dir := long(t, 20_000), filepath.Join(t.TempDir(), "folder")
	path := filepath.Join(dir, "c.safetensors")
	failed := 0
	got := mustTrain(t, src, c, Checkpoint(path, time.Nanosecond), Progress(func(s Status) {
		switch err := s.CheckpointErr; {
		case err == nil:
		case !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), path):
			t.Errorf("got %v", err)
		default:
			if failed++; failed == 2 {
				if err := os.Mkdir(dir, 0o700); err != nil {
					t.Error(err)
				}
			}
		}
	}))
	if failed != 2 {
		t.Errorf("%d checkpoints could not be written, want 2", failed)
	}
	wantSame(t, "without checkpoints", got, mustTrain(t, src, c))
	if info, err := ReadCheckpoint(path); err != nil || info.Epoch != 5 {
		t.Errorf("got %+v, %v", info, err)
	}
}

// TestLastCheckpointCannotBeWritten checks that the error says that training was cancelled
// and that its state is lost.
func TestLastCheckpointCannotBeWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none", "c.safetensors")
	ctx, cancel := context.WithCancel(t.Context())
	_, err := Train(ctx, library(t, "en"), fast(), Checkpoint(path, time.Hour), Progress(func(s Status) {
		if !s.Reading {
			cancel()
		}
	}))
	var lost *CheckpointError
	if !errors.As(err, &lost) || !errors.Is(err, context.Canceled) || !errors.Is(err, fs.ErrNotExist) ||
		!strings.Contains(err.Error(), "the checkpoint could not be written: embed: writing "+path) {
		t.Errorf("got %v", err)
	}
}

// TestReadCheckpoint checks the description of a checkpoint, and the errors for other
// files.
func TestReadCheckpoint(t *testing.T) {
	c := fast()
	c.Epochs = 3
	src, dir := long(t, 20_000), t.TempDir()
	path, model, text := filepath.Join(dir, "c"), filepath.Join(dir, "m.safetensors"), filepath.Join(dir, "text")
	interrupted(t, src, c, path, func(s Status) bool { return s.Epoch == 1 })
	m := mustTrain(t, src, c)
	if err := errors.Join(m.Save(model), os.WriteFile(text, []byte("text"), 0o600)); err != nil {
		t.Fatal(err)
	}
	info, err := ReadCheckpoint(path)
	if err != nil || info.Config != c || info.Epoch != 1 || info.Words != m.Table.Len() ||
		info.Statistics.Tokens != m.Statistics.Tokens {
		t.Errorf("got %+v, %v", info, err)
	}
	for path, want := range map[string]string{model: "it is a model, not a checkpoint", text: path[:len(dir)],
		filepath.Join(dir, "none"): "no such file"} {
		if _, err := ReadCheckpoint(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", path, err)
		}
	}
}

// TestStaleCheckpointsGo checks that training removes the temporary files of a training
// that was killed while it wrote the checkpoint.
func TestStaleCheckpointsGo(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: temporary files have other names there")
	}
	dir := t.TempDir()
	for _, name := range []string{".c1234567890123456789", ".c.notes", ".d1234567890123456789"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := fast()
	c.Epochs = 1
	mustTrain(t, library(t, "en"), c, Checkpoint(filepath.Join(dir, "c"), time.Hour))
	var names []string
	files, _ := os.ReadDir(dir)
	for _, f := range files {
		names = append(names, f.Name())
	}
	if !slices.Equal(names, []string{".c.notes", ".d1234567890123456789"}) {
		t.Errorf("left: %v", names)
	}
}

// TestCheckpointOptions checks the errors for options that contradict each other or the
// configuration.
func TestCheckpointOptions(t *testing.T) {
	dir := t.TempDir()
	for _, opts := range [][]Option{{Resume()}, {Checkpoint(filepath.Join(dir, "c.safetensors"), time.Hour)}} {
		if _, err := Train(t.Context(), library(t, "en"), small(), opts...); err == nil {
			t.Error("no error")
		}
	}
	if _, err := Train(t.Context(), library(t, "en"), fast(), Continue(mustTrain(t, library(t, "en"), fast())),
		Resume()); err == nil || !strings.Contains(err.Error(), "no checkpoint to resume from") {
		t.Errorf("got %v", err)
	}
}
