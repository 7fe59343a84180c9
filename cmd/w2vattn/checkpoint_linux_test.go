package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestKilledWhileWriting: if training is killed while it writes its checkpoint, no
// temporary file remains, and the model has the same bytes after it is resumed.
func TestKilledWhileWriting(t *testing.T) {
	dir := t.TempDir()
	text := checkpointed(t, filepath.Join(dir, "other"))
	if code, stderr := command(t, trainArgs(text, filepath.Join(dir, "whole.safetensors"), "--dim",
		"2000")...); code != 0 {
		t.Fatal(stderr)
	}
	args := trainArgs("text.txt", "m.safetensors", "--dim", "2000", "--checkpoint", "state", "--resume",
		"--checkpoint-every", "1ns")
	args[1] = text
	final := []string{"m.safetensors", "other", "state", "whole.safetensors"}
	hit := false
	for range 20 { // kills, until one hits a writer
		r := startCommand(t, dir, nil, args...)
		r.await("a temporary file", func() bool {
			hit = writes(r.Process.Pid, dir, final)
			return hit || exists(filepath.Join(dir, "m.safetensors"))
		})
		r.Process.Kill()
		r.Wait()
		if hit {
			break
		}
	}
	if !hit {
		t.Skip("skipped: no kill hit a writer")
	}
	for _, name := range filesIn(t, dir) {
		if !slices.Contains(final, name) {
			t.Errorf("left behind: %s", name)
		}
	}
	if out, err := serving(t, dir, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	whole, errA := os.ReadFile(filepath.Join(dir, "whole.safetensors"))
	got, errB := os.ReadFile(filepath.Join(dir, "m.safetensors"))
	if errors.Join(errA, errB) != nil || !bytes.Equal(whole, got) {
		t.Errorf("another model: %v %v", errA, errB)
	}
}
