package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestCommands(t *testing.T) {
	s := settings{"skip-gram", 300}
	cmd := ours("w2vattn", s, "--kernel", "avx2").command("text", "model", 3, 2)
	if got := strings.Join(cmd.Args, " "); !strings.Contains(got,
		"train text -o model --quiet --arch skipgram --dim 300 --epochs 3 --workers 2 ") ||
		!strings.HasSuffix(got, "--kernel avx2") || !slices.Contains(cmd.Env, "GOMAXPROCS=2") {
		t.Errorf("the command is %s", got)
	}
	cmd = gensim("python3", "4.4.0", settings{"CBOW", 100}).command("text", "model", 1, 2)
	if got := strings.Join(cmd.Args, " "); got != "python3 bench/train_gensim.py text model 0 100 1 2" ||
		!slices.Contains(cmd.Env, "OPENBLAS_NUM_THREADS=1") {
		t.Errorf("the command is %s", got)
	}
	for name, args := range map[string][]string{
		"fastText":   fastText(s, "text", "model", "3", "2"),
		"word2vec.c": word2vec(s, "text", "model", "3", "2"),
		"koan":       koan(s, "text", "model", "3", "2"),
	} {
		for _, arg := range []string{"text", "model", "300", "3", "2"} {
			if !slices.Contains(args, arg) {
				t.Errorf("%s lacks %s: %v", name, arg, args)
			}
		}
	}
}

// TestPeers has a program with the name of each peer on the path, and a Python with gensim.
func TestPeers(t *testing.T) {
	dir := t.TempDir()
	for name, script := range map[string]string{
		"python": "echo 4.9.9", "fasttext": "", "word2vec": "", "koan": "",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir)
	t.Setenv("W2VATTN_PYTHON", filepath.Join(dir, "python"))
	var names []string
	for _, p := range peers(settings{"CBOW", 100}) {
		names = append(names, p.name)
	}
	if want := []string{"gensim 4.9.9", "fastText", "word2vec.c", "koan"}; !slices.Equal(names, want) {
		t.Errorf("the peers are %q, want %q", names, want)
	}
	t.Setenv("PATH", t.TempDir())
	for _, p := range peers(settings{"CBOW", 100}) {
		if !strings.HasPrefix(p.name, "gensim") {
			t.Errorf("%s is not on the path", p.name)
		}
	}
}

func TestCost(t *testing.T) {
	got := epochCost(usage{cpu: 3, wall: 2, memory: 7}, usage{cpu: 9, wall: 3})
	if want := (cost{3, .5, usage{cpu: 3, wall: 2, memory: 7}}); got != want {
		t.Errorf("the cost is %v, want %v", got, want)
	}
	failing := program{"peer", func(string, string, int, int) *exec.Cmd {
		return exec.Command("/bin/sh", "-c", "echo no memory >&2; exit 1")
	}}
	if _, err := failing.cost("", "", 1); err == nil || !strings.Contains(err.Error(), "peer") ||
		!strings.Contains(err.Error(), "no memory") {
		t.Errorf("the error is %v", err)
	}
}

func TestCountWords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "text.txt")
	if err := os.WriteFile(path, []byte("one two\n\nthree 한국어\t five"), 0o600); err != nil {
		t.Fatal(err)
	}
	if n, err := countWords(path); n != 5 || err != nil {
		t.Errorf("there are %d words, %v", n, err)
	}
	if _, err := countWords(path + "x"); err == nil {
		t.Error("a text that is not there is no error")
	}
}

// TestMeasure measures a program in two turns that uses the time of its epochs, with one
// worker and with two.
func TestMeasure(t *testing.T) {
	var calls []int
	busy := program{"busy", func(_, _ string, epochs, workers int) *exec.Cmd {
		calls = append(calls, workers)
		return exec.Command("/bin/sh", "-c", "i=0; while [ $i -lt "+strings.Repeat("9", epochs+2)+" ]; do i=$((i+1)); done")
	}}
	results, err := comparison{"", []program{busy}}.measure(&bench{turns: 2, cores: 2})
	if err != nil {
		t.Fatal(err)
	}
	if r := results[0]; r.name != "busy" || len(r.one) != 2 || len(r.all) != 2 || r.one[0].cpu <= 0 {
		t.Errorf("the result is %+v", r)
	}
	if want := []int{1, 1, 2, 2, 1, 1, 2, 2}; !slices.Equal(calls, want) {
		t.Errorf("the workers of the runs are %v, want %v", calls, want)
	}
}
