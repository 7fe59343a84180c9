package main

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// fenced matches the fenced blocks of a page whose content the tests run.
var fenced = regexp.MustCompile("(?ms)^```(console|python|text)\n(.*?)^```$")

// TestTutorials runs the console blocks of README and of all pages in docs/, in a
// folder that holds the repository's corpora, and compares the output and the
// pictures with what the pages show. UPDATE=1 writes the output into the pages.
func TestTutorials(t *testing.T) {
	root := repository(t)
	var pages []string
	for _, pattern := range []string{"README*.md", "docs/*.md"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, found...)
	}
	ran := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), "\n```console\n") {
			continue
		}
		ran++
		t.Run(filepath.Base(page), func(t *testing.T) {
			t.Chdir(likeRepository(t, root))
			t.Setenv("LC_ALL", "en_US.UTF-8")
			if strings.HasSuffix(page, ".ko.md") {
				t.Setenv("LC_ALL", "ko_KR.UTF-8")
			}
			same(t, page, runPage(t, string(text)), string(text))
			comparePictures(t, root)
		})
	}
	if ran < 8 { // two READMEs; attention and Korean in two languages, training, search
		t.Errorf("only %d pages have commands that run", ran)
	}
}

// runPage returns a page with the output of its commands and scripts.
func runPage(t *testing.T, text string) string {
	t.Helper()
	python := ""
	return fenced.ReplaceAllStringFunc(text, func(block string) string {
		m := fenced.FindStringSubmatch(block)
		switch kind, body := m[1], m[2]; kind {
		case "console":
			return "```console\n" + redo(t, body) + "```"
		case "python":
			python = body
		case "text":
			if out, ok := runPython(t, python); ok {
				return "```text\n" + out + "```"
			}
		}
		return block
	})
}

// repository returns the folder of the repository.
func repository(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// likeRepository returns a new folder with the corpora that the pages use.
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

// comparePictures compares the files that the commands of a page wrote to docs/
// with those of the repository.
func comparePictures(t *testing.T, root string) {
	t.Helper()
	err := filepath.WalkDir("docs", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		drawn, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		target := filepath.Join(root, path)
		committed, err := os.ReadFile(target)
		if err != nil && os.Getenv("UPDATE") == "" {
			return err
		}
		if filepath.Ext(path) == ".png" && bytes.Equal(pixels(drawn), pixels(committed)) {
			return nil // whatever the compressor made of them
		}
		same(t, target, string(drawn), string(committed))
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// pixels returns the pixels of a PNG file as RGBA bytes, nil for another file.
func pixels(file []byte) []byte {
	picture, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil
	}
	rgba := image.NewRGBA(picture.Bounds())
	draw.Draw(rgba, rgba.Bounds(), picture, picture.Bounds().Min, draw.Src)
	return rgba.Pix
}

// timed matches what differs from run to run.
var timed = regexp.MustCompile(`[\d.]+ s \([\d.]+ s in all\), [\d,]+ words/s|초당 [\d,]+ 단어|[\d.]+(?: s\b|초)`)

// same compares two texts without their times, or writes got if UPDATE is set.
func same(t *testing.T, path, got, want string) {
	t.Helper()
	if timed.ReplaceAllString(got, "") == timed.ReplaceAllString(want, "") {
		return
	}
	if os.Getenv("UPDATE") == "" {
		t.Errorf("%s is not up to date (%s); run: make docs",
			path, firstDifference(got, want))
		return
	}
	if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
		t.Fatal(err)
	}
}

// firstDifference describes the first line in which two texts differ.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if timed.ReplaceAllString(g[i], "") != timed.ReplaceAllString(w[i], "") {
			return fmt.Sprintf("line %d is %q, should be %q", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("%d lines, should be %d", len(w), len(g))
}

// prompt matches the start of a command of the program, as pages show it.
var prompt = regexp.MustCompile(`^\$ (?:go run \./cmd/)?w2vattn `)

// redo runs the commands of a block and returns the block with their output. A command
// continues in the next line after a backslash. Where the block omits lines, as with "…
// (3 lines)", the output omits as many.
func redo(t *testing.T, block string) string {
	t.Helper()
	var out strings.Builder
	lines := strings.SplitAfter(block, "\n")
	for len(lines) > 0 && lines[0] != "" {
		if !prompt.MatchString(lines[0]) {
			t.Fatalf("a block of console begins with %q, not with a command", lines[0])
		}
		n := 1
		for strings.HasSuffix(lines[n-1], "\\\n") {
			n++
		}
		command := strings.Join(lines[:n], "")
		out.WriteString(command)
		lines = lines[n:]
		shown := lines
		if next := slices.IndexFunc(lines, prompt.MatchString); next >= 0 {
			shown = lines[:next]
		}
		lines = lines[len(shown):]
		out.WriteString(shorten(output(t, command), shown))
	}
	return out.String()
}

// output runs a command as a page shows it and returns what it prints.
func output(t *testing.T, command string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &stdout, err: &stderr, getenv: os.Getenv}
	arguments := strings.ReplaceAll(prompt.ReplaceAllString(command, ""), "\\\n", " ")
	if code := a.run(t.Context(), words(arguments)); code != 0 {
		t.Fatalf("%s: exit code %d: %s", command, code, stderr.String())
	}
	return stdout.String()
}

// omitted matches a line that stands for lines of output that a page leaves out.
var omitted = regexp.MustCompile(`^… \((\d+)(?: lines|줄)\)$`)

// shorten omits the lines of an output that the page omits.
func shorten(output string, shown []string) string {
	lines := strings.SplitAfter(output, "\n")
	lines = lines[:len(lines)-1]
	if !slices.ContainsFunc(shown, func(s string) bool { return omitted.MatchString(strings.TrimSpace(s)) }) {
		return strings.Join(lines, "")
	}
	var kept strings.Builder
	for _, s := range shown {
		m := omitted.FindStringSubmatch(strings.TrimSpace(s))
		switch {
		case m != nil:
			n, _ := strconv.Atoi(m[1]) // digits only
			lines = lines[min(n, len(lines)):]
			kept.WriteString(s)
		case len(lines) > 0:
			kept.WriteString(lines[0])
			lines = lines[1:]
		}
	}
	return kept.String() + strings.Join(lines, "")
}

// words splits a command line at spaces outside of quotes.
func words(command string) []string {
	var all []string
	for _, m := range regexp.MustCompile(`"([^"]*)"|'([^']*)'|(\S+)`).FindAllStringSubmatch(command, -1) {
		all = append(all, m[1]+m[2]+m[3])
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
	t.Log("the Python script of the tutorial did not run: numpy is missing; on Debian: apt install python3-numpy")
	return "", false
}
