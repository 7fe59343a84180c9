package projector

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
)

func TestMetadataPath(t *testing.T) {
	for path, want := range map[string]string{
		"vectors.tsv":            "metadata.tsv",
		"tensor.tsv":             "metadata.tsv",
		"tensors.tsv":            "metadata.tsv",
		"vector.tsv":             "metadata.tsv",
		"animals_vectors.tsv":    "animals_metadata.tsv",
		"animals.tsv":            "animals.metadata.tsv",
		"animals":                "animals.metadata",
		"a.b.tsv":                "a.b.metadata.tsv",
		"vectors_of_vectors.tsv": "vectors_of_metadata.tsv",
		"tensor_vectors.tsv":     "tensor_metadata.tsv",
		"벡터.tsv":                 "벡터.metadata.tsv",
		"Vectors.tsv":            "Vectors.metadata.tsv",
	} {
		for _, dir := range []string{"", "vectors/", "/a/tensors.d/"} {
			dir = filepath.FromSlash(dir)
			if got := metadataPath(dir + path); got != dir+want {
				t.Errorf("%s: %s, want %s", dir+path, got, dir+want)
			}
		}
	}
}

// TestColumns: the column of the word and of the count is found by its name, in any case
// and place; other columns are ignored.
func TestColumns(t *testing.T) {
	for metadata, want := range map[string]string{
		"a\nb\n":                                 "[a:[1] b:[2]] 0",
		"a\nb":                                   "[a:[1] b:[2]] 0",
		"a\r\nb\r\n":                             "[a:[1] b:[2]] 0",
		"word\nb\n":                              "[word:[1] b:[2]] 0", // a single column has no names
		"word\tcount\na\t3\nb\t4\n":              "[a:[1] b:[2]] 7",
		"count\tword\n3\ta\n4\tb\n":              "[a:[1] b:[2]] 7",
		"Index\tLabel\n0\ta\n1\tb\n":             "[a:[1] b:[2]] 0",
		"x\tTOKEN\tCount\n0\ta\t3\n1\tb\t4\n":    "[a:[1] b:[2]] 7",
		"name\tgroup\na\tx\nb\ty\n":              "[a:[1] b:[2]] 0", // none is named: the first
		"token\tword\na\tx\nb\ty\n":              "[a:[1] b:[2]] 0", // two are named: the first
		"word\tcount\tcount\na\t3\tx\nb\t4\ty\n": "[a:[1] b:[2]] 7",
		"a b\n 고양이 \n":                           "[a b:[1]  고양이 :[2]] 0",
	} {
		c, err := readPair("1\n2\n", metadata)
		if err != nil {
			t.Errorf("%q: %v", metadata, err)
			continue
		}
		total := string(rune('0' + c.Words.Total()))
		if got := formattest.Show(formattest.Output(c)) + " " + total; got != want {
			t.Errorf("%q: %s, want %s", metadata, got, want)
		}
	}
}

// TestNumbers: numbers may have spaces around them, and any form that other text formats
// allow.
func TestNumbers(t *testing.T) {
	for vectors, want := range map[string]string{
		"1\t2\n":          "[a:[1 2]]",
		" 1 \t -2.5e1\n":  "[a:[1 -25]]",
		"1\t2":            "[a:[1 2]]",
		"1\t2\r\n":        "[a:[1 2]]",
		"0x1p-1\t1__0\n":  `"1__0" is not a number`,
		"1\t\n":           `"" is not a number`,
		"\t\n":            `"" is not a number`,
		"1 2\n":           `"1 2" is not a number`,
		"1,5\t2\n":        `"1,5" is not a number`,
		"1e39\t2\n":       `"1e39" is too large`,
		"1\tinf\n":        `vectors: line 1: number 2 of the vector of "a" is +Inf`,
		"1\t2\n\n":        "vectors: line 2: the vector has dimension 1, expected 2",
		"1\t2\n3\t4\t5\n": "vectors: line 2: the vector has dimension 3, expected 2",
	} {
		c, err := readPair(vectors, "a\nb\n"[:2*min(2, strings.Count(strings.TrimSpace(vectors), "\n")+1)])
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = formattest.Show(formattest.Output(c))
		}
		if !strings.Contains(got, want) {
			t.Errorf("%q: %s, want %q", vectors, got, want)
		}
	}
}

// TestOpen reads a pair by the path of its vectors.
func TestOpen(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "m_tensors.tsv")
	in := func() *format.Input {
		return &format.Input{R: bufio.NewReader(strings.NewReader("1\n2\n")), Path: path}
	}
	if _, err := open(in()); !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(),
		"file of the words is missing") {
		t.Errorf("without metadata: %v", err)
	}
	stream := in()
	stream.Path = ""
	if _, err := open(stream); err == nil || !strings.Contains(err.Error(), "give the path of the vectors") {
		t.Errorf("a stream: %v", err)
	}
	words := filepath.Join(dir, "m_metadata.tsv")
	for content, want := range map[string]string{"a\nb\n": "", "": "metadata: line 1: the file is empty"} {
		if err := os.WriteFile(words, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := open(in())
		if want != "" {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%q: %v", content, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if row, err := r.Next(nil); row.Word != "a" || err != nil {
			t.Errorf("%+v, %v", row, err)
		}
		r.Close()
		if err := os.Remove(words); err != nil { // Windows would refuse to remove an open file
			t.Errorf("the metadata is still open: %v", err)
		}
	}
}

// TestWriteIsAllOrNothing: if either file cannot be written, an existing pair stays.
func TestWriteIsAllOrNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "vectors.tsv")
	if err := write(path, formattest.Table(t, []string{"old"}, nil, 1)); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	bad := formattest.Sample(t)
	bad.Rows = func(yield func([]float32, error) bool) { yield(nil, broken) }
	for name, out := range map[string]*format.Output{
		"a word with a tab":       formattest.Table(t, []string{"a", "b\tc"}, nil, 1, 2),
		"a word with a return":    formattest.Table(t, []string{"a", "b\r"}, nil, 1, 2),
		"an empty word":           formattest.Table(t, []string{"a", ""}, nil, 1, 2),
		"an error of the vectors": bad,
	} {
		if err := write(path, out); err == nil {
			t.Errorf("%s: no error", name)
		}
		for file, want := range map[string]string{path: "1.0\n", filepath.Join(dir, "metadata.tsv"): "old\n"} {
			if got, err := os.ReadFile(file); err != nil || string(got) != want {
				t.Errorf("%s: %s has %q, %v", name, filepath.Base(file), got, err)
			}
		}
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 2 {
		t.Errorf("the folder has %v, %v", files, err)
	}
	none := formattest.Table(t, []string{"a"}, nil)
	none.Rows = func(func([]float32, error) bool) {}
	if err := write(filepath.Join(dir, "missing", "vectors.tsv"), formattest.Sample(t)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing folder: %v", err)
	}
}

// TestLongLines: a line of more than the allowed bytes is an error that names the file.
func TestLongLines(t *testing.T) {
	endless := io.MultiReader(strings.NewReader("1\n"), repeated('1'))
	s, err := newReader(endless, strings.NewReader("a\nb\n"), 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = formattest.Rows(s)
	if err == nil || !strings.Contains(err.Error(), "vectors: line 2: a line of more than 64 MiB") {
		t.Errorf("got %v", err)
	}
}

// repeated is a reader of one byte without an end.
type repeated byte

func (r repeated) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(r)
	}
	return len(p), nil
}
