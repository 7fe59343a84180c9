//go:build unix

package input_test

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"github.com/w2vattn/w2vattn/corpus/input"
)

// TestSampleOfNamedPipe: a named pipe, as <(…) of a shell gives, is opened once.
func TestSampleOfNamedPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe.txt")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip("no named pipes: ", err)
	}
	written := make(chan error)
	go func() { written <- os.WriteFile(path, []byte("one\ntwo\n"), 0o600) }()
	f := &input.Files{Paths: []string{path}, Format: input.ByName("text")}
	if got := f.Sample(t.Context()); got != "one\ntwo\n" {
		t.Errorf("%q", got)
	}
	if err := <-written; err != nil {
		t.Fatal(err)
	}
	if got, err := passages(t.Context(), f, 0); err != nil || !slices.Equal(got, []string{"one", "two"}) {
		t.Errorf("after the sample: %q, %v", got, err)
	}
}
