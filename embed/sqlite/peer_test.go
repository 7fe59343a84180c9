package sqlite

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/vocab"
)

// statements returns the statements of docs/sql.md that make a vec0 table, and its query.
func statements(t *testing.T) (create, insert, query string) {
	t.Helper()
	text, err := os.ReadFile("../../docs/sql.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```sql\n(CREATE VIRTUAL [^;]*);\n(INSERT [^;]*);\n```.*?" +
		"```sql\n(SELECT [^;]*);\n```")
	found := blocks.FindSubmatch(text)
	if found == nil {
		t.Fatal("docs/sql.md has no statements for sqlite-vec")
	}
	return string(found[1]), string(found[2]), string(found[3])
}

// interpreter returns a Python that loads extensions of SQLite, and the path of sqlite-vec,
// which tools/setup peers installs. Some builds of Python load no extensions; Debian's does.
func interpreter(t *testing.T) (python, extension string) {
	t.Helper()
	peers, err := filepath.Abs("../../.peers/bin/python")
	if err != nil {
		t.Fatal(err)
	}
	path, err := exec.Command(peers, "-c", "import sqlite_vec; print(sqlite_vec.loadable_path(), end='')").Output()
	if err != nil {
		t.Skipf("skipped: %s has no sqlite-vec: tools/setup peers", peers)
	}
	for _, python := range []string{peers, "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import sqlite3; sqlite3.Connection.enable_load_extension").Run() == nil {
			return python, string(path)
		}
	}
	t.Skip("skipped: no Python that loads extensions of SQLite: Debian's python3")
	return "", ""
}

// TestPeerSQLiteVec: sqlite-vec makes a table with the statements of docs/sql.md, and its
// eleven nearest words are the word and our ten neighbours.
func TestPeerSQLiteVec(t *testing.T) {
	python, extension := interpreter(t)
	m := random(t, 600, 24)
	queries := make([]string, 50)
	for i := range queries {
		queries[i] = m.Vocab().Word(vocab.ID(i * 12))
	}
	input, err := json.Marshal(queries)
	if err != nil {
		t.Fatal(err)
	}
	create, insert, query := statements(t)
	create = strings.ReplaceAll(create, "float[100]", "float[24]")
	for _, normalized := range []bool{false, true} {
		path := filepath.Join(t.TempDir(), "m.db")
		if err := Write(t.Context(), path, (&embed.File{Table: m}).Stream(), Options{Normalized: normalized}); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(python, "testdata/peer.py", extension, path, create, insert, query)
		cmd.Stdin, cmd.Stderr = bytes.NewReader(input), os.Stderr
		out, err := cmd.Output()
		var answers [][][2]any
		if err == nil {
			err = json.Unmarshal(out, &answers)
		}
		if err != nil || len(answers) != len(queries) {
			t.Fatalf("%v: %.200s", err, out)
		}
		for i, got := range answers {
			compare(t, got, m, vocab.ID(i*12))
		}
		if back, err := embed.Open(path); err != nil || back.Len() != m.Len() { // with the tables of sqlite-vec
			t.Error(back, err)
		}
	}
}

// compare compares eleven words with a word and its ten neighbours. Words with the same
// cosine may have another order.
func compare(t *testing.T, got [][2]any, m *embed.Table, id vocab.ID) {
	t.Helper()
	want, err := m.Nearest(m.Row(id), 10, id)
	if err != nil || len(got) != 11 {
		t.Fatalf("%d words, %v", len(got), err)
	}
	if word := m.Vocab().Word(id); got[0][0] != word {
		t.Errorf("the nearest word of %s is %v", word, got[0])
	}
	for i, w := range want {
		cosine := got[i+1][1].(float64)
		if math.Abs(cosine-w.Cosine) > 1e-6 || got[i+1][0] != w.Word && math.Abs(cosine-w.Cosine) > 2e-7 {
			t.Errorf("number %d of %s is %v, want %s %v", i, m.Vocab().Word(id), got[i+1], w.Word, w.Cosine)
		}
	}
}

// random returns a table of n words of dimension d.
func random(t *testing.T, n, d int) *embed.Table {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	words, data := make([]string, n), make([]float32, n*d)
	for i := range words {
		words[i] = fmt.Sprint("단어", i)
	}
	for i := range data {
		data[i] = float32(r.NormFloat64())
	}
	v, err := vocab.New(words, nil)
	if err != nil {
		t.Fatal(err)
	}
	m, err := embed.New(v, blas32.General{Rows: n, Cols: d, Stride: d, Data: data})
	if err != nil {
		t.Fatal(err)
	}
	return m
}
