package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	results := []result{
		{"w2vattn", []cost{{1, 1, usage{cpu: 2, memory: 3e6}}, {2, 2, usage{cpu: 4, memory: 5e6}}},
			[]cost{{1, .5, usage{}}, {2, 1, usage{}}}},
		{"gensim 4.4.0", []cost{{5, 5, usage{}}, {14, 14, usage{}}}, []cost{{8, 4, usage{}}, {8, 4, usage{}}}},
	}
	got := strings.Split(table(results, 3000, 2), "\n")
	// Medians: 1.5 s for 3,000 words; ratios 5 and 7; 0.75 s and 4 s with two workers.
	want := []string{
		"| w2vattn | 2 | 6.0 | 5.0 | 7.0 | 3.0 | 4 | 2 | 4 | 6.0 | 2.00 |",
		"| gensim 4.4.0 | 0 | 1.0 | 1.0 | 1.0 | 0.0 | 0 | 0 | 1 | 1.0 | 2.38 |",
	}
	if got[2] != want[0] || got[3] != want[1] {
		t.Errorf("the rows are\n%s\n%s\nwant\n%s\n%s", got[2], got[3], want[0], want[1])
	}
	if columns := strings.Count(got[0], "|"); strings.Count(got[1], "|") != columns ||
		strings.Count(got[2], "|") != columns || !strings.Contains(got[0], "2 workers") {
		t.Errorf("heading and rows differ:\n%s", strings.Join(got, "\n"))
	}
}

func TestTableWithoutGensim(t *testing.T) {
	got := table([]result{{"w2vattn", []cost{{1, 1, usage{}}}, []cost{{1, 1, usage{}}}}}, 3000, 1)
	if !strings.HasSuffix(got, "| w2vattn | 3 | – | – | – | 0.0 | 0 |\n") || strings.Contains(got, "workers") {
		t.Errorf("the table is\n%s", got)
	}
}

func TestWriteBetween(t *testing.T) {
	path := filepath.Join(t.TempDir(), "benchmarks.md")
	const begin, end = "<!-- bench CBOW: begin (written by make bench) -->\n", "<!-- bench CBOW: end -->\n"
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("# A\n" + begin + "old\n" + end + "# B\n")
	for range 2 { // a second time it finds what it has written
		if err := writeBetween(path, "CBOW", "new\n"); err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(path); string(got) != "# A\n"+begin+"\nnew\n\n"+end+"# B\n" {
			t.Errorf("the document is %q", got)
		}
	}
	for _, damaged := range []string{"# A\n" + begin, "# A\n", end + begin} {
		write(damaged)
		if err := writeBetween(path, "CBOW", "new\n"); err == nil {
			t.Errorf("a table is written to %q", damaged)
		}
		if got, _ := os.ReadFile(path); string(got) != damaged {
			t.Errorf("%q becomes %q", damaged, got)
		}
	}
	if err := writeBetween(filepath.Join(t.TempDir(), "none.md"), "CBOW", ""); err == nil {
		t.Error("a document that is not there is no error")
	}
}

// TestDocument checks that docs/benchmarks.md has a place for each table.
func TestDocument(t *testing.T) {
	document, err := os.ReadFile("../../docs/benchmarks.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range (&bench{kernels: []string{"auto"}}).comparisons() {
		path := filepath.Join(t.TempDir(), "benchmarks.md")
		if err := os.WriteFile(path, document, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := writeBetween(path, c.name, ""); err != nil {
			t.Error(err)
		}
	}
}
