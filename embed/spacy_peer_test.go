package embed_test

import (
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/embed/word2vec"
	"github.com/w2vattn/w2vattn/vocab"
)

// spacyPython returns the Python that tools/setup peers installs, and skips the test if it
// has no spaCy.
func spacyPython(t *testing.T) string {
	t.Helper()
	program, err := filepath.Abs("../.peers/bin/python")
	if err != nil {
		t.Fatal(err)
	}
	const installed = "import importlib.util as u; u.find_spec('spacy').name"
	if err := exec.Command(program, "-c", installed).Run(); err != nil {
		t.Skipf("skipped: %s has no spaCy: tools/setup peers", program)
	}
	return program
}

// TestPeerSpacy makes a pipeline of our word2vec text with "spacy init vectors", and compares
// the vectors, and the ten words nearest to 50 queries, whose cosines spaCy rounds to four
// digits.
func TestPeerSpacy(t *testing.T) {
	python := spacyPython(t)
	table := libraryTable(t)
	text, folder := filepath.Join(t.TempDir(), "our.txt"), filepath.Join(t.TempDir(), "pipeline")
	if err := table.SaveAs(text, embed.Word2VecText); err != nil {
		t.Fatal(err)
	}
	init := exec.Command(python, "-m", "spacy", "init", "vectors", "en", text, folder)
	if out, err := init.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var queries []string
	for id := range vocab.ID(50) {
		queries = append(queries, table.Vocab().Word(id*vocab.ID(table.Len())/50))
	}
	list, err := json.Marshal(queries)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "testdata/spacy_vectors.py", folder, string(list))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Vectors map[string][]float64
		Nearest map[string][]string
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	sameVectors(t, "spaCy", table, answer.Vectors)
	for _, word := range queries {
		compareNeighbours(t, table, word, answer.Nearest[word])
	}
}

// libraryTable trains vectors on the English library story.
func libraryTable(t *testing.T) *embed.Table {
	t.Helper()
	text, err := os.Open(filepath.Join("..", "data", "library.en.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer text.Close()
	c := word2vec.Default()
	c.Dim, c.MinCount, c.Epochs, c.Sample = 32, 2, 60, 0
	m, err := word2vec.Train(t.Context(), corpus.FromReader(text), c)
	if err != nil {
		t.Fatal(err)
	}
	return m.Table
}

// compareNeighbours checks that names are the ten words nearest to a word. A word may stand
// at a place if its cosine differs by at most 1e-4 from the cosine of that place.
func compareNeighbours(t *testing.T, table *embed.Table, word string, names []string) {
	t.Helper()
	near, err := table.Similar(word, table.Len())
	if err != nil || len(names) != 10 {
		t.Fatalf("%s: %v, %v", word, names, err)
	}
	cosines := map[string]float64{}
	for _, n := range near {
		cosines[table.Vocab().Word(n.ID)] = n.Cosine
	}
	for i, name := range names {
		if c, ok := cosines[name]; !ok || math.Abs(c-near[i].Cosine) > 1e-4 {
			t.Errorf("neighbour %d of %s is %s with the cosine %v, want %v", i+1, word, name, c, near[i].Cosine)
		}
	}
}
