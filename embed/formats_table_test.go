package embed

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format"
)

// update writes the table instead of comparing it.
var update = flag.Bool("update", false, "write the documents' table of formats")

// TestFormatsTable checks that the table of formats in the documents lists the formats of
// this package.
func TestFormatsTable(t *testing.T) {
	path, text, begin, end := findTable(t)
	var want strings.Builder
	fmt.Fprintf(&want, "\n| format | read | written | how words are stored |\n|---|---|---|---|\n")
	for _, f := range formats {
		fmt.Fprintf(&want, "| %s | %s | %s | %s |\n", cell(f), f.ReadDoc, f.WrittenDoc, f.WordsDoc)
	}
	if got := string(text[begin:end]); got == want.String() {
		return
	} else if !*update {
		t.Fatalf("%s has another table: run this test with -update; it has\n%swant\n%s", path, got, want.String())
	}
	if err := os.WriteFile(
		path,
		append(append(bytes.Clone(text[:begin]), want.String()...), text[end:]...),
		0o600,
	); err != nil {
		t.Fatal(err)
	}
}

// findTable returns the document with the table, and the bounds of the table in it.
func findTable(t *testing.T) (path string, text []byte, begin, end int) {
	t.Helper()
	paths, err := filepath.Glob("../docs/*.md")
	more, err2 := filepath.Glob("../docs/*/*.md")
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	for _, path := range append(paths, more...) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		begin := bytes.Index(text, []byte("<!-- formats: begin"))
		end := bytes.Index(text, []byte("<!-- formats: end -->"))
		if begin >= 0 && end > begin {
			return path, text, begin + bytes.IndexByte(text[begin:], '\n'), end
		}
	}
	t.Fatal("no document has the marks of the table of formats")
	return "", nil, 0, 0
}

// cell returns the first cell of the row of a format.
func cell(f *format.Format) string {
	name := f.Name
	if f.Folder != nil {
		name += ", a folder"
	}
	if len(f.Extensions) > 0 {
		name += " `" + strings.Join(f.Extensions, " ") + "`"
	}
	return name
}

// TestFormatsHaveAll checks that each format has the cells of the documents and what
// reading needs, and that the constants name formats of the list.
func TestFormatsHaveAll(t *testing.T) {
	for _, f := range formats {
		if f.ReadDoc == "" || f.WrittenDoc == "" || f.WordsDoc == "" || (f.Open == nil) == (f.Load == nil) ||
			(f.Detect == nil) == (f.Folder == nil) {
			t.Errorf("%s: something is missing", f.Name)
		}
	}
	constants := []Format{Safetensors, Word2VecText, Word2VecBinary, GloVe, FastText, NPZ, Model2Vec, Projector, Wego}
	for _, name := range constants {
		if _, err := ParseFormat(string(name)); err != nil {
			t.Error(err)
		}
	}
}
