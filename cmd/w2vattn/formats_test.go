package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed"
)

// TestFormatsTable checks that the table of docs/formats.md has a row for each format.
func TestFormatsTable(t *testing.T) {
	path := filepath.Join(repository(t), "docs", "formats.md")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	begin, end := bytes.Index(text, []byte("<!-- formats: begin")), bytes.Index(text, []byte("<!-- formats: end -->"))
	if begin < 0 || end < begin {
		t.Fatalf("%s has no marks of the table", path)
	}
	begin += bytes.IndexByte(text[begin:], '\n') + 1
	want := formatsTable(allFormats())
	if got := string(text[begin:end]); got == want {
		return
	} else if !*update {
		t.Fatalf("%s has another table: run this test with -update; it has\n%swant\n%s", path, got, want)
	}
	page := slices.Concat(text[:begin], []byte(want), text[end:])
	if err := os.WriteFile(path, page, 0o600); err != nil {
		t.Fatal(err)
	}
}

// formatsTable returns a table with a row for each format.
func formatsTable(all []embed.FormatInfo) string {
	var b strings.Builder
	b.WriteString("| format | read | written | streamed | how words are stored |\n|---|---|---|---|---|\n")
	for _, f := range all {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", formatCell(f), cmp.Or(f.Read, "no"), cmp.Or(f.Written, "no"),
			f.Streamed, f.Words)
	}
	return b.String()
}

// formatCell returns the first cell of a format's row.
func formatCell(f embed.FormatInfo) string {
	name := string(f.Name)
	if f.Folder {
		name += ", a folder"
	}
	if len(f.Extensions) > 0 {
		name += " `" + strings.Join(f.Extensions, " ") + "`"
	}
	return name
}

// TestOtherFormats checks that the formats outside package embed have other names and
// extensions than those in it, and all cells.
func TestOtherFormats(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range allFormats() {
		if f.Streamed == "" || f.Words == "" || f.Read == "" && f.Written == "" || strings.Contains(fmt.Sprint(f), "|") {
			t.Errorf("%s: %+v", f.Name, f)
		}
		if seen[string(f.Name)] {
			t.Errorf("%s is listed twice", f.Name)
		}
		seen[string(f.Name)] = true
	}
	inside := embed.WrittenFormats()
	for i, name := range writtenFormats() {
		if i < len(inside) && name != inside[i] {
			t.Errorf("format %d is %s, want %s", i, name, inside[i])
		}
	}
	if !slices.Contains(writtenFormats(), sentenceTransformers) || slices.Contains(writtenFormats(), embed.Model2Vec) {
		t.Errorf("convert writes %v", writtenFormats())
	}
}
