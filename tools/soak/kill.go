package main

// This file kills training. A checkpoint promises that training continues after a
// crash with the same result, so the program is killed by SIGKILL, which it cannot
// handle, at random times; the finished model must have the bytes of one that was
// trained without a break.

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// checkpointEpochs is the number of epochs of the training whose checkpoint is damaged. It
// takes about a second, and the first checkpoint is written after a few milliseconds.
const checkpointEpochs = "2000"

// makeCheckpoint trains in folder dir until there is a checkpoint, and kills the training.
func makeCheckpoint(program, dir string) error {
	cmd := exec.Command(program, "train", "corpus.txt", "--epochs", checkpointEpochs, "--checkpoint", "c.checkpoint",
		"--checkpoint-every", "5ms", "-o", "killed.safetensors", "--quiet")
	cmd.Dir = dir
	if err := cmd.Start(); err != nil {
		return err
	}
	defer cmd.Wait() //nolint:errcheck // it was killed
	defer cmd.Process.Kill()
	for range 10_000 {
		if _, err := os.Stat(filepath.Join(dir, "c.checkpoint")); err == nil {
			return nil
		}
		time.Sleep(time.Millisecond)
	}
	return errors.New("training writes no checkpoint")
}

// A killer trains one model again and again, killing the program at random times. A
// time is drawn evenly from the length of a whole run, so kills hit the reading of
// the corpus, all epochs, and the writing of checkpoint and model.
type killer struct {
	options
	rng       *rand.Rand
	reference []byte        // the model of a run that is not killed
	length    time.Duration // of that run
	kills     int
	models    int // finished after at least one kill
}

// killAndResume kills training o.count times with SIGKILL and resumes it. Each model that
// is finished must have the bytes of the reference, and no other file may remain.
func killAndResume(o options) error {
	k := &killer{options: o, rng: rand.New(rand.NewPCG(o.seed, 0))}
	if err := os.WriteFile(filepath.Join(o.dir, "text.txt"), k.text(60_000), 0o600); err != nil {
		return err
	}
	begin := time.Now()
	if out, err := k.train("reference").CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	k.length = time.Since(begin)
	var err error
	if k.reference, err = os.ReadFile(filepath.Join(o.dir, "reference.safetensors")); err != nil {
		return err
	}
	for k.kills < o.count {
		if err := k.oneModel(); err != nil {
			return fmt.Errorf("after %d kills: %w", k.kills, err)
		}
	}
	fmt.Println("| kills | models finished | with other bytes | files left | seconds |")
	fmt.Println("|--:|--:|--:|--:|--:|")
	fmt.Printf("| %d | %d | 0 | 0 | %.0f |\n", k.kills, k.models, time.Since(begin).Seconds())
	return nil
}

// text returns sentences of words of which a few are frequent: the number of a word
// is 3000·x³ with x uniform, so half of the tokens are among the first 375 words.
func (k *killer) text(sentences int) []byte {
	var b bytes.Buffer
	for range sentences {
		for range 5 + k.rng.IntN(20) {
			x := k.rng.Float64()
			fmt.Fprintf(&b, "w%d ", int(3000*x*x*x))
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// train returns the command that trains a model called name, or continues. --resume
// without a checkpoint trains from the start, so one command does both.
func (k *killer) train(name string) *exec.Cmd {
	cmd := exec.Command(k.program, "train", "text.txt", "--epochs", "6", "--checkpoint", name+".checkpoint",
		"--checkpoint-every", "50ms", "--resume", "-o", name+".safetensors", "--quiet")
	cmd.Dir = k.dir
	return cmd
}

// oneModel trains until a model is finished, killing the program at random times.
func (k *killer) oneModel() error {
	for killed := false; ; killed = true {
		var stderr bytes.Buffer
		cmd := k.train("model")
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			return err
		}
		timer := time.AfterFunc(time.Duration(k.rng.Float64()*float64(k.length)), func() { cmd.Process.Kill() })
		err := cmd.Wait()
		timer.Stop()
		if err == nil {
			if killed {
				k.models++
			}
			return k.compare()
		}
		// A process that a signal ended has no exit code, which Go gives as −1. Any
		// other failure is one of the program.
		if cmd.ProcessState.ExitCode() >= 0 {
			return fmt.Errorf("%w: %s", err, stderr.String())
		}
		k.kills++
	}
}

// compare compares the model with the reference, removes it, and looks for other files.
func (k *killer) compare() error {
	path := filepath.Join(k.dir, "model.safetensors")
	model, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if !bytes.Equal(model, k.reference) {
		return errors.New("the resumed model has other bytes")
	}
	if err := os.Remove(path); err != nil {
		return err
	}
	entries, err := os.ReadDir(k.dir)
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), "reference.") && e.Name() != "text.txt" {
			return fmt.Errorf("the file %s is left", e.Name())
		}
	}
	return err
}
