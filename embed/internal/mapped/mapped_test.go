package mapped

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"gonum.org/v1/gonum/blas/blas32"

	"github.com/w2vattn/w2vattn/internal/mmap"
)

// open returns a mapped file of that content.
func open(t *testing.T, content string) *File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "vectors")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestOpen(t *testing.T) {
	f := open(t, "content")
	var got string
	if err := f.Guard(func() error { got = string(f.Bytes()); return nil }); got != "content" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := Open(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that does not exist: %v", err)
	}
	if _, err := Open(t.TempDir()); err == nil {
		t.Error("a folder was mapped")
	}
}

// TestErrors: the first error stays, and each names the file.
func TestErrors(t *testing.T) {
	f := open(t, "content")
	first, second := errors.New("first"), errors.New("second")
	for _, want := range []error{first, second} {
		err := f.Guard(func() error { return want })
		if !errors.Is(err, want) || !strings.Contains(err.Error(), f.path) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	if err := f.Err(); !errors.Is(err, first) || errors.Is(err, second) {
		t.Errorf("the stored error is %v", err)
	}
}

// TestAfterClose: reading is an error, not a fault, and Close may be called again.
func TestAfterClose(t *testing.T) {
	f := open(t, "content")
	for range 2 {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := f.Guard(func() error { return nil }); err == nil || f.Err() == nil {
		t.Errorf("Guard returned %v, Err %v", err, f.Err())
	}
}

// TestNoFile: a nil File is ordinary memory.
func TestNoFile(t *testing.T) {
	var f *File
	want := errors.New("from look")
	if err := f.Guard(func() error { return want }); !errors.Is(err, want) || err.Error() != "from look" {
		t.Errorf("%v, want %v itself", err, want)
	}
	if f.Err() != nil || f.Close() != nil {
		t.Errorf("Err %v, Close %v", f.Err(), f.Close())
	}
}

// TestRows: rows of memory are the rows themselves, rows of a file are copies, and the
// stride is not a part of a row.
func TestRows(t *testing.T) {
	m := blas32.General{Rows: 3, Cols: 2, Stride: 4, Data: []float32{1, 2, 0, 0, 3, 4, 0, 0, 5, 6}}
	for name, file := range map[string]*File{"memory": nil, "file": open(t, "x")} {
		var got []float32
		for row, err := range Rows(m, file) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, row...)
			if shared := &row[0] == &m.Data[len(got)/2*4-4]; shared != (file == nil) {
				t.Errorf("%s: shared with the matrix: %v", name, shared)
			}
		}
		if !slices.Equal(got, []float32{1, 2, 3, 4, 5, 6}) {
			t.Errorf("%s: %v", name, got)
		}
	}
	for row := range Rows(m, nil) { // ends early without a panic
		if row[0] == 3 {
			break
		}
	}
}

// TestRowsOfATruncatedFile: the first row that cannot be read is an error and the last.
func TestRowsOfATruncatedFile(t *testing.T) {
	size := 4 * os.Getpagesize()
	f := open(t, strings.Repeat("\x00\x00\x80\x3f", size/4))
	numbers, ok := mmap.Cast[float32](f.Bytes())
	if !ok {
		t.Skip("numbers of this machine have another byte order")
	}
	m := blas32.General{Rows: size / 16, Cols: 4, Stride: 4, Data: numbers}
	if err := os.Truncate(f.path, int64(size/2)); err != nil {
		t.Skipf("a mapped file cannot be truncated here: %v", err)
	}
	n, failed := 0, 0
	for row, err := range Rows(m, f) {
		if failed > 0 {
			t.Fatal("a row after the error")
		}
		if err != nil {
			failed++
			continue
		}
		if n++; row[3] != 1 {
			t.Fatalf("row %d is %v", n, row)
		}
	}
	if failed == 0 && n == m.Rows {
		t.Skip("the file was read whole: it cannot be mapped here")
	}
	if failed != 1 || n > size/32 || f.Err() == nil {
		t.Errorf("%d rows of the %d that are left, %d errors; Err returns %v", n, size/32, failed, f.Err())
	}
}

// TestConcurrentGuards is for the race detector: one error of all is stored.
func TestConcurrentGuards(t *testing.T) {
	f := open(t, "content")
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for range 100 {
				if err := f.Guard(func() error { return fmt.Errorf("goroutine %d", i) }); err == nil || f.Err() == nil {
					t.Error("no error")
				}
			}
		})
	}
	group.Wait()
	if first := f.Err(); !errors.Is(f.Err(), first) {
		t.Error("the stored error changed")
	}
}
