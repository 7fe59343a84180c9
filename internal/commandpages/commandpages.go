// Package commandpages makes, in tests, the reference pages of commands from their
// definitions, and checks that the repository has them as they are.
package commandpages

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// Check compares the Markdown pages in docs/commands and the manual pages in docs/man
// with the definition of a program and the commands that its help lists. repository is
// the folder of the repository. With UPDATE=1 in the environment it writes the pages. A
// page of a command that does not exist is an error too.
func Check(t *testing.T, repository string, program *cobra.Command) {
	t.Helper()
	pages, err := Pages(program)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range pages {
		path := filepath.Join(repository, "docs", filepath.FromSlash(name))
		committed, err := os.ReadFile(path)
		switch {
		case err == nil && string(committed) == text:
		case os.Getenv("UPDATE") == "":
			t.Errorf("docs/%s is not what the program says; run: make docs", name)
		default:
			write(t, path, text)
		}
	}
	for _, pattern := range []string{"commands/%s.md", "commands/%s_*.md", "man/%s.1"} {
		found, err := filepath.Glob(filepath.Join(repository, "docs", fmt.Sprintf(pattern, program.Name())))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			name := filepath.Base(filepath.Dir(path)) + "/" + filepath.Base(path)
			if pages[name] == "" {
				t.Errorf("docs/%s describes no command", name)
			}
		}
	}
}

// write writes a page and makes its folder if necessary.
func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Pages returns the pages of a program by their path: commands/NAME.md and man/NAME.1.
func Pages(program *cobra.Command) (map[string]string, error) {
	pages := map[string]string{}
	err := each(program, func(cmd *cobra.Command) error {
		name := strings.ReplaceAll(cmd.CommandPath(), " ", "_")
		page, err := markdown(cmd)
		if err != nil {
			return err
		}
		pages["commands/"+name+".md"] = page
		pages["man/"+strings.ReplaceAll(name, "_", "-")+".1"], err = manual(cmd)
		return err
	})
	return pages, err
}

// each calls f for a command and those below it that help lists. Defaults that depend
// on the machine are named, not numbered: a page must be the same wherever it is
// made.
func each(cmd *cobra.Command, f func(*cobra.Command) error) error {
	cmd.InitDefaultHelpFlag()
	if workers := cmd.Flags().Lookup("workers"); workers != nil {
		workers.DefValue = "all CPUs"
	}
	cmd.DisableAutoGenTag = true
	if err := f(cmd); err != nil {
		return err
	}
	for _, c := range cmd.Commands() {
		if c.Name() != "help" && !c.IsAvailableCommand() {
			continue
		}
		if err := each(c, f); err != nil {
			return err
		}
	}
	return nil
}

var (
	// trailing matches white space at the ends of lines.
	trailing = regexp.MustCompile(`[ \t]+\n`)
	// dated matches the title of a manual page, up to its date.
	dated = regexp.MustCompile(`(?m)^(\.TH "[^"]*" "1") "[^"]*"`)
)

// markdown returns the page of a command: a title, the readers for whom it is, and the
// text of cobra, with headings like those of the other documents.
func markdown(cmd *cobra.Command) (string, error) {
	var b bytes.Buffer
	if err := doc.GenMarkdown(cmd, &b); err != nil {
		return "", err
	}
	title, rest, _ := strings.Cut(b.String(), "\n")
	audience := fmt.Sprintf("For everyone who uses `%s`. `make docs` writes this page.", cmd.CommandPath())
	text := strings.TrimPrefix(title, "#") + "\n\n" + audience + "\n" + strings.TrimRight(rest, "\n") + "\n"
	text = strings.NewReplacer("\n### SEE ALSO", "\n## See also", "\n### ", "\n## ", "\t - ", ": ").Replace(text)
	return trailing.ReplaceAllString(text, "\n"), nil
}

// manual returns the manual page of a command in roff, without a date, so that it
// stays the same until the command changes.
func manual(cmd *cobra.Command) (string, error) {
	var b bytes.Buffer
	header := &doc.GenManHeader{Section: "1", Source: cmd.Root().Name(), Manual: cmd.Root().Name()}
	if err := doc.GenMan(cmd, header, &b); err != nil {
		return "", err
	}
	return dated.ReplaceAllString(b.String(), `$1 ""`), nil
}
