package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// offeredByWego lists what wego offers: commands, flags, console and calls in Go.
var offeredByWego = []string{
	"word2vec -i F -o V", "glove -i F -o V", "query -i V -r 10 WORD", "console -i V -r 10", "a + b", "a - b", "exit",
	"-i", "--input", "-o", "--output", "-d", "--dim", "-w", "--window", "--iter", "--initlr", "--min-count",
	"--max-count 1000", "--to-lower", "--threshold", "--goroutines", "--vec-type single", "--vec-type agg",
	"--model cbow", "--model skipgram", "--optimizer ns", "--optimizer hs", "--sample 5", "--max-depth 100",
	"lexvec -i F -o V", "--rel ppmi", "--rel pmi", "--rel co", "--rel logco", "--smooth .75",
	"--alpha 0.75", "--xmax 100", "--cnt inc", "--cnt prox", "--solver sgd", "--solver adagrad",
	"word2vec.New(options…)", "glove.New(options…)", "lexvec.New(options…)", "model.Train(r)",
	"model.Save(w, vector.Single)",
	"model.WordVector(typ)", "embedding.Load(r)", "search.New(embs...)", "searcher.SearchInternal(word, k)",
}

// code matches a span of code.
var code = regexp.MustCompile("`([^`]+)`")

// TestFromWego: docs/from-wego.md has a counterpart for all that wego offers.
func TestFromWego(t *testing.T) {
	var left []string
	for _, row := range tableRows(t, "from-wego.md") {
		for _, m := range code.FindAllStringSubmatch(row[0], -1) {
			left = append(left, m[1])
		}
		if strings.TrimSpace(row[1]) == "" {
			t.Errorf("%s has no counterpart", row[0])
		}
	}
	for _, offered := range offeredByWego {
		if !slices.Contains(left, offered) {
			t.Errorf("docs/from-wego.md has no row for %s", offered)
		}
	}
}

// TestFromOthersParses: the commands in the tables of the documents about other programs
// are commands of w2vattn, with flags that they have.
func TestFromOthersParses(t *testing.T) {
	for page, least := range map[string]int{"from-wego.md": 20, "from-gensim.md": 25, "from-fasttext.md": 15} {
		n := 0
		for _, row := range tableRows(t, page) {
			for _, m := range code.FindAllStringSubmatch(row[1], -1) {
				arguments := words(m[1])
				if !isCommand(arguments[0]) || len(arguments) == 1 {
					continue
				}
				n++
				if err := parseCommand(arguments); err != nil {
					t.Errorf("%s: w2vattn %s: %v", page, m[1], err)
				}
			}
		}
		if n < least {
			t.Errorf("%s: only %d commands were found", page, n)
		}
	}
}

// isCommand reports whether w2vattn has a command of this name.
func isCommand(name string) bool {
	for _, c := range (&app{}).newRoot().Commands() {
		if c.Name() == name {
			return true
		}
	}
	return false
}

// tableRows returns the two cells of each row of the tables of a document in docs/,
// headers aside.
func tableRows(t *testing.T, page string) [][2]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository(t), "docs", page))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][2]string
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		if strings.HasPrefix(line, "| ") && len(cells) == 2 && strings.Contains(line, "`") {
			rows = append(rows, [2]string{cells[0], cells[1]})
		} else if strings.HasPrefix(line, "| ") && strings.Contains(line, "`") {
			t.Errorf("%s: not two cells: %s", page, line)
		}
	}
	return rows
}

// TestByProgram runs the commands of the table in docs/convert-vectors.md, and reads what they
// wrote.
func TestByProgram(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(repository(t), "docs", "convert-vectors.md"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(withModel(t))
	if got := inProcess("", "", "convert", "tiny.vec", "m.safetensors"); got.code != 0 {
		t.Fatal(got.err)
	}
	n := 0
	for _, m := range regexp.MustCompile("(?m)^\\| [^|]+ \\| `(convert [^`]+)`").FindAllStringSubmatch(string(text), -1) {
		n++
		arguments := words(m[1])
		if got := inProcess("", "", arguments...); got.code != 0 {
			t.Errorf("w2vattn %s: %s", m[1], got.err)
			continue
		}
		got := inProcess("", "", "similar", "-m", arguments[2], "-n", "1", "cat")
		if got.code != 0 || !strings.Contains(got.out, "고양이") {
			t.Errorf("w2vattn %s: similar answers %q, %s", m[1], got.out, got.err)
		}
	}
	if n < 10 {
		t.Errorf("only %d commands were found", n)
	}
}
