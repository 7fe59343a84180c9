package search_test

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/w2vattn/w2vattn/corpus"
	"github.com/w2vattn/w2vattn/corpus/input"
	"github.com/w2vattn/w2vattn/internal/leaktest"
	"github.com/w2vattn/w2vattn/search"
)

// alone fails the test if the folder of path contains other files.
func alone(t *testing.T, path string) {
	t.Helper()
	if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
		t.Errorf("the folder holds %v", files)
	}
}

// written writes lines to a new file and returns its source and description.
func written(t *testing.T, m search.Model, all lines) (search.Source, []search.File) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(path, []byte(strings.Join(all, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := search.Describe(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	return corpus.Files([]string{path}, input.Lines(), m.Tokenizer), []search.File{file}
}

// TestConcurrentCreate builds an index from several corpora at once: each build succeeds,
// and the index is that of one of them.
func TestConcurrentCreate(t *testing.T) {
	m, all := random(t, 100, 12, 800)
	path := filepath.Join(t.TempDir(), "index")
	var group sync.WaitGroup
	for i := range 8 {
		src, files := written(t, m, all[:100*(i+1)])
		group.Go(func() {
			if err := search.Create(context.Background(), path, m, src, files); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	ix := open(t, path, m)
	if n := ix.Len(); n%100 != 0 || len(ix.Corpus()) != 1 {
		t.Errorf("%d sentences of %v", n, ix.Corpus())
	}
	same(t, ix, build(t, m, all[:ix.Len()], search.Default()))
	alone(t, path)
}

// TestTemporaryLink checks that a symbolic link with the name of a temporary file is not
// followed and not changed.
func TestTemporaryLink(t *testing.T) {
	m, all := random(t, 30, 4, 20)
	victim := filepath.Join(t.TempDir(), "victim")
	os.WriteFile(victim, []byte("precious"), 0o600)
	path := filepath.Join(t.TempDir(), "index")
	if err := os.Symlink(victim, path+".part"); err != nil {
		t.Skip(err)
	}
	if err := search.Create(context.Background(), path, m, all, nil); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(victim); string(got) != "precious" {
		t.Errorf("the file beside it holds %q", got)
	}
	if info, err := os.Lstat(path + ".part"); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is now %v, %v", info, err)
	}
}

// TestLeftovers checks that a build removes the temporary files of a build that was killed,
// on file systems without files that have no name.
func TestLeftovers(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("temporary files have other names")
	}
	m, all := random(t, 30, 4, 20)
	path := filepath.Join(t.TempDir(), "index")
	os.WriteFile(filepath.Join(filepath.Dir(path), ".index1234567890123"), []byte("half an index"), 0o600)
	if err := search.Create(context.Background(), path, m, all, nil); err != nil {
		t.Fatal(err)
	}
	alone(t, path)
}

// failing yields sentences, then an error.
type failing struct {
	lines
	err error
}

func (f failing) Texts() iter.Seq2[corpus.RawSentence, error] {
	return func(yield func(corpus.RawSentence, error) bool) {
		for w := range f.lines.Texts() {
			if !yield(w, nil) {
				return
			}
		}
		yield(corpus.RawSentence{}, f.err)
	}
}

// TestFailedExtension checks that a failed extension does not change the index file.
func TestFailedExtension(t *testing.T) {
	m, all := random(t, 100, 12, 100)
	path := filepath.Join(t.TempDir(), "index")
	if err := search.Create(context.Background(), path, m, all, nil); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	done, cancel := context.WithCancel(context.Background())
	cancel()
	changed, files := written(t, m, all)
	os.WriteFile(files[0].Name, []byte("w1 w2"), 0o600)
	for _, c := range []struct {
		ctx   context.Context
		src   search.Source
		files []search.File
		want  error
	}{
		{context.Background(), failing{all, broken}, nil, broken},
		{context.Background(), lines{"only unknown words"}, nil, search.ErrEmpty},
		{context.Background(), changed, files, search.ErrRebuild},
		{done, all, nil, context.Canceled},
	} {
		if err := search.Extend(c.ctx, path, m, c.src, c.files); !errors.Is(err, c.want) {
			t.Errorf("got %v, want %v", err, c.want)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, before) {
			t.Errorf("%v: the index has changed: %v", c.want, err)
		}
		alone(t, path)
	}
}

// TestNothingRuns checks that calls leave no goroutine, whether they succeed, fail or are
// cancelled.
func TestNothingRuns(t *testing.T) {
	m, all := random(t, 100, 12, 5000)
	path := filepath.Join(t.TempDir(), "index")
	done, cancel := context.WithCancel(context.Background())
	cancel()
	for _, ctx := range []context.Context{context.Background(), done} {
		leaktest.None(t, func() {
			search.Create(ctx, path, m, all, nil)
			search.Extend(ctx, path, m, failing{all, errors.New("broken")}, nil)
			search.Build(ctx, m, lines{"unknown"}, search.Default())
			ix, err := search.Open(context.Background(), path, m, search.Default())
			if err != nil {
				t.Fatal(err)
			}
			defer ix.Close()
			q, err := ix.Query(t.Context(), "w1")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := ix.Search(ctx, q.Vector, 5); !errors.Is(err, ctx.Err()) {
				t.Errorf("got %v, want %v", err, ctx.Err())
			}
		})
	}
}

// TestConcurrentExtend checks that an index that several goroutines extend is whole, and
// contains one of the extensions.
func TestConcurrentExtend(t *testing.T) {
	m, all := random(t, 100, 12, 400)
	path := filepath.Join(t.TempDir(), "index")
	if err := search.Create(context.Background(), path, m, all[:100], nil); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if err := search.Extend(context.Background(), path, m, all[100:], nil); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	ix := open(t, path, m)
	if n := len(all) - 100; (ix.Len()-100)%n != 0 || ix.Len() == 100 {
		t.Errorf("%d sentences", ix.Len())
	}
	alone(t, path)
}

// TestNotIndex checks that a file that is not an index is distinguished from a damaged one.
func TestNotIndex(t *testing.T) {
	m, _ := random(t, 10, 3, 1)
	index, _ := saved(t, m, t.TempDir(), lines{"w1 w2", "w3"})
	text := filepath.Join(filepath.Dir(index), "text")
	whole, err := os.ReadFile(index)
	if err != nil {
		t.Fatal(err)
	}
	cut := filepath.Join(t.TempDir(), "cut")
	os.WriteFile(cut, whole[:len(whole)-9], 0o600)
	newer := filepath.Join(t.TempDir(), "newer")
	os.WriteFile(newer, bytes.Replace(whole, []byte("w2vattn.search.1"), []byte("w2vattn.search.2"), 1), 0o600)
	for path, want := range map[string]error{text: search.ErrNotIndex, cut: search.ErrRebuild,
		newer: search.ErrRebuild} {
		if _, err := search.Open(context.Background(), path, m, search.Default()); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", path, err, want)
		}
		if _, err := search.OpenCorpus(context.Background(), path); !errors.Is(err, want) ||
			!strings.Contains(err.Error(), path) {
			t.Errorf("%s: got %v, want %v", path, err, want)
		}
	}
	folder := filepath.Dir(index)
	if _, err := search.OpenCorpus(context.Background(), folder); !errors.Is(err, search.ErrNotIndex) ||
		!strings.Contains(err.Error(), folder) {
		t.Errorf("a folder: %v", err)
	}
	done, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := search.Open(done, index, m, search.Default()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if _, err := search.Describe(done, text); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestPlace checks that a file is found at its path from any folder and, if it was moved
// with the folder, by its name.
func TestPlace(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	os.WriteFile("text", []byte("some text"), 0o600)
	file, err := search.Describe(context.Background(), "text")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := file.Check(context.Background()); err != nil || file.Name != "text" {
		t.Errorf("%+v: %v", file, err)
	}
	os.Rename(filepath.Join(folder, "text"), "text")
	if err := file.Check(context.Background()); err != nil || file.CurrentPath() != "text" {
		t.Errorf("%+v: %v", file, err)
	}
	file.Path = ""
	if err := file.Check(context.Background()); err != nil {
		t.Errorf("of an older index: %v", err)
	}
}
