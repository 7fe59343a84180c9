package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/internal/cli"
	"github.com/w2vattn/w2vattn/tokenize"
)

// command runs w2vattn in this process and returns the exit code and standard
// error.
func command(t *testing.T, args ...string) (int, string) {
	t.Helper()
	var stderr bytes.Buffer
	a := &app{in: strings.NewReader(""), out: io.Discard, err: &stderr}
	return a.run(t.Context(), args), stderr.String()
}

// checkpointed writes a text, and to path a checkpoint: training with trainArgs on the
// text was cancelled in its second epoch.
func checkpointed(t *testing.T, path string) (text string) {
	t.Helper()
	text = filepath.Join(t.TempDir(), "text.txt")
	if err := os.WriteFile(text, []byte(strings.Repeat("The cat reads a book.\nA dog writes one letter to two birds.\n",
		500)), 0o600); err != nil {
		t.Fatal(err)
	}
	c := word2vec.Default()
	c.Dim, c.Epochs = 16, 5
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := word2vec.Train(ctx, corpus.Files([]string{text}, input.Lines(), tokenize.Words()), c,
		word2vec.Checkpoint(path, time.Hour), word2vec.Progress(func(s word2vec.Status) {
			if s.Epoch == 1 {
				cancel()
			}
		}))
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	return text
}

func trainArgs(text, model string, more ...string) []string {
	return append([]string{"train", text, "-o", model, "--dim", "16", "--epochs", "5", "--quiet"}, more...)
}

// TestExistingCheckpoint: an existing checkpoint is an error of train without --resume
// and --restart.
func TestExistingCheckpoint(t *testing.T) {
	dir := t.TempDir()
	model, state, log := filepath.Join(dir, "m.safetensors"), filepath.Join(dir, "state"), filepath.Join(dir, "log")
	text := checkpointed(t, state)
	if code, stderr := command(t, trainArgs(text, model)...); code != 0 {
		t.Fatal(stderr)
	}
	whole, err := os.ReadFile(model)
	if err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "other.safetensors")
	if err := os.WriteFile(other, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(state)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		flags []string
		code  int
		want  string
	}{
		{[]string{"--checkpoint", state}, cli.ExitUsage, state + " holds a checkpoint of epoch 2 of 5 (cbow, 12 " +
			"words × 16 numbers, 6,500 tokens); continue with --resume or start over with --restart"},
		{[]string{"--checkpoint", state, "--resume", "--restart"}, cli.ExitUsage, "--resume and --restart contradict " +
			"each other"},
		{[]string{"--restart"}, cli.ExitUsage, "--restart needs --checkpoint FILE"},
		{[]string{"--checkpoint", text}, cli.ExitUsage, "would overwrite a file that is not a checkpoint"},
		{[]string{"--checkpoint", text, "--resume"}, cli.ExitUsage, "would overwrite a file that is not a checkpoint"},
		{[]string{"--checkpoint", other, "--resume"}, cli.ExitUsage, "it is a model, not a checkpoint"},
		{[]string{"--checkpoint", text, "--restart"}, cli.ExitUsage, "would overwrite a file that is not a checkpoint"},
		{[]string{"--checkpoint", state, "--restart", "--min-count", "100000"}, cli.ExitFailed,
			"at least 100000 times, the min-count"},
		{[]string{"--checkpoint", state, "--restart", "--trainer", "gensim"}, cli.ExitUsage,
			"is for the batched trainer"},
	} {
		if code, stderr := command(t, trainArgs(text, model, test.flags...)...); code != test.code ||
			!strings.Contains(stderr, test.want) {
			t.Errorf("%v: exit code %d, want %d and %q: %s", test.flags, code, test.code, test.want, stderr)
		}
		if now, err := os.ReadFile(state); err != nil || !bytes.Equal(now, before) {
			t.Errorf("%v: the checkpoint is not as it was: %v", test.flags, err)
		}
	}
	// --resume adds the epochs that are left to the log, --restart begins a new one.
	if err := os.WriteFile(log, []byte("before\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		flag   string
		lines  int
		before bool
	}{{"--resume", 1 + 4, true}, {"--restart", 5, false}} {
		flag := test.flag
		if err := os.WriteFile(state, before, 0o600); err != nil {
			t.Fatal(err)
		}
		if code, stderr := command(t, trainArgs(text, model, "--checkpoint", state, flag, "--log", log)...); code != 0 {
			t.Errorf("%s: %s", flag, stderr)
		}
		lines, errLog := os.ReadFile(log)
		if got, err := os.ReadFile(model); errors.Join(err, errLog) != nil || !bytes.Equal(got, whole) ||
			bytes.Count(lines, []byte("\n")) != test.lines ||
			bytes.HasPrefix(lines, []byte("before\n")) != test.before {
			t.Errorf("%s: another model, or not %d lines in the log: %v %v\n%s", flag, test.lines, err, errLog, lines)
		}
		if exists(state) {
			t.Errorf("%s: the checkpoint is still there", flag)
		}
	}
	if code, stderr := command(t, trainArgs(text, model, "--checkpoint", state, "--restart")...); code != 0 {
		t.Errorf("nothing to discard: %s", stderr)
	}
}

