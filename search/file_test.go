package search_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/embed"
	"github.com/w2vattn/w2vattn/search"
	"github.com/w2vattn/w2vattn/tokenize"

	"gonum.org/v1/gonum/blas/blas32"
)

// saved writes sentences to a file and builds an index file of it.
func saved(t testing.TB, m search.Model, folder string, all lines) (index string, src *corpus.FileSource) {
	t.Helper()
	path := filepath.Join(folder, "text")
	if err := os.WriteFile(path, []byte(strings.Join(all, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	src = corpus.Files([]string{path}, input.Lines(), m.Tokenizer)
	file, err := search.Describe(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	index = filepath.Join(folder, "index")
	if err := search.Create(context.Background(), index, m, src, []search.File{file}); err != nil {
		t.Fatal(err)
	}
	return index, src
}

func open(t testing.TB, index string, m search.Model) *search.Index {
	t.Helper()
	ix, err := search.Open(context.Background(), index, m, search.Default())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return ix
}

// same checks that two indexes give the same answers.
func same(t testing.TB, a, b *search.Index) {
	t.Helper()
	if a.Statistics() != b.Statistics() {
		t.Errorf("%+v and %+v", a.Statistics(), b.Statistics())
	}
	for _, text := range []string{"w1", "w3 w40"} {
		q, err := a.Query(t.Context(), text)
		if err != nil {
			t.Fatal(err)
		}
		x, err1 := a.Search(context.Background(), q.Vector, 20)
		y, err2 := b.Search(context.Background(), q.Vector, 20)
		if err1 != nil || err2 != nil || len(x) != len(y) {
			t.Fatalf("%d and %d hits, %v, %v", len(x), len(y), err1, err2)
		}
		for i := range x {
			if x[i].Score != y[i].Score || x[i].Text != y[i].Text || !slices.Equal(x[i].Tokens, y[i].Tokens) {
				t.Errorf("%s, rank %d: %v %q and %v %q", text, i, x[i].Score, x[i].Text, y[i].Score, y[i].Text)
			}
		}
	}
}

func TestFile(t *testing.T) {
	m, all := random(t, 100, 12, 500)
	index, src := saved(t, m, t.TempDir(), all)
	ix := open(t, index, m)
	same(t, ix, build(t, m, src, search.Default()))
	if c := ix.Corpus(); len(c) != 1 || c[0].Check(context.Background()) != nil {
		t.Errorf("got %v", c)
	}
}

// TestExtend checks that an extended index gives the answers of one that was built at once,
// that bytes beyond the end are ignored, and that an index that is open does not change.
func TestExtend(t *testing.T) {
	m, all := random(t, 100, 12, 500)
	index, _ := saved(t, m, t.TempDir(), all[:200])
	f, err := os.OpenFile(index, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString("what an extension in place left behind")
	f.Close()
	old, fewer := open(t, index, m), build(t, m, all[:200], search.Default())
	folder := t.TempDir()
	rest := filepath.Join(folder, "rest")
	os.WriteFile(rest, []byte(strings.Join(all[200:], "\n")), 0o600)
	file, _ := search.Describe(context.Background(), rest)
	src := corpus.Files([]string{rest}, input.Lines(), m.Tokenizer)
	if err := search.Extend(context.Background(), index, m, src, []search.File{file}); err != nil {
		t.Fatal(err)
	}
	ix := open(t, index, m)
	same(t, ix, build(t, m, all, search.Default()))
	if len(ix.Corpus()) != 2 {
		t.Errorf("got %v", ix.Corpus())
	}
	same(t, old, fewer)
	if files, err := search.OpenCorpus(context.Background(), index); err != nil || !slices.Equal(files, ix.Corpus()) {
		t.Errorf("got %v, %v", files, err)
	}
}

// TestCut checks that an index that is cut at any byte, or has a changed byte, is refused.
func TestCut(t *testing.T) {
	m, _ := random(t, 10, 3, 1)
	index, _ := saved(t, m, t.TempDir(), lines{"w1 w2", "w3"})
	whole, err := os.ReadFile(index)
	if err != nil {
		t.Fatal(err)
	}
	bad := filepath.Join(t.TempDir(), "bad")
	refused := func(content []byte) bool {
		os.WriteFile(bad, content, 0o600)
		ix, err := search.Open(context.Background(), bad, m, search.Default())
		if err == nil {
			ix.Close()
		}
		return err != nil && strings.Contains(err.Error(), bad)
	}
	if refused(whole) {
		t.Fatal("the whole index is refused")
	}
	for n := range whole {
		if !refused(whole[:n]) {
			t.Errorf("an index cut to %d of %d bytes is no error", n, len(whole))
		}
		changed := slices.Clone(whole)
		changed[n] ^= 0x10
		if padding := n >= 36 && n < 64 || n >= 76 && n < 80; !padding && !refused(changed) {
			t.Errorf("a changed byte %d is no error", n)
		}
	}
}

// TestOther checks that an index of another model or tokenizer is refused.
func TestOther(t *testing.T) {
	m, all := random(t, 30, 4, 20)
	index, _ := saved(t, m, t.TempDir(), all)
	other := m
	data := slices.Clone(m.Table.Matrix().Data)
	data[7] += 1e-3
	other.Table, _ = embed.New(m.Table.Vocab(), blas32.General{Rows: 30, Cols: 4, Stride: 4, Data: data})
	if _, err := search.Open(context.Background(), index, other, search.Default()); !errors.Is(err,
		search.ErrRebuild) || !strings.Contains(err.Error(), "another model") {
		t.Errorf("got %v", err)
	}
	if err := search.Extend(context.Background(), index, other, all, nil); err == nil {
		t.Error("an index of another model is extended")
	}
	other = m
	other.TokenizerConfig = tokenize.Default()
	if _, err := search.Open(context.Background(), index, other, search.Default()); !errors.Is(err,
		search.ErrRebuild) || !strings.Contains(err.Error(), "another tokenizer") {
		t.Errorf("got %v", err)
	}
	if _, err := search.Open(context.Background(), filepath.Join(t.TempDir(), "none"), m,
		search.Default()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

// TestChanged checks that changes of the corpus are detected.
func TestChanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "text")
	os.WriteFile(path, []byte("some text"), 0o600)
	file, err := search.Describe(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	later := time.Now().Add(time.Hour)
	if os.Chtimes(path, later, later); file.Check(context.Background()) != nil {
		t.Error("a file that was only touched has changed")
	}
	os.WriteFile(path, []byte("same size"), 0o600)
	os.Chtimes(path, later, later)
	if err := file.Check(context.Background()); !errors.Is(err, search.ErrRebuild) || !strings.Contains(err.Error(),
		"has changed") {
		t.Errorf("got %v", err)
	}
	os.Remove(path)
	if err := file.Check(context.Background()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	if _, err := search.Describe(context.Background(), filepath.Dir(path)); err == nil {
		t.Error("a folder is described")
	}
}
