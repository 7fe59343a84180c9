package parquet

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// python returns the interpreter with PyPI's packages, which tools/setup peers installs. It
// skips the test if there is none with the given modules.
func python(t *testing.T, modules string) string {
	t.Helper()
	path, err := filepath.Abs("../../.peers/bin/python")
	if err != nil {
		t.Fatal(err)
	}
	if err := exec.Command(path, "-c", "import "+modules).Run(); err != nil {
		t.Skipf("skipped: %s has no %s: tools/setup peers", path, modules)
	}
	return path
}

// run runs a script in testdata with input as JSON and decodes its output, unless answer is
// nil.
func run(t *testing.T, python string, input, answer any, args ...string) {
	t.Helper()
	text, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, args...)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(text), os.Stderr
	out, err := cmd.Output()
	if err == nil && answer != nil {
		err = json.Unmarshal(out, answer)
	}
	if err != nil {
		t.Fatalf("%v: %.200s", err, out)
	}
}

// A near is a word and its cosine, an array in JSON.
type near struct {
	word   string
	cosine float64
}

// UnmarshalJSON implements json.Unmarshaler.
func (n *near) UnmarshalJSON(text []byte) error {
	return json.Unmarshal(text, &[]any{&n.word, &n.cosine})
}

// TestPeerReaders: pandas and DuckDB read the words, the vectors, and so the same nearest
// words.
func TestPeerReaders(t *testing.T) {
	python := python(t, "pandas, pyarrow, duckdb")
	m := table(t, 500, 12)
	path := filepath.Join(t.TempDir(), "m.parquet")
	if err := Write(t.Context(), path, (&embed.File{Table: m}).Stream(), Options{Map: true}); err != nil {
		t.Fatal(err)
	}
	queries := make([]string, 50)
	for i := range queries {
		queries[i] = m.Vocab().Word(vocab.ID(i * 10))
	}
	type answer struct {
		Vector []float64
		Near   []near
	}
	var answers struct {
		Pandas, DuckDB []answer
		Neighbors      [][]near
	}
	run(t, python, queries, &answers, "testdata/peer.py", path)
	for name, all := range map[string][]answer{"pandas": answers.Pandas, "DuckDB": answers.DuckDB} {
		if len(all) != len(queries) {
			t.Fatalf("%s answered %d queries", name, len(all))
		}
		for i, a := range all {
			id := vocab.ID(i * 10)
			for k, x := range m.Row(id) {
				if math.Abs(a.Vector[k]-float64(x)) > 1e-6 {
					t.Fatalf("%s: number %d of %s is %v, want %v", name, k, queries[i], a.Vector[k], x)
				}
			}
			compareNear(t, name+": "+queries[i], a.Near, m, id)
		}
	}
	for i, n := range answers.Neighbors {
		compareNear(t, "the column neighbors: "+queries[i], n, m, vocab.ID(i*10))
	}
}

// compareNear compares the ten nearest words of another program with ours. Words with the
// same cosine may have another order.
func compareNear(t *testing.T, what string, got []near, m *embed.Table, id vocab.ID) {
	t.Helper()
	want, err := m.Nearest(m.Row(id), 10, id)
	if err != nil || len(got) != len(want) {
		t.Fatalf("%s: %d words, %v", what, len(got), err)
	}
	for i, n := range got {
		word := want[i].Word
		if math.Abs(n.cosine-want[i].Cosine) > 1e-6 || n.word != word && math.Abs(want[i].Cosine-n.cosine) > 1e-9 {
			t.Errorf("%s: number %d is %v, want %s %v", what, i, n, word, want[i].Cosine)
		}
	}
}

// TestPeerWriters reads what pandas, pyarrow and DuckDB write: other types, compressions,
// encodings and row groups.
func TestPeerWriters(t *testing.T) {
	python := python(t, "pandas, pyarrow, duckdb")
	m := table(t, 20, 6)
	input := map[string]any{"words": []string{}, "vectors": [][]float32{}, "counts": []int64{}}
	for id, word := range m.Vocab().All() {
		input["words"] = append(input["words"].([]string), word)
		input["vectors"] = append(input["vectors"].([][]float32), slices.Clone(m.Row(id)))
		input["counts"] = append(input["counts"].([]int64), m.Vocab().Count(id))
	}
	folder := t.TempDir()
	run(t, python, input, nil, "testdata/write.py", folder)
	files, err := filepath.Glob(filepath.Join(folder, "*.parquet"))
	if err != nil || len(files) != 8 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		back, err := embed.ReadFile(file)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		tolerance := 0.0
		if filepath.Base(file) == "halves.parquet" {
			tolerance = 2e-3
		}
		for id, word := range m.Vocab().All() {
			got := back.Table.Row(id)
			if back.Table.Vocab().Word(id) != word || back.Table.Vocab().Count(id) != m.Vocab().Count(id) {
				t.Fatalf("%s: word %d is %s", file, id, back.Table.Vocab().Word(id))
			}
			for k, x := range m.Row(id) {
				if math.Abs(float64(got[k]-x)) > tolerance {
					t.Fatalf("%s: %s is %v, want %v", file, word, got, m.Row(id))
				}
			}
		}
	}
}

// TestPeerEmbeddingAtlas: Embedding Atlas opens the file by the columns of a map, and the
// application that it exports has them.
func TestPeerEmbeddingAtlas(t *testing.T) {
	program, err := filepath.Abs("../../.peers/bin/embedding-atlas")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(program); err != nil {
		t.Skipf("skipped: there is no %s: tools/setup peers", program)
	}
	m := table(t, 100, 8)
	dir := t.TempDir()
	path, exported := filepath.Join(dir, "m.parquet"), filepath.Join(dir, "exported")
	if err := Write(t.Context(), path, (&embed.File{Table: m}).Stream(), Options{Map: true}); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, path, "--text", "word", "--x", "x", "--y", "y", "--neighbors", "neighbors",
		"--export-application", exported)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	text, err := os.ReadFile(filepath.Join(exported, "data", "metadata.json"))
	if err != nil {
		t.Fatal(err)
	}
	var metadata struct {
		Props struct {
			Data struct {
				Text, Neighbors string
				Projection      struct{ X, Y string }
			}
		}
	}
	if err := json.Unmarshal(text, &metadata); err != nil {
		t.Fatal(err)
	}
	d := metadata.Props.Data
	if d.Text != "word" || d.Neighbors != "neighbors" || d.Projection.X != "x" || d.Projection.Y != "y" {
		t.Errorf("the columns are %s", text)
	}
	type row struct {
		Word      string   `parquet:"word,optional"`
		X         *float64 `parquet:"x,optional"`
		Neighbors struct {
			IDs []int64 `parquet:"ids,list,optional"`
		} `parquet:"neighbors,optional"`
	}
	rows, err := parquet.ReadFile[row](filepath.Join(exported, "data", "dataset.parquet"))
	if err != nil || len(rows) != m.Len() || rows[7].Word != "w7" || rows[7].X == nil {
		t.Fatal(len(rows), err)
	}
}
