package input_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/corpus/input"
)

// table returns the table of formats for docs/corpus.md.
func table() string {
	var b strings.Builder
	b.WriteString("| `--input` | a sentence is | files named |\n|---|---|---|\n")
	for _, f := range input.Formats() {
		names := "all others"
		if len(f.Extensions) > 0 {
			names = "`" + strings.Join(f.Extensions, "`, `") + "`"
		} else if f.Name != input.Lines().Name {
			names = ""
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", f.Name, f.Sentence, names)
	}
	return strings.ReplaceAll(b.String(), "|  |", "| |")
}

// TestDocumentedFormats checks that the table in docs/corpus.md lists the formats of this
// package.
func TestDocumentedFormats(t *testing.T) {
	page, err := os.ReadFile("../../docs/corpus.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), "\n\n"+table()+"\n") {
		t.Errorf("docs/corpus.md has not this table of formats; put it there:\n%s", table())
	}
}

// TestFormatsAreDescribed checks that each format has a name, descriptions, and extensions
// that no other format has.
func TestFormatsAreDescribed(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range input.Formats() {
		if f.Name == "" || f.Help == "" || f.Sentence == "" || f.Records && len(f.Extensions) == 0 {
			t.Errorf("%+v", f)
		}
		for _, s := range append(f.Extensions, f.Name) {
			if seen[s] {
				t.Errorf("two formats have %q", s)
			}
			seen[s] = true
		}
	}
}
