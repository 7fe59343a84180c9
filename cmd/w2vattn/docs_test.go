package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// fenced matches the fenced blocks of a page.
var fenced = regexp.MustCompile("(?ms)^```(console|python|text)\n(.*?)^```$")

// TestTutorials does what the tutorials say, in a folder like the repository's,
// and compares what comes out with what they show, pictures too. UPDATE=1 writes
// it into them.
func TestTutorials(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{"attention.md", "attention.ko.md"} {
		t.Run(page, func(t *testing.T) {
			path := filepath.Join(root, "docs", page)
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(likeRepository(t, root))
			python, commands := "", 0
			got := fenced.ReplaceAllStringFunc(string(text), func(block string) string {
				kind, body := fenced.FindStringSubmatch(block)[1], fenced.FindStringSubmatch(block)[2]
				switch kind {
				case "console":
					out, n := redo(t, body)
					commands += n
					return "```console\n" + out + "```"
				case "python":
					python = body
				case "text":
					if out, ok := runPython(t, python); ok {
						return "```text\n" + out + "```"
					}
				}
				return block
			})
			if commands < 10 || python == "" {
				t.Fatalf("%d commands, python: %q", commands, python)
			}
			same(t, path, got, string(text))
			pictures, err := filepath.Glob("docs/attention/*.svg")
			if err != nil || len(pictures) != 3 {
				t.Fatalf("pictures %v, %v", pictures, err)
			}
			for _, p := range pictures {
				drawn, err := os.ReadFile(p)
				if err != nil {
					t.Fatal(err)
				}
				kept, _ := os.ReadFile(filepath.Join(root, p)) // not there yet, with UPDATE
				same(t, filepath.Join(root, p), string(drawn), string(kept))
			}
		})
	}
}

// likeRepository makes a folder with what the tutorials use.
func likeRepository(t *testing.T, root string) string {
	t.Helper()
	dir := t.TempDir()
	for _, d := range []string{"data", "docs/attention"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"data/library.en.txt", "data/library.ko.txt"} {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// timed matches what differs from run to run.
var timed = regexp.MustCompile(`[\d.]+ s \([\d.]+ s in all\), [\d,]+ words/s`)

// same compares all but times, or writes.
func same(t *testing.T, path, got, want string) {
	t.Helper()
	if timed.ReplaceAllString(got, "") == timed.ReplaceAllString(want, "") {
		return
	}
	if os.Getenv("UPDATE") == "" {
		t.Errorf("%s does not show what comes out, which is\n%s", path, got)
		return
	}
	if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
		t.Fatal(err)
	}
}

// redo carries out the commands of a block and returns the block with what they
// print.
func redo(t *testing.T, block string) (string, int) {
	t.Helper()
	var out strings.Builder
	n := 0
	for line := range strings.Lines(block) {
		command, ok := strings.CutPrefix(line, "$ w2vattn ")
		if !ok {
			continue
		}
		n++
		out.WriteString(line)
		var stderr bytes.Buffer
		a := &app{in: strings.NewReader(""), out: &out, err: &stderr}
		if code := a.run(t.Context(), words(command)); code != 0 {
			t.Fatalf("%s: exit code %d: %s", command, code, stderr.String())
		}
	}
	return out.String(), n
}

// words cuts a command line at spaces, but for those between quotes.
func words(command string) []string {
	var all []string
	for _, m := range regexp.MustCompile(`"([^"]*)"|(\S+)`).FindAllStringSubmatch(command, -1) {
		all = append(all, m[1]+m[2])
	}
	return all
}

// runPython runs a script where there is numpy.
func runPython(t *testing.T, script string) (string, bool) {
	t.Helper()
	for _, python := range []string{"/usr/bin/python3", "python3"} {
		if exec.CommandContext(t.Context(), python, "-c", "import numpy").Run() != nil {
			continue
		}
		cmd := exec.CommandContext(t.Context(), python, "-c", script)
		cmd.Env = append(os.Environ(), "PYTHONIOENCODING=utf-8")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v: %v", python, err, cmd.Stderr)
		}
		return string(out), true
	}
	t.Log("not run: the Python of the tutorial, for want of numpy; on Debian: apt install python3-numpy")
	return "", false
}
