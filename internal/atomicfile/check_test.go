package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// mustWrite writes a file with os.WriteFile.
func mustWrite(t *testing.T, path string, mode fs.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte("x"), mode); err != nil {
		t.Fatal(err)
	}
}

// TestCheck checks that Check and Write refuse the same targets for the same reasons, and
// that Check leaves no file.
func TestCheck(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	mustWrite(t, file, 0o600)
	for path, want := range map[string]string{
		filepath.Join(dir, "new"):         "",
		file:                              "",
		os.DevNull:                        "",
		dir:                               "is a folder",
		filepath.Join(dir, "none", "new"): "create the folder " + filepath.Join(dir, "none"),
		filepath.Join(file, "new"):        "writing " + filepath.Join(file, "new"),
	} {
		err := Check(path)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: got %v, want %q", path, err, want)
		}
		if path != os.DevNull {
			if files, _ := os.ReadDir(dir); len(files) != 1 {
				t.Errorf("%s: left behind: %v", path, files)
			}
		}
		if want != "" {
			if written := Write(path, text("x")); written == nil || written.Error() != err.Error() {
				t.Errorf("Write returns %v, Check %v", written, err)
			}
		}
	}
	if err := Check(filepath.Join(dir, "none", "new")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v is no fs.ErrNotExist", err)
	}
}

// TestReadOnlyFile checks that a file without write permission is not replaced.
func TestReadOnlyFile(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("skipped: root may write to every file")
	}
	path := filepath.Join(t.TempDir(), "file")
	mustWrite(t, path, 0o400)
	for _, err := range []error{Check(path), Write(path, text("y"))} {
		if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), path) {
			t.Errorf("got %v", err)
		}
	}
	only(t, path, "x")
}

// TestErrorsAreStable checks that an error does not contain the name of the temporary file,
// which is different each time.
func TestErrorsAreStable(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	failing := func() error {
		return Write(path, func(io.Writer) error {
			return &fs.PathError{Op: "write", Path: ".a.txt123",
				Err: fs.ErrInvalid}
		})
	}
	if a, b := failing().Error(), failing().Error(); a != b || strings.Contains(a, "123") {
		t.Errorf("%s, then %s", a, b)
	}
}

// TestRemoveStale checks that the files of a killed Write are removed, and no others.
func TestRemoveStale(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "ck")
	random := "1234567890123456789"[:mostDigits]
	stale := "." + "ck" + separator + random
	mustWrite(t, filepath.Join(dir, stale), 0o600)
	keep := []string{"ck", ".ck", ".ck" + separator + "2024", stale + "x", "ck" + separator + random,
		".ck2" + separator + "x", ".other" + separator + random}
	for _, name := range keep {
		mustWrite(t, filepath.Join(dir, name), 0o600)
	}
	folder, link := "."+"ck"+separator+random[1:], "."+"ck"+separator+random[:mostDigits-1]
	if err := os.Mkdir(filepath.Join(dir, folder), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("ck", filepath.Join(dir, link)); err != nil {
		t.Skipf("skipped: no symbolic links here: %v", err)
	}
	if err := RemoveStale(path); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(filepath.Join(dir, stale)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is still there: %v", stale, err)
	}
	for _, name := range append(keep, folder, link) {
		if _, err := os.Lstat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	if err := RemoveStale(filepath.Join(dir, "none", "ck")); err != nil {
		t.Errorf("in a missing folder: %v", err)
	}
}

// TestRemoveStaleSparesWriters checks that the temporary file of a Write in progress is not
// removed.
func TestRemoveStaleSparesWriters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ck")
	p, err := createNamed(path)
	if err != nil {
		t.Fatal(err)
	}
	files, _ := os.ReadDir(filepath.Dir(path))
	if len(files) != 1 || !isTemporary(files[0].Name(), "ck") {
		t.Errorf("beside the target: %v", files)
	}
	if err := RemoveStale(path); err != nil {
		t.Log(err) // Windows refuses
	}
	if err := errors.Join(text("whole")(p.file()), p.Commit()); err != nil {
		t.Fatal(err)
	}
	only(t, path, "whole")
}

// TestCheckSpace checks that the sizes of files in one file system are added up.
func TestCheckSpace(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	_, free, ok := space(dir)
	if !ok {
		t.Skip("skipped: the free space is unknown here")
	}
	if err := CheckSpace(Size{a, 1}, Size{"", 1 << 62}, Size{os.DevNull, 1 << 62}); err != nil {
		t.Error(err)
	}
	if err := CheckSpace(Size{filepath.Join(dir, "none", "a"), 1 << 62}); err != nil {
		t.Errorf("file systems that do not report their space: %v", err)
	}
	half := free/4*3 + 1
	err := CheckSpace(Size{a, half}, Size{b, half})
	var full *SpaceError
	if !errors.As(err, &full) || full.Path != b || full.Need != 2*half ||
		!strings.Contains(err.Error(), "no space left") {
		t.Errorf("got %v", err)
	}
}
