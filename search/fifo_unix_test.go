//go:build unix

package search_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/w2vattn/w2vattn/search"
)

// TestFIFO checks that a FIFO without a writer is refused at once, as a corpus and as an
// index.
func TestFIFO(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	if _, err := search.Describe(context.Background(), path); err == nil || !strings.Contains(err.Error(),
		"fifo is not a regular file") {
		t.Errorf("got %v", err)
	}
	m, all := random(t, 10, 3, 5)
	if _, err := search.Open(context.Background(), path, m, search.Default()); !errors.Is(err, search.ErrNotIndex) {
		t.Errorf("got %v", err)
	}
	if err := search.Create(context.Background(), path, m, all, nil); err == nil {
		t.Error("a FIFO is replaced")
	}
}
