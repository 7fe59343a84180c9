package atomicfile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// only fails the test unless path has the content want and is the only file of its folder.
func only(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("the file holds %q, %v; want %q", got, err, want)
	}
	files, _ := os.ReadDir(filepath.Dir(path))
	if len(files) != 1 {
		t.Errorf("the folder holds %v", files)
	}
}

func TestWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	for _, s := range []string{"first", "second"} {
		if err := Write(path, text(s)); err != nil {
			t.Fatal(err)
		}
		only(t, path, s)
	}
}

func TestFailureLeavesTheOld(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := Write(path, text("old")); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	err := Write(path, func(w io.Writer) error {
		if _, err := io.WriteString(w, strings.Repeat("new", 1<<20)); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), path) {
		t.Errorf("got %v", err)
	}
	only(t, path, "old")
}

func TestPermissionsStay(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, text("x")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestBadTargets(t *testing.T) {
	dir := t.TempDir()
	for _, path := range []string{dir, filepath.Join(dir, "none", "a.txt")} {
		if err := Write(path, text("x")); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: got %v", path, err)
		}
	}
	if files, _ := os.ReadDir(dir); len(files) != 0 {
		t.Errorf("left behind: %v", files)
	}
}

func TestFullDevice(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full here")
	}
	if err := Write("/dev/full", text("x")); err == nil || !strings.Contains(err.Error(), "/dev/full") {
		t.Errorf("got %v", err)
	}
}

func TestWriteFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	err := WriteFile(path, func(f *os.File) error {
		_, first := f.WriteString("0000 tail")
		_, second := f.WriteAt([]byte("head"), 0)
		return errors.Join(first, second)
	})
	if err != nil {
		t.Fatal(err)
	}
	only(t, path, "head tail")
	broken := errors.New("broken")
	if err := WriteFile(path, func(*os.File) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	only(t, path, "head tail")
	if err := WriteFile(os.DevNull, func(*os.File) error { return nil }); err == nil ||
		!strings.Contains(err.Error(), "is not a regular file") {
		t.Errorf("got %v", err)
	}
}

// TestWritePath: the temporary file has a path beside the target until it replaces it.
func TestWritePath(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	for _, content := range []string{"one", "two"} {
		err := WritePath(path, func(temporary string) error {
			if info, err := os.Stat(temporary); err != nil || info.Size() != 0 || filepath.Dir(temporary) != filepath.Dir(path) {
				t.Errorf("%s: %v", temporary, err)
			}
			return os.WriteFile(temporary, []byte(content), 0o600)
		})
		if err != nil {
			t.Fatal(err)
		}
		only(t, path, content)
	}
	broken := errors.New("broken")
	if err := WritePath(path, func(string) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	only(t, path, "two")
	if err := WritePath(os.DevNull, func(string) error { return nil }); err == nil ||
		!strings.Contains(err.Error(), "is not a regular file") {
		t.Errorf("got %v", err)
	}
}

// TestConcurrent lets several goroutines write the same file: each succeeds, and the file
// is that of one of them.
func TestConcurrent(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			if err := Write(path, text(strings.Repeat(string(rune('a'+i)), 1<<20))); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	got, err := os.ReadFile(path)
	if err != nil || len(got) != 1<<20 {
		t.Fatalf("%d bytes, %v", len(got), err)
	}
	only(t, path, strings.Repeat(string(got[0]), 1<<20))
}

// TestLinkIsFollowed checks that a symbolic link is kept, as with a shell's redirection,
// and that the file that it names is replaced.
func TestLinkIsFollowed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(file, link); err != nil {
		t.Skip(err)
	}
	if err := Write(link, text("new")); err != nil {
		t.Fatal(err)
	}
	only(t, file, "new")
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is now %v, %v", info, err)
	}
}

// TestBesideTheTarget checks that nothing is written to the folder for temporary files.
func TestBesideTheTarget(t *testing.T) {
	path, temporary := filepath.Join(t.TempDir(), "a.txt"), t.TempDir()
	t.Setenv("TMPDIR", temporary)
	for _, create := range []func(string) (pending, error){create, createNamed} {
		p, err := create(path)
		if err != nil {
			t.Fatal(err)
		}
		if files, _ := os.ReadDir(temporary); len(files) != 0 {
			t.Errorf("%v in %s", files, temporary)
		}
		if err := p.Commit(); err != nil {
			t.Error(err)
		}
		if err := p.Abandon(); err != nil {
			t.Error(err)
		}
		only(t, path, "")
	}
}

// TestLinkToNothing checks that a symbolic link to a file that does not exist is kept and
// the file is written, and that Check returns an error if the folder of the file is
// missing.
func TestLinkToNothing(t *testing.T) {
	dir := t.TempDir()
	link, folder := filepath.Join(dir, "link"), filepath.Join(dir, "folder")
	if err := os.Symlink(filepath.Join("folder", "a.txt"), link); err != nil {
		t.Skipf("skipped: no symbolic links here: %v", err)
	}
	for name, err := range map[string]error{"Check": Check(link), "Write": Write(link, text("lost"))} {
		if err == nil || !strings.Contains(err.Error(), "create the folder "+folder) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(Check(link), Write(link, text("first")), Write(link, text("second"))); err != nil {
		t.Fatal(err)
	}
	only(t, filepath.Join(folder, "a.txt"), "second")
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link was replaced: %v, %v", info, err)
	}
}
