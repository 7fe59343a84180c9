package main

// This file measures the cost of training. Programs differ in how they read text and
// write models, which is not the subject; so each runs with one epoch and with three,
// and half the difference is an epoch of training alone:
//
//	cost = (t₃ − t₁) / 2
//
// CPU time is the sum over all threads of a process. It hardly depends on other
// programs, except that they take cache and memory bandwidth.

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// A usage is what a process has used.
type usage struct {
	cpu, wall float64 // seconds
	memory    float64 // bytes, the most at any time
}

// A cost is what a program needs for a training.
type cost struct {
	cpu, wall float64 // seconds of an epoch, without reading the text and writing the model
	whole     usage   // of the whole program, with one epoch
}

// The numbers of epochs of the two runs whose difference is the cost of training.
const (
	few  = 1
	many = 3
)

// cost runs the program twice and returns what an epoch needs. A difference that is
// not positive is an error: the text is too short for the resolution of the clock.
func (p program) cost(text, dir string, workers int) (cost, error) {
	var runs [2]usage
	for i, epochs := range []int{few, many} {
		var err error
		if runs[i], err = use(p.command(text, filepath.Join(dir, "model.bin"), epochs, workers)); err != nil {
			return cost{}, fmt.Errorf("%s: %w", p.name, err)
		}
	}
	c := epochCost(runs[0], runs[1])
	if c.cpu <= 0 {
		return c, fmt.Errorf("%s: %d epochs took no longer than %d: give a longer text", p.name, many, few)
	}
	return c, nil
}

// epochCost returns the cost of an epoch, from runs with few and with many of them.
// whole is the usage of the short run, what a user with one epoch pays.
func epochCost(short, long usage) cost {
	return cost{(long.cpu - short.cpu) / (many - few), (long.wall - short.wall) / (many - few), short}
}

// use runs a command and returns what it has used. The peak of memory is in kB on Linux.
func use(cmd *exec.Cmd) (usage, error) {
	var log bytes.Buffer
	cmd.Stderr = &log
	begin := time.Now()
	if err := cmd.Run(); err != nil {
		return usage{}, fmt.Errorf("%w: %s", err, log.String())
	}
	s := cmd.ProcessState
	u := usage{cpu: (s.UserTime() + s.SystemTime()).Seconds(), wall: time.Since(begin).Seconds()}
	if r, ok := s.SysUsage().(*syscall.Rusage); ok {
		u.memory = float64(r.Maxrss) * 1024
	}
	return u, nil
}

// countWords returns the number of words between white space in a file.
func countWords(path string) (int, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }() // it is only read
	n, words := 0, bufio.NewScanner(f)
	words.Buffer(nil, 1<<20)
	words.Split(bufio.ScanWords)
	for words.Scan() {
		n++
	}
	return n, words.Err()
}
