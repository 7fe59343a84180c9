package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// filesIn returns the names of the files in a folder.
func filesIn(t *testing.T, dir string) (all []string) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		all = append(all, f.Name())
	}
	return all
}

// writes reports whether a process has an unnamed file open, or one in a folder that is
// not in before.
func writes(pid int, dir string, before []string) bool {
	open, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
	for _, fd := range open {
		to, _ := os.Readlink(fd)
		if filepath.Dir(to) == dir && !slices.Contains(before, filepath.Base(to)) {
			return true
		}
	}
	return false
}

// killed runs a command in a folder and kills it as soon as it writes to a new file
// there. It reports whether the command was killed before it ended.
func killed(t *testing.T, dir string, args ...string) bool {
	t.Helper()
	before := filesIn(t, dir)
	cmd := serving(t, dir, args...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		cmd.Wait()
		close(done)
	}()
	for {
		select {
		case <-done:
			return false
		default:
		}
		if writes(cmd.Process.Pid, dir, before) {
			cmd.Process.Kill()
			<-done
			return !cmd.ProcessState.Exited()
		}
	}
}

// TestKillBuild: if a search is killed while it builds or extends its index, no file
// remains and the old index is unchanged.
func TestKillBuild(t *testing.T) {
	dir := withModel(t)
	big := filepath.Join(dir, "big.txt")
	if err := os.WriteFile(big, bytes.Repeat([]byte("a cat 책 and other words\n"), 200_000), 0o600); err != nil {
		t.Fatal(err)
	}
	search := []string{"search", "-m", "tiny.vec", "-q", "cat", "--keep-common", "--index", "index"}
	files := filesIn(t, dir)
	for range 20 {
		if killed(t, dir, append(search, "big.txt")...) {
			break
		}
		os.Remove(filepath.Join(dir, "index"))
	}
	if left := filesIn(t, dir); !slices.Equal(left, files) {
		t.Errorf("left behind: %v", left)
	}
	if out, err := serving(t, dir, append(search, "text.txt")...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	files = filesIn(t, dir)
	before, err := os.ReadFile(filepath.Join(dir, "index"))
	if err != nil {
		t.Fatal(err)
	}
	if !killed(t, dir, append(search, "text.txt", "big.txt")...) {
		t.Skip("the extension was done before it could be killed")
	}
	if after, err := os.ReadFile(filepath.Join(dir, "index")); err != nil || !bytes.Equal(after, before) {
		t.Errorf("the index has changed: %v", err)
	}
	if left := filesIn(t, dir); !slices.Equal(left, files) {
		t.Errorf("left behind: %v", left)
	}
}

// TestBuildAtOnce: searches that build one index file from different corpora at the same
// time all succeed, and each answers from its corpus.
func TestBuildAtOnce(t *testing.T) {
	dir := withModel(t)
	const n = 4
	out := make([]bytes.Buffer, n)
	var wait []func() error
	for i := range n {
		corpus := fmt.Sprintf("corpus%d.txt", i)
		text := strings.Repeat(fmt.Sprintf("cat number%d\n", i), 3000)
		if err := os.WriteFile(filepath.Join(dir, corpus), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd := serving(t, dir, "search", "-m", "tiny.vec", "-q", "cat", "--keep-common", "-n", "1", "--index", "index",
			corpus)
		cmd.Stdout, cmd.Stderr = &out[i], &out[i]
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		wait = append(wait, cmd.Wait)
	}
	refused := 0
	for i, w := range wait {
		err := w()
		switch text := out[i].String(); {
		case err != nil && strings.Contains(text, "index contains sentences of corpus"):
			refused++ // it began after another one was done
		case err != nil || !strings.Contains(text, fmt.Sprintf("cat number%d", i)):
			t.Errorf("corpus %d: %v\n%s", i, err, text)
		}
	}
	if refused == n {
		t.Error("all are refused")
	}
	for _, name := range filesIn(t, dir) {
		if strings.HasPrefix(name, ".") || strings.Contains(name, "part") {
			t.Errorf("left behind: %s", name)
		}
	}
}
