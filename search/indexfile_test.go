package search_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/tokenize"
	"github.com/w2vattn/w2vattn/vocab"
)

// A shelf is a folder with texts and an index file of them.
type shelf struct {
	t    *testing.T
	m    search.Model
	dir  string
	read []string // names of the texts that were read, since the last open
}

// newShelf returns a shelf with the texts one, two and three, of one, two and three
// sentences.
func newShelf(t *testing.T) *shelf {
	m, all := random(t, 60, 8, 6)
	s := &shelf{t: t, m: m, dir: t.TempDir()}
	for i, name := range []string{"one", "two", "three"} {
		s.write(name, all[:i+1]...)
	}
	return s
}

func (s *shelf) path(name string) string { return filepath.Join(s.dir, name) }

func (s *shelf) write(name string, sentences ...string) {
	s.t.Helper()
	if err := os.WriteFile(s.path(name), []byte(strings.Join(sentences, "\n")+"\n"), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// file returns an index file of texts; without names, of those that it contains.
func (s *shelf) file(rebuild bool, names ...string) search.IndexFile {
	var paths []string
	for _, name := range names {
		paths = append(paths, s.path(name))
	}
	return search.IndexFile{Path: s.path("index"), Corpus: paths, Rebuild: rebuild,
		Read: func(names []string, _ search.Reading) (search.Source, error) {
			for _, name := range names {
				s.read = append(s.read, filepath.Base(name))
			}
			return corpus.Files(names, input.Lines(), s.m.Tokenizer), nil
		}}
}

// open opens an index file and returns its number of sentences, the files that were read
// for it, and the error.
func (s *shelf) open(f search.IndexFile) (sentences int, read string, err error) {
	s.t.Helper()
	s.read = nil
	ix, written, err := f.Open(s.t.Context(), s.m, search.Default())
	read = strings.Join(s.read, " ")
	if err != nil {
		return 0, read, err
	}
	defer ix.Close()
	if written != (read != "") {
		s.t.Errorf("written is %v after %q was read", written, read)
	}
	return ix.Len(), read, nil
}

// want opens an index file and checks what open returns.
func (s *shelf) want(f search.IndexFile, sentences int, read string) {
	s.t.Helper()
	if n, got, err := s.open(f); err != nil || n != sentences || got != read {
		s.t.Errorf("%d sentences after reading %q, %v; want %d and %q", n, got, err, sentences, read)
	}
}

// refuse checks that opening an index file is an error with a text, and that the index does
// not change.
func (s *shelf) refuse(f search.IndexFile, text string) error {
	s.t.Helper()
	before, _ := os.ReadFile(f.Path)
	_, _, err := s.open(f)
	if err == nil || !strings.Contains(err.Error(), text) {
		s.t.Errorf("%v, want %q", err, text)
	}
	if after, _ := os.ReadFile(f.Path); !slices.Equal(before, after) {
		s.t.Error("the index has changed")
	}
	return err
}

// TestIndexFile checks that an index is built, opened, extended and rebuilt, and that files
// that it contains are not read twice.
func TestIndexFile(t *testing.T) {
	s := newShelf(t)
	s.refuse(s.file(false), "index does not exist: name the CORPUS to build it from")
	s.want(s.file(false, "one"), 1, "one")
	s.want(s.file(false, "one"), 1, "")
	s.want(s.file(false), 1, "")
	s.want(s.file(false, "three", "one"), 4, "three")
	s.want(s.file(false, "one", "two", "three"), 6, "two")
	s.refuse(s.file(false, "one"), "index contains sentences of "+s.path("three")+" too: name it, use another index "+
		"for this corpus, or add --rebuild")
	s.want(s.file(true), 6, "one three two")
	s.want(s.file(true, "two"), 2, "two")
	s.want(s.file(false), 2, "")
}

// TestIndexFileChanged checks that a changed corpus is detected if it is named, and that
// rebuilding reads it again.
func TestIndexFileChanged(t *testing.T) {
	s := newShelf(t)
	s.want(s.file(false, "one", "two"), 3, "one two")
	text, err := os.ReadFile(s.path("three"))
	if err != nil {
		t.Fatal(err)
	}
	s.write("one", string(text))
	if err := s.refuse(s.file(false, "one", "two"), "add --rebuild to this command"); !errors.Is(err,
		search.ErrRebuild) {
		t.Errorf("%v does not wrap ErrRebuild", err)
	}
	s.want(s.file(false), 3, "")
	s.want(s.file(true), 5, "one two")
}

// TestIndexFileDamaged checks that a damaged index is rebuilt from files that are named,
// and that a file that is not an index is never replaced.
func TestIndexFileDamaged(t *testing.T) {
	s := newShelf(t)
	s.want(s.file(false, "two"), 2, "two")
	whole, err := os.ReadFile(s.path("index"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.path("index"), whole[:len(whole)-1], 0o600); err != nil {
		t.Fatal(err)
	}
	s.refuse(s.file(false), "add --rebuild to this command")
	s.refuse(s.file(true), "the names of its files cannot be read: name the CORPUS")
	s.want(s.file(true, "two"), 2, "two")
	s.write("index", "notes about the corpus")
	for _, rebuild := range []bool{false, true} {
		if err := s.refuse(s.file(rebuild, "two"), "is not a search index"); !errors.Is(err, search.ErrNotIndex) {
			t.Errorf("%v does not wrap ErrNotIndex", err)
		}
	}
}

// TestIndexFileReplaced checks that if another program replaces an index that was just
// written, the error names the files that it should contain.
func TestIndexFileReplaced(t *testing.T) {
	s := newShelf(t)
	s.want(s.file(false, "two"), 2, "two")
	f := s.file(false, "one")
	_, err := search.OpenWritten(f, t.Context(), s.m, search.Default())
	var replaced *search.ReplacedError
	if !errors.As(err, &replaced) || replaced.Path != f.Path || !slices.Equal(replaced.Corpus, f.Corpus) ||
		!strings.Contains(err.Error(), "another program has written "+f.Path) {
		t.Errorf("%v", err)
	}
	other, _ := random(t, 50, 8, 1)
	if _, err := search.OpenWritten(s.file(false, "two"), t.Context(), other, search.Default()); !errors.As(err,
		&replaced) {
		t.Errorf("an index of another model: %v", err)
	}
}

// ExampleIndexFile stores the sentences of a file in an index: the second call reads no
// text.
func ExampleIndexFile() {
	dir, err := os.MkdirTemp("", "search")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	text := filepath.Join(dir, "library.txt")
	if err := os.WriteFile(text, []byte("a cat sleeps\na dog reads\n"), 0o600); err != nil {
		panic(err)
	}
	words, err := vocab.New([]string{"cat", "dog", "sleeps", "reads"}, nil)
	if err != nil {
		panic(err)
	}
	table, err := embed.New(words, blas32.General{Rows: 4, Cols: 2, Stride: 2, Data: []float32{1, 0, 0, 1, 1, .1, .1,
		1}})
	if err != nil {
		panic(err)
	}
	m := search.Model{Table: table, Tokenizer: tokenize.Words(), TokenizerConfig: tokenize.Default()}
	file := search.IndexFile{Path: filepath.Join(dir, "index"), Corpus: []string{text},
		Read: func(names []string, _ search.Reading) (search.Source, error) {
			return corpus.Files(names, input.Lines(), m.Tokenizer), nil
		}}
	for range 2 {
		ix, written, err := file.Open(context.Background(), m, search.Default())
		if err != nil {
			panic(err)
		}
		fmt.Println(ix.Len(), "sentences, written:", written)
		if err := ix.Close(); err != nil {
			panic(err)
		}
	}
	// Output:
	// 2 sentences, written: true
	// 2 sentences, written: false
}

// TestIndexFileReading checks that files of an index are read again in the same way, and
// new files in the way of the first one.
func TestIndexFileReading(t *testing.T) {
	s := newShelf(t)
	var reads []string
	file := func(rebuild bool, how *search.Reading, names ...string) search.IndexFile {
		f := s.file(rebuild, names...)
		f.Reading = how
		f.Read = func(names []string, how search.Reading) (search.Source, error) {
			for i, name := range names {
				names[i] = filepath.Base(name)
			}
			reads = append(reads, fmt.Sprintf("%s %s", strings.Join(names, "+"), how.Input))
			for i, name := range names {
				names[i] = s.path(name)
			}
			return corpus.Files(names, input.Lines(), s.m.Tokenizer), nil
		}
		return f
	}
	for _, step := range []struct {
		f    search.IndexFile
		want string
	}{
		{file(false, &search.Reading{Input: "text"}, "one"), "[one text]"},
		{file(false, nil, "one", "two"), "[two text]"},
		{file(false, &search.Reading{Input: "lines"}, "one", "two", "three"), "[three lines]"},
		{file(false, nil, "one", "two", "three"), "[]"},
		{file(true, nil), "[one+two text three lines]"},
		{file(true, nil, "three", "one"), "[three lines one text]"},
		{file(true, &search.Reading{Input: "jsonl", Field: "body"}), "[three+one jsonl]"},
	} {
		reads = nil
		ix, _, err := step.f.Open(t.Context(), s.m, search.Default())
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(reads); got != step.want {
			t.Errorf("%s was read, want %s", got, step.want)
		}
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	}
}
