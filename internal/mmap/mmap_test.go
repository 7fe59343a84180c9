package mmap

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
)

func file(t *testing.T, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func mapped(t *testing.T, path string) *Region {
	t.Helper()
	r, err := Map(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

func TestMap(t *testing.T) {
	for _, n := range []int{0, 1, 4096, 100_000} {
		content := bytes.Repeat([]byte("x"), n)
		r := mapped(t, file(t, content))
		equal := false
		if err := r.Guard(func() { equal = bytes.Equal(r.Bytes(), content) }); err != nil || !equal {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
	for _, bad := range []string{t.TempDir(), filepath.Join(t.TempDir(), "none")} {
		if _, err := Map(bad); err == nil {
			t.Errorf("%s is mapped", bad)
		}
	}
}

// TestShrink truncates the file within pages and between them.
func TestShrink(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: the file is read, not mapped")
	}
	for _, size := range []int64{0, 100, 4096, 99_999} {
		path := file(t, bytes.Repeat([]byte("x"), 100_000))
		r := mapped(t, path)
		if err := os.Truncate(path, size); err != nil {
			t.Fatal(err)
		}
		sum := 0
		err := r.Guard(func() {
			for _, b := range r.Bytes() {
				sum += int(b)
			}
		})
		if !errors.Is(err, ErrShrunk) {
			t.Errorf("cut to %d: got %v", size, err)
		}
	}
}

// TestOtherPanics checks that panics other than faults in the region are not recovered.
func TestOtherPanics(t *testing.T) {
	r := mapped(t, file(t, []byte("abc")))
	for name, look := range map[string]func(){
		"own": func() { panic("own") }, "index": func() { _ = r.Bytes()[len(r.Bytes())] },
		"nil": func() { var p *int; *p++ },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			r.Guard(look)
		}()
	}
	if err := r.Guard(func() {}); err != nil {
		t.Error(err)
	}
}

// TestClose checks that the memory is unmapped after the last running Guard.
func TestClose(t *testing.T) {
	r := mapped(t, file(t, []byte("abc")))
	err := r.Guard(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		if err := r.Guard(func() { _ = r.Bytes()[0] }); err != nil {
			t.Errorf("deeper: %v", err)
		}
	})
	if err != nil {
		t.Error(err)
	}
	if err := r.Guard(func() { t.Error("looked after Close") }); !errors.Is(err, ErrClosed) {
		t.Errorf("got %v", err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}

func TestManyLook(t *testing.T) {
	r := mapped(t, file(t, bytes.Repeat([]byte("x"), 10_000)))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 1000 {
				if err := r.Guard(func() { _ = slices.Max(r.Bytes()) }); err != nil {
					if !errors.Is(err, ErrClosed) {
						t.Error(err)
					}
					return
				}
			}
		})
	}
	r.Close()
	all.Wait()
}

func TestCast(t *testing.T) {
	b := []byte{1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128, 63, 9}
	if got, ok := Cast[int64](b); ok && !slices.Equal(got, []int64{1}) {
		t.Errorf("got %v", got)
	}
	if got, ok := Cast[float32](b[8:12]); ok && !slices.Equal(got, []float32{1}) {
		t.Errorf("got %v", got)
	}
	if got, ok := Cast[int32](b[:3]); !ok || len(got) != 0 {
		t.Errorf("got %v", got)
	}
	aligned := 0
	for i := range 8 {
		if _, ok := Cast[int64](b[i:][:8:8]); ok {
			aligned++
		}
		if i == 5 {
			break
		}
	}
	if aligned > 1 {
		t.Errorf("%d of 6 neighbouring bytes are aligned", aligned)
	}
}
