package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// TestCommandPages compares docs/commands and docs/man with the definitions of the
// commands. UPDATE=1 writes them.
func TestCommandPages(t *testing.T) {
	root := repository(t)
	want := map[string]string{}
	each((&app{in: strings.NewReader(""), out: io.Discard, err: io.Discard}).newRoot(), func(cmd *cobra.Command) {
		name := strings.ReplaceAll(cmd.CommandPath(), " ", "_")
		want["docs/commands/"+name+".md"] = markdown(t, cmd)
		want["docs/man/"+strings.ReplaceAll(name, "_", "-")+".1"] = manual(t, cmd)
	})
	for path, text := range want {
		path = filepath.Join(root, path)
		committed, err := os.ReadFile(path)
		if err != nil && os.Getenv("UPDATE") == "" {
			t.Error(err)
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		same(t, path, text, string(committed))
	}
	for _, pattern := range []string{"docs/commands/*", "docs/man/*"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			if relative, _ := filepath.Rel(root, path); want[filepath.ToSlash(relative)] == "" {
				t.Errorf("%s describes no command", relative)
			}
		}
	}
}

// each calls f for a command and those below it that help lists. Defaults that
// depend on the machine are named, not numbered.
func each(cmd *cobra.Command, f func(*cobra.Command)) {
	cmd.InitDefaultHelpFlag()
	if workers := cmd.Flags().Lookup("workers"); workers != nil {
		workers.DefValue = "all CPUs"
	}
	cmd.DisableAutoGenTag = true
	f(cmd)
	for _, c := range cmd.Commands() {
		if c.Name() == "help" || c.IsAvailableCommand() {
			each(c, f)
		}
	}
}

// markdown returns the page of a command in docs/commands.
func markdown(t *testing.T, cmd *cobra.Command) string {
	t.Helper()
	var b bytes.Buffer
	if err := doc.GenMarkdown(cmd, &b); err != nil {
		t.Fatal(err)
	}
	heading, rest, _ := strings.Cut(b.String(), "\n")
	audience := fmt.Sprintf("For everyone who uses `%s`. `make docs` writes this page.", cmd.CommandPath())
	text := strings.TrimPrefix(heading, "#") + "\n\n" + audience + "\n" + rest
	text = strings.NewReplacer("\n### SEE ALSO", "\n## See also", "\n### ", "\n## ", "\t - ", ": ").Replace(text)
	return regexp.MustCompile(`[ \t]+\n`).ReplaceAllString(strings.TrimRight(text, "\n")+"\n", "\n")
}

// manual returns the manual page of a command, without a date, so that it stays the
// same until the command changes.
func manual(t *testing.T, cmd *cobra.Command) string {
	t.Helper()
	var b bytes.Buffer
	header := &doc.GenManHeader{Section: "1", Source: "w2vattn", Manual: "w2vattn"}
	if err := doc.GenMan(cmd, header, &b); err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`(?m)^(\.TH "[^"]*" "1") "[^"]*"`).ReplaceAllString(b.String(), `$1 ""`)
}
