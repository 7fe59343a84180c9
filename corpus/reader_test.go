package corpus_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/tokenize"
)

// read returns the sentences of a source, each with its file.
func read(t *testing.T, src corpus.Source) ([]string, error) {
	t.Helper()
	var all []string
	for s, err := range src.Sentences() {
		if err != nil {
			return all, err
		}
		all = append(all, s.File+": "+strings.Join(s.Tokens, " "))
	}
	return all, nil
}

func TestFromReader(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte("The cat.\nA dog.\n")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	want := []string{"-: the cat", "-: a dog"}
	for name, src := range map[string]corpus.Source{
		"plain":      corpus.FromReader(strings.NewReader("The cat.\nA dog.\n")),
		"compressed": corpus.FromReader(&packed),
		"csv": corpus.FromReader(strings.NewReader("id,text\n1,The cat.\n2,A dog.\n"),
			corpus.Format(input.CSV("text"))),
	} {
		if got, err := read(t, src); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q: %v", name, got, err)
		}
		if c, ok := src.(*corpus.FileSource).TokenizerConfig(); !ok || c.Name != tokenize.WordsName {
			t.Errorf("%s: cut by %+v, %v", name, c, ok)
		}
		if _, err := read(t, src); err == nil {
			t.Errorf("%s: read twice", name)
		}
	}
	plain := corpus.FromReader(strings.NewReader("The cat.\n"), corpus.Tokenizer(tokenize.Space(), tokenize.Plain()))
	if got, err := read(t, plain); err != nil || !slices.Equal(got, []string{"-: The cat."}) {
		t.Errorf("between spaces: %q: %v", got, err)
	}
	if _, ok := corpus.Files(nil, input.Lines(), tokenize.Space()).TokenizerConfig(); ok {
		t.Error("nothing describes the tokenizer of Files")
	}
}

func TestFromFS(t *testing.T) {
	files := fstest.MapFS{
		"a.txt": {Data: []byte("The cat.\n")}, "more/b.jsonl": {Data: []byte(`{"text":"A dog."}` + "\n")},
		".hidden": {Data: []byte("no\n")}, "more/c.txt": {Data: []byte("Birds\n")},
	}
	for _, c := range []struct {
		paths, want []string
	}{
		{nil, []string{"a.txt: the cat", "more/b.jsonl: a dog", "more/c.txt: birds"}},
		{[]string{"more"}, []string{"more/b.jsonl: a dog", "more/c.txt: birds"}},
		{[]string{"*.txt"}, []string{"a.txt: the cat"}},
	} {
		src := corpus.FromFS(files, c.paths)
		for range 2 { // it can be read again
			if got, err := read(t, src); err != nil || !slices.Equal(got, c.want) {
				t.Errorf("%q: %q, want %q: %v", c.paths, got, c.want, err)
			}
		}
		if names, err := src.Names(); err != nil || len(names) != len(c.want) {
			t.Errorf("%q: names %q: %v", c.paths, names, err)
		}
	}
	if n := corpus.FromFS(files, []string{"a.txt"}).Size(); n != 9 {
		t.Errorf("%d bytes", n)
	}
	for _, path := range []string{"none.txt", "*.none", "../up"} {
		if _, err := read(t, corpus.FromFS(files, []string{path})); err == nil {
			t.Errorf("%s: no error", path)
		}
	}
	bad := fstest.MapFS{"bad.txt": {Data: []byte("a\nb \xff\n")}}
	var invalid *input.InvalidUTF8Error
	if _, err := read(t, corpus.FromFS(bad, nil)); err == nil || !strings.Contains(err.Error(), "bad.txt") {
		t.Errorf("got %v (%v)", err, errors.As(err, &invalid))
	}
}
