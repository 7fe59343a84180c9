package atomicfile

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestMain(m *testing.M) {
	if path := os.Getenv("ATOMICFILE_HANG"); path != "" {
		hang(path)
	}
	os.Exit(m.Run())
}

// hang writes half a file, reports that, and never finishes.
func hang(path string) {
	Write(path, func(w io.Writer) error {
		w.Write(make([]byte, 8<<20))
		os.Stdout.WriteString("half\n")
		select {}
	})
}

// TestKill checks that a program that is killed while it writes leaves no file and the old
// file unchanged.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	p, err := create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := p.(*unnamed); !ok {
		t.Skip("the file system has no files without a name")
	}
	if name := p.file().Name(); name != path {
		t.Errorf("errors name %s", name)
	}
	p.Abandon()
	if err := Write(path, text("old")); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "ATOMICFILE_HANG="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, len("half\n"))); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	only(t, path, "old")
}

// TestLongName checks that the temporary file needs no longer name than the target.
func TestLongName(t *testing.T) {
	path := filepath.Join(t.TempDir(), strings.Repeat("n", 255))
	if err := Write(path, text("x")); err != nil {
		t.Fatal(err)
	}
	only(t, path, "x")
}

// TestNoRename checks that a failed renaming is an error that leaves no file.
func TestNoRename(t *testing.T) {
	dir := t.TempDir()
	p, err := create(filepath.Join(dir, "folder"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := named("folder", p.Commit()); err == nil || err.Error() != "writing folder: file exists" {
		t.Errorf("a file replaces a folder: %v", err)
	}
	if err := p.Abandon(); err != nil {
		t.Error(err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Errorf("left behind: %v", files)
	}
}

// TestStream checks that Write appends to open files of the program and does not replace
// them.
func TestStream(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.txt")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	f.WriteString("first ")
	if err := Write(fmt.Sprintf("/dev/fd/%d", f.Fd()), text("second")); err != nil {
		t.Fatal(err)
	}
	only(t, path, "first second")
}
