package storage

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/memfs" // memfs://
)

// places are a folder on this machine and one elsewhere.
func places(t *testing.T) map[string]string {
	return map[string]string{"here": t.TempDir(), "elsewhere": "memfs://" + strings.ReplaceAll(t.Name(), "/", "-")}
}

func say(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// TestStory: a written file exists, is listed, can be read and removed.
func TestStory(t *testing.T) {
	for where, folder := range places(t) {
		t.Run(where, func(t *testing.T) {
			ctx, path := t.Context(), Join(folder+"/", "deep/file.txt")
			if there, err := Exists(ctx, path); there || err != nil {
				t.Errorf("there before it is written: %v, %v", there, err)
			}
			if err := Write(ctx, path, say("words")); err != nil {
				t.Fatal(err)
			}
			if there, err := Exists(ctx, path); !there || err != nil {
				t.Errorf("not there: %v", err)
			}
			if got, err := ReadFile(ctx, path); string(got) != "words" || err != nil {
				t.Errorf("read %q, %v", got, err)
			}
			size, changed, err := Stat(ctx, path)
			if size != 5 || time.Since(changed) > time.Hour || err != nil {
				t.Errorf("%d bytes, changed %v, %v", size, changed, err)
			}
			if names, err := List(ctx, Join(folder, "deep/*")); !slices.Equal(names, []string{path}) || err != nil {
				t.Errorf("listed %q, %v", names, err)
			}
			if err := Remove(ctx, path); err != nil {
				t.Fatal(err)
			}
			if names, err := List(ctx, Join(folder, "deep/*")); len(names) > 0 || err != nil {
				t.Errorf("left: %q, %v", names, err)
			}
		})
	}
}

// TestLocalSeeks: local files can seek, which cutting requires.
func TestLocalSeeks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(path, []byte("one two"), 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.(io.Seeker).Seek(4, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if got, _ := io.ReadAll(r); string(got) != "two" {
		t.Errorf("read %q", got)
	}
}

// TestCopies: Fetch returns a local file, and removes it if it is a copy.
func TestCopies(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for where, folder := range places(t) {
		t.Run(where, func(t *testing.T) {
			ctx, path := t.Context(), Join(folder, "m.safetensors")
			err := Put(ctx, path, func(local string) error { return os.WriteFile(local, []byte("model"), 0o644) })
			if err != nil {
				t.Fatal(err)
			}
			local, release, err := Fetch(ctx, path)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := os.ReadFile(local); string(got) != "model" || err != nil {
				t.Errorf("fetched %q, %v", got, err)
			}
			if filepath.Ext(local) != ".safetensors" || (local == path) != (where == "here") {
				t.Errorf("%s was fetched as %s", path, local)
			}
			release()
			if got, err := ReadFile(ctx, path); string(got) != "model" || err != nil {
				t.Errorf("after release: %q, %v", got, err)
			}
		})
	}
	if left, _ := os.ReadDir(os.TempDir()); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestHalfWritten: after an error of writing, the file has its old content.
func TestHalfWritten(t *testing.T) {
	path, broken := filepath.Join(t.TempDir(), "file"), errors.New("the disk is full")
	if err := Write(t.Context(), path, say("before")); err != nil {
		t.Fatal(err)
	}
	half := func(w io.Writer) error { return errors.Join(say("half")(w), broken) }
	if err := Write(t.Context(), path, half); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if got, _ := os.ReadFile(path); string(got) != "before" {
		t.Errorf("there is %q", got)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
	for _, path := range []string{"memfs://half", path} {
		if err := Put(t.Context(), path, func(string) error { return broken }); !errors.Is(err, broken) {
			t.Errorf("%s: got %v", path, err)
		}
	}
}

// TestErrors: errors name the file.
func TestErrors(t *testing.T) {
	for where, folder := range places(t) {
		path := Join(folder, "none")
		for what, try := range map[string]func(context.Context) error{
			"open":  func(ctx context.Context) error { _, err := Open(ctx, path); return err },
			"read":  func(ctx context.Context) error { _, err := ReadFile(ctx, path); return err },
			"stat":  func(ctx context.Context) error { _, _, err := Stat(ctx, path); return err },
			"fetch": func(ctx context.Context) error { return fetchAndRead(ctx, path) },
		} {
			err := try(t.Context())
			if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), path) {
				t.Errorf("%s, %s: got %v", where, what, err)
			}
		}
	}
	if _, err := Open(t.Context(), "nowhere://file"); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("a file system that there is not: %v", err)
	}
	if err := Write(t.Context(), "/dev/full/file", say("")); err == nil || !strings.Contains(err.Error(), "/dev/full") {
		t.Errorf("a folder that there cannot be: %v", err)
	}
}

func fetchAndRead(ctx context.Context, path string) error {
	local, release, err := Fetch(ctx, path)
	if err != nil {
		return err
	}
	defer release()
	_, err = os.ReadFile(local)
	return err
}
