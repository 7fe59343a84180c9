package main

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// shell matches blocks of shell and indented lines.
var shell = regexp.MustCompile("(?ms)^```sh$.*?^```$|^    [^\n]*\n")

// shown matches a command of the program in them.
var shown = regexp.MustCompile(`(?m)^(?:    )?w2vattn ((?:[^\n]*\\\n)*[^\n]*)$`)

// comment matches what follows a command in its line.
var comment = regexp.MustCompile(`(?m) +# .*$`)

// TestShownCommands parses all commands that documents show: each is a command of the
// program, with flags that it has.
func TestShownCommands(t *testing.T) {
	root := repository(t)
	n := 0
	for _, pattern := range []string{"*.md", "docs/*.md", "docs/*/*.md"} {
		pages, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, page := range pages {
			text, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			blocks := strings.Join(shell.FindAllString(string(text), -1), "")
			for _, m := range shown.FindAllStringSubmatch(blocks, -1) {
				n++
				line := comment.ReplaceAllString(strings.ReplaceAll(m[1], "\\\n", " "), "")
				if err := parseCommand(words(line)); err != nil {
					t.Errorf("%s: w2vattn %s: %v", page, line, err)
				}
			}
		}
	}
	if n < 30 {
		t.Errorf("only %d commands were found", n)
	}
	for _, wrong := range []string{"train x.txt --outputs y", "trian x.txt"} {
		if parseCommand(words(wrong)) == nil {
			t.Errorf("%q is parsed", wrong)
		}
	}
}

// parseCommand parses a command line without running it.
func parseCommand(arguments []string) error {
	a := &app{in: strings.NewReader(""), out: io.Discard, err: io.Discard}
	cmd, rest, err := a.newRoot().Find(arguments)
	if err != nil {
		return err
	}
	if !cmd.HasParent() {
		return cmd.Args(cmd, rest)
	}
	return cmd.ParseFlags(rest)
}
