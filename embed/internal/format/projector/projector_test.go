package projector

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/w2vattn/w2vattn/embed/internal/format"
	"github.com/w2vattn/w2vattn/embed/internal/format/formattest"
)

// readPair reads a pair of files in memory.
func readPair(vectors, metadata string) (*format.Contents, error) {
	r, err := newReader(strings.NewReader(vectors), strings.NewReader(metadata), int64(len(vectors)))
	if err != nil {
		return nil, err
	}
	return formattest.Rows(r)
}

// TestFormat checks that a written pair is read, and has the same bytes if it is written
// again.
func TestFormat(t *testing.T) {
	want := formattest.Sample(t)
	var pairs [2][2]string
	for i := range pairs {
		path := filepath.Join(t.TempDir(), "some-vectors.tsv")
		if err := write(path, want); err != nil {
			t.Fatal(err)
		}
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		metadata, err := os.ReadFile(filepath.Join(filepath.Dir(path), "some-metadata.tsv"))
		if err != nil {
			t.Fatal(err)
		}
		c, err := formattest.Read(Format, &format.Input{R: bufio.NewReader(bytes.NewReader(file)), Path: path})
		if err != nil {
			t.Fatal(err)
		}
		if got := formattest.Output(c); !formattest.Same(got, want) || c.Words.Total() != want.Words.Total() {
			t.Fatalf("it is read as %s", formattest.Show(got))
		}
		pairs[i] = [2]string{string(file), string(metadata)}
		want = formattest.Output(c)
	}
	if pairs[0] != pairs[1] {
		t.Errorf("written again, the bytes differ: %q", pairs)
	}
	// A cut within the last number of the vectors, or the last count, cannot be noticed.
	vectors, metadata := pairs[0][0], pairs[0][1]
	for n := range len(vectors) - 2 {
		if _, err := readPair(vectors[:n], metadata); err == nil && n < strings.LastIndexByte(vectors, '\t') {
			t.Errorf("vectors cut off at byte %d are read", n)
		}
	}
	for n := range len(metadata) - 2 {
		if _, err := readPair(vectors, metadata[:n]); err == nil && n < strings.LastIndexByte(metadata, '\t') {
			t.Errorf("metadata cut off at byte %d are read", n)
		}
	}
}

func TestRefuses(t *testing.T) {
	for _, c := range [][3]string{
		{"", "a\n", "vectors: line 1: the file is empty"},
		{"1\n", "", "metadata: line 1: the file is empty"},
		{"1\t2\n3\n", "a\nb\n", "vectors: line 2: the vector has dimension 1, expected 2"},
		{"1\tx\n", "a\n", `vectors: line 1: not a vector file: "x" is not a number`},
		{"1\tnan\n", "a\n", "vectors: line 1: number 2"},
		{"1\n2\n", "a\n", "metadata: line 2: the file ends, but there are more vectors"},
		{"1\n", "a\nb\n", "metadata: line 2: a word without a vector"},
		{"1\n", "\n", "metadata: line 1: a vector without a word"},
		{"1\n", "\xff\n", "invalid UTF-8"},
		{"1\n", "word\tcount\na\n", "metadata: line 2: the number of columns is 1, expected 2"},
		{"1\n", "word\tcount\na\t-1\n", `the count of "a" is "-1"`},
		{"1\n", "word\tcount\na\tx\n", `the count of "a" is "x"`},
		{strings.Repeat("1\t", format.MaxDim) + "1\n", "a\n", "at most"},
	} {
		if _, err := readPair(c[0], c[1]); err == nil || !strings.Contains(err.Error(), c[2]) {
			t.Errorf("%.20q, %q: got %v, want %q", c[0], c[1], err, c[2])
		}
	}
	for _, word := range []string{"a\tb", "a\nb"} {
		path := filepath.Join(t.TempDir(), "m.tsv")
		if err := write(path, formattest.Table(t, []string{word}, nil, 1)); err == nil {
			t.Errorf("%q is written", word)
		}
		if _, err := os.Stat(path); err == nil {
			t.Errorf("after %q, there are vectors", word)
		}
	}
}

func FuzzProjector(f *testing.F) {
	f.Add([]byte("1\t2\n3\t4\n"), []byte("word\tcount\na\t1\nb\t2\n"))
	f.Fuzz(func(_ *testing.T, vectors, metadata []byte) {
		s, err := newReader(bytes.NewReader(vectors), bytes.NewReader(metadata), int64(len(vectors)))
		if err == nil {
			formattest.Rows(s)
		}
	})
}