// TestCheckpointOnADevice: a checkpoint file that is a device is written to, and not
// replaced or removed.
func TestCheckpointOnADevice(t *testing.T) {
	full := filepath.Join(t.TempDir(), "full") // a link, in case the test fails as root
	if err := os.Symlink("/dev/full", full); err != nil || !exists("/dev/full") {
		t.Skipf("skipped: no /dev/full here: %v", err)
	}
	dir := t.TempDir()
	text := checkpointed(t, filepath.Join(dir, "state"))
	args := trainArgs(text, filepath.Join(dir, "m.safetensors"), "--checkpoint", full, "--checkpoint-every", "1ns",
		"--quiet=false")
	code, stderr := command(t, args...)
	if code != 0 || strings.Count(stderr, "warning: the checkpoint cannot be written (next try after "+
		"--checkpoint-every): ") != 1 || !strings.Contains(stderr, "no space left") {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	if !exists(full) || !exists("/dev/full") {
		t.Error("the device was removed")
	}
}

// TestCheckpointFolderVanishes: while the checkpoint cannot be written, training warns
// once and continues; after a signal it reports that the progress is lost.
func TestCheckpointFolderVanishes(t *testing.T) {
	dir := t.TempDir()
	text := checkpointed(t, filepath.Join(dir, "state"))
	sub, away := filepath.Join(dir, "sub"), filepath.Join(dir, "away")
	if err := os.Mkdir(sub, 0o700); err != nil {
		t.Fatal(err)
	}
	train := func(model string, epochs string) *running {
		return startCommand(t, dir, nil, "train", text, "-o", model, "--dim", "16", "--epochs", epochs, "--checkpoint",
			filepath.Join(sub, "state"), "--checkpoint-every", "1ns", "--resume")
	}
	r := train("m.safetensors", "1000000")
	r.await("a checkpoint", func() bool { return exists(filepath.Join(sub, "state")) })
	if err := os.Rename(sub, away); err != nil {
		t.Fatal(err)
	}
	r.await("the warning", func() bool {
		return strings.Contains(r.stderr.String(), "warning: the checkpoint cannot "+
			"be written")
	})
	if code := r.stop(syscall.SIGTERM); code != cli.ExitFailed || !strings.Contains(r.stderr.String(),
		"w2vattn: terminated before the work was done, and the progress since the last checkpoint is lost, because "+
			"no checkpoint could be written: ") {
		t.Errorf("exit code %d: %s", code, r.stderr.String())
	}
	if n := strings.Count(r.stderr.String(), "warning: the checkpoint"); n != 1 || strings.Contains(r.stderr.String(),
		"progress is saved in") {
		t.Errorf("%d warnings, want 1: %s", n, r.stderr.String())
	}
	if err := os.Rename(away, sub); err != nil {
		t.Fatal(err)
	}
	again := train("m.safetensors", "1000000") // from the checkpoint before
	defer again.Process.Kill()
	again.await("another checkpoint", func() bool {
		info, err := word2vec.ReadCheckpoint(filepath.Join(sub, "state"))
		return err == nil && info.Epoch > 0
	})
}

// TestNoSpace: a model or checkpoint that does not fit is an error before training.
func TestNoSpace(t *testing.T) {
	dir := t.TempDir()
	if err := mountSmall(dir); err != nil {
		t.Skipf("skipped: a small file system cannot be mounted here: %v", err)
	}
	defer unmount(dir)
	other := t.TempDir()
	text := checkpointed(t, filepath.Join(other, "state"))
	log := filepath.Join(other, "log")
	for _, files := range [][]string{
		{"-o", filepath.Join(dir, "m.safetensors")}, {"-o", filepath.Join(dir, "m.txt")},
		{"-o", filepath.Join(other, "m.safetensors"), "--checkpoint", filepath.Join(dir, "state")},
	} {
		args := append([]string{"train", text, "--dim", "3000", "--epochs", "1000", "--quiet", "--log", log}, files...)
		code, stderr := command(t, args...)
		if code != cli.ExitFailed || !strings.Contains(stderr, "no space left in "+dir+": 0.") {
			t.Errorf("%v: exit code %d: %s", files, code, stderr)
		}
		if lines, err := os.ReadFile(log); err != nil || len(lines) > 0 {
			t.Errorf("%v: training began: %s, %v", files, lines, err)
		}
	}
	if files, _ := os.ReadDir(dir); len(files) != 0 {
		t.Errorf("left behind: %v", files)
	}
}

// TestNeeds: the required space is a little less than the size of the files.
func TestNeeds(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text.txt")
	var words strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&words, "word%d 단어%[1]d\n", i)
	}
	if err := os.WriteFile(text, []byte(words.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, least := range map[string]float64{"m.safetensors": .97, "m.bin": .5, "m.txt": .2} {
		path := filepath.Join(dir, name)
		if code, stderr := command(t, "train", text, "-o", path, "--dim", "4", "--min-count", "1", "--epochs", "1",
			"--quiet"); code != 0 {
			t.Fatal(stderr)
		}
		table, err := embed.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		f := trainFlags{modelFile: path, config: word2vec.Default()}
		f.config.Dim = 4
		f.trainer = f.config
		need := f.needs(table.Vocab())[0].Bytes
		if info, err := os.Stat(path); err != nil || need > info.Size() || float64(need) < least*float64(info.Size()) {
			t.Errorf("%s: %d bytes are asked for, %d taken", name, need, info.Size())
		}
		table.Close()
	}
}
