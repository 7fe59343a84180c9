package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// A program is a program that trains on a text, with fixed settings.
type program struct {
	name    string
	command func(text, model string) *exec.Cmd // trains on the file text and writes the file model
	workers int
	// training returns the words for each CPU second of training alone, without reading the corpus,
	// from the output of the program. It is nil if the program does not report them.
	training func(out []byte, workers int) (float64, error)
	missing  string // why it cannot run; "": it can
}

// A run is the measurements of one run of a program.
type run struct {
	cpu, wall float64 // seconds of the whole process
	training  float64 // words a CPU second of training alone
	memory    float64 // bytes, the most at any time
}

// run runs the program once. The peak of memory is that of the process, in kB on Linux.
func (p program) run(text, dir string) (run, error) {
	cmd := p.command(text, filepath.Join(dir, "model.bin"))
	var out, log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &log
	begin := time.Now()
	if err := cmd.Run(); err != nil {
		return run{}, fmt.Errorf("%s: %w: %s", p.name, err, log.String())
	}
	s := cmd.ProcessState
	r := run{cpu: (s.UserTime() + s.SystemTime()).Seconds(), wall: time.Since(begin).Seconds()}
	if usage, ok := s.SysUsage().(*syscall.Rusage); ok {
		r.memory = float64(usage.Maxrss) * 1024
	}
	var err error
	if p.training != nil {
		r.training, err = p.training(out.Bytes(), p.workers)
	}
	return r, err
}

// ours returns this project's program, with the tokens of gensim: split at spaces,
// without changes. GOMAXPROCS limits the whole program to the number of workers.
func ours(name string, workers int, flags ...string) program {
	return program{name: name, workers: workers, command: func(text, model string) *exec.Cmd {
		args := append([]string{"train", text, "-o", model, "--quiet", "--format", "json", "--epochs", "1",
			"--tokenizer", "space", "--lower=false", "--normalize", "none",
			"--workers", strconv.Itoa(workers)}, flags...)
		cmd := exec.Command("../bin/w2vattn", args...)
		cmd.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(workers))
		return cmd
	}, training: func(out []byte, workers int) (float64, error) {
		var s struct {
			Rate float64 `json:"words_per_second"`
		}
		err := json.Unmarshal(out, &s)
		return s.Rate / float64(workers), err
	}}
}

// python is Debian's interpreter, for which its package python3-gensim is.
const python = "/usr/bin/python3"

// gensim returns gensim's Word2Vec, in bench/train_gensim.py. skipGram is 1 for skip-gram
// and 0 for CBOW.
func gensim(skipGram, dim, workers int) program {
	p := program{name: "gensim", workers: workers, command: func(text, model string) *exec.Cmd {
		cmd := exec.Command(python, "bench/train_gensim.py", text, model, strconv.Itoa(skipGram), strconv.Itoa(dim),
			strconv.Itoa(workers))
		cmd.Env = append(os.Environ(), "OPENBLAS_NUM_THREADS=1")
		return cmd
	}, training: func(out []byte, _ int) (float64, error) {
		var s struct{ Words, CPU float64 }
		err := json.Unmarshal(out, &s)
		return s.Words / s.CPU, err
	}}
	if exec.Command(python, "-c", "import gensim").Run() != nil {
		p.missing = "gensim is not installed (Debian: python3-gensim)"
	}
	return p
}

// fastText returns fastText without subwords. It does not report the time of training
// alone.
func fastText(arch string, dim, workers int) program {
	p := program{name: "fastText", workers: workers, command: func(text, model string) *exec.Cmd {
		return exec.Command("fasttext", arch, "-input", text, "-output", model, "-epoch", "1", "-dim",
			strconv.Itoa(dim), "-ws", "5", "-neg", "5",
			"-minCount", "5", "-t", "1e-3", "-maxn", "0", "-lr", ".05", "-thread", strconv.Itoa(workers), "-verbose",
			"0")
	}}
	if _, err := exec.LookPath("fasttext"); err != nil {
		p.missing = "fastText is not installed (Debian: fasttext)"
	}
	return p
}
