package main

// This file has the command lines of the programs. They train the same model: window
// 5 with random radius, 5 negatives, minimum count 5, subsampling 1e-3. Learning
// rates are each program's own, because they do not change the time.

import (
	"cmp"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// settings are the architecture and the dimension of a training. All else is the same
// for all programs: window 5, 5 negatives, words that occur 5 times or more, sample 1e-3.
type settings struct {
	arch string // "CBOW" or "skip-gram"
	dim  int
}

// skipGram reports whether the architecture is skip-gram.
func (s settings) skipGram() bool { return s.arch == "skip-gram" }

// either returns the first or the second string, for CBOW or skip-gram.
func (s settings) either(cbow, skipGram string) string {
	if s.skipGram() {
		return skipGram
	}
	return cbow
}

// A program is a program that trains on a text.
type program struct {
	name string
	// command returns the command that trains on the file text and writes the file model.
	command func(text, model string, epochs, workers int) *exec.Cmd
}

// ours returns this project's program, with the tokens of the others: split at spaces,
// without changes. GOMAXPROCS limits the whole program to the number of workers.
func ours(name string, s settings, flags ...string) program {
	return program{name, func(text, model string, epochs, workers int) *exec.Cmd {
		args := append([]string{"train", text, "-o", model, "--quiet", "--arch", s.either("cbow", "skipgram"),
			"--dim", strconv.Itoa(s.dim), "--epochs", strconv.Itoa(epochs), "--workers", strconv.Itoa(workers),
			"--tokenizer", "space", "--lower=false", "--normalize", "none"}, flags...)
		return command("GOMAXPROCS="+strconv.Itoa(workers), "../bin/w2vattn", args...)
	}}
}

// command returns a command with one more variable of the environment.
func command(variable, name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), variable)
	return cmd
}

// peers returns the other programs that are installed.
func peers(s settings) []program {
	var all []program
	for _, python := range []string{os.Getenv("W2VATTN_PYTHON"), "../.peers/bin/python", "/usr/bin/python3"} {
		version, err := exec.Command(cmp.Or(python, "none"), "-c", "import gensim; print(gensim.__version__)").Output()
		if err == nil {
			all = append(all, gensim(python, strings.TrimSpace(string(version)), s))
			break
		}
	}
	for _, p := range []struct {
		name, file string
		args       func(s settings, text, model, epochs, workers string) []string
	}{
		{"fastText", "fasttext", fastText}, {"word2vec.c", "word2vec", word2vec}, {"koan", "koan", koan},
	} {
		path, err := exec.LookPath(p.file)
		if err != nil {
			continue
		}
		all = append(all, program{p.name, func(text, model string, epochs, workers int) *exec.Cmd {
			return exec.Command(path, p.args(s, text, model, strconv.Itoa(epochs), strconv.Itoa(workers))...)
		}})
	}
	return all
}

// gensim returns gensim's Word2Vec, in bench/train_gensim.py.
func gensim(python, version string, s settings) program {
	return program{"gensim " + version, func(text, model string, epochs, workers int) *exec.Cmd {
		return command("OPENBLAS_NUM_THREADS=1", python, "bench/train_gensim.py", text, model, s.either("0", "1"),
			strconv.Itoa(s.dim), strconv.Itoa(epochs), strconv.Itoa(workers))
	}}
}

// fastText returns the arguments of fastText, without subwords (-maxn 0), so that it
// computes what the others do.
func fastText(s settings, text, model, epochs, workers string) []string {
	return []string{s.either("cbow", "skipgram"), "-input", text, "-output", model, "-epoch", epochs, "-dim",
		strconv.Itoa(s.dim), "-ws", "5", "-neg", "5", "-minCount", "5", "-t", "1e-3", "-maxn", "0", "-lr", ".05",
		"-thread", workers, "-verbose", "0"}
}

// word2vec returns the arguments of word2vec.c.
func word2vec(s settings, text, model, epochs, workers string) []string {
	return []string{"-train", text, "-output", model, "-cbow", s.either("1", "0"), "-size", strconv.Itoa(s.dim), "-iter",
		epochs, "-threads", workers, "-window", "5", "-negative", "5", "-min-count", "5", "-sample", "1e-3", "-binary",
		"1", "-alpha", s.either(".05", ".025")}
}

// koan returns the arguments of koan (İrsoy et al. 2020), whose CBOW has the true
// gradient of the mean.
func koan(s settings, text, model, epochs, workers string) []string {
	return []string{"--file", text, "--embedding-path", model, "--cbow", s.either("true", "false"), "--dim",
		strconv.Itoa(s.dim), "--epochs", epochs, "--threads", workers, "--context-size", "5", "--negatives", "5",
		"--min-count", "5", "--downsample-threshold", "1e-3", "--learning-rate", s.either(".075", ".025"),
		"--no-progress"}
}
